"""Derived rows of claims: `claim`, and the lists that show it: queued by lot-to-be, unsent, open, to do, and the day's takings.

Each claim also stands in its invoice (`parts`), so that a list of invoices is read from one table.
"""

from device.outbox.fate import CLAIM, NONE, step
from device.outbox.ledger_lists import put_in_list
from device.outbox.sheet import day_text, id_text, stamp
from device.outbox.takings import count_in, parts_of_claim

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.journal.events import Event
    from device.outbox.sheet import Row, Sheet

IN_HAND = ("sealed", "presigned", "held", "queued", "lot_refused")
UNSENT = IN_HAND + ("in_lot",)
AWAITED = ("sent", "acknowledged", "no_ack_due", "deferred")
# A person must correct it, complete it or give it up.
REFUSED = ("refused", "rejected", "partly_paid", "recovered")
PAYING = ("pay", "pay_part")
TAKING_BACK = ("recover",)


def claim_id(invoice: str, kind: str) -> str:
    """`<invoice>/F` or `<invoice>/D`."""
    return invoice + "/" + kind


def begin(sheet: "Sheet", invoice: "Row", intended: "dict[str, Any]", blob: str, event: str, at: int) -> None:
    """A claim comes to be by `seal` or `presign`; what is sealed is queued at once. `at` in minutes of `sheet.stamp`."""
    identity = claim_id(invoice["invoice"], intended["kind"])
    row = {
        "claim": identity,
        "state": step(CLAIM, NONE, event),
        "kind": intended["kind"],
        "invoice": invoice["invoice"],
        "patient": invoice["patient"],
        "number": invoice["number"],
        "day": invoice["day"],
        "mode": invoice["mode"],
        "payee": invoice["payee"],
        "executant": invoice["executant"],
        "destination": intended["destination"],
        "receiver": intended["receiver"],
        "expected": intended["cents"],
        "received": 0,
        "until": intended["until"],
        "blob": blob,
        "lot": "",
        "lots": 0,
        "moved": at,
        "code": "",
        "label": "",
        "source": "",
    }
    if row["state"] == "sealed":
        row["state"] = step(CLAIM, row["state"], "queue")
    put(sheet, row, None)


def complete(sheet: "Sheet", claim: str, blob: str, at: int) -> None:
    """The professional's card signed what the patient's had: the sealed octets take the place of the pre-signed ones."""
    before = sheet.get("claim", claim)
    put(sheet, dict(before, state=step(CLAIM, before["state"], "complete"), blob=blob, moved=at), before)
    move(sheet, claim, "queue", at)


def enter_lot(sheet: "Sheet", claim: str, lot: str, destination: str, at: int) -> None:
    """A claim enters a lot, and goes where it goes."""
    before = sheet.get("claim", claim)
    entered = {"lot": lot, "lots": before["lots"] + 1, "destination": destination, "moved": at}
    put(sheet, dict(before, state=step(CLAIM, before["state"], "lot"), **entered), before)


def claim_moved(sheet: "Sheet", event: "Event") -> None:
    """One step of one claim. `amount` in cents is what was paid, or taken back; `reason` is code and label, parted by a space."""
    body = event.body
    move(sheet, body["claim"], body["event"], stamp(event), body["amount"], body["reason"], body["source"])


def move(sheet: "Sheet", claim: str, name: str, at: int, amount: int = 0, reason: str = "", source: str = "") -> None:
    """FATE when the table refuses; a step that leaves the state as it was leaves the row as it was, but for the rest of a part
    that is paid, or taken back, in several times."""
    before = sheet.get("claim", claim)
    state = step(CLAIM, before["state"], name)
    if state == before["state"] and name not in PAYING + TAKING_BACK:
        return
    if state in ("paid", "reconciled") and before["state"] == state:
        return
    row = dict(before, state=state, moved=at, source=source)
    if name in PAYING:
        row["received"] += amount
    if name in TAKING_BACK:
        row["received"] -= amount
    if reason or name in PAYING:
        row["code"], _, row["label"] = reason.partition(" ")
    put(sheet, row, before)


def put(sheet: "Sheet", row: "Row", before: "Row | None") -> None:
    """Write a claim and every list that shows it; `steps` remembers when it came to each state, in minutes of `sheet.stamp`."""
    claim, state = row["claim"], row["state"]
    if before is None or before["state"] != state:
        row["steps"] = (list(before["steps"]) if before is not None else []) + [[row["moved"], state]]
    sort = day_text(row["day"]) + id_text(claim)
    sheet.put("claim", claim, sort, row)
    sheet.set("claim_queued", claim, group_text(row) + day_text(row["until"]) + id_text(claim), row, state == "queued")
    sheet.set("claim_unsent", claim, sort, row, state in UNSENT)
    sheet.set("claim_due", claim, day_text(row["until"]) + id_text(claim), row, state in UNSENT)
    sheet.set("claim_open", claim, day_text(row["until"]) + id_text(claim), row, state in UNSENT + AWAITED + REFUSED)
    _put_todo(sheet, row)
    part = {"state": state, "expected": row["expected"], "received": row["received"], "travelled": row["lots"] > 0}
    invoice = sheet.get("invoice", row["invoice"])
    listed = sheet.update("invoice", row["invoice"], parts=dict(invoice["parts"], **{row["kind"]: part}))
    put_in_list(sheet, listed, invoice)
    count_in(sheet, row["day"], parts_of_claim(before), parts_of_claim(row))


def group_text(row: "Row") -> str:
    """What claims that may travel together share: payee, kind, destination and its receiver, way of securing."""
    return "|".join([row["payee"], row["kind"], row["destination"], row["receiver"], row["mode"], ""])


def _put_todo(sheet: "Sheet", row: "Row") -> None:
    """What was refused waits for a person; so does what is held after too many refused lots."""
    present = row["state"] in ("refused", "rejected") or (row["state"] == "held" and row["lots"] > 0)
    todo(sheet, "reject", row["claim"], present, row, row["until"] if row["state"] == "held" else 0)


def todo(sheet: "Sheet", kind: str, key: str, present: bool, facts: "Row", until: int = 0) -> None:
    """One line of `todo`: most urgent first, what has no deadline last. `facts` may hold patient, invoice, lot, number, code, label."""
    row: "Row" = {"kind": kind, "key": key, "until": until, "cents": facts.get("expected", 0) - facts.get("received", 0)}
    for name in ("patient", "invoice", "claim", "lot", "number", "code", "label"):
        row[name] = facts.get(name, "")
    sheet.set("todo", kind + ":" + key, day_text(until or 999999) + kind + ":" + key, row, present)
