"""SIM: the insurer's own reader of B2 lots, written from the norm and sharing nothing with the product's. Columns count from 1."""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field

RECORD = 128
_LINE = {"4", "3"}


class Unreadable(Exception):
    """The file is no lot; says where."""


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
    plain: bytes
    seals: dict[str, bytes]

    @property
    def asked(self) -> int:
        """What the receiver is asked to pay: the complementary part of a DRE, the compulsory part of an FSE (both for contract 89)."""
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


def column(record: str, start: int, length: int) -> str:
    """A column of a record, from 1."""
    return record[start - 1 : start - 1 + length]


def number(record: str, start: int, length: int) -> int:
    """A column of digits; Unreadable otherwise."""
    text = column(record, start, length)
    if not text.isdigit():
        raise Unreadable(f"columns {start} to {start + length - 1} of a record {record[:1]} are not digits")
    return int(text)


def read(octets: bytes) -> Lot:
    """The one lot of a file. Raises Unreadable."""
    if not octets or len(octets) % RECORD:
        raise Unreadable(f"{len(octets)} octets are no whole records")
    text = octets.decode("latin-1")
    records = [text[at : at + RECORD] for at in range(0, len(text), RECORD)]
    if records[0][:3] != "000" or records[-1][:3] != "999" or len(records) < 5 or records[1][:1] != "1":
        raise Unreadable("not 000, 1 ... 999")
    if number(records[-1], 56, 8) != len(records):
        raise Unreadable("the last record counts other records")
    images, end = _images(records)
    invoices = tuple(_invoice(image) for image in images)
    head, total = records[1], records[end]
    if number(total, 11, 3) != len(invoices) or column(total, 52, 3) != column(head, 20, 3):
        raise Unreadable("the end of the lot does not agree with it")
    kinds = {invoice.kind for invoice in invoices}
    if len(kinds) != 1:
        raise Unreadable("a lot holds FSE or DRE, at least one and never both")
    return Lot(
        number(head, 20, 3),
        column(head, 72, 6),
        column(head, 2, 9),
        column(records[0], 28, 14),
        kinds.pop(),
        invoices,
        octets[: (end + 1) * RECORD],
        _seals(_chunks(records[end + 1 : -1])),
    )


def _images(records: list[str]) -> tuple[list[_Image], int]:
    """The invoices between the head and the end of the lot, and where that end stands."""
    images: list[_Image] = []
    for at, record in enumerate(records[2:-1], 2):
        kind = record[:1]
        if kind == "6":
            return images, at
        if kind == "2" and column(record, 39, 1).isdigit():
            images.append(_Image(record))
        if not images or kind not in "23457":
            raise Unreadable(f"record {at + 1} is out of place")
        if kind == "7":
            images[-1].chunks.setdefault(column(record, 11, 1), []).append(record)
        else:
            images[-1].plain.append(record)
    raise Unreadable("the lot has no end")


def _invoice(image: _Image) -> Invoice:
    head, total = image.head, image.plain[-1]
    if total[:1] != "5":
        raise Unreadable("an invoice does not end with its total")
    lines = tuple(_line(record) for record in image.plain if record[:1] in _LINE and column(record, 36, 1).isdigit())
    if number(total, 39, 3) != len(lines):
        raise Unreadable("an invoice counts other acts")
    insurer = column(head, 119, 10).strip()
    return Invoice(
        column(head, 30, 9),
        "D" if insurer.strip("0") else "F",
        column(head, 2, 9),
        column(head, 12, 13),
        column(head, 58, 1),
        column(head, 117, 2),
        insurer,
        column(head, 77, 2),
        column(head, 96, 6),
        column(head, 102, 1),
        lines,
        number(total, 58, 8) + number(total, 115, 8),
        number(total, 66, 8) + number(total, 50, 8),
        number(total, 90, 8) + number(total, 82, 8),
        "".join(image.plain).encode("latin-1"),
        _seals(image.chunks),
    )


def _line(record: str) -> Line:
    if record[:1] == "4":
        return Line(
            column(record, 76, 5).strip(), number(record, 81, 2), number(record, 83, 6), column(record, 70, 6), number(record, 105, 3),
            number(record, 115, 7), number(record, 108, 7), number(record, 123, 6),
        )  # fmt: skip
    return Line(
        column(record, 56, 5).strip(), number(record, 61, 3), number(record, 65, 5), column(record, 44, 6), number(record, 91, 3),
        number(record, 102, 8), number(record, 94, 8), number(record, 122, 7),
    )  # fmt: skip


def _chunks(records: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for record in records:
        if record[:1] != "7":
            raise Unreadable("only seals follow the end of a lot")
        found.setdefault(column(record, 11, 1), []).append(record)
    return found


def _seals(chunks: dict[str, list[str]]) -> dict[str, bytes]:
    """The seals by kind, their chunks put together in order."""
    seals = {}
    for kind, records in chunks.items():
        if [number(record, 12, 2) for record in records] != list(range(1, number(records[0], 14, 2) + 1)):
            raise Unreadable("a seal lacks a chunk")
        try:
            seals[kind] = base64.b64decode("".join(column(record, 25, 104).rstrip() for record in records), validate=True)
        except binascii.Error as error:
            raise Unreadable("a seal is not base64") from error
    return seals
