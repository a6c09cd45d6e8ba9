"""Derived rows of invoices: `invoice` listed by day, `invoice_number` to find one by what an insurer calls it, papers and money."""

from device.base.refusal import Refusal
from device.outbox.fate import INVOICE, NONE, step
from device.outbox.ledger_claims import begin, claim_id, complete, move, todo
from device.outbox.ledger_replaced import KINDS, give_back, give_way, put_invoice, take_over
from device.outbox.ledger_till import take
from device.outbox.numbers import counter_key, invoice_used
from device.outbox.sheet import stamp
from device.outbox.tally import bill, sessions_of, tally_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.journal.events import Event
    from device.outbox.sheet import Row, Sheet

# What waits in `todo` for the signature of a professional's card.
SECOND = "second"
# What waits there for more visits.
OPEN = "open"


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
        tariff_owner=event.tariff_owner,
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
    put_invoice(sheet, row, None)


def invoice_priced(sheet: "Sheet", event: "Event") -> None:
    """Its price: totals, and what it will bill once sealed."""
    before, row = _stepped(sheet, event, "price")
    request, answer = event.body["request"], event.body["answer"]
    totals = answer["totals"]
    priced = {"totals": totals, "due": totals["due_now_cents"], "tally": tally_of(request, answer), "sessions": sessions_of(request)}
    put_invoice(sheet, dict(row, **priced), before)


def invoice_kept(sheet: "Sheet", event: "Event") -> None:
    """It waits for more visits: listed as open, and a person is told until when it may wait."""
    before, row = _stepped(sheet, event, "keep")
    row.update({"visits": event.body["visits"], "until": event.body["until"]})
    put_invoice(sheet, row, before)
    facts = {"patient": row["patient"], "invoice": row["invoice"], "expected": row["totals"].get("amount_cents", 0)}
    todo(sheet, OPEN, row["invoice"], True, facts, row["until"])


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
    give_way(sheet, row["replaces"], [claim["kind"] for claim in body["claims"]], stamp(event))
    blobs = {"fse_blob": body["fse_blob"], "dre_blob": body["dre_blob"]}
    put_invoice(sheet, dict(row, number=number, mode=body["mode"], intended=body["claims"], **blobs), before)


def invoice_presigned(sheet: "Sheet", event: "Event") -> None:
    """Signed by the patient's card alone: its claims wait for the professional's, and so does a person. What it bills is counted:
    the next visit of that day is priced after it."""
    row = _with_claims(sheet, event, "presign")
    todo(sheet, OPEN, row["invoice"], False, {})
    if not row["replaces"]:
        bill(sheet, row, 1)
    claims = row["intended"]
    facts = {name: row[name] for name in ("patient", "invoice", "number")}
    facts["expected"] = sum([claim["cents"] for claim in claims])
    todo(sheet, SECOND, row["invoice"], True, facts, min([claim["until"] for claim in claims]))


def invoice_sealed(sheet: "Sheet", event: "Event") -> None:
    """Sealed: its claims are queued, what it bills is counted, what it replaces is replaced."""
    is_presigned = bool(sheet.get("invoice", event.body["invoice"])["parts"])
    row = _with_claims(sheet, event, "seal")
    for kind in (SECOND, OPEN):
        todo(sheet, kind, row["invoice"], False, {})
    if row["replaces"]:
        row = take_over(sheet, row, stamp(event))
    elif is_presigned:
        return
    bill(sheet, row, 1)


def invoice_to_complete(sheet: "Sheet", event: "Event") -> None:
    """Sealing was interrupted; `why` says what it waits for."""
    before, row = _stepped(sheet, event, "put_off")
    put_invoice(sheet, dict(row, why=event.body["why"]), before)


def invoice_voided(sheet: "Sheet", event: "Event") -> None:
    """Given up while sealing: its number is burned."""
    before, row = _stepped(sheet, event, "void")
    todo(sheet, OPEN, row["invoice"], False, {})
    put_invoice(sheet, dict(row, why=event.body["why"]), before)


def invoice_cancelled(sheet: "Sheet", event: "Event") -> None:
    """Cancelled before its lot: so are its claims, and what it replaced waits again; FATE when one has left the queue."""
    before, row = _stepped(sheet, event, "cancel")
    put_invoice(sheet, dict(row, why=event.body["why"]), before)
    todo(sheet, OPEN, row["invoice"], False, {})
    for kind in KINDS:
        if kind in before["parts"]:
            move(sheet, claim_id(before["invoice"], kind), "cancel", stamp(event))
    if before["state"] == "sealed":
        bill(sheet, before, -1)
        give_back(sheet, before, stamp(event))


def money_received(sheet: "Sheet", event: "Event") -> None:
    """The patient's own share, noted against what was due."""
    before = sheet.get("invoice", event.body["invoice"])
    money = list(before["money"]) + [{"cents": event.body["cents"], "means": event.body["means"], "day": event.day}]
    put_invoice(sheet, dict(before, received=before["received"] + event.body["cents"], money=money), before)
    take(sheet, event)


def _stepped(sheet: "Sheet", event: "Event", name: str) -> "tuple[Row, Row]":
    """The row before and after one step of its fate; FATE when refused."""
    before = sheet.get("invoice", event.body["invoice"])
    return before, dict(before, state=step(INVOICE, before["state"], name))


def _with_claims(sheet: "Sheet", event: "Event", name: str) -> "Row":
    """One step that makes, or completes, the claims intended."""
    before, row = _stepped(sheet, event, name)
    row.update({"fse_blob": event.body["fse_blob"], "dre_blob": event.body["dre_blob"]})
    put_invoice(sheet, row, before)
    for intended in row["intended"]:
        blob = row["fse_blob"] if intended["kind"] == "F" else row["dre_blob"]
        if intended["kind"] in row["parts"]:
            complete(sheet, claim_id(row["invoice"], intended["kind"]), blob, stamp(event))
        else:
            begin(sheet, row, intended, blob, name, stamp(event))
    return row
