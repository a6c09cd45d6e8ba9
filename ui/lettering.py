"""Text: spans in regular and bold are measured, broken into lines, shrunk until they fit, and drawn as textures."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kivy.core.text import Label

from ui.icons import ICONS
from ui.theme import SMALLEST, font_paths
from ui.words import Spans

LEADING = 1.25
# Text grows this much smaller sooner than it takes one more line; paragraphs just take their lines.
_WILLING, _PARAGRAPH = 0.84, 5


@lru_cache(maxsize=256)
def _face(face: str, pixels: int) -> Any:
    return Label(font_name=font_paths()[face], font_size=pixels)


@lru_cache(maxsize=8192)
def width_of(text: str, bold: bool, pixels: int) -> int:
    """The width of one line of text, in screen pixels."""
    return int(_face("bold" if bold else "regular", pixels).get_extents(text)[0])


@lru_cache(maxsize=1024)
def texture_of(text: str, face: str, pixels: int) -> Any:
    """White text on nothing; the colour comes when it is drawn."""
    label = Label(text=text, font_name=font_paths()[face], font_size=pixels)
    label.refresh()
    return label.texture


def icon_texture(name: str, pixels: int) -> Any:
    """The icon of that name as a texture. Raises KeyError for a name not in the table."""
    return texture_of(chr(ICONS[name]), "icons", pixels)


@dataclass(frozen=True)
class Line:
    """One line: runs of the same weight, and its width in screen pixels."""

    runs: Spans
    width: int

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True)
class Fitted:
    """Text that fits its box: lines at `pixels`, and whether something had to be cut off."""

    lines: tuple[Line, ...]
    pixels: int
    cut: bool

    @property
    def width(self) -> int:
        """The widest line, in screen pixels."""
        return max((line.width for line in self.lines), default=0)

    @property
    def height(self) -> int:
        """All lines together, in screen pixels."""
        return len(self.lines) * line_height(self.pixels)


def line_height(pixels: int) -> int:
    """The height of a line, in screen pixels: 1.25 times the size."""
    return round(LEADING * pixels)


def plain(spans: Spans) -> str:
    """The words of spans without their weight."""
    return "".join(text for text, _ in spans)


def fit(spans: Spans, size: float, scale: float, width: float, lines: int, floor: float = SMALLEST) -> Fitted:
    """Spans in at most `lines` lines of `width` screen pixels: the largest whole size from `size` down to `floor`, both in
    design pixels; below that the end is left out, and `cut` says so."""
    words, pixels, room = _words(spans), round(size * scale), int(width)
    least = min(round(floor * scale), pixels)
    willing = max(least, round(pixels * _WILLING))
    for count in range(1, lines) if lines < _PARAGRAPH else ():
        fitted = _largest(words, range(pixels, willing - 1, -1), room, count)
        if fitted is not None:
            return fitted
    return _largest(words, range(pixels, least - 1, -1), room, lines) or Fitted(_cut(words, least, room, lines), least, True)


def _largest(words: list[Spans], sizes: range, room: int, lines: int) -> Fitted | None:
    """The words at the first of the sizes at which they take no more than that many lines."""
    for pixels in sizes:
        broken = _broken(words, pixels, room)
        if len(broken) <= lines and all(line.width <= room for line in broken):
            return Fitted(_balanced(words, pixels, broken), pixels, False)
    return None


def _balanced(words: list[Spans], pixels: int, broken: tuple[Line, ...]) -> tuple[Line, ...]:
    """Two lines of like length instead of a long one and a lone word."""
    if len(broken) != 2:
        return broken
    for at in range(len(words) - 1, 0, -1):
        first, second = _line(words[:at], pixels), _line(words[at:], pixels)
        if first.width <= broken[0].width and second.width > first.width:
            break
        broken = (first, second) if max(first.width, second.width) <= broken[0].width else broken
    return broken


def _cut(words: list[Spans], pixels: int, width: int, lines: int) -> tuple[Line, ...]:
    """The lines that fit, the last one ended by three dots after a whole word; a word too long for a line loses its end."""
    broken = _broken(words, pixels, width)
    kept = [line if line.width <= width else _shortened(line, pixels, width) for line in broken[:lines]]
    if len(broken) > lines:
        kept[-1] = _shortened(kept[-1], pixels, width)
    return tuple(kept)


def _shortened(line: Line, pixels: int, width: int) -> Line:
    bold, text = line.runs[0][1], line.text
    if width_of(text + "…", bold, pixels) > width and " " in text:
        text = text.rpartition(" ")[0]
    while text and width_of(text + "…", bold, pixels) > width:
        text = text[:-1]
    return Line(((text + "…", bold),), width_of(text + "…", bold, pixels))


def _broken(words: list[Spans], pixels: int, width: int) -> tuple[Line, ...]:
    """Words put on lines as long as they fit; a line holds one word at least."""
    lines: list[Line] = []
    held: list[Spans] = []
    for word in words:
        if held and _line([*held, word], pixels).width > width:
            lines.append(_line(held, pixels))
            held = []
        held.append(word)
    return (*lines, _line(held, pixels)) if held else tuple(lines)


def _line(words: list[Spans], pixels: int) -> Line:
    runs: list[tuple[str, bool]] = []
    for index, word in enumerate(words):
        for at, (text, bold) in enumerate(word):
            piece = (" " if index and not at else "") + text
            if runs and runs[-1][1] == bold:
                runs[-1] = (runs[-1][0] + piece, bold)
            else:
                runs.append((piece, bold))
    return Line(tuple(runs), sum(width_of(text, bold, pixels) for text, bold in runs))


def _words(spans: Spans) -> list[Spans]:
    """Spans cut at spaces (a no-break space, U+00A0, holds its neighbours together); a word may hold several weights."""
    words: list[list[tuple[str, bool]]] = [[]]
    for text, bold in spans:
        for index, piece in enumerate(text.split(" ")):
            if index:
                words.append([])
            if piece:
                words[-1].append((piece, bold))
    return [tuple(word) for word in words if word]
