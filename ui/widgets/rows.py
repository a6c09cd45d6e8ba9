"""Rows, tags, ticks, numbers in discs: what lists are made of."""

from typing import TYPE_CHECKING, Any

from device.flows.views import Row, Say
from ui.box import Box
from ui.page import Page, Type
from ui.theme import ROW, SECOND, TEXT

if TYPE_CHECKING:
    from ui.widgets.screen import Screen

TONE_INK = {"plain": "accent", "ok": "ok", "warn": "warn", "stop": "stop", "action": "accent"}
TONE_GROUND = {"plain": "surface", "ok": "oktint", "warn": "warntint", "stop": "stoptint", "action": "surface"}
TAG_ICONS = {"plain": "info", "ok": "check_circle", "warn": "warning", "stop": "error", "action": "info"}


def row(screen: "Screen", page: Page, box: Box, each: Row, *, size: float = ROW, sub: float = SECOND, ground: str = "", tall: float = 40) -> None:
    """Icon, title and second line at left, tag or amount at right, a chevron when it can be touched, a hairline under it."""
    warns = each.tone in ("warn", "stop") and not each.tag.key
    screen.ground(page, box, each.answer, ground or (TONE_GROUND[each.tone] if warns else "surface"))
    page.rule_under(box)
    room = box.inset(24, 2, 20, 4)
    if each.icon:
        place, room = room.from_left(tall)
        page.icon(place, each.icon, tall, TONE_INK[each.tone], "left")
        room = room.from_left(20)[1]
    if each.answer:
        place, room = room.from_right(20)
        chevron(page, place)
        room = room.from_right(6)[1]
    if each.right.key:
        room = right_side(page, room, each)
    elif each.tag.key:
        room = tag(page, room, each)
    title = Type(each.title, size, lines=2 if not each.sub.key else 1)
    page.stack(room, (title, Type(each.sub, sub, "ink" if warns else "ink2", False, 2)))


def right_side(page: Page, room: Box, each: Row) -> Box:
    """An amount and what stands under it, aligned at the right; what is left of the room."""
    tone = each.tone in ("warn", "stop")
    kinds = (Type(each.right, 30), Type(each.tag, TEXT, TONE_INK[each.tone] if tone else "ink2", tone))
    width = min(max(page.width(kind) for kind in kinds if kind.what != Say("", ())), room.w * 0.55) + 2
    place, rest = room.from_right(width)
    page.stack(place, kinds, align="right")
    return rest.from_right(12)[1]


def tag(page: Page, room: Box, each: Row) -> Box:
    """A tag at the right: an icon and a word, always both; what is left of the room."""
    ink = "accent" if each.tone == "plain" else TONE_INK[each.tone]
    words = min(page.width(Type(each.tag, 24)), room.w * 0.5)
    place, rest = room.from_right(words + 66)
    pill = place.middle(place.w, min(48 * page.theme.factor, room.h - 4))
    page.fill(pill, "tint" if each.tone == "plain" else TONE_GROUND[each.tone], pill.h / 2)
    icon = "verified_user" if each.icon == "account_balance" and each.tone == "ok" else TAG_ICONS[each.tone]
    page.icon(Box(pill.x + 14, pill.y, 26, pill.h), icon, 26, ink)
    page.text(Box(pill.x + 47, pill.y, words + 2, pill.h), each.tag, 24, ink)
    return rest.from_right(12)[1]


def chevron(page: Page, box: Box) -> None:
    """The mark of what leads further."""
    page.icon(box, "chevron_right", 32, "ink2")


def tick(page: Page, box: Box, state: str) -> None:
    """A tick box: `on`, `off`, or `fixed` for what the rules impose."""
    if state == "on":
        page.fill(box, "accent", 8)
        page.icon(box, "check", box.w * 0.86, "onaccent")
    elif state == "fixed":
        page.fill(box, "second", 8)
        page.icon(box, "lock", box.w * 0.6, "ink2")
    else:
        page.outline(box, "edge", "surface", 3, 8)


def numbered(page: Page, box: Box, number: int, says: Any) -> None:
    """One step to follow: its number in a disc, and the sentence."""
    place, room = box.from_left(48)
    page.disc(place.x + 24, place.y + place.h / 2, 24, "action")
    page.ground(place.middle(48, 48), "action")
    page.text(place, str(number), ROW, "onaction", align="center")
    page.text(room.from_left(20)[1], says, ROW, bold=False, lines=2)
