"""The durable intent to seal one invoice: its number and frozen octets, written before any card signs."""

from device.base.record import Record
from device.base.wire import digest_hex
from device.exchange.correct import asked_anew
from device.exchange.deadlines import documents_due, due_day
from device.flows.draft import UNSEALED, voided
from device.flows.quote import found_of
from device.outbox.destinations import claim, fund_destination, insurer_destination
from device.outbox.numbers import next_invoice_number
from device.rights.decide import complement_on, is_c2s
from device.rights.modes import DEGRADED, DESYNCHRONISED
from device.sealing.facts import C2S, ORDINARY, Complement, Insured, InvoiceFacts, Patient, Prescriber, Professional
from device.sealing.images import check_back, images

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.cards.apcv import Context
    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.people import Found
    from device.flows.quote import Quote
    from device.ports import Sealed

    Plain = dict[str, Any]

PAPER_FORM = "form"


class Intent(Record):
    """What will be sealed: the `invoice` id, its `number`, `mode`, the octets of the FSE and of the DRE (empty when there is
    none), the signing `context` (apCV) if any, and the last day to send it."""

    FIELDS = ("invoice", "number", "mode", "fse", "dre", "due", "context")
    invoice: str
    number: str
    mode: str
    fse: bytes
    dre: bytes
    due: int
    context: "Context | None" = None

    def digests(self) -> "tuple[str, ...]":
        """What an app's service signs: the SHA-256 of each image."""
        return tuple(digest_hex(octets) for octets in (self.fse, self.dre) if octets)


def standing(desk: "Desk", draft: "Draft") -> "Plain | None":
    """The row of the visit's invoice whose octets are frozen and not yet sealed, if there is one."""
    kept = draft.answers.get("sign")
    row = desk.store.row("invoice", kept["invoice"]) if kept else None
    return row if row is not None and row["state"] in UNSEALED else None


def intent_of(desk: "Desk", draft: "Draft", priced: "Quote", mode: str) -> Intent:
    """The intent of this visit in that mode: the one written before a cut, its same octets under the same number, or a new one. An
    intent of another mode has other octets: it is void, its number burned."""
    row = standing(desk, draft)
    if row is not None and row["mode"] == mode:
        fse, dre = desk.store.blob(row["fse_blob"]) or b"", desk.store.blob(row["dre_blob"]) or b""
        return Intent(row["invoice"], row["number"], mode, fse, dre, row["intended"][0]["until"], found_of(desk, draft).context)
    if row is not None:
        desk.record([voided(row["invoice"], "mode")])
    return _written(desk, draft, priced, mode)


def _written(desk: "Desk", draft: "Draft", priced: "Quote", mode: str) -> Intent:
    """Write a new intent: opened, priced and sealing, in one transaction with the octets."""
    found = found_of(desk, draft).replace(mode=mode)
    number = next_invoice_number(desk.store, desk.payee()["billing"])
    facts = invoice_facts(desk, found, priced, number)
    fse, dre = images(facts)
    check_back((fse, dre), priced.answer())
    invoice = desk.fresh()
    third_party = priced.request["coverage"]["third_party"]
    due = due_day(priced.day, third_party)
    blobs = tuple(octets for octets in (fse, dre) if octets)
    digests = {"fse_blob": digest_hex(fse), "dre_blob": digest_hex(dre) if dre else ""}
    asked = asked_anew(desk.store, draft.stop["replaces"])
    claims = [each for each in _claims(found, priced, bool(dre), due) if each["kind"] in asked]
    body = {"invoice": invoice, "number": number, "mode": found.mode, "claims": claims}
    opened = {
        "invoice": invoice,
        "patient": draft.patient(),
        "visits": [draft.visit],
        "mode": found.mode,
        "replaces": draft.stop["replaces"],
    }
    draft.keep(
        "sign",
        {"invoice": invoice},
        blobs,
        (
            ("invoice.opened", opened),
            ("invoice.priced", {"invoice": invoice, "request": priced.request, "answer": priced.answer()}),
            ("invoice.sealing", dict(body, **digests)),
        ),
    )
    return Intent(invoice, number, found.mode, fse, dre, due, found.context)


def settle(desk: "Desk", draft: "Draft", intent: Intent, sealed: "Sealed") -> None:
    """Write the result: sealed and its claims queued, or presigned and its claims waiting; the visit closed. A degraded invoice owes
    its paper."""
    blobs = tuple(octets for octets in (sealed.fse, sealed.dre) if octets)
    body = {"invoice": intent.invoice, "fse_blob": digest_hex(sealed.fse), "dre_blob": digest_hex(sealed.dre) if sealed.dre else ""}
    kind = "invoice.presigned" if intent.mode == DESYNCHRONISED else "invoice.sealed"
    facts: "list[tuple[str, Plain]]" = [(kind, body), ("visit.closed", {"visit": draft.visit, "reason": "billed"})]
    if intent.mode == DEGRADED:
        facts.append(("paper.owed", {"invoice": intent.invoice, "paper": PAPER_FORM, "until": documents_due(draft.day())}))
    desk.record(facts, blobs)


def _claims(found: "Found", priced: "Quote", with_dre: bool, due: int) -> "list[Plain]":
    """The FSE to the fund, and the DRE to the complementary insurer when there is one."""
    coverage, totals = found.coverage, priced.answer()["totals"]
    fund = fund_destination(coverage.regime, coverage.fund)
    claims = [claim("F", fund, totals["amo_cents"] + _unique_part(found, priced), due)]
    complement = complement_on(found.person(), priced.day)
    if with_dre and complement is not None:
        insurer = insurer_destination(complement.number, complement.routing, complement.host, complement.domain)
        claims.append(claim("D", insurer, totals["amc_cents"], due))
    return claims


def _unique_part(found: "Found", priced: "Quote") -> int:
    """The complementary share when the fund pays it too (single management): it is asked with the AMO's."""
    return int(priced.answer()["totals"]["amc_cents"]) if is_c2s(found.person(), priced.day) else 0


def invoice_facts(desk: "Desk", found: "Found", priced: "Quote", number: str) -> InvoiceFacts:
    """What the images are made of."""
    coverage, person = found.coverage, found.person()
    insured = Insured(coverage.nir, "%02d" % coverage.nir_key, coverage.regime, coverage.fund, coverage.centre)
    own_key = "%02d" % person.nir_key if person.nir else ""
    patient = Patient(person.birth.six(), str(person.rank), "000", person.nir, own_key)
    payee = _professional(desk.payee())
    executant = _professional(desk.professional()).replace(zone=payee.zone)
    named = [each["id"] for each in priced.request["prescriptions"]]
    return InvoiceFacts(
        number,
        found.mode,
        payee,
        executant,
        insured,
        patient,
        tuple(_prescriber(desk, rx) for rx in named),
        priced.request,
        priced.answer(),
        _complement(found, priced.day),
    )


def _professional(user: "Plain") -> Professional:
    """A locum may have no billing number: then the RPPS number alone names him."""
    billing = user["billing"] if user["billing"] != user["rpps"] else "0" * 9
    return Professional(billing, user["rpps"], user["name"], user["specialty"], user["tariff_zone"])


def _prescriber(desk: "Desk", rx: str) -> Prescriber:
    row = desk.store.row("prescription", rx) or {}
    known = desk.store.row("prescriber", row["prescriber"]) or {}
    return Prescriber(rx, known["am_number"], known["rpps"], known["specialty"])


def _complement(found: "Found", day: int) -> "Complement | None":
    complement = complement_on(found.person(), day)
    if complement is None or not complement.pays_professional():
        return None
    c2s = is_c2s(found.person(), day)
    return Complement(complement.number, C2S if c2s else ORDINARY, c2s)
