"""The action bar: at most a secondary action at the left and the primary one at the right, or a status strip in its place."""

from dataclasses import replace
from typing import TYPE_CHECKING

from device.flows.views import Action, Say, say
from ui.box import Box
from ui.page import Page, Type, quiet
from ui.theme import LINE, NAME, ROW, SECOND
from ui.widgets.target import Held

if TYPE_CHECKING:
    from ui.widgets.screen import Screen

_MARGIN = 24
_SIDE, _SIDE_LARGE, _SIDE_PORTRAIT = 264, 232, 176


def lay(screen: "Screen", page: Page, foot: Box) -> None:
    """Fill the bar; it is mirrored for a left hand."""
    view = screen.view
    page.fill(foot, "second")
    width = _side_width(screen, page, foot)
    alone = view.primary is None and not screen.strip()[1].key
    side, main = foot.from_side("right" if screen.theme.left_handed else "left", width)
    if view.secondary is not None:
        _secondary(screen, page, side, view.secondary, foot if alone else side)
    if view.primary is not None:
        _primary(screen, page, main, view.primary)
    elif not alone:
        _strip(screen, page, main)
    if width and not alone and (view.primary is None or screen.quiet):
        page.rule(Box(max(side.x, main.x) - 1, foot.y, 2, foot.h))


def _side_width(screen: "Screen", page: Page, foot: Box) -> float:
    """The secondary's width: the usual one, or what its word needs, up to a little less than half."""
    view = screen.view
    if view.secondary is None:
        return 0
    usual = _SIDE_PORTRAIT if page.portrait else _SIDE_LARGE if screen.theme.large else _SIDE
    label = Type(view.secondary.label, ROW, lines=2)
    needed = 88 + (page.fitted(label, 120).width / page.scale if page.portrait else page.width(label))
    return min(max(needed, usual), foot.w * 0.45)


def _secondary(screen: "Screen", page: Page, box: Box, action: Action, over: Box) -> None:
    """The word in its usual place; the target is `over`, the whole bar where nothing stands beside."""
    ink = _ground(screen, page, over, action, "second", "ink")
    page.icon(Box(box.x + 20, box.y, 40, box.h), _icon(action), 32, ink)
    page.text(box.inset(72 if action.icon else _MARGIN, 4, 8, 4), _label(screen, action), ROW, ink, lines=2)


def _primary(screen: "Screen", page: Page, box: Box, action: Action) -> None:
    if screen.quiet:
        ink = _ground(screen, page, box, action, "second", "ink")
    else:
        ink = _ground(screen, page, box, action, "action", "onaction")
    room = box.inset(_MARGIN, 0)
    if _icon(action):
        place, room = room.from_right(44)
        page.icon(place, _icon(action), 40, ink)
        room = room.from_right(14)[1]
    label = Type(_label(screen, action), NAME + 2, ink, lines=2, floor=ROW)
    if not page.spans(action.live, False):
        page.stack(room, (label,))
        return
    amount = any(bold for _, bold in page.spans(action.live, False))
    live = Type(action.live, 44 if amount else ROW, ink, amount)
    width = page.width(live)
    if width + 16 + page.fitted(label, room.w * 0.6).width / page.scale <= room.w:
        page.stack(room.from_right(width + 2)[0], (live,), align="right")
        page.stack(room.from_right(width + 18)[1], (label,))
    else:
        page.stack(room, (replace(label, size=ROW, lines=1, floor=SECOND), replace(live, size=NAME if amount else SECOND)))


def _ground(screen: "Screen", page: Page, box: Box, action: Action, token: str, ink: str) -> str:
    """The ground of an action and the colour of its ink: framed when it destroys or cannot be used now."""
    if not action.enabled:
        page.fill(box, "second")
        page.frame(box, "edge", 3)
        return "ink2"
    if action.danger:
        _danger(screen, page, box, action)
        return "stop"
    screen.ground(page, box, action.answer, token)
    return ink


def _danger(screen: "Screen", page: Page, box: Box, action: Action) -> None:
    if screen.armed:
        screen.ground(page, box, action.answer, "stoptint")
    else:
        colours = (screen.theme.colours["surface"], screen.theme.colours["stoptint"])
        page.touchable(box, Held(action.answer, screen.answer, colours, screen.theme.colours["stop"], screen.arm))
        page.ground(box, "surface")
    page.frame(box, "stop", 4)


def _label(screen: "Screen", action: Action) -> Say:
    return say("ui.again") if action.danger and screen.armed else action.label


def _icon(action: Action) -> str:
    return action.icon if action.enabled else "block"


def _strip(screen: "Screen", page: Page, box: Box) -> None:
    """What is awaited, with an hourglass, or what is safe, with a shield; a second line is quieter."""
    icon, sentence = screen.strip()
    page.icon(Box(box.x + 24, box.y, 44, box.h), icon, 40, "ok" if icon == "shield" else "accent")
    parts = page.lines_of(sentence, False)
    room = box.inset(82, 4, 12, 4)
    if len(parts) > 1:
        first = tuple((text, True) for text, _ in parts[0])
        page.stack(room, (Type(first, LINE, lines=2), quiet(parts[1], SECOND, 2, spare=True)))
    else:
        page.text(room, parts[0], LINE, bold=False, lines=2)
