"""Kilometres from the office, typed on the keypad."""

from device.flows.flow import BACK, choose
from device.flows.views import Action, Keypad, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.flow import Step


def distance(travel: "dict[str, Any]") -> "Step":
    """The travel with the distance typed in whole kilometres one way; zero means the same town."""
    view = Keypad(
        say("distance.title"),
        secondary=Action(BACK, say("act.cancel"), "close"),
        sub=say("distance.sub"),
        unit=say("distance.unit"),
        digits=3,
        value=str(travel.get("distance_m", 0) // 1000),
    )
    answer = yield from choose(view)
    if answer == BACK:
        return travel
    kilometres = int(answer or "0")
    changed = {"same_town": kilometres == 0, "distance_m": kilometres * 1000}
    return dict(travel, **changed)
