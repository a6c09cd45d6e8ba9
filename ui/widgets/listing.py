"""Listing: filters with counts, rows of 88: who, what, amount, time left."""

from typing import Any

from device.flows.views import Row
from ui.box import Box
from ui.page import Page, Type
from ui.theme import NAME, SECOND
from ui.widgets import rows
from ui.widgets.paging import Paged

_GAP, _MORE = 8, 72


class ListingScreen(Paged):
    """Rows by whole pages; a filter answers its own `answer`."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.filter = next((at for at, each in enumerate(self.view.filters) if each.on and at > 2), 0)

    def content(self, page: Page, box: Box) -> None:
        """Title and filters, then the rows."""
        heads, box = box.from_top(80)
        page.fill(heads, "surface")
        page.rule_under(heads)
        room = heads.inset(24, 0, 16, 0)
        title = Type(self.view.title, NAME, floor=SECOND)
        if not self.view.filters:
            page.text(room, title.what, NAME, floor=SECOND)
        elif page.portrait:
            page.text(room, title.what, NAME, floor=SECOND)
            strip, box = box.from_top(64)
            page.fill(strip, "surface")
            self._filters(page, strip.inset(16, 4))
        else:
            ink = page.text(room.from_left(min(page.width(title) + 2, room.w * 0.4))[0], title.what, NAME, floor=SECOND)
            self._filters(page, room.inset(ink.w + 20, 12, 0, 12))
        self.paged(page, box, self.view.rows)

    def need(self, page: Page, row: Row, width: float) -> float:
        """88, or what the words take."""
        return rows.high(page, row, width, 88, tight=self.tight)

    def one(self, page: Page, box: Box, row: Row) -> None:
        """One row on the ground of the screen."""
        rows.row(self, page, box, row, ground="bg")

    def _filters(self, page: Page, box: Box) -> None:
        """Pills 56 high; those that do not fit stand behind a last one."""
        size = SECOND if not self.theme.large else SECOND / 1.15
        needs = [page.width(Type(each.title, size)) + (60 if each.on or each.icon else 40) for each in self.view.filters]
        hidden = len(needs) > 1 and sum(needs) + _GAP * (len(needs) - 1) > box.w + 4
        end = box.right + 4 - (_MORE + _GAP if hidden else 0)
        x, at = box.x, self.filter
        while at < len(needs) and (x + needs[at] <= end or at == self.filter):
            place = Box(x, box.y, min(needs[at], end - x), 56)
            self._filter(page, place, self.view.filters[at], size)
            x, at = place.right + _GAP, at + 1
        if hidden:
            self._others(page, Box(x, box.y, _MORE, 56), at if at < len(needs) else 0)

    def _others(self, page: Page, box: Box, goal: int) -> None:
        """The filters behind, from `goal` on, or the first ones again."""
        self.ground(page, box, str(goal), "surface", self._turn_filters)
        page.outline(box, "edge", "surface", 2, 28)
        page.icon(box, "more_horiz", 32, "accent")

    def _turn_filters(self, goal: str) -> None:
        self.filter = int(goal)
        self.draw()

    def _filter(self, page: Page, box: Box, each: Row, size: float) -> None:
        self.ground(page, box, each.answer, "surface")
        page.outline(box, "accent" if each.on else "edge", "tint" if each.on else "surface", 3 if each.on else 2, 28)
        icon = "check" if each.on else each.icon
        if icon:
            page.icon(Box(box.x + 14, box.y, 24, box.h), icon, 24, "ink")
        page.stack(box.inset(44 if icon else 20, 0, 8, 0), (Type(each.title, size, bold=each.on, trim=True),))
