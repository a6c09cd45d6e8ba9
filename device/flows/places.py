"""The places of the device but the locked screen: the flow that begins at each, by the name that a flow ends with."""

from device.flows.ages import ages
from device.flows.code import code
from device.flows.home import home
from device.flows.invoice import invoice
from device.flows.invoices import invoices
from device.flows.keeping import series
from device.flows.money import money
from device.flows.month import month
from device.flows.office import office
from device.flows.papers import papers
from device.flows.presigned import presigned
from device.flows.sending import sending
from device.flows.session import session
from device.flows.status import status
from device.flows.stick import stick
from device.flows.todo import todo
from device.flows.transfers import transfers
from device.flows.visit import visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from device.flows.desk import Desk
    from device.flows.flow import Flow

PLACES: "dict[str, Callable[[Desk, str], Flow]]" = {
    "home": home,
    "visit": visit,
    "todo": todo,
    "sending": sending,
    "month": month,
    "office": office,
    "ages": ages,
    "invoices": invoices,
    "invoice": invoice,
    "papers": papers,
    "money": money,
    "transfers": transfers,
    "status": status,
    "stick": stick,
    "presigned": presigned,
    "session": session,
    "code": code,
    "series": series,
}
