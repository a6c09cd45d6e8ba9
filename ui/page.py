"""A page: what a screen draws, in design pixels. It remembers its texts, grounds and targets, so that tests can read it."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from kivy.graphics import Color, Line, Rectangle, SmoothEllipse, SmoothLine, SmoothRoundedRectangle
from kivy.uix.widget import Widget

from device.flows.views import Say
from ui.box import Box
from ui.lettering import LEADING, Fitted, fit, icon_texture, line_height, plain, texture_of
from ui.theme import GROWN, SMALLEST, Theme, rgb, scale_of
from ui.words import Spans, Words

What = Say | str | Spans


@dataclass(frozen=True)
class Type:
    """One text of a stack: what it says, its size in design pixels, colour, weight, number of lines, least size; one that
    is `spare` is left out where there is no room, one to `trim` ends in three dots: both are told in full elsewhere."""

    what: What
    size: float
    colour: str = "ink"
    bold: bool = True
    lines: int = 1
    floor: float = SMALLEST
    spare: bool = False
    trim: bool = False


def quiet(what: What, size: float, lines: int = 1, *, spare: bool = False) -> Type:
    """A text that comes second: regular, in the second ink."""
    return Type(what, size, "ink2", False, lines, spare=spare)


class Placed(NamedTuple):
    """A text on the page: its words, the box of its ink, colour and ground tokens, size in design pixels, whether cut."""

    text: str
    box: Box
    colour: str
    ground: str
    size: float
    cut: bool


class Laid(NamedTuple):
    """A ground on the page: its box, its token, and how many texts were written before it, which it would hide."""

    box: Box
    token: str
    after: int


class Ink(Widget):  # type: ignore[misc]  # Kivy has no types
    """A text on the widget tree."""

    def __init__(self, placed: Placed, **kwargs: Any) -> None:
        super().__init__(size_hint=(None, None), **kwargs)
        self.placed = placed


# Stacked texts shrink together by these steps.
_SHRINKING = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
# At 130 % nothing shrinks below 1.1 times the smallest size.
FLOOR_LARGE = 1.1


class Page:
    """Draws on a widget. Boxes are in design pixels from the widget's top left corner; edges fall on whole screen pixels."""

    def __init__(self, host: Widget, theme: Theme, words: Words) -> None:
        self.host = host
        self.theme = theme
        self.words = words
        self.scale = scale_of(host.width, host.height)
        self.portrait = host.height > host.width
        self.all = Box(0, 0, host.width / self.scale, host.height / self.scale)
        self.texts: list[Placed] = []
        self.targets: list[tuple[Box, Any]] = []
        self.grounds: list[Laid] = []

    # Shapes

    def fill(self, box: Box, token: str, radius: float = 0) -> None:
        """A full rectangle; it is the ground of what is written on it later."""
        self.colour(token)
        x, y, w, h = self.pixels(box)
        if radius:
            self._add(SmoothRoundedRectangle(pos=(x, y), size=(w, h), radius=[radius * self.scale]))
        else:
            self._add(Rectangle(pos=(x, y), size=(w, h)))
        self.ground(box, token)

    def ground(self, box: Box, token: str) -> None:
        """Remember what lies under the texts of a box."""
        self.grounds.append(Laid(box, token, len(self.texts)))

    def outline(self, box: Box, token: str, inner: str, width: float = 3, radius: float = 8) -> None:
        """A hollow shape: its outline, and the ground inside."""
        self.fill(box, token, radius)
        self.fill(box.inset(width, width), inner, max(radius - width, 0.1) if radius else 0)

    def frame(self, box: Box, token: str, width: float = 4) -> None:
        """An outline only, square, drawn inside the box."""
        self.colour(token)
        x, y, w, h = self.pixels(box.inset(width / 2, width / 2))
        self._add(Line(rectangle=(x, y, w, h), width=width * self.scale / 2, joint="miter"))

    def disc(self, x: float, y: float, radius: float, token: str) -> None:
        """A full circle around a point."""
        self.colour(token)
        left, low, w, h = self.pixels(Box(x - radius, y - radius, 2 * radius, 2 * radius))
        self._add(SmoothEllipse(pos=(left, low), size=(w, h)))

    def ring(self, x: float, y: float, radius: float, token: str, inner: str, width: float = 4) -> None:
        """A hollow circle around a point, and its ground."""
        self.disc(x, y, radius, token)
        self.disc(x, y, radius - width, inner)

    def stroke(self, points: tuple[tuple[float, float], ...], token: str, width: float) -> None:
        """A broken line with sharp corners."""
        self.colour(token)
        flat = [part for x, y in points for part in (self.host.x + x * self.scale, self.host.top - y * self.scale)]
        self._add(SmoothLine(points=flat, width=width * self.scale / 2, joint="miter", cap="none"))

    def rule_under(self, box: Box) -> None:
        """A hairline along the lower edge of a box, inside it."""
        self.rule(Box(box.x, box.bottom - 2, box.w, 2))

    def rule_left(self, box: Box) -> None:
        """A hairline along the left edge of a box, inside it."""
        self.rule(Box(box.x, box.y, 2, box.h))

    def rule(self, box: Box) -> None:
        """A hairline: it is decoration, and no ground."""
        self.colour("rule")
        x, y, w, h = self.pixels(box)
        self._add(Rectangle(pos=(x, y), size=(max(w, 1), max(h, 1))))

    def icon(self, box: Box, name: str, size: float, token: str = "accent", align: str = "middle") -> None:
        """An icon in the middle of a box (or at its left); nothing for an empty name."""
        if name:
            pixels = round(size * self.scale)
            x, y, w, h = self.pixels(box)
            left = x if align == "left" else x + (w - pixels) // 2
            self.colour(token)
            self._add(Rectangle(texture=icon_texture(name, pixels), pos=(left, y + (h - pixels) // 2), size=(pixels, pixels)))

    # Words

    def spans(self, what: What, bold: bool) -> Spans:
        """A sentence, a text or spans as spans."""
        if isinstance(what, Say):
            return self.words.spans(what, bold)
        return ((what, bold),) if isinstance(what, str) else what

    def lines_of(self, what: What, bold: bool) -> list[Spans]:
        """The parts of a sentence around its line feeds."""
        parts: list[list[tuple[str, bool]]] = [[]]
        for text, weight in self.spans(what, bold):
            for index, piece in enumerate(text.split("\n")):
                if index:
                    parts.append([])
                if piece:
                    parts[-1].append((piece, weight))
        return [tuple(part) for part in parts if part]

    def fitted(self, kind: Type, width: float) -> Fitted:
        """A text fitted to a width in design pixels, larger when the theme says so."""
        floor = kind.floor * (FLOOR_LARGE if self.theme.large else 1)
        return fit(self.spans(kind.what, kind.bold), self.size(kind.size), self.scale, width * self.scale, kind.lines, floor)

    def size(self, size: float) -> float:
        """A size of type, larger when the theme says so; what is large already grows no further than GROWN."""
        return min(size * self.theme.factor, max(size, GROWN))

    def line(self, size: float) -> float:
        """The height of a line of that size, in design pixels."""
        return LEADING * self.size(size)

    def width(self, kind: Type) -> float:
        """How wide a text would be on one line, in design pixels."""
        return fit(self.spans(kind.what, kind.bold), self.size(kind.size), self.scale, 1e6, 1).width / self.scale

    def text(self, box: Box, what: What, size: float, colour: str = "ink", *, bold: bool = True, align: str = "left",
             lines: int = 1, floor: float = SMALLEST, rise: str = "middle") -> Box:  # fmt: skip
        """Write one text in a box, `align` left, center or right, `rise` top, middle or bottom; the box of its ink."""
        return self.stack(box, (Type(what, size, colour, bold, lines, floor),), align=align, rise=rise)

    def stack(self, box: Box, kinds: tuple[Type, ...], *, align: str = "left", rise: str = "middle", gap: float = 0) -> Box:
        """Write texts one under the other in a box, smaller where they would not fit; the box of their ink."""
        shown = tuple(replace(kind, what=part) for kind in kinds for part in self.lines_of(kind.what, kind.bold))
        placed = self._fit_height(shown, box, gap)
        height = (sum(each.height for _, each in placed) + gap * self.scale * (len(placed) - 1)) / self.scale
        top = box.y + {"top": 0.0, "middle": (box.h - height) / 2, "bottom": box.h - height}[rise]
        inks = []
        for kind, each in placed:
            inks.append(self._write(kind, each, Box(box.x, top, box.w, each.height / self.scale), align))
            top += each.height / self.scale + gap
        return _around(inks) if inks else Box(box.x, box.y, 0, 0)

    def _fit_height(self, kinds: tuple[Type, ...], box: Box, gap: float) -> list[tuple[Type, Fitted]]:
        """The texts at the largest sizes at which all fit the box, without the spare ones when even the smallest are too high."""
        fitted: list[Fitted] = []
        for part in _SHRINKING:
            shrunk = [replace(kind, size=max(kind.size * part, min(kind.floor, kind.size))) for kind in kinds]
            fitted = [self.fitted(kind, box.w) for kind in shrunk]
            high = sum(each.height for each in fitted) + gap * self.scale * (len(kinds) - 1)
            if high <= box.h * self.scale + 1 and not any(each.cut and not kind.trim for kind, each in zip(kinds, fitted, strict=True)):
                break
        else:
            kept = tuple(kind for kind in kinds if not kind.spare)
            if len(kept) < len(kinds):
                return self._fit_height(kept, box, gap)
        return list(zip(kinds, fitted, strict=True))

    def _write(self, kind: Type, fitted: Fitted, box: Box, align: str) -> Box:
        left, low, wide, high = self.pixels(box)
        step = line_height(fitted.pixels)
        widest = fitted.width
        starts = {"left": 0, "center": (wide - widest) // 2, "right": wide - widest}
        x = left + starts[align]
        ink = Box((x - self.host.x) / self.scale, box.y, widest / self.scale, box.h)
        words = plain(self.spans(kind.what, kind.bold)) if not fitted.cut else " ".join(line.text for line in fitted.lines)
        placed = Placed(words, ink, kind.colour, self._ground_of(ink), fitted.pixels / self.scale, fitted.cut and not kind.trim)
        self.texts.append(placed)
        node = Ink(placed, pos=(x, low), size=(widest, high))
        self.host.add_widget(node)
        node.canvas.add(Color(*rgb(self.theme.colours[kind.colour])))
        for index, line in enumerate(fitted.lines):
            offset = {"left": 0, "center": (widest - line.width) // 2, "right": widest - line.width}[align]
            _runs(node, line.runs, fitted.pixels, x + offset, low + high - (index + 1) * step)
        return ink

    def _ground_of(self, ink: Box) -> str:
        held = [laid.token for laid in self.grounds if laid.box.holds(ink, 1)]
        return held[-1] if held else ""

    # Touch

    def touchable(self, box: Box, node: Widget) -> None:
        """Put a target on the page."""
        node.pos, node.size = self.pixels(box)[:2], self.pixels(box)[2:]
        self.targets.append((box, node))
        self.host.add_widget(node)

    # Pixels

    def pixels(self, box: Box) -> tuple[int, int, int, int]:
        """A box as left, lower edge, width, height in screen pixels."""
        left, right = round(box.x * self.scale), round(box.right * self.scale)
        top, bottom = round(box.y * self.scale), round(box.bottom * self.scale)
        return round(self.host.x) + left, round(self.host.top) - bottom, right - left, bottom - top

    def colour(self, token: str) -> None:
        """What follows is drawn in this colour."""
        self._add(Color(*rgb(self.theme.colours[token])))

    def _add(self, instruction: Any) -> None:
        self.host.canvas.add(instruction)


def _runs(node: Widget, runs: Spans, pixels: int, x: int, y: int) -> None:
    for text, bold in runs:
        texture = texture_of(text, "bold" if bold else "regular", pixels)
        node.canvas.add(Rectangle(texture=texture, pos=(x, y), size=texture.size))
        x += texture.width


def _around(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)
