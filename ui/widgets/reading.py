"""Text: something to read, or one field to type with a keyboard on the screen."""

from typing import Any

from device.flows.views import Say
from ui.box import Box
from ui.page import Page, Type
from ui.theme import LINE, NAME, ROW, SECOND, TEXT
from ui.widgets.screen import Screen

_KEYBOARDS = {"fr": ("azertyuiop", "qsdfghjklm", "wxcvbn’-éè"), "en": ("qwertyuiop", "asdfghjkl'", "zxcvbnm-.,")}
_MOST = 40
# What there is to read is as large as one page allows; a page that is turned is at TEXT.
_READ = (28, ROW, LINE)
_LINES, _TURN, _PARAGRAPH = 9, 72, 14


class TextScreen(Screen):
    """Paragraphs by whole pages; or a field, whose answer is the typed text."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.typed: str = self.view.value
        self.figures = False
        self.first = 0

    def content(self, page: Page, box: Box) -> None:
        """Title, then paragraphs, or field and keyboard."""
        if self.view.field.key:
            self._typing(page, box)
            return
        heads, box = box.from_top(64)
        page.fill(heads, "surface")
        page.rule_under(heads)
        page.text(heads.inset(24, 0), self.view.title, NAME, floor=SECOND)
        self._paragraphs(page, box.inset(24, 12, 24, 8))

    def answer(self, value: Any) -> None:
        """The primary action of a field gives what was typed."""
        asked = self.view.field.key and self.view.primary is not None and value == self.view.primary.answer
        super().answer(self.typed if asked else value)

    def _paragraphs(self, page: Page, box: Box) -> None:
        """As many whole paragraphs as fit; the rest is one touch away."""
        top, at = box.y, self.first
        paragraphs = self.view.paragraphs
        size = next((size for size in _READ if sum(_high(page, each, size, box.w) for each in paragraphs) <= box.h), TEXT)
        while at < len(paragraphs):
            high = _high(page, paragraphs[at], size, box.w)
            if top + high > box.bottom and at > self.first:
                break
            page.text(Box(box.x, top, box.w - _TURN, high), paragraphs[at], size, bold=False, lines=_LINES, rise="top")
            top, at = top + high, at + 1
        if at < len(paragraphs) or self.first:
            self._turn(page, Box(box.right - 40, box.y - 12, 64, box.h + 20), at if at < len(paragraphs) else 0)

    def _turn(self, page: Page, box: Box, goal: int) -> None:
        self.ground(page, box, str(goal), "second", self._go)
        page.icon(box, "expand_more" if goal else "expand_less", 44, "ink")

    def _go(self, goal: str) -> None:
        self.first = int(goal)
        self.draw()

    def _typing(self, page: Page, box: Box) -> None:
        """The title beside the field, or above it when upright, and the keyboard under both."""
        keys, room = box.from_bottom(4 * (64 if not page.portrait else 80))
        if page.portrait:
            heads, room = room.inset(24, 16).from_top(room.h * 0.4)
            field = room.from_top(80)[0]
        else:
            heads, room = room.from_left(232)
            heads, field = heads.inset(24, 4, 8, 4), room.inset(0, 10, 24, 10)
        page.text(heads, self.view.title, ROW, lines=2, floor=SECOND)
        page.outline(field, "accent", "surface", 3, 8)
        page.text(field.inset(16, 2), self.typed or self.view.field, LINE, "ink" if self.typed else "ink2", bold=bool(self.typed))
        self._keyboard(page, keys)

    def _keyboard(self, page: Page, box: Box) -> None:
        page.fill(box, "rule")
        lines = box.down(4)
        letters = ("1234567890", "/'.,:;()@+", "") if self.figures else _KEYBOARDS[self.words.language]
        for line, keys in zip(lines, letters, strict=False):
            if keys:
                for place, key in zip(line.across(len(keys)), keys, strict=True):
                    self._key(page, place, key, key)
        last = lines[3].across(10)
        self._key(page, _joined(last[:2]), "#", "123" if not self.figures else "abc")
        self._key(page, _joined(last[2:8]), " ", "")
        self._key(page, _joined(last[8:]), "<", "")

    def _key(self, page: Page, box: Box, key: str, label: str) -> None:
        place = box.inset(1, 1, 1, 1)
        self.ground(page, place, key, "second" if key in "#<" else "surface", self._press)
        if label:
            page.text(place, label, 28, align="center")
        else:
            page.icon(place, "space_bar" if key == " " else "backspace", 34, "ink")

    def _press(self, key: str) -> None:
        if key == "#":
            self.figures = not self.figures
        else:
            self.typed = self.typed[:-1] if key == "<" else (self.typed + key)[:_MOST]
        self.draw()


def _joined(boxes: list[Box]) -> Box:
    return Box(boxes[0].x, boxes[0].y, boxes[-1].right - boxes[0].x, boxes[0].h)


def _high(page: Page, what: Say, size: float, width: float) -> float:
    """How high a paragraph is, with the air below it."""
    return page.fitted(Type(what, size, bold=False, lines=_LINES), width - _TURN).height / page.scale + _PARAGRAPH
