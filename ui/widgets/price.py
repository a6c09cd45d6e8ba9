"""Price: lines with their amounts, total, bar of shares, what is left to pay."""

from device.flows.views import NOTHING, Row, Share, say
from ui.box import Box
from ui.page import Page, Type, What, quiet
from ui.theme import LINE, MONTH, NAME, SECOND, SMALLEST, TEXT, TITLE, TOTAL
from ui.widgets import rows
from ui.widgets.paging import Paged

_SIDE, _SIDE_LARGE = 296, 344
_SHARE_INKS = ("accent", "ink", "ink2")
# So many shares are written smaller.
_MANY = 3
# Above large figures their line is empty: another line may reach into it.
_ABOVE = 12


class PriceScreen(Paged):
    """A touch on a line explains it."""

    def content(self, page: Page, box: Box) -> None:
        """Lines at one side, the sum at the other; the sum below when upright. A visit's ribbon stands for the title."""
        if self.view.ribbon is None:
            heads, box = box.from_top(56 * self.theme.factor)
            page.fill(heads, "surface")
            page.rule_under(heads)
            page.text(heads.inset(24, 0, 24, 0), self.view.title, NAME, floor=SECOND)
        if page.portrait:
            side, box = box.from_bottom(232 if not self.theme.large else 290)
        else:
            side, box = box.from_side("left" if self.theme.left_handed else "right", _SIDE_LARGE if self.theme.large else _SIDE)
        self._sum(page, side)
        if self.view.warning.key:
            box = self._warning(page, box)
        page.fill(box, "surface")
        self.paged(page, box, self.view.rows)

    def need(self, page: Page, row: Row, width: float) -> float:
        """A fifth of the height, or what the words of a long act take."""
        room = width - 80 - page.width(Type(_figures(page, row), NAME))
        return max(self.high(page, self._kinds(row), room) + 2, 52 if self.tight else 57)

    def _kinds(self, row: Row) -> tuple[Type, Type]:
        sub = NOTHING if self.theme.large else row.sub
        return Type(row.title, LINE, lines=3, floor=SMALLEST, trim=True), quiet(sub, SECOND - 1, 2)

    def one(self, page: Page, box: Box, row: Row) -> None:
        """One line: act, code and reason; its amount; a touch explains."""
        self.ground(page, box, row.answer, "surface")
        page.rule_under(box)
        room = box.inset(24, 1, 12, 3)
        place, room = room.from_right(20)
        if row.answer:
            rows.chevron(page, place)
        figures = _figures(page, row)
        place, room = room.from_right(page.width(Type(figures, NAME)) + 10)
        page.text(place.inset(0, 0, 8, 0), figures, NAME, align="right")
        page.stack(room.inset(0, 0, 8, 0), self._kinds(row))

    def _warning(self, page: Page, box: Box) -> Box:
        """What to think of before signing, above the lines; a touch tells more where there is more."""
        kind = Type(self.view.warning, SECOND, bold=False, lines=4)
        room = box.inset(70, 0, 44 if self.view.advice else 16, 0)
        high = page.fitted(kind, room.w).height / page.scale + 8
        strip, rest = box.from_top(max(high, 56 if self.view.advice else 48))
        if self.view.advice:
            self.ground(page, strip, self.view.advice, "warntint")
            rows.chevron(page, strip.from_right(40)[0])
        else:
            page.fill(strip, "warntint")
        page.icon(Box(strip.x + 24, strip.y, 32, strip.h), "warning", 32, "warn")
        page.text(Box(room.x, strip.y + 2, room.w, strip.h - 4), kind.what, SECOND, bold=False, lines=4)
        return rest

    def _sum(self, page: Page, box: Box) -> None:
        page.fill(box, "bg")
        page.rule_left(box)
        rest, box = box.from_bottom(76 * (1.1 if self.theme.large else 1))
        self._amount(page, rest)
        inner = box.inset(22, 10, 22, 4)
        size = NAME if len(self.view.shares) < _MANY else LINE
        heads, low = inner.from_top(inner.h - page.line(size) * len(self.view.shares) - 26)
        self._total(page, heads)
        bar, low = low.from_top(26)
        self._bar(page, Box(bar.x, bar.y + 6, bar.w, 12))
        for place, share, ink in zip(low.down(max(1, len(self.view.shares))), self.view.shares, _SHARE_INKS, strict=False):
            self._share(page, place, share, ink, size)

    def _share(self, page: Page, box: Box, share: Share, ink: str, size: float) -> None:
        """One share: its mark as in the bar, its name, its cents."""
        mark, words = box.from_left(26)
        square = mark.from_left(16)[0].middle(16, 16)
        if share.full:
            page.fill(square, ink, 4)
        else:
            page.outline(square, ink, "bg", 3, 4)
        amount = page.words.writing.write_bare(share.cents)
        figures, words = words.from_right(page.width(Type(amount, size)) + 2)
        page.text(figures, amount, size, align="right")
        page.text(words.inset(0, 0, 8, 0), share.label, TEXT + 1, bold=False)

    def _total(self, page: Page, box: Box) -> None:
        """The total, under its label, or beside it where the height is wanted for the rest."""
        figures = page.words.writing.write_bare(self.view.total)
        if box.h >= page.line(TEXT) + page.line(TOTAL) - _ABOVE and not page.portrait:
            label = page.text(box, say("ui.total"), TEXT, "ink2", bold=False, rise="top")
            below = Box(box.x, label.bottom - _ABOVE, box.w, box.bottom - label.bottom + _ABOVE)
            page.text(below, figures, TOTAL, align="right", rise="bottom", floor=NAME)
            return
        ink = page.text(box, figures, TOTAL if page.portrait else MONTH, align="right", floor=NAME)
        page.text(Box(box.x, box.y, ink.x - box.x - 10, box.h), say("ui.total"), SECOND, "ink2", bold=False, lines=2)

    def _bar(self, page: Page, box: Box) -> None:
        """The shares as one bar; a share too small to be seen still shows."""
        asked = [share for share in self.view.shares if share.cents > 0]
        total = sum(share.cents for share in asked) or 1
        widths = [max(8.0, box.w * share.cents / total) for share in asked]
        x, spare = box.x, sum(widths) - box.w
        for at, (share, width) in enumerate(zip(asked, widths, strict=True)):
            if width == max(widths):
                width -= spare
            ink = _SHARE_INKS[self.view.shares.index(share) % len(_SHARE_INKS)]
            place = Box(x, box.y, width - (2 if at < len(asked) - 1 else 0), box.h)
            if share.full:
                page.fill(place, ink)
            else:
                page.outline(place, ink, "bg", 3, 0)
            x += width

    def _amount(self, page: Page, box: Box) -> None:
        """What is left to pay, and who pays the rest: a touch changes that."""
        payer = self.view.payer
        self.ground(page, box, payer.answer if payer else "", "tint")
        inner = box.inset(22, 4, 12 if payer else 22, 4)
        if payer:
            place, inner = inner.from_right(20)
            rows.chevron(page, place)
        figures = page.words.writing.write_bare(self.view.rest)
        place, words = inner.from_right(page.width(Type(figures, TITLE)) + 2)
        page.text(place, figures, TITLE, align="right")
        room = words.inset(0, 0, 8, 0)
        if payer:
            page.stack(room, (Type(say("ui.rest"), LINE, floor=SMALLEST), quiet(payer.label, SMALLEST, 2)))
        else:
            page.text(room, say("ui.rest"), TEXT, lines=2)


def _figures(page: Page, row: Row) -> What:
    """The amount of a line without its sign: the total beside it says that all is in euros."""
    cents = dict(row.right.facts).get("cents")
    return row.right if cents is None else page.words.writing.write_bare(cents)
