"""Numbers: of invoices inside the range this device was given, of lots from 1 to 999, never one that is still open.

A counter is a row of `counter` under `<billing number>/<kind>`: `invoice`, `F` (lots of FSE) or `D` (lots of DRE), with `first`,
`last` and `next`. Two devices of one professional have ranges that do not meet.
"""

from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.ports import Store

LAST_LOT = 999


def counter_key(billing: str, kind: str) -> str:
    """Where the counter of that billing number and kind stands."""
    return billing + "/" + kind


def lot_key(billing: str, kind: str, number: int) -> str:
    """Where the last lot that had this number stands, in `lot_number`."""
    return "%s/%s/%03d" % (billing, kind, number)


def next_invoice_number(store: "Store", billing: str, ahead: int = 0) -> str:
    """Nine digits: the next one, or the one so many `ahead` of it. RANGE_MISSING when this device was given no range for that
    billing number, RANGE_ENDED when it is used up."""
    row = store.row("counter", counter_key(billing, "invoice"))
    if row is None:
        raise Refusal("RANGE_MISSING")
    number = row["next"] + ahead
    if number > row["last"]:
        raise Refusal("RANGE_ENDED", count=row["last"] - row["first"] + 1)
    return "%09d" % number


def next_lot_number(store: "Store", billing: str, kind: str) -> int:
    """The next number whose last lot is closed, wrapping at the end of the range; LOT_NUMBERS_OPEN when every one is open."""
    row = store.row("counter", counter_key(billing, kind)) or new_lot_counter()
    size = row["last"] - row["first"] + 1
    for ahead in range(size):
        number: int = row["first"] + (row["next"] - row["first"] + ahead) % size
        if is_free(store, billing, kind, number):
            return number
    raise Refusal("LOT_NUMBERS_OPEN", count=size)


def is_free(store: "Store", billing: str, kind: str, number: int) -> bool:
    """True when the last lot of that number, if any, is closed."""
    used = store.row("lot_number", lot_key(billing, kind, number))
    return used is None or not used["open"]


def new_lot_counter() -> "dict[str, Any]":
    """The counter of a device that shares its lot numbers with no other."""
    return {"first": 1, "last": LAST_LOT, "next": 1}


def invoice_used(row: "dict[str, Any]", number: int) -> "dict[str, Any]":
    """The counter once `number` is on an invoice, sealed or not: it never comes back."""
    return dict(row, next=max(row["next"], number + 1))


def lot_used(row: "dict[str, Any]", number: int) -> "dict[str, Any]":
    """The counter once `number` is on a lot; after the last of the range comes the first."""
    return dict(row, next=number + 1 if number < row["last"] else row["first"])
