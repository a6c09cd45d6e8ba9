"""Derived rows of invoices: `invoice` listed by day, `invoice_number` to find one by what an insurer calls it, papers and money."""

from device.base.refusal import Refusal
from device.outbox.fate import CLAIM, INVOICE, NONE, may, step
from device.outbox.ledger_claims import IN_HAND, begin, claim_id, complete, move, todo
from device.outbox.numbers import counter_key, invoice_used
from device.outbox.sheet import day_text, id_text, stamp
from device.outbox.takings import count_in, parts_of_patient
from device.outbox.tally import bill, sessions_of, tally_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.journal.events import Event
    from device.outbox.sheet import Row, Sheet

KINDS = ("F", "D")
# Claims that nobody will pay any more: they may be asked again by a new invoice.
OVER = ("refused", "rejected", "written_off", "cancelled", "replaced")


def number_key(payee: str, number: str) -> str:
    """Where the invoice of that billing number and invoice number stands, in `invoice_number`."""
    return payee + "/" + number


def invoice_opened(sheet: "Sheet", event: "Event") -> None:
    """An invoice of some visits, which may replace another."""
    row = dict(
        event.body,
        state=step(INVOICE, NONE, "open"),
        day=event.day,
        author=event.author,
        executant=event.executant,
        payee=event.payee,
        number="",
        replaced_by="",
        totals={},
        tally=[],
        sessions=[],
        intended=[],
        parts={},
        why="",
        due=0,
        received=0,
        money=[],
        fse_blob="",
        dre_blob="",
    )
    _put(sheet, row, None)


def invoice_priced(sheet: "Sheet", event: "Event") -> None:
    """Its price: totals, and what it will bill once sealed."""
    before, row = _stepped(sheet, event, "price")
    request, answer = event.body["request"], event.body["answer"]
    totals = answer["totals"]
    priced = {"totals": totals, "due": totals["due_now_cents"], "tally": tally_of(request, answer), "sessions": sessions_of(request)}
    _put(sheet, dict(row, **priced), before)


def invoice_sealing(sheet: "Sheet", event: "Event") -> None:
    """The intent: its number is used from now on. NUMBER_CHANGED when it had another, NUMBER_TWICE when an invoice has it,
    CLAIM_STANDS when it asks again what the invoice it replaces still asks."""
    before, row = _stepped(sheet, event, "intend")
    body = event.body
    number = body["number"]
    if row["number"] not in ("", number):
        raise Refusal("NUMBER_CHANGED", invoice=number)
    key = number_key(row["payee"], number)
    if (sheet.find("invoice_number", key) or body)["invoice"] != body["invoice"]:
        raise Refusal("NUMBER_TWICE", invoice=number)
    sheet.put("invoice_number", key, key, {"invoice": body["invoice"]})
    counter = counter_key(row["payee"], "invoice")
    sheet.put("counter", counter, counter, invoice_used(sheet.get("counter", counter), int(number)))
    _give_way(sheet, row["replaces"], [claim["kind"] for claim in body["claims"]], stamp(event))
    blobs = {"fse_blob": body["fse_blob"], "dre_blob": body["dre_blob"]}
    _put(sheet, dict(row, number=number, mode=body["mode"], intended=body["claims"], **blobs), before)


def standing(parts: "Row", kind: str) -> bool:
    """True when an invoice's claim of that kind may still be paid and can no longer be called back: it must not be asked again."""
    return kind in parts and parts[kind]["state"] not in OVER + IN_HAND


def _give_way(sheet: "Sheet", old: str, kinds: "list[str]", at: int) -> None:
    """Before an invoice is sealed in place of another, the other's claims of those kinds that have not left are cancelled."""
    parts = sheet.get("invoice", old)["parts"] if old else {}
    for kind in kinds:
        if standing(parts, kind):
            raise Refusal("CLAIM_STANDS", kind=kind, state=parts[kind]["state"])
        if kind in parts and parts[kind]["state"] in IN_HAND:
            move(sheet, claim_id(old, kind), "cancel", at)


def invoice_presigned(sheet: "Sheet", event: "Event") -> None:
    """Signed by the patient's card alone: its claims wait for the professional's."""
    _with_claims(sheet, event, "presign")


def invoice_sealed(sheet: "Sheet", event: "Event") -> None:
    """Sealed: its claims are queued, what it bills is counted, what it replaces is replaced."""
    row = _with_claims(sheet, event, "seal")
    bill(sheet, row, 1)
    if row["replaces"]:
        _replace(sheet, row["replaces"], row["invoice"], stamp(event))


def invoice_to_complete(sheet: "Sheet", event: "Event") -> None:
    """Sealing was interrupted; `why` says what it waits for."""
    before, row = _stepped(sheet, event, "put_off")
    _put(sheet, dict(row, why=event.body["why"]), before)


def invoice_voided(sheet: "Sheet", event: "Event") -> None:
    """Given up while sealing: its number is burned."""
    before, row = _stepped(sheet, event, "void")
    _put(sheet, dict(row, why=event.body["why"]), before)


def invoice_cancelled(sheet: "Sheet", event: "Event") -> None:
    """Cancelled before its lot: so are its claims; FATE when one has left the queue."""
    before, row = _stepped(sheet, event, "cancel")
    _put(sheet, dict(row, why=event.body["why"]), before)
    if before["state"] == "sealed":
        bill(sheet, before, -1)
    for kind in KINDS:
        if kind in before["parts"]:
            move(sheet, claim_id(before["invoice"], kind), "cancel", stamp(event))


def money_received(sheet: "Sheet", event: "Event") -> None:
    """The patient's own share, noted against what was due."""
    before = sheet.get("invoice", event.body["invoice"])
    money = list(before["money"]) + [{"cents": event.body["cents"], "means": event.body["means"], "day": event.day}]
    _put(sheet, dict(before, received=before["received"] + event.body["cents"], money=money), before)


def paper_owed(sheet: "Sheet", event: "Event") -> None:
    """`paper`: something to send for an invoice, and by when."""
    body = event.body
    invoice = sheet.get("invoice", body["invoice"])
    key = body["invoice"] + "/" + body["paper"]
    sheet.put("paper", key, day_text(body["until"]) + id_text(body["invoice"]) + body["paper"], dict(body, patient=invoice["patient"]))
    facts = {"patient": invoice["patient"], "invoice": body["invoice"], "number": invoice["number"], "code": body["paper"]}
    todo(sheet, "paper", key, True, facts, body["until"])


def paper_sent(sheet: "Sheet", event: "Event") -> None:
    """Ticked off."""
    key = event.body["invoice"] + "/" + event.body["paper"]
    sheet.get("paper", key)
    sheet.drop("paper", key)
    todo(sheet, "paper", key, False, {})


def _stepped(sheet: "Sheet", event: "Event", name: str) -> "tuple[Row, Row]":
    """The row before and after one step of its fate; FATE when refused."""
    before = sheet.get("invoice", event.body["invoice"])
    return before, dict(before, state=step(INVOICE, before["state"], name))


def _with_claims(sheet: "Sheet", event: "Event", name: str) -> "Row":
    """One step that makes, or completes, the claims intended."""
    before, row = _stepped(sheet, event, name)
    row.update({"fse_blob": event.body["fse_blob"], "dre_blob": event.body["dre_blob"]})
    _put(sheet, row, before)
    for intended in row["intended"]:
        blob = row["fse_blob"] if intended["kind"] == "F" else row["dre_blob"]
        if intended["kind"] in row["parts"]:
            complete(sheet, claim_id(row["invoice"], intended["kind"]), blob, stamp(event))
        else:
            begin(sheet, row, intended, blob, name, stamp(event))
    return row


def _replace(sheet: "Sheet", old: str, new: str, at: int) -> None:
    """The refused claims of the old invoice are replaced; what it billed and what the patient paid passes to the new one."""
    before, fresh = sheet.get("invoice", old), sheet.get("invoice", new)
    _put(sheet, dict(before, replaced_by=new), before)
    _put(sheet, dict(fresh, received=fresh["received"] + before["received"], money=before["money"] + fresh["money"]), fresh)
    bill(sheet, before, -1)
    for kind in KINDS:
        part = before["parts"].get(kind)
        if part is not None and may(CLAIM, part["state"], "replace"):
            move(sheet, claim_id(old, kind), "replace", at)


def _put(sheet: "Sheet", row: "Row", before: "Row | None") -> None:
    """Write an invoice; the patient's share enters the takings of its day."""
    sheet.put("invoice", row["invoice"], day_text(row["day"]) + id_text(row["invoice"]), row)
    count_in(sheet, row["day"], parts_of_patient(before), parts_of_patient(row))
