"""Derived rows by which invoices are listed: each stands in one list, by what a person has to do with it, or in none."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.outbox.sheet import Row, Sheet

# Most urgent first: an invoice stands in the first one whose states one of its claims has.
LISTS = (
    ("rejected", ("refused", "rejected")),
    ("correct", ("presigned", "held", "partly_paid", "recovered")),
    ("send", ("sealed", "queued", "lot_refused", "in_lot")),
    ("awaited", ("sent", "acknowledged", "no_ack_due", "deferred")),
    ("paid", ("paid", "reconciled", "written_off")),
    # no claim is made yet: it waits for more visits
    ("open", ()),
)
NAMES = tuple([name for name, _ in LISTS])
_UNFINISHED = ("sealing", "to_complete")
_WAITING = ("open", "priced")


def table_of(name: str) -> str:
    """The derived table of that list; of no list, that of all invoices."""
    return "invoice_" + name if name else "invoice"


def list_of(invoice: "Row") -> str:
    """The list an invoice stands in; empty for one that is over without money: void, cancelled, replaced."""
    if invoice["state"] in _UNFINISHED:
        return "correct"
    if invoice["state"] in _WAITING and invoice.get("until"):
        return "open"
    states = [invoice["parts"][kind]["state"] for kind in sorted(invoice["parts"])]
    for name, those in LISTS:
        if [state for state in states if state in those]:
            owes = name == "paid" and not invoice["replaced_by"] and invoice["due"] > invoice["received"]
            return "awaited" if owes else name
    return ""


def put_in_list(sheet: "Sheet", invoice: "Row", before: "Row | None") -> None:
    """Move an invoice, already written, to its list. `before` is its row as it was."""
    identity, sort = invoice["invoice"], sheet.get("invoice", invoice["invoice"])["sort"]
    now, was = list_of(invoice), list_of(before) if before is not None else ""
    if now == was:
        return
    if was:
        sheet.drop(table_of(was), identity)
    if now:
        sheet.put(table_of(now), identity, sort, {"invoice": identity})
