"""Rows, tags, ticks, numbers in discs: what lists are made of."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from device.flows.views import NOTHING, Row
from ui.box import Box
from ui.page import Page, Type
from ui.theme import LINE, ROW, SECOND, SMALLEST, TEXT

if TYPE_CHECKING:
    from ui.widgets.screen import Screen

TONE_INK = {"plain": "accent", "ok": "ok", "warn": "warn", "stop": "stop", "action": "accent"}
TONE_GROUND = {"plain": "surface", "ok": "oktint", "warn": "warntint", "stop": "stoptint", "action": "surface"}
TAG_ICONS = {"plain": "info", "ok": "check_circle", "warn": "warning", "stop": "error", "action": "info"}


def row(
    screen: "Screen",
    page: Page,
    box: Box,
    each: Row,
    *,
    size: float = ROW,
    sub: float = SECOND,
    ground: str = "",
    tall: float = 40,
    bold: bool = True,
) -> None:
    """Icon, title and second line at left, tag or amount at right (below where it is narrow), a chevron when it can be
    touched, a hairline under it."""
    warns = each.tone in ("warn", "stop") and not each.tag.key
    screen.ground(page, box, each.answer, ground or (TONE_GROUND[each.tone] if warns else "surface"))
    page.rule_under(box)
    room = box.inset(24, 2, 20, 4)
    if each.icon:
        place, room = room.from_left(tall)
        page.icon(place, each.icon, tall, TONE_INK[each.tone], "left")
        room = room.from_left(20)[1]
    if each.answer or each.right.key:  # amounts stand under each other, with a chevron or without
        place, room = room.from_right(20)
        if each.answer:
            chevron(page, place)
        room = room.from_right(6)[1]
    kinds = _kinds(page, each, size, sub, bold, "ink" if warns else "ink2")
    if _below(page, each, box.w, kinds):
        under, room = room.from_bottom(page.line(LINE) + 14)
        _under(page, under, each)
    elif each.right.key:
        room = right_side(page, room, each)
    elif each.tag.key:
        room = tag(page, room, each)
    page.stack(room, kinds)


def _kinds(page: Page, each: Row, size: float, sub: float, bold: bool, ink: str) -> tuple[Type, Type]:
    return Type(each.title, size, bold=bold, lines=2, floor=SECOND), Type(each.sub, sub, ink, False, 4 if page.portrait else 2)


def _room(page: Page, each: Row, width: float) -> tuple[float, float]:
    """The width for words in a row, and how much of it the tag or amount at the right takes."""
    room = width - 48 - (60 if each.icon else 0) - (26 if each.answer or each.right.key else 0)
    if each.right.key:
        return room, min(max(page.width(Type(each.right, 30)), page.width(Type(each.tag, TEXT))), room * 0.55) + 14
    return room, min(page.width(Type(each.tag, LINE)), width * 0.5) + 80 if each.tag.key else 0


def _below(page: Page, each: Row, width: float, kinds: tuple[Type, Type]) -> bool:
    """True when words beside the tag or amount would have to be cut; upright, when those beside a tag would be broken."""
    room, side = _room(page, each, width)
    if not side:
        return False
    beside = [page.fitted(kind, room - side) for kind in kinds if kind.what != NOTHING]
    broken = page.portrait and not each.right.key and any(len(fitted.lines) > 1 for fitted in beside)
    return broken or any(fitted.cut for fitted in beside)


def _under(page: Page, box: Box, each: Row) -> None:
    """Tag, or amount and what belongs to it, as a line under the words."""
    if not each.right.key:
        tag(page, Box(box.x, box.y, page.width(Type(each.tag, LINE)) + 68, box.h), each)
        return
    ink = page.text(box, each.right, ROW)
    tone = each.tone in ("warn", "stop")
    page.text(box.inset(ink.w + 16, 0, 0, 0), each.tag, SECOND, TONE_INK[each.tone] if tone else "ink2", bold=tone)


def high(page: Page, each: Row, width: float, least: float = 72, *, tight: bool = False) -> float:
    """How high a row of that width must be for its words; `tight` at the smallest size of type."""
    kinds = _kinds(page, each, SMALLEST if tight else ROW, SMALLEST if tight else SECOND, True, "ink")
    room, side = _room(page, each, width)
    below = _below(page, each, width, kinds)
    parts = [replace(kind, what=part) for kind in kinds for part in page.lines_of(kind.what, kind.bold)]
    texts = sum(page.fitted(part, room - (0 if below else side)).height for part in parts) / page.scale
    return max(texts + 8 + (page.line(LINE) + 14 if below else 0), least)


def right_side(page: Page, room: Box, each: Row) -> Box:
    """An amount and what stands under it, aligned at the right; what is left of the room."""
    tone = each.tone in ("warn", "stop")
    kinds = (Type(each.right, 30), Type(each.tag, TEXT, TONE_INK[each.tone] if tone else "ink2", tone))
    width = min(max(page.width(kind) for kind in kinds if kind.what != NOTHING), room.w * 0.55) + 2
    place, rest = room.from_right(width)
    page.stack(place, kinds, align="right")
    return rest.from_right(12)[1]


def tag(page: Page, room: Box, each: Row) -> Box:
    """A tag at the right: an icon and a word, always both; what is left of the room."""
    ink = "accent" if each.tone == "plain" else TONE_INK[each.tone]
    words = min(page.width(Type(each.tag, LINE)), room.w - 66)
    place, rest = room.from_right(words + 66)
    pill = place.middle(place.w, min(48 * page.theme.factor, room.h - 4))
    page.fill(pill, "tint" if each.tone == "plain" else TONE_GROUND[each.tone], pill.h / 2)
    icon = "verified_user" if each.icon == "account_balance" and each.tone == "ok" else TAG_ICONS[each.tone]
    page.icon(Box(pill.x + 14, pill.y, 26, pill.h), icon, 26, ink)
    page.text(Box(pill.x + 47, pill.y, words + 2, pill.h), each.tag, LINE, ink)
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
