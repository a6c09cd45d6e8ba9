"""What the screens say of money and of what waits, read from the ledger's rows."""

from device.base.dates import date_of, day_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk

NOTHING_TAKEN = {"paid": 0, "waiting": 0, "refused": 0}


def unsent(desk: "Desk") -> "dict[str, int]":
    """How many claims have not left the device, and the age of the oldest in days; nobody knows while the store is closed."""
    if not desk.is_open():
        return {"count": 0, "oldest_days": 0}
    oldest = desk.store.rows("claim_unsent", limit=1)
    days = desk.now().day - oldest[0]["day"] if oldest else 0
    return {"count": desk.store.count("claim_unsent"), "oldest_days": days}


def takings(desk: "Desk", day: int) -> "dict[str, int]":
    """Cents paid, waiting and refused of the invoices of one day."""
    row = desk.store.row("takings", "%06d" % day)
    return {name: row[name] for name in NOTHING_TAKEN} if row else NOTHING_TAKEN


def month_billed(desk: "Desk") -> int:
    """Cents billed since the first of this month."""
    today = desk.now().day
    year, number, _ = date_of(today)
    return sum([sum([takings(desk, day)[name] for name in NOTHING_TAKEN]) for day in range(day_of(year, number, 1), today + 1)])
