"""The durable intent to seal one invoice: its number and frozen octets, written before any card signs."""

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.exchange.correct import asked_anew
from device.exchange.deadlines import documents_due
from device.flows.asked import found_of
from device.flows.billed import claims_of, invoice_facts
from device.flows.draft import is_unsigned, voided
from device.flows.series import kept, last_day, visits_of
from device.outbox.numbers import next_invoice_number
from device.rights.modes import DEGRADED, DESYNCHRONISED, SECURED
from device.sealing.images import check_back, images

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.cards.apcv import Context
    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.quote import Part, Quote
    from device.ports import Sealed

    Plain = dict[str, Any]
    Fact = tuple[str, dict[str, Any]]

PAPER_FORM = "form"
# The states of an invoice that waits for more visits.
WAITING = ("open", "priced")


class Intent(Record):
    """What will be sealed: the `invoice` id, its `number`, `mode`, the octets of the FSE and of the DRE (empty when there is
    none), the signing `context` (apCV) if any, the last day to send it, and its amount in `cents`."""

    FIELDS = ("invoice", "number", "mode", "fse", "dre", "due", "cents", "context")
    invoice: str
    number: str
    mode: str
    fse: bytes
    dre: bytes
    due: int
    cents: int
    context: "Context | None" = None

    def digests(self) -> "tuple[str, ...]":
        """What an app's service signs: the SHA-256 of each image."""
        return tuple(digest_hex(octets) for octets in (self.fse, self.dre) if octets)


def intents_of(desk: "Desk", draft: "Draft", priced: "Quote", mode: str) -> "tuple[Intent, ...]":
    """What of this visit no card has signed yet, in that mode: the intents written before a cut, their same octets under the same
    numbers, and new ones. An intent of another mode has other octets: it is void, its number burned."""
    new = [part for part in priced.parts if _is_wanting(_row(desk, draft, part), mode)]
    if new:
        _write(desk, draft, priced, new, mode)
    context = found_of(desk, draft).context if mode == SECURED else None
    rows = [_row(desk, draft, part) for part in priced.parts]
    return tuple([_kept(desk, row, context) for row in rows if row is not None and is_unsigned(row)])


def _row(desk: "Desk", draft: "Draft", part: "Part") -> "Plain | None":
    """The invoice begun for that part."""
    begun = draft.invoices()
    return desk.store.row("invoice", begun.get(part.insurance) or begun.get("", ""))


def _is_wanting(row: "Plain | None", mode: str) -> bool:
    """True when the part has no invoice yet, or one frozen for another mode."""
    return row is None or (is_unsigned(row) and row["mode"] != mode)


def _kept(desk: "Desk", row: "Plain", context: "Context | None") -> Intent:
    """An intent as it was written."""
    fse, dre = desk.store.blob(row["fse_blob"]) or b"", desk.store.blob(row["dre_blob"]) or b""
    due, cents = row["intended"][0]["until"], row["totals"]["amount_cents"]
    return Intent(row["invoice"], row["number"], row["mode"], fse, dre, due, cents, context)


def _write(desk: "Desk", draft: "Draft", priced: "Quote", parts: "list[Part]", mode: str) -> None:
    """Write the intents of these parts, all in one transaction with their octets: opened (or the visit put on the open invoice),
    priced, sealing."""
    begun = {name: invoice for name, invoice in draft.invoices().items() if name}
    facts: "list[Fact]" = [voided(row["invoice"], "mode") for row in draft.frozen() if row["mode"] != mode]
    blobs: "tuple[bytes, ...]" = ()
    for index, part in enumerate(parts):
        series = _waiting(desk, priced)
        invoice = series["invoice"] if series is not None else desk.fresh(len(facts))
        begun[part.insurance] = invoice
        visits = visits_of(priced, draft)
        if series is not None:
            facts.append(kept(invoice, visits, last_day(desk, priced, part)))
        else:
            body = {"invoice": invoice, "patient": draft.patient(), "visits": visits, "mode": mode}
            facts.append(("invoice.opened", dict(body, replaces=draft.stop["replaces"])))
        facts.append(("invoice.priced", {"invoice": invoice, "request": part.request, "answer": part.answer()}))
        sealing, octets = _sealing(desk, draft, priced, part, mode, next_invoice_number(desk.store, desk.payee()["billing"], index))
        facts.append(("invoice.sealing", dict(sealing, invoice=invoice)))
        blobs += octets
    draft.keep("sign", {"invoices": begun}, blobs, tuple(facts))


def _waiting(desk: "Desk", priced: "Quote") -> "Plain | None":
    """The open invoice that the visit joins, as long as it is open."""
    row = desk.store.row("invoice", priced.series["invoice"]) if priced.series is not None else None
    return row if row is not None and row["state"] in WAITING else None


def _sealing(desk: "Desk", draft: "Draft", priced: "Quote", part: "Part", mode: str, number: str) -> "tuple[Plain, tuple[bytes, ...]]":
    """The body of `invoice.sealing` but for its id, and the octets it names, read back and held against the price."""
    found = found_of(desk, draft).replace(mode=mode)
    fse, dre = _drawn(desk, draft, priced, part, mode, number)
    asked = asked_anew(desk.store, draft.stop["replaces"])
    claims = [each for each in claims_of(found, part, priced.day, bool(dre), last_day(desk, priced, part)) if each["kind"] in asked]
    body = {"number": number, "mode": mode, "claims": claims, "fse_blob": digest_hex(fse), "dre_blob": digest_hex(dre) if dre else ""}
    return body, tuple(octets for octets in (fse, dre) if octets)


def draw_up(desk: "Desk", draft: "Draft", priced: "Quote") -> None:
    """Make the images of the price about to be shown, so that only writing and signing are left once it is confirmed. What refuses here
    refuses again then, and is said then."""
    mode, billing = found_of(desk, draft).mode, desk.payee()["billing"]
    for index, part in enumerate(priced.parts):
        try:
            _drawn(desk, draft, priced, part, mode, next_invoice_number(desk.store, billing, index))
        except Refusal:
            return


def _drawn(desk: "Desk", draft: "Draft", priced: "Quote", part: "Part", mode: str, number: str) -> "tuple[bytes, bytes]":
    """The images of a part, read back and held against its price; those of the same part, rights, mode and number are made once."""
    found = found_of(desk, draft)
    kept = draft.drawn.get((mode, number))
    if kept is None or kept[0] is not found or kept[1] is not part:
        octets = images(invoice_facts(desk, found.replace(mode=mode), part, priced.day, number))
        check_back(octets, part.answer())
        draft.drawn[(mode, number)] = kept = (found, part, octets)
    return kept[2]


def settle(desk: "Desk", draft: "Draft", intent: Intent, sealed: "Sealed", is_last: bool) -> None:
    """Write the result: sealed and its claims queued, or presigned and its claims waiting; with the last one the visit is closed. A
    degraded invoice owes its paper."""
    blobs = tuple(octets for octets in (sealed.fse, sealed.dre) if octets)
    body = {"invoice": intent.invoice, "fse_blob": digest_hex(sealed.fse), "dre_blob": digest_hex(sealed.dre) if sealed.dre else ""}
    kind = "invoice.presigned" if intent.mode == DESYNCHRONISED else "invoice.sealed"
    facts: "list[Fact]" = [(kind, body)]
    if is_last:
        facts.append(("visit.closed", {"visit": draft.visit, "reason": "billed"}))
    if intent.mode == DEGRADED:
        facts.append(("paper.owed", {"invoice": intent.invoice, "paper": PAPER_FORM, "until": documents_due(draft.day())}))
    desk.record(facts, blobs)
