"""Refuse: what happened, what is safe, two steps at most, the number for support."""

from device.flows.views import say
from ui.box import Box
from ui.page import Page, Type
from ui.theme import SECOND, TEXT, TITLE
from ui.widgets import cards, rows
from ui.widgets.screen import Screen

_ICONS = {"stop": "error", "warn": "warning", "ok": "info", "plain": "info"}


class RefuseScreen(Screen):
    """With a `slot`, the card to put back is drawn at its edge."""

    def content(self, page: Page, box: Box) -> None:
        """The block of what happened, then the steps, the card beside them."""
        tone = self.view.tone
        heads, box = box.from_top(128 if not page.portrait else 200)
        page.fill(heads, tone + "tint" if tone in ("stop", "warn", "ok") else "surface")
        page.icon(Box(heads.x + 24, heads.y, 64, heads.h), _ICONS[tone], 64, tone if tone != "plain" else "accent")
        kinds = (Type(self.view.title, TITLE, lines=2, floor=TEXT), Type(self.view.sub, TEXT + 2, "ink", False, 3))
        page.stack(heads.inset(112, 8, 16, 8), kinds)
        if self.view.slot:
            box = self._card(page, box)
        foot, box = box.inset(32, 8, 16, 8).from_bottom(page.line(SECOND) + 8)
        page.text(foot, say("ui.number", number=self.view.number), SECOND, "ink2", bold=False)
        steps = [line for each in self.view.steps for line in page.lines_of(each, False)]
        high = min(box.h / max(1, len(steps)), 96)
        for at, each in enumerate(steps):
            rows.numbered(page, Box(box.x, box.y + at * high + (box.h - high * len(steps)) / 2, box.w, high), at + 1, each)

    def _card(self, page: Page, box: Box) -> Box:
        """The card to put back, at its edge; what is left for the steps."""
        edge = self.theme.slots[self.view.slot]
        if page.portrait:
            drawn, rest = box.from_bottom(190)
        else:
            drawn, rest = box.from_side(edge, 320)
        cards.slot(page, edge, drawn.y + 8, drawn.y + 196)
        middle = drawn.y + 102
        cards.arrow(page, drawn.x + 56 if edge == "left" else drawn.right - 56, middle, edge)
        x = drawn.x + 96 if edge == "left" else drawn.right - 304
        cards.card(page, Box(x, middle - 74, 208, 148), self.view.slot, edge)
        return rest
