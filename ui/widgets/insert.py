"""Insert: a card drawn at its slot, an arrow, a hint, and other ways in."""

from device.flows.views import Say, say
from ui.box import Box
from ui.page import Page, Type, quiet
from ui.theme import MONTH, SECOND, TEXT, TITLE
from ui.widgets import cards, rows, thread
from ui.widgets.screen import Screen


class InsertScreen(Screen):
    """Waits for a card. With `others` the card stands beside them, else the screen is the card and its title."""

    def strip(self) -> tuple[str, Say]:
        """What is safe while the device waits, or what it waits for."""
        return ("shield", self.view.shelter) if self.view.shelter.key else ("hourglass_top", self.view.strip)

    def content(self, page: Page, box: Box) -> None:
        """The card at its edge, the words at the other side."""
        edge = self.theme.slots[self.view.slot]
        if self.view.others:
            box = self._others(page, box, "right" if edge == "left" else "left")
            self._beside(page, box, edge)
        elif page.portrait:
            words, drawn = box.from_top(box.h * 0.5)
            self._drawing(page, drawn.middle(drawn.w, 208), edge)
            self._words(page, words.inset(24, 24))
        else:
            drawn, words = box.from_side(edge, 392)
            self._drawing(page, Box(drawn.x, box.y + 84, drawn.w, 208), edge)
            self._words(page, words.inset(16 if edge == "left" else 24, 20, 20, 24))

    def _words(self, page: Page, box: Box) -> None:
        mark, box = box.from_top(48)
        thread.brand(page, mark.x, mark.y + 24)
        page.text(Box(mark.x + 132, mark.y, mark.w - 132, mark.h), say("ui.product"), 28, "accent")
        kinds = (
            quiet(self.view.over, TEXT),
            Type(self.view.title, MONTH, lines=3, floor=32),
            quiet(self.view.hint, 24, 3),
        )
        page.stack(box, kinds, gap=8)

    def _drawing(self, page: Page, box: Box, edge: str) -> None:
        """The slot, the arrow and the card, in a band 208 high."""
        cards.slot(page, edge, box.y, box.bottom)
        at = 60 if edge == "left" else box.right - 60
        cards.arrow(page, at, box.y + box.h / 2, edge)
        wide = min(272, box.w - 120)
        place = Box(104 if edge == "left" else box.right - 104 - wide, box.y + 20, wide, 168)
        cards.card(page, place, self.view.slot, edge)

    def _others(self, page: Page, box: Box, side: str) -> Box:
        """The other ways in, as rows at the side away from the slot; what is left of the box."""
        if page.portrait:
            strip, rest = box.from_bottom(96 * len(self.view.others))
        else:
            strip, rest = box.from_side(side, 304)
        for place, each in zip(strip.down(max(len(self.view.others), 1 if page.portrait else 3)), self.view.others, strict=False):
            rows.row(self, page, place, each, sub=SECOND)
        page.rule(Box(strip.right - 2 if side == "left" else strip.x, strip.y, 2, strip.h) if not page.portrait else strip.from_top(2)[0])
        return rest

    def _beside(self, page: Page, box: Box, edge: str) -> None:
        words, drawn = box.from_top(box.h - 224)
        kinds = (
            quiet(self.view.over, TEXT, 2),
            Type(self.view.title, TITLE, lines=2, floor=28),
            quiet(self.view.hint, TEXT, 2),
        )
        page.stack(words.inset(32, 8, 24, 0), kinds)
        cards.slot(page, edge, drawn.y + 12, drawn.bottom - 8)
        middle = drawn.y + drawn.h / 2 + 2
        cards.arrow(page, drawn.x + 70 if edge == "left" else drawn.right - 70, middle, edge)
        wide = min(280, drawn.w - 160)
        x = drawn.x + 128 if edge == "left" else drawn.right - 128 - wide
        cards.card(page, Box(x, middle - 84, wide, 168), self.view.slot, edge)
