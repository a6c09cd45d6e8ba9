"""Finished: a tick, what is done, where it is now, what to do with the card, what comes next."""

from ui.box import Box
from ui.page import Page, Type, quiet
from ui.theme import ALONE, ROW, SECOND
from ui.widgets.screen import Screen


class FinishedScreen(Screen):
    """The outcome in a green block, and what follows from it in cells below."""

    def content(self, page: Page, box: Box) -> None:
        """Block above, cells below."""
        count = len(self.view.rows)
        if count:
            low, box = box.from_bottom(136 * (count if page.portrait else 1))
            for at, (place, each) in enumerate(zip(low.down(count) if page.portrait else low.across(count), self.view.rows, strict=True)):
                self.ground(page, place, each.answer, "bg")
                if at:
                    page.rule(place.from_top(2)[0]) if page.portrait else page.rule_left(place)
                icon, words = place.inset(26, 8, 12, 8).from_left(44)
                page.icon(icon, each.icon, 44, "ok" if each.tone == "ok" else "accent", "left")
                page.stack(words.inset(22, 0, 0, 0), (Type(each.title, ROW - 1, lines=2), quiet(each.sub, SECOND + 1, 3)))
        page.fill(box, "oktint")
        x, y = box.x + 80, box.y + box.h / 2
        page.disc(x, y, 56, "ok")
        page.icon(Box(x - 48, y - 48, 96, 96), "check", 88, "oktint")
        parts = page.lines_of(self.view.sub, False)
        subs = tuple(Type(part, size, ink, False, 3) for part, size, ink in zip(parts, (28, 23, 23), ("ink", "ink2", "ink2"), strict=False))
        page.stack(box.inset(168, 12, 16, 12), (Type(self.view.title, ALONE, lines=2, floor=ROW), *subs), gap=2)
