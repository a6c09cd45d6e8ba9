"""Home: the day as a thread, the next patient, three tiles."""

from device.flows.views import NOTHING, Row
from ui.box import Box
from ui.lettering import plain
from ui.names import shorter
from ui.page import Page, Type, quiet
from ui.theme import ALONE, LINE, ROW, SECOND, TEXT
from ui.widgets import rows, thread
from ui.widgets.screen import Screen


class HomeScreen(Screen):
    """A list with a hero."""

    def content(self, page: Page, box: Box) -> None:
        """Thread above; hero and tiles side by side, or one under the other when upright."""
        day, box = box.from_top((132 if page.portrait else 80) * (1.2 if self.theme.large else 1))
        self._day(page, day)
        if page.portrait:
            tiles, hero = box.from_bottom(88 * len(self.view.tiles))
        else:
            tiles, hero = box.from_side("left" if self.theme.left_handed else "right", 340 if self.theme.large else 296)
        self._hero(page, hero)
        for place, tile in zip(tiles.down(max(1, len(self.view.tiles))), self.view.tiles, strict=False):
            rows.row(self, page, place, tile, size=25, sub=SECOND, tall=36)

    def _day(self, page: Page, box: Box) -> None:
        page.fill(box, "surface")
        if page.portrait:
            heads, stops = box.from_top(box.h * 0.5)
        else:
            heads, stops = box.from_left(176 * (1.15 if self.theme.large else 1))
        page.stack(heads.inset(24, 6, 12, 4), (Type(self.view.title, ROW), quiet(self.view.sub, SECOND)))
        if self.view.stops:
            thread.labelled(
                page,
                stops.inset(24 if page.portrait else 4, 4 if page.portrait else 10, 24 if page.portrait else 10, 0),
                self.view.stops,
                15,
                SECOND,
                "surface",
            )

    def _hero(self, page: Page, box: Box) -> None:
        view = self.view
        page.fill(box, "tint")
        if view.then.key and not self.theme.large:
            foot, box = box.from_bottom(52)
            page.rule(foot.from_top(2)[0])
            page.ring(foot.x + 40, foot.y + 27, 12, "edge", "surface", 4)
            page.text(foot.inset(70, 2, 12, 0), view.then, LINE, bold=False, lines=2)
        room = box.inset(24, 6, 16, 4)
        *when, who = page.lines_of(view.over, False) + page.lines_of(view.hero, False)
        if when:
            line, room = room.from_top(page.line(LINE) + 6)
            page.icon(Box(line.x, line.y, 28, line.h), "schedule", 28, "ink", "left")
            page.text(line.inset(40, 0, 0, 0), when[0], LINE, bold=False)
        self._who(page, room, plain(who))

    def _who(self, page: Page, room: Box, name: str) -> None:
        """The name, then the rows: those with an icon stand beside it."""
        fits = not page.fitted(Type(name, ALONE, floor=LINE), room.w).cut
        heads, room = room.from_top(page.line(ALONE) + 2)
        page.text(heads, name if fits else shorter(name), ALONE, floor=SECOND)
        shown = self._that_fit(page, room)
        heights = [self._need(page, each, room.w) for each in shown]
        spare = max(0.0, room.h - sum(heights)) / (len(heights) + 1)
        for each, need in zip(shown, heights, strict=True):
            room = room.from_top(spare)[1]
            line, room = room.from_top(min(need, room.h))
            self._fact(page, line, each)

    def _that_fit(self, page: Page, room: Box) -> list[Row]:
        """The rows, without second lines, then without the last rows, where there is no room: the visit tells them."""
        shown = list(self.view.hero_rows)
        for at in range(len(shown) - 1, -1, -1):
            if sum(self._need(page, each, room.w) for each in shown) > room.h:
                shown[at] = shown[at].replace(sub=NOTHING)
        while shown and sum(self._need(page, each, room.w) for each in shown) > room.h:
            shown.pop()
        return shown

    def _need(self, page: Page, each: Row, width: float) -> float:
        """Two lines for a long title, one for the second line."""
        title = page.fitted(Type(each.title, TEXT + 1, bold=False, lines=2, trim=True), width - (44 if each.icon else 0))
        return title.height / page.scale + (page.line(TEXT + 1) if each.sub.key else 0)

    def _fact(self, page: Page, box: Box, each: Row) -> None:
        if each.icon:
            place, box = box.from_left(44)
            page.icon(place, each.icon, 32, "ink", "left")
        page.stack(box, (Type(each.title, TEXT + 1, bold=False, lines=2, trim=True), quiet(each.sub, TEXT + 1)))
