"""The durable intent to seal one invoice: its number and frozen octets, written before any card signs."""

from device.base.record import Record
from device.base.wire import digest_hex
from device.exchange.deadlines import due_day
from device.outbox.numbers import next_invoice_number
from device.sealing.images import check_back, images

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.quote import Quote
    from device.ports import Sealed


class Intent(Record):
    """What will be sealed: the `invoice` id, its `number`, `mode`, the octets of the FSE and of the DRE (empty when there is
    none), `total` and `rest` in cents, the `claims` it makes and the last day to send them."""

    FIELDS = ("invoice", "number", "mode", "fse", "dre", "total", "rest", "claims", "due")
    invoice: str
    number: str
    mode: str
    fse: bytes
    dre: bytes
    total: int
    rest: int
    claims: "tuple[dict[str, Any], ...]"
    due: int
