"""What is rarely said of a visit and decides its price all the same: where and how the way leads, an act given free, several times or
to a group."""

from device.base.refusal import Refusal
from device.base.text import is_digits
from device.flows import actions, typed
from device.flows.distance import nearest
from device.flows.flow import BACK, NEXT, choose
from device.flows.views import NOTHING, Action, Choose, Listing, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step
    from device.flows.views import Say

    Plain = dict[str, Any]

ACT, PLACE, TERRAIN, NEAREST, TRAVEL = "of", "place", "terrain", "nearest", "travel"
FREE, QUANTITY, GROUP = "free", "qty", "group"
# In the order in which a touch of the chip goes through the first three.
PLACES = ("home", "practice", "care_home", "telecare_site", "remote")
USUAL = PLACES[:3]
PLACE_ICONS = {
    "home": "home",
    "practice": "account_balance",
    "care_home": "groups",
    "telecare_site": "photo_camera",
    "remote": "signal_cellular_alt",
}
TERRAINS = ("plain", "mountain", "on_foot")
FIGURES, MOST = 2, 99
# Sizes of a group (NGAP XIV ch. II): up to three in most sessions, two to four in the rehabilitation of COPD, else one patient.
SIZES = {"group3": (1, 3), "group4": (2, 4)}


def rare(desk: "Desk", day: int, chosen: "Plain") -> "Step":
    """The choice with what was changed, until left."""
    while True:
        answer = yield from choose(_view(desk, day, chosen))
        name, _, value = answer.partition(":")
        if name == BACK:
            return chosen
        if name == ACT:
            said = yield from _said(desk, day, chosen["acts"][int(value)])
            chosen = dict(chosen, acts=[said if at == int(value) else act for at, act in enumerate(chosen["acts"])])
        elif name == PLACE:
            chosen = dict(chosen, place=(yield from _one_of(PLACE, PLACES, chosen["place"])))
        elif name == TERRAIN:
            ground = yield from _one_of(TERRAIN, TERRAINS, _terrain(chosen))
            chosen = dict(chosen, travel=dict(chosen["travel"], terrain=ground))
        elif name == NEAREST:
            chosen = dict(chosen, travel=(yield from nearest(chosen["travel"])))
        else:
            chosen = dict(chosen, waive=[] if chosen.get("waive") else [TRAVEL])


def grouped(desk: "Desk", day: int, act: "Plain") -> "Step":
    """An act just added: one that is only given to a group is asked for its size."""
    return (yield from _sized(desk, day, act)) if "group4" in _flags(desk, day, act) else act


def _said(desk: "Desk", day: int, act: "Plain") -> "Step":
    """The act with what is said of it; as it was when left."""
    now = act
    while True:
        answer = yield from choose(_act_view(desk, day, now))
        if answer in (NEXT, BACK):
            return now if answer == NEXT else act
        if answer == FREE:
            now = dict(now, free=not now.get(FREE))
        elif answer == QUANTITY:
            now = yield from _counted(now, QUANTITY, 1, MOST)
        else:
            now = yield from _sized(desk, day, now)


def _sized(desk: "Desk", day: int, act: "Plain") -> "Step":
    """The act with the size of its group."""
    low, high = _sizes(_flags(desk, day, act))
    return (yield from _counted(act, GROUP, low, high))


def _counted(act: "Plain", name: str, low: int, high: int) -> "Step":
    """The act with a number of its own typed; as it was when left."""
    sub = say("rare.between", count=low, of=high)
    typed_in = yield from typed.number(say("rare." + name), sub, FIGURES, _between(low, high), str(act.get(name, low)))
    return dict(act, **{name: int(typed_in)}) if typed_in else act


def _between(low: int, high: int) -> "Callable[[str], None]":
    """A check that wants a number of that range: BAD_REQUEST(value=range)."""

    def check(text: str) -> None:
        if not is_digits(text) or not low <= int(text) <= high:
            raise Refusal("BAD_REQUEST", key="", value="range")

    return check


def _flags(desk: "Desk", day: int, act: "Plain") -> "Plain":
    return desk.act(act["act"], day).flags


def _sizes(flags: "Plain") -> "tuple[int, int]":
    """Least and most patients of a session; (1, 1) for an act that is never given to a group."""
    return ([SIZES[name] for name in SIZES if name in flags] + [(1, 1)])[0]


def _terrain(chosen: "Plain") -> str:
    terrain: str = chosen["travel"].get("terrain", "plain")
    return terrain


def _one_of(name: str, values: "tuple[str, ...]", now: str) -> "Step":
    """One of the values; as it was when left."""
    rows = [_value_row(name, each, each == now) for each in values]
    answer = yield from choose(Listing(say("rare." + name), secondary=actions.back(), rows=tuple(rows)))
    return now if answer == BACK else answer


def _value_row(name: str, value: str, is_chosen: bool) -> Row:
    tag, tone = (say("rare.chosen"), "ok") if is_chosen else (NOTHING, "plain")
    title = say("chip.place." + value) if name == PLACE else say("rare." + value)
    icon = PLACE_ICONS[value] if name == PLACE else "directions_car"
    return Row(value, title, say("rare.sub." + value), icon, tag, tone)


def _view(desk: "Desk", day: int, chosen: "Plain") -> Listing:
    """A row for each act ticked, then the place and the way."""
    ticked = [(at, act) for at, act in enumerate(chosen["acts"]) if act["on"]]
    acts = [Row("%s:%d" % (ACT, at), _words_of(act), _title(desk, day, act), "receipt") for at, act in ticked]
    near = chosen["travel"].get("nearest_m")
    waived = bool(chosen.get("waive"))
    rows = (
        Row(PLACE, say("rare.place"), say("chip.place." + chosen["place"]), PLACE_ICONS[chosen["place"]]),
        Row(TERRAIN, say("rare.terrain"), say("rare." + _terrain(chosen)), "directions_car"),
        Row(NEAREST, say("rare.nearest"), say("rare.unknown") if near is None else say("rare.km", km=near // 1000), "person_search"),
        Row(TRAVEL, say("rare.travel"), say("rare.waived" if waived else "rare.counted"), "remove" if waived else "check"),
    )
    return Listing(say("rare.title"), secondary=actions.back(), rows=tuple(acts) + rows)


def _words_of(act: "Plain") -> "Say":
    """What is said of an act, in few words."""
    told = [say("rare.said.free")] if act.get(FREE) else []
    told += [say("rare.said." + name, count=act[name]) for name in (QUANTITY, GROUP) if act.get(name, 1) > 1]
    return say("rare.told", care=tuple(told)) if told else say("rare.ordinary")


def _title(desk: "Desk", day: int, act: "Plain") -> "Say":
    return say("care.act.title", act=desk.act(act["act"], day).title)


def _act_view(desk: "Desk", day: int, act: "Plain") -> Choose:
    """Free or not; how many times; for how many patients, where the nomenclature knows a group."""
    count, size = act.get(QUANTITY, 1), act.get(GROUP, 1)
    chips = [Row(QUANTITY, say("rare.qty"), say("rare.times", count=count), "add_circle", on=count > 1)]
    if _sizes(_flags(desk, day, act)) != (1, 1):
        chips.append(Row(GROUP, say("rare.together"), say("rare.patients", count=size), "groups", on=size > 1))
    return Choose(
        say("rare.act"),
        Action(NEXT, say("condition.keep"), "check"),
        actions.back(),
        rows=(Row(FREE, _title(desk, day, act), say("rare.sub.free"), on=bool(act.get(FREE))),),
        chips=tuple(chips),
    )
