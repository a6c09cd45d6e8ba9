"""A series corrected: its visits in a list, each of them changed as one visit is; one whose ticks are all taken away leaves the invoice."""

from device.flows import actions, given
from device.flows.draft import Draft
from device.flows.flow import BACK, NEXT, choose
from device.flows.prescriptions import orders_of
from device.flows.quote import quote
from device.flows.round import when
from device.flows.series import care_of, named_rows
from device.flows.views import Action, Listing, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step
    from device.flows.quote import Quote

    Plain = dict[str, Any]

VISIT = "of"


def earlier_of(desk: "Desk", draft: Draft) -> "list[Plain]":
    """The rows of the visits that a correction bills beside its own, by time; none when it corrects one visit."""
    return named_rows(desk, draft.stop.get("with", []))


def kept_from(desk: "Desk", replaces: str) -> "Plain":
    """What the invoice replaced had corrected of its earlier visits already."""
    invoice = desk.store.row("invoice", replaces) if replaces else None
    last = desk.store.row("visit", invoice["visits"][-1]) if invoice is not None else None
    care = last["answers"]["care"] if last is not None else {}
    return {"earlier": care["earlier"]} if "earlier" in care else {}


def view(desk: "Desk", draft: Draft, chosen: "Plain", priced: "Quote") -> Listing:
    """Every visit with its day and its care; the primary action holds the total."""
    rows = [_row(desk, each["visit"], when(each)[0], care_of(chosen, each)) for each in earlier_of(desk, draft)]
    live = say("care.refused") if priced.refusal() else say("care.total", cents=priced.total())
    return Listing(
        say("corrected.title"),
        Action(NEXT, say("care.next"), "arrow_forward", live),
        actions.back(),
        rows=tuple(rows) + (_row(desk, draft.visit, draft.day(), chosen),),
    )


def _row(desk: "Desk", visit: str, day: int, care: "Plain") -> Row:
    titles = [desk.act(act["act"], day).title for act in care["acts"] if act["on"]]
    sub = say("corrected.care", care=", ".join(titles)) if titles else say("corrected.none")
    return Row(VISIT + ":" + visit, say("corrected.visit", day=day), sub, "event")


def changed(desk: "Desk", draft: Draft, chosen: "Plain", answer: str) -> "Step":
    """The choice with the care of one visit changed; as it was when left."""
    visit = answer[len(VISIT) + 1 :]
    row = desk.store.row("visit", visit) or {}
    is_last = visit == draft.visit
    there = draft if is_last else Draft(desk, visit, row["flow"], dict(row["answers"]))
    care = chosen if is_last else care_of(chosen, row)
    while True:
        whole = care if is_last else dict(chosen, earlier=dict(chosen.get("earlier", {}), **{visit: care}))
        answer = yield from choose(_visit_view(desk, there, care, quote(desk, draft, whole), is_last))
        if answer in (NEXT, BACK):
            return whole if answer == NEXT else chosen
        care = yield from given.changed(desk, there, care, answer)


def _visit_view(desk: "Desk", there: Draft, care: "Plain", priced: "Quote", is_last: bool) -> "Any":
    """The care of one visit at its own day; its nature of insurance is that of the whole invoice, changed with the last one."""
    shown = given.view(desk, there, care, priced)
    live = say("care.refused") if priced.refusal() else say("care.total", cents=priced.total())
    own = {
        "calendar": Row("calendar", say("chip.day", day=there.day()), icon="event", on=True),
        given.NATURE: Row(given.ORDER, say("chip.order"), orders_of(desk, there.day(), care), "receipt"),
    }
    chips = tuple([chip if is_last else own.get(chip.answer, chip) for chip in shown.chips])
    return shown.replace(primary=Action(NEXT, say("corrected.keep"), "check", live), chips=chips)
