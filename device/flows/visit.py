"""One visit: who, rights, care, price, signature. Each confirmed step is journaled, so that it reopens where it stood."""

from device.flows.care import care
from device.flows.draft import Draft
from device.flows.flow import BACK, NEXT
from device.flows.identify import by_card, confirmed, identify
from device.flows.people import patient_of
from device.flows.price import price
from device.flows.round import BY_CARD, stops_waiting
from device.flows.sign import sign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step

# In the order of the ribbon; a step's name is the one under which its answer is journaled.
STEPS = (("rights", identify), ("care", care), ("price", price), ("sign", sign))


def _opened_by_card(desk: "Desk") -> "Step":
    """A card put in opens the visit of the person on it: today's stop, or one that nobody planned; None when it could not be read."""
    waiting = stops_waiting(desk)
    found = yield from by_card(desk, tuple(stop["patient"] for stop in waiting), False)
    if found is None:
        return None
    patient = patient_of(desk, found)
    planned = [stop["stop"] for stop in waiting if patient and stop["patient"] == patient]
    draft = Draft.opened(desk, planned[0]) if planned else Draft.unplanned(desk, patient)
    if not draft.has("rights"):
        yield from confirmed(desk, draft, found)
    return draft


def visit(desk: "Desk", stop: str) -> "Flow":
    """Runs from the first step without an answer; `BACK` goes one step back and keeps what was typed."""
    if stop == BY_CARD:
        draft = yield from _opened_by_card(desk)
    else:
        draft = Draft.opened(desk, stop)
    if draft is None:
        return "home"
    index = 0
    while index < len(STEPS) - 1 and draft.has(STEPS[index][0]):
        index += 1
    while True:
        outcome: str = yield from STEPS[index][1](desk, draft)
        if outcome not in (NEXT, BACK):
            return outcome
        index += 1 if outcome == NEXT else -1
