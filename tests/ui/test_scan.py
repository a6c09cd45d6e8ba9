"""The camera's screen: which way to move a code that is seen and cannot be read yet."""

import pytest

from tests.ui.drawn import LANDSCAPE, SAMPLE_WORDS, UPRIGHT, faults, opened
from tests.ui.samples import SAMPLES
from ui import window
from ui.stage import Stage
from ui.theme import Theme
from ui.words import Words

VIEW = next(view for name, view, _ in SAMPLES if name == "05-scan")


def shown(filled: int | None, theme: Theme, language: str = "fr", size: tuple[int, int] = LANDSCAPE) -> Stage:
    """The screen once the camera sees a code that fills so much of the picture."""
    seen: list[int | None] = [filled]
    words = Words(language, SAMPLE_WORDS[language])
    made = Stage(theme, words, lambda *_: None, lambda *_: None, lambda: None, filled=lambda: seen[0])
    made.size = size
    opened(made)
    made.size = size
    made.show(1, VIEW)
    assert made.screen is not None
    made.screen._distance(0)
    window.settle(1)
    return made


def texts(made: Stage) -> set[str]:
    """What is written."""
    assert made.screen is not None and made.screen.page is not None
    return {placed.text for placed in made.screen.page.texts}


@pytest.mark.parametrize(
    ("filled", "word"), [(8, "Rapprochez le téléphone"), (45, "Cadrez le code, sans bouger"), (88, "Éloignez le téléphone")]
)
def test_one_hint_at_a_time_says_which_way_to_move(filled: int, word: str) -> None:
    seen = " ".join(texts(shown(filled, Theme(motion=False))))
    assert word in " ".join(seen.split()) and "loin" in seen


def test_nothing_is_said_of_a_code_that_is_not_seen() -> None:
    assert "Distance" not in texts(shown(None, Theme(motion=False)))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [LANDSCAPE, UPRIGHT])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("filled", [2, 45, 99])
def test_it_is_legible_however_it_is_held(language: str, size: tuple[int, int], large: bool, filled: int) -> None:
    made = shown(filled, Theme(motion=False, large=large), language, size)
    assert made.screen is not None and made.screen.page is not None
    assert faults(made.screen.page, "Scan") == []
