"""The care of one visit on the screen: ticks, chips of context, and the live total of what it will cost."""

from device.flows import actions, nature, rare
from device.flows.condition import condition, words_of
from device.flows.distance import distance
from device.flows.flow import NEXT, choose
from device.flows.prescriptions import left_of, needs_order, order_of, ordered, orders_of, stands
from device.flows.ribbon import ribbon
from device.flows.search import search
from device.flows.views import NOTHING, Action, Choose, Row, Say, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.flow import Step
    from device.flows.quote import Quote

OTHER, KILOMETRES, NATURE, ORDER, CONDITION, RARE = "other", "km", "nature", "rx", "condition", "rare"


def changed(desk: "Desk", draft: "Draft", chosen: "dict[str, Any]", answer: str) -> "Step":
    """The choice after one touch: an act ticked or not, the next place, urgency, kilometres, or one more act."""
    name, _, value = answer.partition(":")
    after = dict(chosen)
    if name == "act":
        index = int(value)
        after["acts"] = [dict(act, on=not act["on"]) if at == index else act for at, act in enumerate(chosen["acts"])]
    elif name == "place":
        at = rare.PLACES.index(chosen["place"]) + 1
        after["place"] = rare.PLACES[at if at < len(rare.USUAL) else 0]
    elif name == "urgent":
        after["urgent"] = not chosen["urgent"]
    elif name == KILOMETRES:
        after["travel"] = yield from distance(chosen["travel"])
    elif name == OTHER:
        after = yield from _added(desk, draft, chosen)
    elif name == NATURE:
        after = yield from _terms(desk, draft, chosen)
    elif name == ORDER:
        after = yield from ordered(desk, draft, chosen)
    return after


def _added(desk: "Desk", draft: "Draft", chosen: "dict[str, Any]") -> "Step":
    """One more act, with its prescription where one must be."""
    act = yield from search(desk, draft.day())
    if not act:
        return chosen
    added = yield from rare.grouped(desk, draft.day(), {"act": act, "on": True})
    changed = dict(chosen, acts=chosen["acts"] + [added])
    if needs_order(desk, added, draft.day()):
        changed = yield from order_of(desk, draft, changed, len(chosen["acts"]))
    return changed


def _terms(desk: "Desk", draft: "Draft", chosen: "dict[str, Any]") -> "Step":
    """The prescription, the patient's condition, what is rarely said, or the nature of insurance, changed."""
    order = Row(ORDER, say("chip.order"), orders_of(desk, draft.day(), chosen), "receipt")
    state = Row(CONDITION, say("condition.title"), words_of(desk, draft.patient()), "person")
    more = Row(RARE, say("rare.title"), say("rare.title.sub"), "add_circle")
    answer = yield from choose(nature.natures_view(desk, chosen, (order, state, more)))
    if answer == ORDER:
        return (yield from ordered(desk, draft, chosen))
    if answer == CONDITION:
        yield from condition(desk, draft.patient(), draft.day())
        return chosen
    if answer == RARE:
        return (yield from rare.rare(desk, draft.day(), chosen))
    return (yield from nature.nature(desk, chosen, answer))


def view(desk: "Desk", draft: "Draft", chosen: "dict[str, Any]", priced: "Quote") -> Choose:
    """The acts, the chips, and the way to the price."""
    ticked = any(act["on"] for act in chosen["acts"])
    live = say("care.refused") if priced.refusal() else say("care.total", cents=priced.added())
    return Choose(
        say("care.title"),
        Action(NEXT, say("care.next"), "arrow_forward", live if ticked else NOTHING, ticked),
        actions.back(),
        ribbon=ribbon(draft, 1),
        rows=tuple(_act_row(desk, draft, index, act) for index, act in enumerate(chosen["acts"])),
        chips=_chips(desk, chosen, priced),
    )


def _act_row(desk: "Desk", draft: "Draft", index: int, act: "dict[str, Any]") -> Row:
    """An act with its letter, the sessions left, and how its prior agreement stands."""
    row = desk.act(act["act"], draft.day())
    sub = say("care.act", letter=row.letter, coefficient=row.coefficient) if row.letter else say("care.act.covered")
    about, left = stands(desk, act, draft.day()), left_of(desk, act)
    if about != NOTHING:
        sub = about
    if left is not None:
        sub = say("care.act.left", stands=sub, count=left)
    return Row("act:%d" % index, say("care.act.title", act=row.title), sub, on=act["on"])


def _way(travel: "dict[str, Any]") -> Say:
    kilometres = travel.get("distance_m", 0) // 1000
    return say("chip.km", km=kilometres) if kilometres else say("chip.town")


def _chips(desk: "Desk", chosen: "dict[str, Any]", priced: "Quote") -> "tuple[Row, ...]":
    """As many as fit without hiding one: each decides the price."""
    travel, place = chosen["travel"], chosen["place"]
    orders = orders_of(desk, priced.day, chosen)
    return (
        Row("place", say("chip.place." + place), _way(travel), rare.PLACE_ICONS[place], on=True),
        Row("calendar", say("chip." + priced.calendar), say("chip.day", day=priced.day), "event", on=priced.calendar != "weekday"),
        Row("urgent", say("chip.urgent"), say("chip.urgent.sub"), "bolt", on=chosen["urgent"]),
        Row(KILOMETRES, say("chip.travel"), say("chip.travel.sub"), "directions_car", on=not travel.get("same_town", True)),
        Row(OTHER, say("chip.other"), say("chip.other.sub"), "add_circle", tone="action"),
        Row(NATURE, nature.words_of(chosen), orders, "umbrella", on=nature.natures_of(chosen) != [nature.ILLNESS]),
    )
