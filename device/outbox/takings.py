"""What each day's invoices brought, in cents: `paid`, `waiting`, `refused`.

`takings` has one row a day, kept by adding what a change brings and taking away what stood before.
"""

from device.outbox.sheet import day_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.outbox.sheet import Row, Sheet

    Three = tuple[int, int, int]

_NOTHING = (0, 0, 0)
_NO_MORE = ("refused", "rejected", "partly_paid", "recovered", "written_off")
_GONE = ("replaced", "cancelled")


def parts_of_claim(row: "Row | None") -> "Three":
    """What a claim counts for: paid, waiting, refused. More than was asked leaves nothing to wait for."""
    if row is None:
        return _NOTHING
    left = max(0, row["expected"] - row["received"])
    if row["state"] in _GONE:
        left = 0
    if row["state"] in _NO_MORE:
        return row["received"], 0, left
    return row["received"], left, 0


def parts_of_patient(row: "Row | None") -> "Three":
    """What the patient's own share of an invoice counts for."""
    if row is None or row["state"] != "sealed" or row["replaced_by"]:
        return _NOTHING
    return row["received"], row["due"] - row["received"], 0


def count_in(sheet: "Sheet", day: int, before: "Three", now: "Three") -> None:
    """Count a change in the row of that day."""
    if before == now:
        return
    row = sheet.find("takings", day_text(day)) or {"day": day, "paid": 0, "waiting": 0, "refused": 0}
    for index, name in enumerate(("paid", "waiting", "refused")):
        row[name] += now[index] - before[index]
    sheet.put("takings", day_text(day), day_text(day), row)
