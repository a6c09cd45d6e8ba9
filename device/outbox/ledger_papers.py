"""Derived rows of papers: `paper` for each one owed, `paper_ready` for those whose document is there and not yet on its way.

A paper is sent by hand and ticked off, or travels as a document in a lot of kind `S` (SCOR), which it then follows.
"""

from device.outbox.ledger_claims import todo
from device.outbox.sheet import day_text, id_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.journal.events import Event
    from device.outbox.sheet import Row, Sheet


# SIM: the receipt says that the documents cannot be read.
UNREADABLE = "0301"
# A message refused so often is not sent again by itself.
MOST_REFUSED = 3


def paper_key(invoice: str, paper: str) -> str:
    """Where that paper of that invoice stands, in `paper`."""
    return invoice + "/" + paper


def paper_owed(sheet: "Sheet", event: "Event") -> None:
    """Something to send for an invoice, and by when."""
    body = event.body
    invoice = sheet.get("invoice", body["invoice"])
    _put(sheet, dict(body, patient=invoice["patient"], number=invoice["number"], name="", blob="", lot="", refused=0))


def document_kept(sheet: "Sheet", event: "Event") -> None:
    """The document of a paper owed: its name and octets."""
    body = event.body
    row = sheet.get("paper", paper_key(body["invoice"], body["paper"]))
    _put(sheet, dict(row, name=body["name"], blob=body["blob"]))


def paper_sent(sheet: "Sheet", event: "Event") -> None:
    """Ticked off."""
    row = sheet.get("paper", paper_key(event.body["invoice"], event.body["paper"]))
    _drop(sheet, row)


def papers_travel(sheet: "Sheet", lot: "Row") -> None:
    """The papers of a lot are on their way."""
    for key in lot["papers"]:
        _put(sheet, dict(sheet.get("paper", key), lot=lot["lot"]))


def papers_follow(sheet: "Sheet", lot: "Row", name: str) -> None:
    """What the papers of a lot do when it is answered: ticked off, or ready again. Those ticked off by hand are gone already."""
    for key in lot["papers"]:
        row = sheet.find("paper", key)
        if row is not None and row["lot"] == lot["lot"] and name == "ack":
            _drop(sheet, row)
        elif row is not None and row["lot"] == lot["lot"] and name == "reject":
            _put(sheet, _refused(row, lot["reason"].partition(" ")[0]))


def _refused(row: "Row", code: str) -> "Row":
    """Ready again; what could not be read, or was refused too often, waits for another picture."""
    refused = row["refused"] + 1
    kept = code != UNREADABLE and refused < MOST_REFUSED
    return dict(row, lot="", refused=refused, blob=row["blob"] if kept else "")


def _put(sheet: "Sheet", row: "Row") -> None:
    key = paper_key(row["invoice"], row["paper"])
    sort = day_text(row["until"]) + id_text(row["invoice"]) + row["paper"]
    sheet.put("paper", key, sort, dict(row, key=key))
    sheet.set("paper_ready", key, sort, dict(row, key=key), bool(row["blob"]) and not row["lot"])
    todo(sheet, "paper", key, not row["lot"], dict(row, code=row["paper"], lot=""), row["until"])


def _drop(sheet: "Sheet", row: "Row") -> None:
    """No longer owed; its document is listed by the day until which it was, to be purged one day."""
    if row["blob"]:
        sheet.put(
            "document_sent",
            row["key"],
            day_text(row["until"]) + id_text(row["invoice"]) + row["paper"],
            {"day": row["until"], "blob": row["blob"]},
        )
    for table in ("paper", "paper_ready"):
        sheet.drop(table, row["key"])
    todo(sheet, "paper", row["key"], False, {})
