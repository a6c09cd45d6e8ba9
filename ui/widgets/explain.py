"""Explain: one line drawn as a sum, why, what was not billed and why; or a correction, what was sent and what it becomes."""

from device.flows.views import Part, Row
from ui.box import Box
from ui.page import Page, Type, quiet
from ui.theme import LINE, NAME, ROW, SECOND, SMALLEST, TEXT, TITLE
from ui.widgets.screen import Screen

# Under this height, upright, there is no room for what was sent and what it becomes.
_STATES = 220


class ExplainScreen(Screen):
    """A look at one amount; nothing is changed here but by the actions."""

    ribboned = False

    def content(self, page: Page, box: Box) -> None:
        """The head with its amount, then the sum or the correction."""
        heads, box = box.from_top(112 if page.portrait else 64 if self.theme.large else 56)
        corrects = self.view.before is not None
        page.fill(heads, "stoptint" if corrects else "surface")
        room = heads.inset(24, 0, 24, 0)
        if corrects:
            icon, room = room.from_left(48)
            page.icon(icon, "error", 36, "stop", "left")
        size = NAME if corrects else TITLE
        if page.portrait:
            low, room = room.from_bottom(page.line(size) + 4)
            amount = page.text(low, self.view.amount, size, align="right")
            page.text(low.from_left(low.w - amount.w - 16)[0], self.view.sub, TEXT, "ink2", bold=False, lines=2)
            page.text(room, self.view.title, NAME, lines=2, floor=SMALLEST)
        else:
            amount = page.text(room, self.view.amount, size, align="right")
            self._heads(page, room.from_left(room.w - amount.w - 16)[0])
        page.rule_under(heads)
        if corrects:
            self._correction(page, box)
        else:
            self._sum(page, box)

    def _heads(self, page: Page, room: Box) -> None:
        """Title and second line side by side, or one over the other where they have no room."""
        title, sub = Type(self.view.title, NAME, lines=3, floor=SECOND), quiet(self.view.sub, TEXT)
        if page.width(title) + page.width(sub) + 14 > room.w:
            page.stack(room, (title, sub))
            return
        ink = page.text(room, title.what, NAME)
        page.text(Box(ink.right + 14, room.y + 2, room.right - ink.right - 14, room.h), sub.what, TEXT, "ink2", bold=False)

    def _sum(self, page: Page, box: Box) -> None:
        reasons = self.view.reasons
        if reasons:
            box = self._reasons(page, box, 112 if not page.portrait else 130)
        whole = box.inset(24, 8, 24, 8)
        line, room = whole.from_top(page.line(LINE) * (2 if page.portrait or self.theme.large else 1) + 4)
        figures, room = room.from_bottom(page.line(NAME) + 4 if not page.portrait else 1.8 * page.line(NAME))
        if not self.view.parts or room.h < (60 if not page.portrait else 50 + 2 * page.line(SECOND)):
            self._told(page, whole)
            return
        page.text(line, self.view.story, LINE, bold=False, lines=2)
        self._parts(page, room.middle(room.w, min(90 if not page.portrait else 120, room.h)))
        self._figures(page, figures)

    def _told(self, page: Page, box: Box) -> None:
        """Without a drawing: what it is, the figures, the article, as one paragraph."""
        story, figures = Type(self.view.story, ROW, bold=False, lines=4), Type(self.view.sum, NAME, lines=3, floor=SECOND)
        page.stack(box, (story, figures, quiet(self.view.article, SECOND, 3)), gap=8)

    def _reasons(self, page: Page, box: Box, high: float) -> Box:
        """Side by side, or one under the other when upright; what is left of the box."""
        reasons = self.view.reasons
        low, box = box.from_bottom(high * (len(reasons) if page.portrait else 1) * (1.1 if self.theme.large else 1))
        page.fill(low, "surface")
        places = low.down(len(reasons)) if page.portrait else low.across(len(reasons))
        for at, (place, each) in enumerate(zip(places, reasons, strict=True)):
            self._reason(page, place, each)
            page.rule(place.from_top(2)[0])
            if at and not page.portrait:
                page.rule_left(place)
        return box

    def _figures(self, page: Page, box: Box) -> None:
        """The sum in figures, and the article it comes from."""
        if page.portrait:
            one, other = box.down(2)
            page.text(one, self.view.sum, NAME, bold=False)
            page.text(other, self.view.article, SECOND, "ink2", bold=False, lines=2)
            return
        ink = page.text(box.from_left(box.w * (0.55 if self.view.article.key else 1))[0], self.view.sum, NAME, bold=False)
        page.text(box.inset(ink.w + 20, 0, 0, 0), self.view.article, SECOND, "ink2", bold=False, align="right", lines=2)

    def _parts(self, page: Page, box: Box) -> None:
        """The parts of the sum as one line: full when paid, hollow when not."""
        parts = self.view.parts
        road = any(part.icon for part in parts)
        total = sum(part.size for part in parts) or 1
        left, width = (box.x + 16, box.w - 32) if road else (box.x, box.w)
        y, x = box.y + 24, left
        starts = []
        for part in parts:
            wide = width * part.size / total
            starts.append((x, wide))
            bar = Box(x, y - 8, max(wide - (0 if road else 2), 0), 16)
            if part.full and wide:
                page.fill(bar, "accent")
            elif wide:
                page.outline(bar, "edge", "surface", 3, 0)
            x += wide
        for part, (start, wide) in zip(parts, starts, strict=True):
            if part.icon:
                self._mark(page, start, y, part)
            self._label(page, box, part, start, wide)

    def _mark(self, page: Page, x: float, y: float, part: Part) -> None:
        """A stop on the road: the middle one full, the ends hollow."""
        if part.full and part.size:
            page.disc(x, y, 22, "accent")
            page.icon(Box(x - 16, y - 16, 32, 32), part.icon, 28, "onaccent")
        else:
            page.ring(x, y, 16, "edge", "surface", 3)
            page.icon(Box(x - 12, y - 12, 24, 24), part.icon, 20, "ink2")

    def _label(self, page: Page, box: Box, part: Part, start: float, wide: float) -> None:
        below = Box(box.x, box.y + 46, box.w, box.h - 44)
        if not part.icon:
            page.text(Box(start, below.y, wide, below.h), part.label, SECOND, bold=False, align="center", rise="top", lines=2)
        elif start <= box.x + 16:
            page.text(below.from_left(below.w * 0.36)[0], part.label, SECOND, "ink2", bold=False, rise="top", lines=2)
        elif not part.size:
            page.text(below.from_right(below.w * 0.36)[0], part.label, SECOND, "ink2", bold=False, align="right", rise="top", lines=2)
        else:
            page.text(Box(start - below.w * 0.13, below.y + 2, below.w * 0.26, below.h), part.label, SECOND, align="center", rise="top")

    def _reason(self, page: Page, box: Box, each: Row) -> None:
        """Why; or something else to do, which is bold and may be touched."""
        room = box.inset(24, 6, 16, 6)
        if not each.answer and each.sub.key:
            heads, room = room.from_top(page.line(SECOND) + 2)
            page.icon(heads.from_left(24)[0], each.icon, 24, "ink2", "left")
            page.text(heads.inset(32, 0, 0, 0), each.title, SECOND, "ink2", bold=False)
            page.text(room, each.sub, TEXT + 1, bold=False, lines=3, rise="top")
            return
        icon, words = room.from_left(32)
        words = words.inset(12, 0, 0, 0)
        if not each.answer:
            page.icon(icon, each.icon, 28, "ink2", "left")
            page.text(words, each.title, TEXT + 1, bold=False, lines=4)
            return
        self.ground(page, box, each.answer, "surface")
        page.icon(icon, each.icon, 32, "accent", "left")
        page.stack(words, (Type(each.title, LINE, lines=2, floor=SECOND), quiet(each.sub, SECOND, 2, spare=True)))

    def _correction(self, page: Page, box: Box) -> None:
        """What happened; sent at the left, corrected at the right; what the new invoice replaces, or how long is left."""
        if self.view.reasons:
            box = self._reasons(page, box, 88)
        room = box.inset(24, 6, 24, 2) if self.view.reasons else box.inset(24, 10, 24, 8)
        if self.view.article.key:
            foot, room = room.from_bottom(page.line(TEXT) * (2 if page.portrait else 1) + 8)
            page.icon(foot.from_left(32)[0], "info", 26, "ink2", "left")
            page.text(foot.inset(40, 0, 0, 0), self.view.article, TEXT, bold=False, lines=2)
        heads, room = room.from_top(page.line(ROW) + page.line(TEXT) * (3 if page.portrait else 1) + 6)
        parts = page.lines_of(self.view.sum, False)
        more = tuple(quiet(part, TEXT, 3) for part in parts[1:])
        page.stack(heads, (Type(tuple((text, True) for text, _ in parts[0]), ROW, lines=2), *more), rise="top")
        if self.view.reasons and (self.theme.large or room.h < (_STATES if page.portrait else 0)):  # no room for what was sent
            self._state(page, room.inset(0, 6), self.view.after, "check", "ok", "accent", "surface")
            return
        if page.portrait:
            one, other = room.down(2)
            one, other = one.inset(0, 8), other.inset(0, 8)
        else:
            first = 0.36 * room.w
            one, other = room.inset(0, 12).from_left(first)[0], room.inset(0, 12).from_right(room.w - first - 64)[0]
            x, y = room.x + first + 32, room.y + room.h / 2
            page.stroke(((x - 15, y), (x + 12, y)), "accent", 5)
            page.stroke(((x - 1, y - 15), (x + 14, y), (x - 1, y + 15)), "accent", 5)
        self._state(page, one, self.view.before, "close", "stop", "edge", "bg")
        self._state(page, other, self.view.after, "check", "ok", "accent", "surface")

    def _state(self, page: Page, box: Box, each: Row, icon: str, ink: str, edge: str, inner: str) -> None:
        page.outline(box, edge, inner, 3, 12)
        room = box.inset(20, 8, 12, 6)
        heads, room = room.from_top(page.line(SECOND) + 2)
        page.icon(heads.from_left(26)[0], icon, 24, ink, "left")
        page.text(heads.inset(32, 0, 0, 0), each.tag, SECOND, ink)
        page.stack(room, (Type(each.title, ROW + 2, lines=3), quiet(each.sub, TEXT, 2, spare=bool(self.view.reasons))))
