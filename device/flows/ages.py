"""Open money by its age, the oldest first: how many claims wait since when, and for how much."""

from device.exchange.reconcile import AGES, ageing
from device.flows import actions
from device.flows.flow import BACK, choose
from device.flows.views import Action, Listing, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Flow

# What is open for longer than the second bound is looked at: it was awaited, and did not come.
OLD = AGES[1]


def ages(desk: "Desk", _argument: str) -> "Flow":
    """Until left for the office, or for the invoices that are awaited."""
    answer: str = yield from choose(_view(desk))
    return "office" if answer == BACK else answer


def _view(desk: "Desk") -> Listing:
    rows = [_row(bound, count, cents) for bound, count, cents in ageing(desk.store, desk.now().day)]
    return Listing(
        say("ages.title"),
        Action("invoices:awaited", say("ages.awaited"), "arrow_forward"),
        actions.back(),
        rows=tuple(reversed(rows)),
    )


def _row(bound: int, count: int, cents: int) -> Row:
    """One age: bounded, or beyond the last bound."""
    title = say("ages.within", days=bound) if bound else say("ages.beyond", days=AGES[-1])
    is_old = count > 0 and not 0 < bound <= OLD
    sub = say("ages.count", count=count)
    return Row("", title, sub, "hourglass_top", tone="warn" if is_old else "plain", right=say("line.amount", cents=cents))
