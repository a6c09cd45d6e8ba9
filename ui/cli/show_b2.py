"""How `tournee show` prints B2 octets: a file of lots, or one image of an FSE or a DRE."""

from collections.abc import Iterator
from typing import Any

from device.formats.b2 import LAYOUTS, Act, Invoice, Line, Lot, read, read_image
from device.formats.b2_file_table import SEAL_KINDS
from device.formats.b2_invoice_table import MODES, NATURES
from ui.cli.show_fields import day, euros, hundredths, many, redacted

_KINDS = {"F": "FSE", "D": "DRE"}
_BASE64_OCTETS = 78  # what the 104 characters of a full chunk decode to


def recognise(octets: bytes) -> bool:
    """True for what begins like a B2 file or like an image."""
    return _is_file(octets) or (octets[:1] == b"2" and octets[1:10].isdigit())


def _is_file(octets: bytes) -> bool:
    return octets[:3] == b"000" and octets[65:67] == b"B2"


def as_json(octets: bytes, show_identity: bool) -> dict[str, Any]:
    """`b2_file` {head, lots [{head, invoices, end, seals}], end} or `b2_image` (one invoice); a record is {record, number, values}, an
    invoice {type, head, more, acts [{act, more}], total, seals}. The refusals of `b2.read`."""
    shown = _Shown(show_identity)
    if not _is_file(octets):
        return {"kind": "b2_image", **shown.invoice(read_image(octets))}
    found = read(octets)
    lots = [shown.lot(lot) for lot in found.lots]
    return {"kind": "b2_file", "head": shown.line(found.head), "lots": lots, "end": shown.line(found.end)}


class _Shown:
    """Records as plain values, identities hidden or not."""

    def __init__(self, show_identity: bool) -> None:
        self._show_identity = show_identity

    def line(self, line: Line) -> dict[str, Any]:
        values = redacted(LAYOUTS[line.kind], line.values, self._show_identity)
        return {"record": line.kind, "number": line.number, "values": values}

    def lines(self, lines: tuple[Line, ...]) -> list[dict[str, Any]]:
        return [self.line(line) for line in lines]

    def lot(self, lot: Lot) -> dict[str, Any]:
        invoices = [self.invoice(invoice) for invoice in lot.invoices]
        return {"head": self.line(lot.head), "invoices": invoices, "end": self.line(lot.end), "seals": self.lines(lot.seals)}

    def invoice(self, invoice: Invoice) -> dict[str, Any]:
        return {
            "type": invoice.kind(),
            "head": self.line(invoice.head),
            "more": self.lines(invoice.more),
            "acts": [{"act": self.line(act.line), "more": self.lines(act.more)} for act in invoice.acts],
            "total": self.line(invoice.total),
            "seals": self.lines(invoice.seals),
        }


def render(octets: bytes, show_identity: bool) -> Iterator[str]:
    """The same, in French, one line per act. The refusals of `b2.read`."""
    if not _is_file(octets):
        yield from _invoice(read_image(octets), show_identity, "")
        return
    found = read(octets)
    head = found.head.values
    ends = f"de {head['sender_type']} {head['sender']} à {head['receiver_type']} {head['receiver']}"
    yield f"Fichier B2 {head['file_id']} du {day(head['day'])}, {ends}"
    for lot in found.lots:
        yield from _lot(lot, show_identity)


def _lot(lot: Lot, show_identity: bool) -> Iterator[str]:
    head, end = lot.head.values, lot.end.values
    kinds = "/".join(sorted({_KINDS[invoice.kind()] for invoice in lot.invoices})) or "vide"
    counts = f"{many(end['invoices'], 'facture')}, {many(end['acts'], 'acte')}"
    yield f"Lot {head['lot']:03d} ({kinds}) du {day(head['day'])}, {head['biller_name']} {head['biller']}, organisme {head['fund']}"
    yield f"  {counts}, {euros(end['amount'])}, demandé {euros(end['asked'])}"
    for invoice in lot.invoices:
        yield from _invoice(invoice, show_identity, "  ")
    yield from _seals(lot.seals, "  ")


def _invoice(invoice: Invoice, show_identity: bool, margin: str) -> Iterator[str]:
    head = redacted(LAYOUTS["2"], invoice.head.values, show_identity)
    how = MODES.get(head["mode"], head["mode"]).lower()
    place = f"régime {head['regime']} caisse {head['fund']} centre {head['centre']}"
    birth = day(head["birth"]) if show_identity else head["birth"]
    nature = NATURES[head["nature"]].lower()
    yield f"{margin}Facture {head['invoice']} ({_KINDS[invoice.kind()]}, {how}), {nature}, {place}"
    insurer = f", organisme complémentaire {head['insurer']}" if head["insurer"] else ""
    yield f"{margin}  assuré {head['nir']} {head['nir_key']}, bénéficiaire né le {birth}{insurer}"
    for act in invoice.acts:
        yield margin + "  " + _act(act)
    total = invoice.total.values
    amc, patient = euros(total["amc"] + total["stay_amc"]), euros(total["patient"])
    parts = f"AMO {euros(total['amo'] + total['stay_amo'])}, AMC {amc}, payé par le patient {patient}"
    yield f"{margin}  Total {euros(invoice.amount())} : {parts}"
    yield from _seals(invoice.seals, margin + "  ")


def _act(act: Act) -> str:
    values = act.line.values
    code = f"{values['code']} {values.get('complement', '')}".strip()
    price = f"{values['quantity']} x {hundredths(values['coefficient'])} x {euros(values['unit_price'])}"
    parts = f"AMO {values['rate']} % {euros(values['amo'])}, AMC {euros(values['amc'])}"
    prescriber = values.get("prescriber", "").strip("0") and f", prescripteur {values['prescriber']}"
    return f"{day(values['day'])} {code:<6} {price} = {euros(values['amount'])} : {parts}{prescriber}"


def _seals(seals: tuple[Line, ...], margin: str) -> Iterator[str]:
    """One line per seal (SIM), with how many octets it holds."""
    for line in seals:
        if line.values["index"] == line.values["count"]:
            last = len(line.values["chunk"].rstrip("=")) * 3 // 4
            octets = (line.values["count"] - 1) * _BASE64_OCTETS + last
            yield f"{margin}Sceau (SIM) : {SEAL_KINDS[line.values['kind']].lower()}, {octets} octets"
