"""The look of the screen: colours by day and night, sizes of type, fonts, and the choices of the person who uses it."""

import os
from dataclasses import dataclass, field, replace

DAY = {
    "bg": "#F4F1EA",
    "surface": "#FFFFFF",
    "second": "#E6E1D6",
    "secondpress": "#D3CDC0",
    "ink": "#0E2029",
    "ink2": "#43545C",
    "rule": "#D3CDC0",
    "edge": "#76838A",
    "action": "#005A5B",
    "press": "#003436",
    "onaction": "#FFFFFF",
    "accent": "#005A5B",
    "onaccent": "#FFFFFF",
    "tint": "#DDECE8",
    "bar": "#0E2029",
    "onbar": "#FFFFFF",
    "onbar2": "#B9C6CB",
    "baredge": "#5E737D",
    "present": "#FFFFFF",
    "onpresent": "#0E2029",
    "ok": "#17663A",
    "oktint": "#DDEFE0",
    "warn": "#854700",
    "warntint": "#FFE8BF",
    "stop": "#A3171D",
    "stoptint": "#FBE1DD",
    "cps": "#2B5C8A",
    "vitale": "#2F7D4F",
    "oncard": "#FFFFFF",
    "gold": "#E3B64A",
    "chip": "#6B4E0E",
    "cap": "#0E2029",
    "scene": "#33424B",
    "aim": "#FFD166",
}
NIGHT = {
    "bg": "#0B1216",
    "surface": "#162229",
    "second": "#1F2E36",
    "secondpress": "#2B3A42",
    "ink": "#EDE8DC",
    "ink2": "#A9B5B9",
    "rule": "#2B3A42",
    "edge": "#75868D",
    "action": "#14706B",
    "press": "#0A4643",
    "onaction": "#FFFFFF",
    "accent": "#5CCBBD",
    "onaccent": "#0B1216",
    "tint": "#123435",
    "bar": "#03070A",
    "onbar": "#EDE8DC",
    "onbar2": "#A9B5B9",
    "baredge": "#55676F",
    "present": "#EDE8DC",
    "onpresent": "#0B1216",
    "ok": "#7BD096",
    "oktint": "#14301F",
    "warn": "#F4BE5E",
    "warntint": "#35280D",
    "stop": "#FF948B",
    "stoptint": "#3D1816",
    "cps": "#28527A",
    "vitale": "#2A6B45",
    "oncard": "#EDE8DC",
    "gold": "#B08A33",
    "chip": "#3A2A06",
    "cap": "#75868D",
    "scene": "#0B1216",
    "aim": "#F4BE5E",
}

# Sizes of type, in design pixels at 100 %. Nothing is under SMALLEST.
TOTAL, MONTH, ALONE, TITLE, NAME, ROW, LINE, TEXT, SECOND, SMALLEST = 64, 56, 48, 40, 32, 26, 24, 22, 20, 18
LARGE = 1.3
GROWN = 52
# A target is 12 mm on the 5-inch panel: gloves, in a car.
TARGET = 88
# The top bar above every screen.
BAR = 48

FONT_FOLDERS = (
    "/usr/share/fonts/opentype/b612",
    "/usr/share/fonts/truetype/material-design-icons-iconfont",
)
FONT_FILES = {"regular": "B612-Regular.otf", "bold": "B612-Bold.otf", "icons": "MaterialIcons-Regular.ttf"}
FONT_PACKAGES = "fonts-b612, fonts-material-design-icons-iconfont"


class FontMissing(RuntimeError):
    """A font file is not installed; the message names the file and the packages that bring it."""


def font_paths(folders: tuple[str, ...] = FONT_FOLDERS) -> dict[str, str]:
    """The file of each face (regular, bold, icons). Raises FontMissing."""
    return {face: _found(name, folders) for face, name in FONT_FILES.items()}


def _found(name: str, folders: tuple[str, ...]) -> str:
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    raise FontMissing(f"The font {name} is missing. Install the packages {FONT_PACKAGES}.")


_MORNING, _EVENING = 7 * 60, 20 * 60


@dataclass(frozen=True)
class Theme:
    """What the user and the hardware decided: day or night, text at 130 %, handedness, motion, and at which edge (left or
    right) each card's slot is."""

    night: bool = False
    large: bool = False
    left_handed: bool = False
    motion: bool = True
    slots: dict[str, str] = field(default_factory=lambda: {"cps": "left", "vitale": "right"})

    @property
    def colours(self) -> dict[str, str]:
        """Token to `#RRGGBB`."""
        return NIGHT if self.night else DAY

    def smaller(self) -> "Theme":
        """The same look with text as designed, for what has no room to grow."""
        return replace(self, large=False)

    @property
    def factor(self) -> float:
        """How much larger than designed the text is."""
        return LARGE if self.large else 1.0


def is_evening(minute: int) -> bool:
    """True from 20:00 to 7:00, when a screen that chooses by itself is dark; `minute` of the day."""
    return not _MORNING <= minute < _EVENING


def rgb(colour: str) -> tuple[float, float, float]:
    """`#RRGGBB` as three numbers from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2)."""
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2), 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def scale_of(width: float, height: float) -> float:
    """Screen pixels in one design pixel: the design is 800 x 480, or 480 x 800 on a panel that stands upright."""
    if height > width:
        return min(width / 480, height / 800)
    return min(width / 800, height / 480)
