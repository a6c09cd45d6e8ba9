"""Receipts (ARL): which lot one speaks of, and what it moves."""

from device.base.refusal import Refusal
from device.exchange.office import claim_moved, lot_moved
from device.formats import arl
from device.outbox.lots import short_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.exchange.office import Desk, Fact
    from device.formats.arl import Receipt
    from device.outbox.sheet import Row
    from device.ports import Store

# SIM: a negative answer that says the lot came before means that it is there.
ALREADY_RECEIVED = "0106"
_WHOLE_LOT = "000000000"
_ANSWERED = ("acked", "rejected")
# A claim whose lots were refused this often waits for a person: sending it again will not help.
MOST_LOTS = 3
_TRAVELLING = ("in_lot", "sent", "no_ack_due")


def apply(desk: "Desk", mail: "Row", octets: bytes) -> None:
    """Record a receipt and all it moves. RECEIPT_UNKNOWN when it speaks of no lot of ours; the refusals of `arl.read`."""
    receipt = arl.read(octets)
    enter(desk, mail, receipt, lot_of(desk.store, receipt, mail["sender"]))


def enter(desk: "Desk", mail: "Row", receipt: "Receipt", lot: "Row") -> None:
    """Record what a receipt says of that lot, in one transaction. A lot that was answered before is moved by nothing: the first
    answer stands."""
    positive = receipt.positive or receipt.code == ALREADY_RECEIVED
    invoice = "" if receipt.invoice == _WHOLE_LOT else receipt.invoice
    claims = [desk.store.row("claim", claim) or {} for claim in lot["claims"]]
    if invoice and invoice not in [claim["number"] for claim in claims]:
        raise Refusal("RECEIPT_UNKNOWN")
    body = {"lot": lot["lot"], "positive": positive, "invoice": invoice, "code": receipt.code, "label": receipt.label}
    facts: list[Fact] = [("receipt.read", dict(body, mail=mail["mail"]))]
    if lot["state"] not in _ANSWERED:
        reason = (receipt.code + " " + receipt.label).strip()
        facts += _positive(lot, claims, mail) if positive else _negative(lot, claims, invoice, reason, mail)
    desk.record(facts)


def lot_of(store: "Store", receipt: "Receipt", sender: str) -> "Row":
    """The lot with that digest, if payee, number, kind, day and destination are its own too; RECEIPT_UNKNOWN otherwise. Numbers come
    back after 999: alone they identify nothing."""
    found = store.row("lot_digest", receipt.digest)
    lot = store.row("lot", found["lot"]) if found else None
    if lot is not None:
        ours = (lot["payee"], lot["number"], lot["kind"], short_day(lot["day"]), lot["destination"])
        if ours == (receipt.biller, receipt.lot, receipt.kind, receipt.lot_day, sender) and lot["attempts"]:
            return lot
    raise Refusal("RECEIPT_UNKNOWN")


def _positive(lot: "Row", claims: "list[Row]", mail: "Row") -> "list[Fact]":
    """The lot is there. A claim that asks for nothing (the patient paid all, a free act) brings no return: that settles it."""
    facts = [lot_moved(lot["lot"], "ack", "", mail["mail"])]
    for claim in claims:
        if not claim["expected"] and claim["state"] in _TRAVELLING and claim["lot"] == lot["lot"]:
            facts += [claim_moved(claim["claim"], event, 0, "", mail["mail"]) for event in ("pay", "reconcile")]
    return facts


def _negative(lot: "Row", claims: "list[Row]", invoice: str, reason: str, mail: "Row") -> "list[Fact]":
    """The invoice named is refused, the others go back to the queue as they were signed: another lot, another number."""
    named = [claim for claim in claims if claim["number"] == invoice]
    facts = [claim_moved(claim["claim"], "refuse", 0, reason, mail["mail"]) for claim in named]
    facts.append(lot_moved(lot["lot"], "reject", reason, mail["mail"]))
    for claim in claims:
        if claim not in named and claim["state"] in _TRAVELLING and claim["lot"] == lot["lot"]:
            facts.append(claim_moved(claim["claim"], "queue" if claim["lots"] < MOST_LOTS else "hold", 0, reason, mail["mail"]))
    return facts
