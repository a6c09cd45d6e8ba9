"""The patient's condition, as far as it decides a price: palliative care, surgery and coming home, the level of his BSI."""

from device.base.dates import add_months
from device.flows import actions, typed
from device.flows.flow import BACK, NEXT, choose
from device.flows.views import NOTHING, Action, Choose, Listing, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step
    from device.flows.views import Say

    Plain = dict[str, Any]

TICKS = ("palliative", "home_return")
SURGERY, BSI = "surgery", "bsi"
LEVELS = ("BSA", "BSB", "BSC")
# XVI ch. I art. 12: an assessment is renewed every twelve months.
BSI_MONTHS = 12


def condition_of(desk: "Desk", patient: str) -> "Plain":
    """`palliative`, `home_return` (true or false) and `surgery` (the day of discharge, 0 for none)."""
    row = desk.store.row("patient", patient) or {}
    known: "Plain" = row.get("condition") or {"palliative": False, "home_return": False, "surgery": 0}
    return known


def words_of(desk: "Desk", patient: str) -> "Say":
    """The condition in few words."""
    known, level = condition_of(desk, patient), bsi_of(desk, patient)
    told = [say("condition.level", code=level["level"], day=level["until"])] if level else []
    told += [say("condition." + name) for name in TICKS if known[name]]
    told += [say("condition.surgery", day=known["surgery"])] if known["surgery"] else []
    return say("condition.told", care=tuple(told)) if told else say("condition.none")


def bsi_of(desk: "Desk", patient: str) -> "Plain":
    """The patient's assessment: level, first and last day; empty while none is known."""
    found: "Plain" = (desk.store.row("patient", patient) or {}).get("bsi") or {}
    return found


def condition(desk: "Desk", patient: str, day: int) -> "Step":
    """Notes what is changed about the patient's condition, seen on that day; ends with nothing."""
    known, level = condition_of(desk, patient), bsi_of(desk, patient)
    while True:
        answer = yield from choose(_view(known, level))
        if answer == NEXT:
            _noted(desk, patient, known, level)
        if answer in (NEXT, BACK):
            return
        if answer == SURGERY:
            known = dict(known, surgery=(yield from typed.day(say("condition.surgery.day"), known["surgery"] or day)) or known["surgery"])
        elif answer == BSI:
            level = yield from _assessed(level, day)
        else:
            known = dict(known, **{answer: not known[answer]})


def _noted(desk: "Desk", patient: str, known: "Plain", level: "Plain") -> None:
    """One fact for each that changed."""
    facts = []
    if known != condition_of(desk, patient):
        facts.append(("patient.condition", dict(known, patient=patient)))
    if level != bsi_of(desk, patient):
        facts.append(("bsi.known", dict(level, patient=patient)))
    desk.record(facts)


def _assessed(level: "Plain", day: int) -> "Step":
    """The level that the assessment gave and its first day; as it was when left."""
    rows = tuple(
        [Row(each, say("condition." + each), say("condition.sub." + each), "receipt", on=each == level.get("level")) for each in LEVELS]
    )
    answer = yield from choose(Listing(say("condition.bsi"), secondary=actions.back(), rows=rows))
    start = (yield from typed.day(say("condition.bsi.day"), day)) if answer != BACK else 0
    return {"level": answer, "start": start, "until": add_months(start, BSI_MONTHS) - 1} if start else level


def _view(known: "Plain", level: "Plain") -> Choose:
    surgery = say("condition.surgery.on", day=known["surgery"]) if known["surgery"] else NOTHING
    held = say("condition.level", code=level["level"], day=level["until"]) if level else NOTHING
    return Choose(
        say("condition.title"),
        Action(NEXT, say("condition.keep"), "check"),
        actions.back(),
        rows=tuple([Row(name, say("condition." + name), say("condition.sub." + name), on=known[name]) for name in TICKS]),
        chips=(
            Row(SURGERY, say("condition.surgery.title"), surgery, "event", on=bool(known["surgery"])),
            Row(BSI, say("condition.bsi"), held, "receipt", on=bool(level)),
        ),
    )
