"""The end of the day: what it still misses when its till is closed, each with the place where it is done; and what the next begins with."""

from device.flows.books import unsent
from device.flows.flow import BACK, choose
from device.flows.round import stops_waiting
from device.flows.views import Action, Listing, Row, say
from device.outbox.ledger_till import till_key
from device.outbox.rows import rows_of
from device.outbox.sheet import day_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step

    Plain = dict[str, Any]

# Days back that a till is looked for: nobody counts the cash of last year.
BACK_DAYS = 31
# What waits to be signed.
UNSIGNED = ("second", "open")


def last_till(desk: "Desk") -> "Plain | None":
    """The latest till before today that whoever works now opened; None when there is none."""
    billing, today = desk.professional()["billing"], desk.now().day
    for back in range(1, BACK_DAYS + 1):
        till = desk.store.row("till", till_key(billing, today - back))
        if till is not None and till["opened"] >= 0:
            return till
    return None


def closed(desk: "Desk", gap: int) -> "Step":
    """Says what the day misses until it is left; the place to go to, empty to stay. `gap` is what the box misses, in cents."""
    answer: str = yield from choose(_view(gap, missing(desk)))
    return "" if answer == BACK else answer


def missing(desk: "Desk") -> "tuple[Row, ...]":
    """A line for each thing that the day misses: visits, signatures, the patients' money, papers, what has not left."""
    visits = len(stops_waiting(desk))
    unsigned = len([row for row in rows_of(desk.store, "todo") if row["kind"] in UNSIGNED])
    owed = _owed(desk)
    waiting, papers = unsent(desk)["count"], desk.store.count("paper")
    found = (
        (visits, Row("home", say("closing.visits", count=visits), icon="event")),
        (unsigned, Row("todo", say("closing.unsigned", count=unsigned), icon="draw")),
        (len(owed), Row("invoices:awaited", say("closing.owed", count=len(owed), cents=sum(owed)), icon="payments")),
        (papers, Row("papers", say("closing.papers", count=papers), icon="photo_camera")),
        (waiting, Row("sending", say("closing.unsent", count=waiting), icon="outbox")),
    )
    return tuple([row for count, row in found if count])


def _owed(desk: "Desk") -> "list[int]":
    """Cents that each patient of today still owes."""
    today = rows_of(desk.store, "invoice", day_text(desk.now().day))
    rows = [row for row in today if row["state"] == "sealed" and not row["replaced_by"]]
    return [row["due"] - row["received"] for row in rows if row["due"] > row["received"]]


def _view(gap: int, rows: "tuple[Row, ...]") -> Listing:
    box = (Row("", say("closing.gap", missing_cents=gap), icon="warning", tone="warn"),) if gap else ()
    left = len(rows) + len(box)
    return Listing(
        say("closing.left", count=left) if left else say("closing.nothing"),
        Action(BACK, say("closing.done"), "check"),
        rows=box + rows,
    )
