"""Kilometres typed on the keypad: from the office, and from the nearest colleague."""

from device.flows import actions
from device.flows.flow import BACK, choose
from device.flows.views import Keypad, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.flow import Step


def distance(travel: "dict[str, Any]") -> "Step":
    """The travel with the distance typed in whole kilometres one way; zero means the same town."""
    answer = yield from choose(_keypad("distance.title", "distance.sub", travel.get("distance_m", 0)))
    if answer == BACK:
        return travel
    kilometres = int(answer or "0")
    changed = {"same_town": kilometres == 0, "distance_m": kilometres * 1000}
    return dict(travel, **changed)


def nearest(travel: "dict[str, Any]") -> "Step":
    """The travel with the distance typed from the nearest colleague (I art. 13 C), in whole kilometres; zero: unknown."""
    answer = yield from choose(_keypad("distance.nearest", "distance.nearest.sub", travel.get("nearest_m")))
    if answer == BACK:
        return travel
    return dict(travel, nearest_m=int(answer or "0") * 1000 or None)


def _keypad(title: str, sub: str, metres: "int | None") -> Keypad:
    return Keypad(
        say(title),
        secondary=actions.cancel(BACK),
        sub=say(sub),
        unit=say("distance.unit"),
        digits=3,
        value="" if metres is None else str(metres // 1000),
    )
