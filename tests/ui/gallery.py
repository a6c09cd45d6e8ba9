"""`python -m tests.ui.gallery FOLDER`: every sample screen in every look, for the eye."""

import sys
from pathlib import Path

from tests.ui.drawn import LANDSCAPE, UPRIGHT
from tests.ui.picture import taken
from tests.ui.record import Shot
from tests.ui.samples import SAMPLES, longest
from ui.theme import Theme

LOOKS = {
    "day": (Theme(motion=False), "fr", LANDSCAPE),
    "night": (Theme(motion=False, night=True), "fr", LANDSCAPE),
    "english": (Theme(motion=False), "en", LANDSCAPE),
    "large": (Theme(motion=False, large=True), "fr", LANDSCAPE),
    "left": (Theme(motion=False, left_handed=True), "fr", LANDSCAPE),
    "upright": (Theme(motion=False), "fr", UPRIGHT),
    "upright-large": (Theme(motion=False, large=True), "fr", UPRIGHT),
    "seven-inch": (Theme(motion=False), "fr", (1024, 600)),
}


def main(folder: Path) -> None:
    """Draw each sample in each look, and by day with the longest names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, view, bar in SAMPLES:
        for look, (theme, language, size) in LOOKS.items():
            taken(Shot(view, bar, theme, language, size).drawn()).save(folder / f"{look}-{name}.png")
        taken(Shot(longest(view), bar, *LOOKS["day"]).drawn()).save(folder / f"longest-{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
