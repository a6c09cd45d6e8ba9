"""The top bar: time, who, card slots, network, what is unsent, battery. Its whole width is one target."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kivy.uix.widget import Widget

from device.flows.views import Bar, Say, say
from ui.box import Box
from ui.page import Page, Type
from ui.theme import BAR, LINE, SMALLEST, Theme
from ui.widgets.target import Target
from ui.words import Words

_LEFT, _RIGHT, _GAP, _GAP_PORTRAIT = 24, 20, 12, 8
_OLD_DAYS = 3
_LOW_PERCENT, _FULL_PERCENT = 20, 95


@dataclass(frozen=True)
class Item:
    """One thing in the bar: an icon and words; `look` is plain, strong, full or hollow (a slot), or warn."""

    icon: str
    words: str
    look: str = "plain"
    glued: bool = False


class TopBar(Widget):  # type: ignore[misc]  # Kivy has no types
    """The bar over the window's first 48 design pixels; draws again when its size changes or `show` gives another Bar."""

    def __init__(self, bar: Bar, theme: Theme, words: Words, touched: Callable[[Any], None]) -> None:
        super().__init__(size_hint=(1, 1))
        self.bar = bar
        self.theme = theme
        self.words = words
        self.page: Page | None = None
        self._touched = touched
        self.bind(size=self._resized)

    def show(self, bar: Bar, theme: Theme) -> None:
        """Another state of the device, or another look."""
        self.bar, self.theme = bar, theme
        self._resized()

    def draw(self) -> None:
        """Lay the bar out anew, with as many words as there is room for."""
        self.clear_widgets()
        self.canvas.clear()
        page = self.page = Page(self, self.theme.smaller(), self.words)
        box = page.all.from_top(BAR)[0]
        colours = self.theme.colours
        page.touchable(box, Target("status", self._touched, (colours["bar"], colours["second"] if self.theme.night else colours["ink2"])))
        page.ground(box, "bar")
        room = box.w - _LEFT - _RIGHT
        for brevity in range(6):
            items = _items(self.bar, self.words, brevity)
            widths = [_width(page, item) for item in items]
            gaps = sum(1 for item in items[1:] if not item.glued)
            spare = room - sum(widths) - 8 * (len(items) - 1 - gaps)
            if spare >= gaps * (_GAP_PORTRAIT if page.portrait else _GAP):
                break
        x: float = _LEFT
        for index, (item, width) in enumerate(zip(items, widths, strict=True)):
            if index:
                x += 8 if item.glued else spare / gaps
            _draw(page, Box(x, box.y, width, box.h), item)
            x += width

    def _resized(self, *_changed: Any) -> None:
        if self.width > 1 and self.height > 1:
            self.draw()


def _items(bar: Bar, words: Words, brevity: int) -> list[Item]:
    """What the bar holds; with each step of `brevity` it says less in words, its icons stay. First goes the percentage of a
    battery that is not low: its drawing says as much."""
    items = [Item("", words.text(say("bar.time", minute=bar.minute)), "strong")]
    if bar.sim:
        items.append(Item("", words.text(say("bar.sim")), "hollow", glued=True))
    if brevity < 5:
        items.append(_who(bar, words, brevity))
    items.append(Item("check" if bar.cps else "remove", words.text(say("bar.cps")), "full" if bar.cps else "hollow"))
    items.append(Item("check" if bar.vitale else "remove", words.text(say("bar.vitale")), "full" if bar.vitale else "hollow", glued=True))
    icon = {"up": "signal_cellular_alt", "sending": "sync"}.get(bar.network, "signal_cellular_off")
    items.append(Item(icon, words.text(Say("bar.network." + bar.network)) if brevity < 2 else ""))
    items.append(_unsent(bar, words))
    low = bar.battery < _LOW_PERCENT
    level = "battery_alert" if low else "battery_5_bar" if bar.battery < _FULL_PERCENT else "battery_full"
    items.append(Item(level, words.text(say("bar.battery", percent=bar.battery)) if brevity < 1 + low else ""))
    return items


def _who(bar: Bar, words: Words, brevity: int) -> Item:
    """Who works, then in which role; the role alone, then nothing but the icon, where there is no room."""
    if bar.locked:
        return Item("lock", words.text(say("bar.locked")) if brevity < 4 else "")
    role = words.text(Say("role." + bar.role)) if words.known("role." + bar.role) else bar.role
    icon = {"technician": "build", "replacement": "supervisor_account"}.get(bar.role, "badge")
    parts = [part for part in ((words.writing.write_identity(bar.who), role) if brevity < 3 else (role,) if brevity < 4 else ()) if part]
    return Item(icon, " · ".join(parts))


def _unsent(bar: Bar, words: Words) -> Item:
    if not bar.unsent:
        return Item("outbox", words.text(say("bar.unsent.today", count=0)))
    key = "bar.unsent" if bar.oldest_days else "bar.unsent.today"
    text = words.text(say(key, count=bar.unsent, days=bar.oldest_days))
    return Item("warning", text, "warn") if bar.oldest_days >= _OLD_DAYS else Item("outbox", text)


def _type(item: Item) -> Type:
    if item.look == "strong":
        return Type(item.words, LINE, "onbar")
    if item.look in ("full", "hollow"):
        return Type(item.words, SMALLEST, "onpresent" if item.look == "full" else "onbar2", False)
    return Type(item.words, SMALLEST, "warn" if item.look == "warn" else "onbar", False)


def _width(page: Page, item: Item) -> float:
    words = page.width(_type(item)) if item.words else 0
    icon = 0 if not item.icon else 20 if item.look in ("full", "hollow") else 26
    return words + icon + (16 if item.look in ("full", "hollow", "warn") else 0) + (4 if item.icon and item.words else 0)


def _draw(page: Page, box: Box, item: Item) -> None:
    kind = _type(item)
    pill = box.middle(box.w, 28)
    if item.look == "full":
        page.fill(pill, "present", 6)
    elif item.look == "hollow":
        page.outline(pill, "baredge", "bar", 2, 6)
    elif item.look == "warn":
        page.fill(pill, "warntint", 6)
    room = box.inset(8, 0) if item.look in ("full", "hollow", "warn") else box
    if item.icon:
        size = 18 if item.look in ("full", "hollow") else 24
        place, room = room.from_left(size + 2)
        page.icon(place, item.icon, size, kind.colour, "left")
        room = room.from_left(4)[1]
    if item.words:
        page.text(Box(room.x, room.y, room.w + 2, room.h), kind.what, kind.size, kind.colour, bold=kind.bold)
