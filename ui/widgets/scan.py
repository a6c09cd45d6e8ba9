"""Scan: what the camera sees, where to hold the code, one hint at a time, how far it is, the seconds left."""

from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from device.flows.views import say
from ui.box import Box
from ui.page import Page, Type
from ui.theme import NAME, SECOND, TEXT
from ui.widgets.screen import Screen

_PER_SECOND = 15
_DISTANCE_SECONDS = 0.4
# How much of the picture a code fills, in percent: at the ends of the bar, and where it is read best.
_NEAREST, _FARTHEST, _NEAR, _FAR = 90, 4, 65, 12
# A hand that trembles moves nothing.
_STEADY = 4


class ScanScreen(Screen):
    """Pulls the newest frame from `links.frame`; nothing is kept of it."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.quiet = self.view.symbology != "page"  # a code takes itself, a page is taken by a touch
        self.left: int = self.view.seconds
        self._filled: int | None = None
        self._texture: Any = None
        self._live: Any = None
        self._place = (0, 0, 0, 0)
        Clock.schedule_interval(self._frame, 1 / _PER_SECOND)
        Clock.schedule_interval(self._second, 1)
        Clock.schedule_interval(self._distance, _DISTANCE_SECONDS)

    def content(self, page: Page, box: Box) -> None:
        """The picture at one side, the hint and the time at the other."""
        if page.portrait:
            side, box = box.from_bottom(box.h * 0.38)
        else:
            side, box = box.from_side("left" if self.theme.left_handed else "right", 296)
        page.fill(box, "scene")
        with self.canvas:
            Color(1, 1, 1)
            self._live = Rectangle(size=(0, 0))
        self._place = page.pixels(box)
        self._corners(page, box.inset(12, 12, 12, 12) if self.view.symbology == "page" else box.middle(256, 256))
        if self._filled is None:
            self._hint(page, side)
        else:
            self._guided(page, side, self._filled)
        self._frame(0)

    def _corners(self, page: Page, box: Box) -> None:
        """Where to hold the code."""
        for x, y, dx, dy in ((box.x, box.y, 1, 1), (box.right, box.y, -1, 1), (box.x, box.bottom, 1, -1), (box.right, box.bottom, -1, -1)):
            page.stroke(((x + 56 * dx, y + 4 * dy), (x + 4 * dx, y + 4 * dy), (x + 4 * dx, y + 56 * dy)), "aim", 8)

    def _hint(self, page: Page, box: Box) -> None:
        heads, low = box.from_top(box.h * 0.4)
        page.fill(heads, "warntint" if self.view.hint.key else "surface")
        page.icon(Box(heads.x + 20, heads.y, 48, heads.h), "zoom_in", 44, "warn" if self.view.hint.key else "accent")
        page.text(heads.inset(84, 8, 12, 8), self.view.hint if self.view.hint.key else self.view.title, NAME - 4, lines=3)
        room = low.inset(24, 12, 16, 12)
        page.icon(Box(room.x, room.y, 36, room.h), "hourglass_top", 34, "ink2", "left")
        kinds = (
            Type(self.view.title if self.view.hint.key else say("ui.alone"), TEXT + 1, bold=False, lines=2),
            Type(say("ui.remaining", count=self.left), TEXT + 1, "ink", False),
        )
        page.stack(room.inset(44, 0, 0, 0), kinds)

    def _guided(self, page: Page, box: Box, filled: int) -> None:
        """A code is seen and cannot be read yet: which way to move, how far it is, the time left."""
        heads, low = box.from_top(box.h * 0.36)
        is_good = _FAR <= filled <= _NEAR
        page.fill(heads, "oktint" if is_good else "warntint")
        page.icon(Box(heads.x + 20, heads.y, 48, heads.h), "check_circle" if is_good else "zoom_in", 44, "ok" if is_good else "warn")
        hint = "ui.still" if is_good else "ui.closer" if filled < _FAR else "ui.away"
        page.text(heads.inset(84, 8, 12, 8), say(hint), NAME - 4, lines=3)
        bar, foot = low.inset(24, 12, 24, 12).from_top(low.h * 0.58)
        self._distance_bar(page, bar, filled)
        page.icon(Box(foot.x, foot.y, 36, foot.h), "hourglass_top", 34, "ink2", "left")
        page.text(foot.inset(44, 0, 0, 0), say("ui.remaining", count=self.left), TEXT + 1, bold=False)

    def _distance_bar(self, page: Page, box: Box, filled: int) -> None:
        """Too near, good, too far, from left to right, and where the code is."""
        head, low = box.from_top(page.line(SECOND) + 6)
        page.text(head, say("ui.distance"), SECOND, "ink2", bold=False)
        track, foot = low.from_top(24)
        page.fill(track, "rule", 12)
        good = Box(track.x + track.w * _along(_NEAR), track.y, track.w * (_along(_FAR) - _along(_NEAR)), track.h)
        page.fill(good, "accent")
        page.fill(Box(track.x + track.w * _along(filled) - 6, track.y - 6, 12, track.h + 12), "ink", 6)
        words = (("ui.near", "left"), ("ui.good", "center"), ("ui.far", "right"))
        for (word, align), cell in zip(words, foot.across(3), strict=True):
            page.text(cell, say(word), SECOND, "ink" if align == "center" else "ink2", bold=align == "center", align=align)

    def _frame(self, _seconds: float) -> bool | None:
        """Show the newest picture, as large as it fits."""
        frame = self.links.frame()
        if frame is not None and self._live is not None:
            width, height, rgb = frame
            if self._texture is None or self._texture.size != (width, height):
                self._texture = Texture.create(size=(width, height), colorfmt="rgb")
                self._texture.flip_vertical()
            self._texture.blit_buffer(rgb, colorfmt="rgb", bufferfmt="ubyte")
            self._live.texture = self._texture
            self._live.pos, self._live.size = _covering(self._texture, self._place)
        return None if self.parent is not None or not _seconds else False

    def _distance(self, _seconds: float) -> bool | None:
        """Say which way to move, when it is another way than before or the code moved."""
        if self.parent is None:
            return False
        filled, before = self.links.filled(), self._filled
        if (filled is None) != (before is None) or abs((filled or 0) - (before or 0)) > _STEADY:
            self._filled = filled
            self.draw()
        return None

    def _second(self, _seconds: float) -> bool | None:
        if self.parent is None or self.left <= 0:
            return False
        self.left -= 1
        self.draw()
        return None


def _along(filled: int) -> float:
    """Where on the bar a code stands that fills so much, from 0 (near) to 1."""
    return min(1.0, max(0.0, (_NEAREST - filled) / (_NEAREST - _FARTHEST)))


def _covering(texture: Any, place: tuple[int, int, int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a picture of that shape stands to fill its place from side to side without leaving it."""
    x, y, wide, high = place
    scale = min(wide / texture.width, high / texture.height)
    size = (round(texture.width * scale), round(texture.height * scale))
    return (x + (wide - size[0]) // 2, y + (high - size[1]) // 2), size
