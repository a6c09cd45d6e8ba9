"""How the amount of a line came about, drawn: kilometres as a way there and back, an act with its majoration as two parts."""

from device.base.money import half_up
from device.flows.views import NOTHING, Part, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.views import Say

    Plain = dict[str, Any]

# Kilometres one way that are never paid (I art. 13 C): two in the plain, one in the mountain.
UNPAID = {"IK": 2, "IKM": 1}


def drawn(line: "Plain", travel: "Plain") -> "tuple[Say, tuple[Part, ...]]":
    """The sentence of the sum and its parts; nothing to draw for an amount that is one factor by another."""
    if line["code"] in UNPAID:
        return _way(line, travel)
    if line["majoration_cents"]:
        return _majored(line)
    return NOTHING, ()


def _way(line: "Plain", travel: "Plain") -> "tuple[Say, tuple[Part, ...]]":
    """There and back from the office; nothing when a limit of the day or a nearer colleague made it another number."""
    one_way, unpaid = travel.get("distance_m", 0) // 1000, UNPAID[line["code"]]
    if line["quantity"] != 2 * one_way - 2 * unpaid:
        return NOTHING, ()
    story = say("explain.way", both=2 * one_way, unpaid=2 * unpaid, km=line["quantity"])
    office = say("explain.office")
    return story, (
        Part(office, unpaid, False, "medical_services"),
        Part(NOTHING, one_way - unpaid),
        Part(say("explain.there", km=one_way), one_way - unpaid, True, "home"),
        Part(NOTHING, unpaid, False),
        Part(office, 0, False, "medical_services"),
    )


def _majored(line: "Plain") -> "tuple[Say, tuple[Part, ...]]":
    act = half_up(line["coefficient_x100"] * line["rate_pct"] * line["unit_price_cents"] * line["quantity"], 10000)
    added = line["majoration_cents"]
    story = say("explain.majored", cents=act, majoration_cents=added, majoration=line["majoration"])
    return story, (
        Part(say("explain.part.act", cents=act), act),
        Part(say("explain.part.majoration", majoration=line["majoration"], majoration_cents=added), added),
    )
