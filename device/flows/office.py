"""The office: the doors to invoices, papers, till, transfers and the USB stick, each with what it holds."""

from device.exchange.bank import late
from device.flows import actions
from device.flows.flow import BACK, choose
from device.flows.money import taken, till_of
from device.flows.views import Action, Listing, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Flow


def office(desk: "Desk", _argument: str) -> "Flow":
    """Ends with the place chosen, or the month."""
    answer: str = yield from choose(_view(desk))
    return "month" if answer == BACK else answer


def _transfers(desk: "Desk") -> Row:
    """How many transfers were announced, and how many of them did not reach the bank in time."""
    overdue = len(late(desk.store, desk.now().day))
    sub = say("office.transfers.late", count=overdue) if overdue else say("office.transfers.sub")
    title = say("office.transfers", count=desk.store.count("transfer"))
    return Row("transfers", title, sub, "account_balance", tone="warn" if overdue else "plain")


def _view(desk: "Desk") -> Listing:
    rejected = desk.store.count("invoice_rejected") + desk.store.count("invoice_correct")
    owed = desk.store.count("paper")
    again = say("office.rejected", count=rejected) if rejected else say("office.rejected.none")
    rows = (
        Row("invoices", say("office.invoices", count=desk.store.count("invoice")), again, "receipt", tone="warn" if rejected else "plain"),
        Row("papers", say("office.papers", count=owed), say("office.papers.sub"), "photo_camera", tone="warn" if owed else "plain"),
        _transfers(desk),
    )
    live = say("line.amount", cents=taken(till_of(desk, desk.now().day)))
    till = Action("money", say("office.till"), "arrow_forward", live)
    doors = (Row("ages", say("office.ages"), icon="hourglass_top"), Row("stick", say("office.stick"), icon="usb"))
    return Listing(say("office.title"), till, actions.back(), filters=doors, rows=rows)
