"""Choose: ticks in rows, chips of context, and the live total inside the primary action."""

from typing import Any

from device.flows.views import Row, say
from ui.box import Box
from ui.page import Page, Type, quiet
from ui.theme import LINE, ROW, SECOND, SMALLEST, TITLE
from ui.widgets import rows
from ui.widgets.paging import Paged


class ChooseScreen(Paged):
    """A touch answers the row's or the chip's `answer`; the flow shows the view again with what changed."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.chip = 0

    def content(self, page: Page, box: Box) -> None:
        """Rows at one side, chips at the other; under each other when upright."""
        if self.view.ribbon is None:
            heads, box = box.from_top(72)
            page.stack(heads.inset(24, 4, 24, 2), (Type(self.view.title, TITLE - 4, floor=SECOND), quiet(self.view.sub, SECOND)))
        if self.view.chips:
            chips, box = self._chips_box(page, box)
            self._chips(page, chips)
        self.paged(page, box, self.view.rows)

    def need(self, page: Page, row: Row, width: float) -> float:
        """What the words take; a third of the usual height at least, where there is room for three."""
        room = width - 100 - (150 if row.right.key else 0)
        return max(self.high(page, self._kinds(row), room) + 8, 88)

    def _kinds(self, row: Row) -> tuple[Type, Type]:
        return Type(row.title, ROW, bold=row.on, lines=4, floor=SMALLEST), quiet(row.sub, SECOND, 2)

    def one(self, page: Page, box: Box, row: Row) -> None:
        """One row: its tick, its words; an icon `lock` says that the rules impose it."""
        self.ground(page, box, row.answer, "surface" if row.on else "bg")
        page.rule_under(box)
        tick, words = box.inset(24, 4, 8, 4).from_left(48)
        rows.tick(page, tick.middle(48, 48), "fixed" if row.icon == "lock" else "on" if row.on else "off")
        words = words.inset(20, 0, 0, 0)
        if row.right.key:
            words = rows.right_side(page, words, row)
        page.stack(words, self._kinds(row))

    def _columns(self, page: Page) -> int:
        return 1 if self.theme.large and not page.portrait else 2

    def _chips_box(self, page: Page, box: Box) -> tuple[Box, Box]:
        if page.portrait:
            lines = min(2 if self.theme.large else 3, -(-len(self.view.chips) // 2))
            return box.from_bottom(96 * lines)
        side = "left" if self.theme.left_handed else "right"
        return box.from_side(side, 224 if self._columns(page) == 1 else 312)

    def _chips(self, page: Page, box: Box) -> None:
        """Three lines of chips; those that do not fit stand behind the last one."""
        page.fill(box, "bg")
        columns = self._columns(page)
        lines = 3 if not page.portrait else round(box.h / 96)
        room = columns * lines
        chips = self.view.chips
        hidden = len(chips) > room
        shown = chips[self.chip : self.chip + room - 1] if hidden else chips
        places = [place for line in box.down(lines) for place in line.across(columns)]
        for place, chip in zip(places, shown, strict=False):
            self._chip(page, place, chip)
        if hidden:
            self._more(page, places[len(shown)], len(chips) - len(shown))

    def _more(self, page: Page, box: Box, count: int) -> None:
        self.ground(page, box, "more", "bg", self._turn)
        self._edges(page, box)
        icon, words = box.inset(20, 4, 8, 4).from_left(32)
        page.icon(icon, "more_horiz", 32, "accent")
        page.text(words.inset(14, 0, 0, 0), say("ui.others", count=count), SECOND, lines=2)

    def _turn(self, _answer: str) -> None:
        assert self.page is not None
        step = self._columns(self.page) * (2 if self.page.portrait else 3) - 1
        self.chip = self.chip + step if self.chip + step < len(self.view.chips) else 0
        self.draw()

    def _edges(self, page: Page, box: Box) -> None:
        page.rule_under(box)
        page.rule_left(box)

    def _chip(self, page: Page, box: Box, chip: Row) -> None:
        """Icon above, words below; a disc at the top right says on or off. Large text puts the icon beside the word."""
        self.ground(page, box, chip.answer, "tint" if chip.on else "bg")
        self._edges(page, box)
        leads = chip.tone == "action"
        ink = "accent" if chip.on or leads else "ink2"
        if not leads:
            self._state(page, box, chip.on)
        if self.theme.large:
            icon, words = box.inset(20, 4, 8, 4).from_left(36)
            page.icon(icon, chip.icon, 36, ink)
            page.text(words.inset(12, 8, 0, 8), chip.title, SECOND, bold=chip.on or leads, lines=2)
            return
        page.icon(Box(box.x + 16, box.y + 7, 28, 28), chip.icon, 28, ink)
        kinds = (Type(chip.title, LINE - 1, bold=chip.on or leads), quiet(chip.sub, SECOND - 1))
        page.stack(box.inset(16, 34, 4, 8), kinds)

    def _state(self, page: Page, box: Box, on: bool) -> None:
        x, y = box.right - 20, box.y + 22
        if on:
            page.disc(x, y, 13, "accent")
            page.icon(Box(x - 12, y - 12, 24, 24), "check", 20, "onaccent")
        else:
            page.ring(x, y, 13, "edge", "bg", 3)
