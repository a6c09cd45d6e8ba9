"""Wait: what to do meanwhile, the thread of steps, the seconds left, a way out."""

from typing import Any

from kivy.clock import Clock

from device.flows.views import Row, Say, Step, say
from ui.box import Box
from ui.page import Page, Type, quiet
from ui.theme import ALONE, LINE, ROW, SECOND, TEXT, TITLE
from ui.widgets import cards, rows, thread
from ui.widgets.screen import Screen

_CARD = 108
_ROW, _ROW_BESIDE_PLACES = 72, 60
_PLACE = 34
_MARK = 88


class WaitScreen(Screen):
    """With cards in their slots they are drawn at the edges; without, the stops are places on the way of what is sent."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.left: int = self.view.seconds
        self._clock = Clock.schedule_interval(self._second, 1)

    def strip(self) -> tuple[str, Say]:
        """The seconds left until the deadline, then what holds when it passes."""
        if self.view.strip.key:
            return ("hourglass_top", self.view.strip)
        if self.view.holds.key:
            return ("hourglass_top", say("ui.left", count=self.left, holds=self.view.holds))
        return ("hourglass_top", say("ui.remaining", count=self.left))

    def content(self, page: Page, box: Box) -> None:
        """Cards and a centred title, or a title at the left and places."""
        travels = any(step.icon for step in self.view.steps)
        if self.view.rows:
            least = _ROW_BESIDE_PLACES if travels and not page.portrait else _ROW
            high = max(rows.high(page, each, box.w, least * self.theme.factor) for each in self.view.rows)
            low, box = box.from_bottom(min(high, box.h / (len(self.view.rows) + 1)) * len(self.view.rows))
            for place, each in zip(low.down(len(self.view.rows)), self.view.rows, strict=True):
                self._row(page, place, each)
            page.rule(low.from_top(2)[0])
        if travels:
            self._places(page, box)
        else:
            self._still(page, box)

    def _still(self, page: Page, box: Box) -> None:
        """The cards at their edges, all else between them; upright, the cards stand below all else."""
        edges = [self.theme.slots[card] for card in self.view.cards]
        top, shown = (box.y + 60, _CARD) if not page.portrait else (box.bottom - 236, 160)
        for card, edge in zip(self.view.cards, edges, strict=True):
            cards.inserted(page, card, edge, top, top + 220, shown)
        if page.portrait:
            room = box.inset(24, 24, 24, 260 if edges else 24)
        else:
            room = box.inset(148 if edges else 24, 12, None, 8)
        foot, room = room.from_bottom(page.line(LINE) * (2 if self.theme.large or page.portrait else 1) + 12)
        page.text(foot, self.view.sub, TEXT + 2, "ink2", bold=False, align="center", lines=2)
        high = (52 + page.line(LINE)) if self.view.steps else 0
        stops, heads = room.from_bottom(high)
        if not edges and not self.view.steps:
            mark, heads = heads.from_top(heads.h * 0.5)
            page.icon(mark.from_bottom(_MARK)[0], "hourglass_top", _MARK, "accent")
        page.text(heads, self.view.title, ALONE, align="center", lines=3, floor=ROW)
        if self.view.steps:
            thread.labelled(page, stops, self.view.steps, 18, LINE, "bg")

    def _places(self, page: Page, box: Box) -> None:
        room = box.inset(24, 8, 24, 4)
        heads, room = room.from_top(page.line(TITLE) + page.line(TEXT) * (2 if page.portrait else 1) + 4)
        page.stack(heads, (Type(self.view.title, TITLE, lines=2, floor=ROW), quiet(self.view.sub, TEXT, 2)), rise="top")
        steps: tuple[Step, ...] = self.view.steps
        columns = room.across(len(steps)) if not any(not step.icon for step in steps) else _uneven(room, steps)
        centres = [column.x + column.w / 2 for column in columns]
        y = room.y + _PLACE + (room.h * 0.25 if page.portrait else min(12, room.h * 0.08))
        thread.line(page, centres, y, steps, 8)
        for step, x, column in zip(steps, centres, columns, strict=True):
            self._place(page, step, x, y, Box(column.x, y + _PLACE + 6, column.w, room.bottom - y - _PLACE - 6))

    def _place(self, page: Page, step: Step, x: float, y: float, below: Box) -> None:
        """A place, its icon full or hollow, with its words; without an icon, what travels, in a frame on the line."""
        if not step.icon:
            frame = Box(x - 24, y - 24, 48, 48)
            page.outline(frame, "accent", "surface", 4, 8)
            page.text(frame.inset(4, 4), step.label, TEXT, align="center")
            return
        if step.state == "todo":
            page.ring(x, y, _PLACE, "edge", "surface", 4)
            page.icon(Box(x - 24, y - 24, 48, 48), step.icon, 40, "ink")
        else:
            page.disc(x, y, _PLACE, "accent")
            page.icon(Box(x - 24, y - 24, 48, 48), step.icon, 40, "onaccent")
        parts = page.lines_of(step.label, False)
        kinds = (Type(tuple((text, True) for text, _ in parts[0]), ROW - 1), *(quiet(part, SECOND, 2) for part in parts[1:]))
        page.stack(below, kinds, align="center", rise="top")

    def _row(self, page: Page, box: Box, each: Row) -> None:
        rows.row(self, page, box, each, size=LINE, tall=34, bold=bool(each.sub.key))

    def _second(self, _seconds: float) -> bool | None:
        """One second passed; the count stops at zero, the Machine decides what follows."""
        if self.parent is None or self.left <= 0:
            return False
        self.left -= 1
        self.draw()
        return None


def _uneven(room: Box, steps: tuple[Step, ...]) -> list[Box]:
    """Places share the width; what travels stands half-way between two of them."""
    places = [step for step in steps if step.icon]
    columns = room.across(len(places))
    boxes, at = [], 0
    for step in steps:
        if step.icon:
            boxes.append(columns[at])
            at += 1
        else:
            before = columns[max(at - 1, 0)]
            boxes.append(Box(before.x + before.w / 2, room.y, before.w, room.h))
    return boxes
