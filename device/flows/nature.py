"""The nature of insurance of a visit's care: illness, maternity, work accident, prevention; or one for each act."""

from device.base.dates import date_of
from device.flows import actions, typed
from device.flows.flow import BACK, choose
from device.flows.views import Listing, Row, Say, say
from device.pricing.split import INSURANCES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step

    Plain = dict[str, Any]

ILLNESS, MATERNITY, ACCIDENT, PREVENTION = INSURANCES
ICONS = {ILLNESS: "medical_services", MATERNITY: "person", ACCIDENT: "warning", PREVENTION: "verified_user"}
NUMBER, DATE = "number", "date"
ACCIDENT_FIGURES = 9
# B2 record 2, column 86: the accident's number, or zeros and its date (AAMMJJ) while it has none.
NO_NUMBER = "000"


def insurance_of(chosen: "Plain", act: "Plain") -> str:
    """The nature of an act: its own, or the visit's."""
    nature: str = act.get("insurance") or chosen.get("insurance") or ILLNESS
    return nature


def natures_of(chosen: "Plain") -> "list[str]":
    """The natures of the acts ticked, each once, in the order of INSURANCES; that of the visit when nothing is ticked."""
    found = [insurance_of(chosen, act) for act in chosen["acts"] if act["on"]] or [insurance_of(chosen, {})]
    return [each for each in INSURANCES if each in found]


def words_of(chosen: "Plain") -> Say:
    """The nature of the visit's care, or that there are several."""
    natures = natures_of(chosen)
    return say("nature." + natures[0]) if len(natures) == 1 else say("nature.mixed")


def nature(desk: "Desk", chosen: "Plain", answer: str) -> "Step":
    """The choice after a touch of `natures_view`: its nature changed for the visit or for one act; as it was when left, or when the
    accident is not told."""
    name, _, value = answer.partition(":")
    if name == "act":
        index = int(value)
        now = insurance_of(chosen, chosen["acts"][index])
        wanted = yield from choose(Listing(say("nature.title"), secondary=actions.back(), rows=_nature_rows(now)))
        changed = _with_act(chosen, index, wanted)
    else:
        wanted = answer
        plain = [{key: act[key] for key in act if key != "insurance"} for act in chosen["acts"]]
        changed = dict(chosen, acts=plain, insurance=wanted)
    if wanted == BACK:
        return chosen
    return (yield from _with_accident(desk, changed)) or chosen


def _with_act(chosen: "Plain", index: int, wanted: str) -> "Plain":
    return dict(chosen, acts=[dict(act, insurance=wanted) if at == index else act for at, act in enumerate(chosen["acts"])])


def _with_accident(desk: "Desk", chosen: "Plain") -> "Step":
    """The choice with the accident that it needs, None when it is not told."""
    if ACCIDENT not in natures_of(chosen) or chosen.get("accident"):
        return chosen
    answer = yield from choose(_accident_view())
    if answer == NUMBER:
        figures = typed.all_figures(ACCIDENT_FIGURES)
        told = yield from typed.number(say("accident.number"), say("accident.number.sub"), ACCIDENT_FIGURES, figures)
    elif answer == DATE:
        day = yield from typed.day(say("accident.date"), desk.now().day)
        told = NO_NUMBER + _six(day) if day else ""
    else:
        told = ""
    return dict(chosen, accident=told) if told else None


def _six(day: int) -> str:
    year, month, date = date_of(day)
    return "%02d%02d%02d" % (year % 100, month, date)


def natures_view(desk: "Desk", chosen: "Plain", first: "tuple[Row, ...]") -> Listing:
    """The rows of what else decides the price, the natures for the whole visit, then one row for each act when there are several."""
    natures = natures_of(chosen)
    ticked = [(index, act) for index, act in enumerate(chosen["acts"]) if act["on"]]
    acts = [_act_row(desk, chosen, index, act) for index, act in ticked if len(ticked) > 1]
    rows = _nature_rows(natures[0] if len(natures) == 1 else "")
    return Listing(say("nature.and.order"), secondary=actions.back(), rows=first + rows + tuple(acts))


def _nature_rows(now: str) -> "tuple[Row, ...]":
    return tuple([Row(each, say("nature." + each), say("nature.sub." + each), ICONS[each], on=each == now) for each in INSURANCES])


def _act_row(desk: "Desk", chosen: "Plain", index: int, act: "Plain") -> Row:
    title = say("nature.act", act=desk.act(act["act"], desk.now().day).title)
    return Row("act:%d" % index, title, say("nature." + insurance_of(chosen, act)), "receipt")


def _accident_view() -> Listing:
    rows = (
        Row(NUMBER, say("accident.number"), say("accident.number.sub"), "receipt"),
        Row(DATE, say("accident.date"), say("accident.date.sub"), "event"),
    )
    return Listing(say("accident.title"), secondary=actions.back(), rows=rows)
