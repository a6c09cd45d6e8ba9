"""Keeping an invoice open: the visit is priced and waits there for the next ones; later it is signed without another visit."""

from device.flows.draft import Draft
from device.flows.flow import BACK, choose
from device.flows.round import next_stop, person_of, stop_words, when
from device.flows.series import keep_open, last_day
from device.flows.sign import sign
from device.flows.views import NOTHING, Action, Explain, Finished, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step
    from device.flows.quote import Quote

    Plain = dict[str, Any]

KEEP, SIGN = "keep", "sign"


def may_keep(draft: "Draft", priced: "Quote") -> bool:
    """True for care of one nature under a prescription, that corrects nothing and of which nothing is frozen yet."""
    ordered = [act for act in priced.request["visits"][-1]["acts"] if act.get("rx")]
    return bool(ordered) and len(priced.parts) == 1 and not draft.stop["replaces"] and not draft.has("sign")


def keep_row(desk: "Desk", priced: "Quote") -> "tuple[Row, ...]":
    """What keeps it open: with how many visits, and until when."""
    count = len(priced.before) + 1
    return (Row(KEEP, say("price.keep", count=count), say("price.keep.sub", day=last_day(desk, priced, priced.parts[0])), "schedule"),)


def kept_open(desk: "Desk", draft: "Draft", priced: "Quote") -> "Step":
    """Keep it, say so, and go to the next visit or home."""
    keep_open(desk, draft, priced)
    upcoming = next_stop(desk)
    answer = yield from choose(_kept_view(desk, draft, priced, upcoming))
    return "visit:" + upcoming["stop"] if answer == "next" and upcoming else "home"


def series(desk: "Desk", invoice: str) -> "Flow":
    """One open invoice: since when, how many visits, until when; signed now, with the patient's card, or again after a cut. Ends at
    what is left to do."""
    row = desk.store.row("invoice", invoice) or {}
    visit = desk.store.row("visit", row["visits"][-1]) or {}
    draft = Draft(desk, visit["visit"], visit["flow"], dict(visit["answers"]))
    while (yield from choose(_series_view(desk, row))) == SIGN:
        outcome: str = yield from sign(desk, draft)
        if outcome != BACK:
            return outcome
    return "todo"


def _series_view(desk: "Desk", row: "Plain") -> Explain:
    person = person_of(desk, row["patient"])
    rows = [desk.store.row("visit", visit) for visit in row["visits"]]
    days = [when(each)[0] for each in rows if each is not None]
    return Explain(
        say("todo.person", name=person["name"], given=person["given"]),
        Action(SIGN, say("series.sign"), "draw"),
        Action(BACK, say("act.later"), "schedule"),
        amount=say("line.amount", cents=row["totals"].get("amount_cents", 0)),
        story=say("series.since", day=days[0], count=len(days)),
        sum=say("series.until", day=row["until"]),
        reasons=(Row("", say("series.why"), icon="help"),),
    )


def _kept_view(desk: "Desk", draft: "Draft", priced: "Quote", upcoming: "Plain | None") -> Finished:
    follow = say("done.next", **stop_words(desk, upcoming)) if upcoming else NOTHING
    person = draft.person()
    count = len(priced.before) + 1
    return Finished(
        say("kept.title"),
        Action("next", say("act.next"), "arrow_forward", follow),
        Action("receipt", say("act.home"), "receipt"),
        sub=say("kept.sub", name=person["name"], given=person["given"], cents=priced.total()),
        rows=(
            Row("", say("kept.visits", count=count), say("kept.visits.sub"), "receipt"),
            Row("", say("series.until", day=last_day(desk, priced, priced.parts[0])), say("kept.until.sub"), "schedule"),
        ),
    )
