"""Lists by whole rows: the half-hidden row does not exist; a bar at the right says where one is."""

from typing import Any

from device.flows.views import Row
from ui.box import Box
from ui.page import Page
from ui.widgets.screen import Screen

_BAR = 8
_TURN = 64


class Paged(Screen):
    """A screen with rows that may not all fit; two targets at the right turn the pages."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.first = 0

    def one(self, page: Page, box: Box, row: Row) -> None:
        """Draw one row."""

    def cell(self, page: Page, box: Box, row: Row) -> None:
        """Draw one cell where there are several in a line."""

    def paged(self, page: Page, box: Box, rows: tuple[Row, ...], least: float, columns: int = 1) -> None:
        """As many rows as fit, each at least `least` high; they share the height."""
        lines = -(-len(rows) // columns)
        fit = max(1, int((box.h + 1) // least))
        if lines > fit:
            turn, box = box.from_right(_TURN)
            self._turning(page, turn, lines, fit)
        high = box.h / min(fit, lines) if lines >= fit or columns > 1 else least
        shown = rows[self.first * columns : (self.first + fit) * columns]
        for at, row in enumerate(shown):
            line = Box(box.x, box.y + (at // columns) * high, box.w, high)
            place = line.across(columns)[at % columns]
            if columns > 1:
                self.cell(page, place, row)
            else:
                self.one(page, place, row)

    def _turning(self, page: Page, box: Box, lines: int, fit: int) -> None:
        """Up and down; the one that leads nowhere is drawn faint and cannot be touched."""
        for place, icon, step in zip(box.down(2), ("expand_less", "expand_more"), (-fit, fit), strict=True):
            goal = min(max(0, self.first + step), max(0, lines - fit))
            live = goal != self.first
            self.ground(page, place, str(goal) if live else "", "second", self.turn)
            page.icon(place, icon, 44, "ink" if live else "edge")
        page.rule_left(box)
        track = Box(box.right - _BAR, box.y, _BAR, box.h)
        page.fill(track, "rule")
        page.fill(Box(track.x, track.y + track.h * self.first / lines, _BAR, track.h * fit / lines), "edge")

    def turn(self, goal: str) -> None:
        """Show the rows from that line on."""
        self.first = int(goal)
        self.draw()
