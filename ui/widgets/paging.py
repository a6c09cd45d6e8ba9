"""Lists by whole rows: the half-hidden row does not exist; a bar at the right says where one is."""

from dataclasses import replace
from typing import Any

from device.base.record import in_order
from device.flows.views import NOTHING, Row
from ui.box import Box
from ui.page import Page, Type
from ui.theme import SMALLEST
from ui.widgets.screen import Screen

_BAR = 8
# Lines that fill this part of their box share the rest of it.
_FULL = 0.7
TURN = 64


class Paged(Screen):
    """A screen with rows that may not all fit; two targets at the right turn the pages."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.first = 0
        self.tight = False

    def one(self, page: Page, box: Box, row: Row) -> None:
        """Draw one row, or one cell where there are several in a line."""

    def need(self, page: Page, row: Row, width: float) -> float:
        """The least height of a row that is `width` wide; with `tight`, at the smallest size of type."""
        return 88

    def high(self, page: Page, kinds: tuple[Type, ...], width: float) -> float:
        """How high these texts are together, in that width."""
        shown = (replace(kind, size=SMALLEST) if self.tight else kind for kind in kinds if kind.what != NOTHING)
        return sum(page.fitted(kind, width).height for kind in shown) / page.scale

    def paged(self, page: Page, box: Box, rows: tuple[Row, ...], columns: int = 1) -> None:
        """As many whole lines of rows as fit. When not all do, those that warn come first."""
        lines = [rows[at : at + columns] for at in range(0, len(rows), columns)]
        pages = self._closest(page, box, lines, columns)
        if len(pages) > 1:
            turn, box = box.from_right(TURN)
            urgent = in_order(rows, lambda row: 0 if row.tone in ("warn", "stop") else 1)
            lines = [tuple(urgent[at : at + columns]) for at in range(0, len(rows), columns)]
            pages = self._pages(page, box, lines, columns)
            self.first = min(self.first, len(pages) - 1)
            self._turning(page, turn, len(pages))
        for place, line in zip(self._places(page, box, pages[self.first], columns), pages[self.first], strict=True):
            for cell, row in zip(place.across(columns), line, strict=False):
                self.one(page, cell, row)

    def _closest(self, page: Page, box: Box, lines: list[tuple[Row, ...]], columns: int) -> list[list[tuple[Row, ...]]]:
        """One page if smaller words make it one; large text stays large."""
        self.tight = False
        pages = self._pages(page, box, lines, columns)
        if len(pages) > 1 and not self.theme.large:
            self.tight = True
            closer = self._pages(page, box, lines, columns)
            self.tight = len(closer) == 1
            return closer if self.tight else pages
        return pages

    def _pages(self, page: Page, box: Box, lines: list[tuple[Row, ...]], columns: int) -> list[list[tuple[Row, ...]]]:
        pages: list[list[tuple[Row, ...]]] = [[]]
        left = box.h + 1
        for line in lines:
            high = self._high(page, line, box.w / columns)
            if pages[-1] and high > left:
                pages.append([])
                left = box.h + 1
            pages[-1].append(line)
            left -= high
        return pages

    def _high(self, page: Page, line: tuple[Row, ...], width: float) -> float:
        return max(self.need(page, row, width) for row in line)

    def _places(self, page: Page, box: Box, lines: list[tuple[Row, ...]], columns: int) -> list[Box]:
        """Lines share what is left when they fill most of the box, else they keep the height they need."""
        needs = [self._high(page, line, box.w / columns) for line in lines]
        spare = (box.h - sum(needs)) / max(1, len(lines))
        extra = spare if sum(needs) > box.h * _FULL else 0
        places, top = [], box.y
        for need in needs:
            high = min(need + extra, box.h)
            places.append(Box(box.x, top, box.w, high))
            top += high
        return places

    def _turning(self, page: Page, box: Box, count: int) -> None:
        """Up and down; the one that leads nowhere is drawn faint and cannot be touched."""
        for place, icon, goal in zip(box.down(2), ("expand_less", "expand_more"), (self.first - 1, self.first + 1), strict=True):
            live = 0 <= goal < count
            self.ground(page, place, str(goal) if live else "", "second", self.turn)
            page.icon(place, icon, 44, "ink" if live else "edge")
        page.rule_left(box)
        track = Box(box.right - _BAR, box.y, _BAR, box.h)
        page.fill(track, "rule")
        page.fill(Box(track.x, track.y + track.h * self.first / count, _BAR, track.h / count), "edge")

    def turn(self, goal: str) -> None:
        """Show another page."""
        self.first = int(goal)
        self.draw()
