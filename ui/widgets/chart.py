"""Chart: bars full, hollow, flagged; three numbers that are also the legend."""

from device.flows.views import Action, Column, Share, say
from ui.box import Box
from ui.page import Page, Type
from ui.theme import MONTH, NAME, SECOND, TEXT
from ui.widgets.screen import Screen

_SIDE = 312
_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


class ChartScreen(Screen):
    """Money by day: paid is full, awaited hollow, refused flagged."""

    quiet = True

    def content(self, page: Page, box: Box) -> None:
        """Bars at one side, numbers at the other; numbers below when upright."""
        if page.portrait:
            side, box = box.from_bottom(box.h * 0.48)
        else:
            side, box = box.from_side("left" if self.theme.left_handed else "right", _SIDE)
        self._numbers(page, side)
        page.fill(box, "surface")
        heads, box = box.inset(24, 6, 16, 4).from_top(52)
        title = page.text(heads, self.view.title, NAME, floor=SECOND)
        rest = heads.inset(title.w + 16, 0, 0, 0)
        if self.view.earlier is not None:
            self._earlier(page, rest, self.view.earlier)
        if self.view.columns:
            self._bars(page, box)

    def _earlier(self, page: Page, box: Box, action: Action) -> None:
        """The way to the bars before these, at the right of the title."""
        label = Type(action.label, SECOND)
        wide = min(page.width(label) + 64, box.w)
        place = Box(box.right - wide, box.y - 3, wide, box.h + 6)
        self.ground(page, place, action.answer, "second")
        icon, words = place.inset(14, 0, 8, 0).from_left(36)
        page.icon(icon, action.icon, 26, "ink", "left")
        page.text(words, label.what, SECOND, lines=2)

    def _numbers(self, page: Page, box: Box) -> None:
        page.rule_left(box)
        inner = box.inset(22, 12, 20, 4)
        heads, low = inner.from_top(inner.h * 0.34)
        label = page.text(heads, say("ui.billed"), TEXT, "ink2", bold=False, rise="top")
        figures = page.words.writing.write_bare(self.view.total)
        page.text(Box(heads.x, label.bottom - 4, heads.w, heads.bottom - label.bottom), figures, MONTH, align="right", floor=NAME)
        for place, share, kind in zip(low.down(len(self.view.legend) or 1), self.view.legend, ("paid", "waiting", "refused"), strict=False):
            self.ground(page, place, share.answer, "bg")
            page.rule(place.from_top(2)[0])
            self._legend(page, place, share, kind)

    def _legend(self, page: Page, box: Box, share: Share, kind: str) -> None:
        mark, words = box.from_left(32)
        square = mark.from_left(20)[0].middle(20, 20)
        if kind == "paid":
            page.fill(square, "accent")
        elif kind == "waiting":
            page.outline(square, "accent", "bg", 4, 0)
        else:
            page.icon(mark.from_left(24)[0], "error", 26, "stop")
        figures = page.words.writing.write_bare(share.cents)
        amount, words = words.from_right(min(page.width(Type(figures, NAME)) + 2, words.w * 0.62))
        page.text(amount, figures, NAME, align="right")
        page.text(words.inset(0, 0, 8, 0), share.label, TEXT, bold=False)

    def _bars(self, page: Page, box: Box) -> None:
        columns: tuple[Column, ...] = self.view.columns
        most = max(each.paid + each.waiting + each.refused for each in columns) or 1
        step = next((step * 100 for step in _STEPS if 2 * step * 100 >= most), most)
        scale_top = 2 * step
        foot, plot = box.from_bottom(page.line(SECOND) + 2)
        axis = page.width(Type(str(scale_top // 100), SECOND, bold=False)) + 10
        plot = plot.inset(axis, 26, 0, 0)
        for at in range(5):
            y = plot.bottom - plot.h * at / 4
            page.rule(Box(plot.x, y - 1, plot.w, 2))
            if at % 2 == 0:
                label = str(scale_top * at // 400)
                page.text(Box(box.x, y - 16, axis - 10, 32), label, SECOND, "ink2", bold=False, align="right")
        wide = plot.w / len(columns)
        every = max(1, round(len(columns) / (3 if not self.theme.large else 2)))
        for at, each in enumerate(columns):
            place = Box(plot.x + at * wide + wide * 0.12, plot.y, wide * 0.76, plot.h)
            self._bar(page, place, each, scale_top)
            last = at == len(columns) - 1
            if last or (at % every == 0 and at < len(columns) - every / 2):
                page.text(
                    Box(place.x - 30, foot.y, place.w + 60, foot.h),
                    each.label,
                    SECOND,
                    "ink" if last else "ink2",
                    bold=False,
                    align="center",
                )

    def _bar(self, page: Page, box: Box, each: Column, top: int) -> None:
        y = box.bottom
        for cents, kind in ((each.paid, "paid"), (each.waiting, "waiting"), (each.refused, "refused")):
            high = box.h * cents / top
            if not cents:
                continue
            part = Box(box.x, y - high, box.w, high)
            if kind == "paid":
                page.fill(part, "accent")
            elif kind == "waiting":
                page.outline(part, "accent", "surface", 4, 0)
            else:
                page.fill(Box(part.x, part.y - 2, part.w, max(part.h, 8)), "stop")
                page.icon(Box(part.x - 12, part.y - 28, part.w + 24, 24), "error", 24, "stop")
            y -= high
