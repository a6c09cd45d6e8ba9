"""`python -m tests.ui.gallery FOLDER`: every sample screen as a picture, in each look."""

import sys
from pathlib import Path

from ui import window
from ui.theme import Theme
from ui.words import Words

from tests.ui import samples, samples_words


def main(folder: Path, names: list[str]) -> None:
    """Draw the samples (those named, or all) by day and night, large, in English; `portrait` as a name stands them upright."""
    portrait = "portrait" in names
    window.prepare(*((480, 800) if portrait else (800, 480)), off_screen=True)
    from ui.stage import Stage
    from ui.widgets.screen import Links

    folder.mkdir(parents=True, exist_ok=True)
    looks = {"": Theme(), "-night": Theme(night=True), "-large": Theme(large=True), "-left": Theme(left_handed=True)}
    wanted = [name for name in names if name in looks or name.startswith("-") or name == "day"] or list(looks)
    opened = None
    for look in wanted:
        language = "en" if look == "-en" else "fr"
        theme = looks.get(look, Theme())
        words = Words(language, samples_words.EN if language == "en" else samples_words.FR)
        stage = Stage(theme, words, Links(lambda _value: None))
        if opened is not None:
            opened.remove_widget(opened.children[0])
            opened.add_widget(stage)
            stage.size = opened.size
        else:
            opened = window.open_window(stage)
        for name, view, bar in samples.SAMPLES:
            stage.show(view)
            stage.show_bar(bar)
            window.save(str(folder / f"{name}{look if look != 'day' else ''}{'-portrait' if portrait else ''}.png"))
        print(look, "missing:", sorted(words.missing))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
