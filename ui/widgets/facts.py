"""Facts: rows of icon, title and source, or a grid of the same cells."""

from device.flows.views import Row
from ui.box import Box
from ui.page import Page, Type, quiet
from ui.theme import LINE, NAME, SECOND, TEXT, TITLE
from ui.widgets import rows
from ui.widgets.paging import Paged

_FEW, _FEW_HIGH = 4, 104


class Facts4Screen(Paged):
    """Three or four rows; in a visit the ribbon is the title. A first row that is `on` is a choice framed above the others."""

    def content(self, page: Page, box: Box) -> None:
        """Title where there is no ribbon, then rows, cells, or a framed choice."""
        if self.view.grid:
            self._grid(page, box)
            return
        if self.view.ribbon is None:
            among = self.view.over.key or self.view.sub.key
            heads, box = box.from_top((132 * self.theme.factor if page.portrait else 100) if among else 72)
            kinds = (
                quiet(self.view.over, TEXT),
                Type(self.view.title, TITLE, lines=2 if page.portrait else 1, floor=26),
                quiet(self.view.sub, TEXT),
            )
            page.stack(heads.inset(24, 8, 24, 4), kinds)
        if self.view.rows and self.view.rows[0].on:
            self._choice(page, box)
        else:
            self.paged(page, box, self.view.rows)

    def need(self, page: Page, row: Row, width: float) -> float:
        """A cell takes two lines; a row what its words take."""
        if self.view.grid:
            return max(page.line(LINE) + page.line(SECOND) + 10, _FEW_HIGH if self._few() else 69)
        return rows.high(page, row, width, 62 if self.tight else 72, tight=self.tight)

    def _few(self) -> bool:
        """Four cells or less are large."""
        return len(self.view.rows) <= _FEW

    def one(self, page: Page, box: Box, row: Row) -> None:
        """One row, or one cell of the grid."""
        if self.view.grid:
            self._cell(page, box, row)
        else:
            rows.row(self, page, box, row)

    def _choice(self, page: Page, box: Box) -> None:
        first, rest = self.view.rows[0], self.view.rows[1:]
        place, box = box.from_top(140 if not page.portrait else 180)
        frame = place.inset(24, 8)
        self.ground(page, frame, first.answer, "tint")
        page.frame(frame, "accent", 4)
        tick, words = frame.inset(24, 8).from_left(48)
        rows.tick(page, tick.middle(48, 48), "on")
        parts = page.lines_of(first.sub, False)
        subs = [Type(part, TEXT, bold=False, lines=2) for part in parts[:1]] + [quiet(part, SECOND, 2, spare=True) for part in parts[1:]]
        page.stack(words.inset(24, 0, 0, 0), (Type(first.title, NAME), *subs))
        count = max(1, len(rest))
        for cell, each in zip(box.down(count) if page.portrait else box.across(count), rest, strict=False):
            icon, words = cell.inset(24, 4, 16, 8).from_left(36)
            page.icon(icon, each.icon, 36, "accent", "left")
            page.stack(words.inset(12, 0, 0, 0), (Type(each.title, LINE - 1, lines=2), quiet(each.sub, SECOND, 2)))

    def _grid(self, page: Page, box: Box) -> None:
        """A title that sums up, then cells, three, two or one in a line."""
        narrow = page.portrait or self.theme.large
        heads, box = box.from_top(64 if not narrow else page.line(NAME) + page.line(SECOND) + 12)
        worst = next((tone for tone in ("stop", "warn") if any(each.tone == tone for each in self.view.rows)), "ok")
        page.fill(heads, "surface")
        page.rule_under(heads)
        page.icon(Box(heads.x + 24, heads.y, 40, heads.h), rows.TAG_ICONS[worst], 40, worst)
        room = heads.inset(78, 2, 24, 4)
        title, sub = Type(self.view.title, NAME, floor=SECOND), quiet(self.view.sub, SECOND)
        if narrow:
            page.stack(room, (title, sub))
        else:
            ink = page.text(room.from_left(min(page.width(title) + 4, room.w * 0.62))[0], title.what, NAME, floor=SECOND)
            page.text(room.inset(ink.w + 16, 0, 0, 0), sub.what, SECOND, "ink2", bold=False, align="right", lines=2)
        columns = 1 if page.portrait and self.theme.large else 2 if narrow or self._few() else 3
        self.paged(page, box, self.view.rows, columns)

    def _cell(self, page: Page, box: Box, row: Row) -> None:
        tone = row.tone if row.tone != "plain" else "ok"
        self.ground(page, box, row.answer, rows.TONE_GROUND[row.tone] if row.tone in ("warn", "stop") else "surface")
        page.rule_under(box)
        page.rule(Box(box.right - 2, box.y, 2, box.h))
        size, sub, lines = (NAME - 4, LINE, 2) if self._few() else (LINE, SECOND, 1)
        quieter = "ink2" if tone == "ok" else "ink"
        icon, words = box.inset(22, 2, 8, 2).from_left(34)
        page.icon(icon, row.icon or rows.TAG_ICONS[tone], 34, tone)
        page.stack(words.inset(14, 0, 0, 0), (Type(row.title, size, lines=lines), Type(row.sub, sub, quieter, False, lines)))
