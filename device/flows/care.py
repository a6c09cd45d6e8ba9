"""The step of a visit that says which care was given, and where; of each visit, when a series is corrected."""

from device.acts import remedies
from device.flows import corrected, counsel, given
from device.flows.flow import BACK, NEXT, choose
from device.flows.passage import home_now
from device.flows.prescriptions import ordered
from device.flows.quote import quote
from device.flows.round import KEPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.flow import Step


def care(desk: "Desk", draft: "Draft") -> "Step":
    """Ends with the answer `care` kept: acts ticked, place, urgency, travel; the price is made of nothing else."""
    chosen = draft.answers.get("care") or (yield from _begun(desk, draft))
    shown = corrected if corrected.earlier_of(desk, draft) else given
    while True:
        priced = quote(desk, draft, chosen)
        answer = yield from choose(shown.view(desk, draft, chosen, priced))
        if answer == NEXT and priced.refusal():
            chosen = yield from counsel.refused(desk, draft, priced, chosen)
        elif answer == NEXT:
            draft.keep("care", chosen)
            return NEXT
        elif answer == BACK:
            return BACK
        else:
            chosen = yield from shown.changed(desk, draft, chosen, answer)


def _begun(desk: "Desk", draft: "Draft") -> "Step":
    """What the plan proposes; the correction of an invoice whose prescription was wrong begins with that."""
    planned = _planned(desk, draft)
    return (yield from ordered(desk, draft, planned)) if draft.stop.get("fix") == remedies.ORDER else planned


def _planned(desk: "Desk", draft: "Draft") -> "dict[str, Any]":
    """What the plan proposes: every planned act ticked, the plan's place and travel, nothing urgent; the home's other patients as
    the plan knows them, or as the day does."""
    stop = draft.stop
    kept = {name: stop[name] for name in KEPT if stop.get(name)}
    kept.update(corrected.kept_from(desk, stop["replaces"]))
    planned = {
        "acts": [dict(act, on=True) for act in stop["acts"]],
        "place": stop["place"],
        "urgent": False,
        "travel": stop["travel"],
        "home": stop["home"] or home_now(desk, draft),
    }
    return dict(planned, **kept)
