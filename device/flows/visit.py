"""One visit: who, rights, care, price, signature. Each confirmed step is journaled, so that it reopens where it stood."""

from device.flows.care import care
from device.flows.draft import Draft
from device.flows.flow import BACK, NEXT
from device.flows.identify import identify
from device.flows.price import price
from device.flows.sign import sign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Flow

# In the order of the ribbon; a step's name is the one under which its answer is journaled.
STEPS = (("rights", identify), ("care", care), ("price", price), ("sign", sign))


def visit(desk: "Desk", stop: str) -> "Flow":
    """Runs from the first step without an answer; `BACK` goes one step back and keeps what was typed."""
    draft = Draft.opened(desk, stop)
    index = 0
    while index < len(STEPS) - 1 and draft.has(STEPS[index][0]):
        index += 1
    while 0 <= index < len(STEPS):
        outcome = yield from STEPS[index][1](desk, draft)
        if outcome not in (NEXT, BACK):
            return outcome
        index += 1 if outcome == NEXT else -1
    return "home"
