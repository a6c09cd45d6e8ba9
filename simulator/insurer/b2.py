"""SIM: the insurer's own reader of B2 lots, written from the norm and sharing nothing with the product's."""

import base64
import hashlib
from dataclasses import dataclass, field

from simulator.insurer.columns import Unreadable, kind_of, number, text

RECORD = 128


@dataclass(frozen=True)
class Line:
    """An act: `code` with its complement, hundredths of coefficient, amounts in cents, `day` AAMMJJ."""

    code: str
    quantity: int
    coefficient: int
    day: str
    rate: int
    amount: int
    amo: int
    amc: int


@dataclass(frozen=True)
class Invoice:
    """One image: who bills what for whom. `kind` is F or D; `plain` its octets without the seals; `seals` by kind."""

    number: str
    kind: str
    biller: str
    nir: str
    mode: str
    contract: str
    insurer: str
    nature: str
    birth: str
    rank: str
    lines: tuple[Line, ...]
    amount: int
    amo: int
    amc: int
    patient: int
    plain: bytes
    seals: dict[str, bytes]

    @property
    def asked(self) -> int:
        """What the receiver is asked to pay: the complementary part of a DRE, the compulsory part of an FSE (both for contract 89),
        nothing when the patient paid all of it."""
        if self.patient == self.amount:
            return 0
        if self.kind == "D":
            return self.amc
        return self.amo + self.amc if self.contract == "89" else self.amo

    @property
    def digest(self) -> str:
        """SHA-256 of the signed octets."""
        return hashlib.sha256(self.plain).hexdigest()


@dataclass(frozen=True)
class Lot:
    """One lot: its number, its day AAMMJJ, its invoices; `signed` is what its signature covers."""

    number: int
    day: str
    biller: str
    receiver_type: str
    receiver: str
    kind: str
    invoices: tuple[Invoice, ...]
    signed: bytes
    seals: dict[str, bytes]


@dataclass
class _Image:
    """An invoice under way."""

    head: str
    plain: list[str] = field(default_factory=list)
    chunks: dict[str, list[str]] = field(default_factory=dict)


def read(octets: bytes) -> Lot:
    """The one lot of a file. Raises Unreadable."""
    records = _records(octets)
    images, end = _images(records)
    invoices = tuple(_invoice(image) for image in images)
    first, head, total = records[0], records[1], records[end]
    if number(total, "factures") != len(invoices) or text(total, "lot") != text(head, "lot"):
        raise Unreadable("the end of the lot does not agree with it")
    kinds = {invoice.kind for invoice in invoices}
    if len(kinds) != 1:
        raise Unreadable("a lot holds FSE or DRE, at least one and never both")
    return Lot(
        number(head, "lot"),
        text(head, "date"),
        text(head, "ps"),
        text(first, "td"),
        text(first, "destinataire"),
        kinds.pop(),
        invoices,
        octets[: (end + 1) * RECORD],
        _seals(_chunks(records[end + 1 : -1])),
    )


def _records(octets: bytes) -> list[str]:
    """The records of a file that begins and ends as one."""
    if not octets or len(octets) % RECORD:
        raise Unreadable(f"{len(octets)} octets are no whole records")
    whole = octets.decode("latin-1")
    records = [whole[at : at + RECORD] for at in range(0, len(whole), RECORD)]
    if len(records) < 5 or [kind_of(records[at]) for at in (0, 1, -1)] != ["000", "1", "999"]:
        raise Unreadable("not 000, 1 ... 999")
    if number(records[-1], "enregistrements") != len(records):
        raise Unreadable("the last record counts other records")
    return records


def _images(records: list[str]) -> tuple[list[_Image], int]:
    """The invoices between the head and the end of the lot, and where that end stands."""
    images: list[_Image] = []
    for at, record in enumerate(records[2:-1], 2):
        kind = kind_of(record)
        if kind == "6":
            return images, at
        if kind == "2":
            images.append(_Image(record))
        if not images or kind[0] not in "23457":
            raise Unreadable(f"record {at + 1} is out of place")
        if kind == "7":
            images[-1].chunks.setdefault(text(record, "genre"), []).append(record)
        else:
            images[-1].plain.append(record)
    raise Unreadable("the lot has no end")


def _invoice(image: _Image) -> Invoice:
    head, total = image.head, image.plain[-1]
    if kind_of(total) != "5":
        raise Unreadable("an invoice does not end with its total")
    lines = tuple(_line(record) for record in image.plain if kind_of(record) in ("3", "4"))
    if number(total, "actes") != len(lines):
        raise Unreadable("an invoice counts other acts")
    insurer = text(head, "oc")
    return Invoice(
        text(head, "facture"),
        "D" if insurer.strip("0") else "F",
        text(head, "ps"),
        text(head, "nir"),
        text(head, "justificatif"),
        text(head, "contrat"),
        insurer,
        text(head, "nature"),
        text(head, "naissance"),
        text(head, "jumeau"),
        lines,
        number(total, "honoraires") + number(total, "total_hospi"),
        number(total, "amo") + number(total, "amo_hospi"),
        number(total, "oc") + number(total, "oc_hospi"),
        number(total, "participation"),
        "".join(image.plain).encode("latin-1"),
        _seals(image.chunks),
    )


def _line(record: str) -> Line:
    is_act = kind_of(record) == "4"
    return Line(
        text(record, "code") + (text(record, "complement") if is_act else ""),
        number(record, "quantite"),
        number(record, "coef"),
        text(record, "date" if is_act else "debut"),
        number(record, "taux"),
        number(record, "honoraires" if is_act else "depense"),
        number(record, "amo"),
        number(record, "amc"),
    )


def _chunks(records: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for record in records:
        if kind_of(record) != "7":
            raise Unreadable("only seals follow the end of a lot")
        found.setdefault(text(record, "genre"), []).append(record)
    return found


def _seals(chunks: dict[str, list[str]]) -> dict[str, bytes]:
    """The seals by kind, their chunks put together in order."""
    seals = {}
    for kind, records in chunks.items():
        if [number(record, "rang") for record in records] != list(range(1, number(records[0], "nombre") + 1)):
            raise Unreadable("a seal lacks a chunk")
        try:
            seals[kind] = base64.b64decode("".join(text(record, "base64") for record in records), validate=True)
        except ValueError as error:
            raise Unreadable("a seal is not base64") from error
    return seals
