"""Reads B2 octets: a file of lots, or one sealed image. Strict: a refusal names the record, its number and the column.

Order: `000 {1 {2 [2S] {3 [3F] | 4 [4S 4E 4M 4B]}+ 5 7*}* 6 7*}* 999`, every record 128 octets. Counters and totals are checked:
acts of an invoice, its amounts, the invoices, acts and amounts of a lot, the records and lots of the file.
"""

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import from_latin1, is_digits
from device.formats import b2_file_table as around
from device.formats import b2_invoice_table as inside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LENGTH = 128
LAYOUTS = {
    layout.code: layout
    for layout in (
        around.FILE_HEAD,
        around.LOT_HEAD,
        inside.INVOICE,
        inside.INVOICE_MORE,
        inside.STAY,
        inside.DEVICE,
        inside.ACT,
        inside.ACT_MORE,
        inside.ACT_PEOPLE,
        inside.ACT_CCAM,
        inside.ACT_BIOLOGY,
        inside.TOTAL,
        around.LOT_END,
        around.SEAL,
        around.FILE_END,
    )
}
# What each record completes.
MORE = {"2": ("2S",), "3": ("3F",), "4": ("4S", "4E", "4M", "4B")}
_SUFFIX_AT = {"2": 38, "3": 35, "4": 35}


class Line(Record):
    """One record: its `kind` (a code of LAYOUTS), its `number` in the octets from 1, its columns by name."""

    FIELDS = ("kind", "number", "values")
    kind: str
    number: int
    values: "dict[str, Any]"


class Act(Record):
    """An act (4) or a stay (3), and the records that complete it."""

    FIELDS = ("line", "more")
    NESTED = {"line": Line, "more": Line}
    line: Line
    more: "tuple[Line, ...]" = ()


class Invoice(Record):
    """A sealed image: header (2), what completes it (2S), acts, total (5) and seals (7, SIM; none before it is signed)."""

    FIELDS = ("head", "more", "acts", "total", "seals")
    NESTED = {"head": Line, "more": Line, "acts": Act, "total": Line, "seals": Line}
    head: Line
    more: "tuple[Line, ...]"
    acts: "tuple[Act, ...]"
    total: Line
    seals: "tuple[Line, ...]" = ()

    def kind(self) -> str:
        """`D` when a complementary insurer is named in the header, as in a DRE, else `F`."""
        return "D" if self.head.values["insurer"] else "F"

    def amount(self) -> int:
        """What the care cost, in cents."""
        total = self.total.values
        return int(total["amount"] + total["stay_amount"])

    def asked(self) -> int:
        """What the receiver is asked to pay, in cents: the complementary part of a DRE, the compulsory part of an FSE, both parts of
        an FSE whose complementary part the same fund pays (contract 89 and no insurer named)."""
        total = self.total.values
        amo, amc = total["amo"] + total["stay_amo"], total["amc"] + total["stay_amc"]
        if self.kind() == "D":
            return int(amc)
        return int(amo + amc) if self.head.values["contract"] == "89" else int(amo)


class Lot(Record):
    """A lot: its header (1), invoices, end (6) and seals (7, SIM)."""

    FIELDS = ("head", "invoices", "end", "seals")
    NESTED = {"head": Line, "invoices": Invoice, "end": Line, "seals": Line}
    head: Line
    invoices: "tuple[Invoice, ...]"
    end: Line
    seals: "tuple[Line, ...]" = ()


class B2File(Record):
    """A file: its first record, its lots, its last record."""

    FIELDS = ("head", "lots", "end")
    NESTED = {"head": Line, "lots": Lot, "end": Line}
    head: Line
    lots: "tuple[Lot, ...]"
    end: Line


def kind_of(record: str, number: int) -> str:
    """Which record of LAYOUTS these 128 characters are; RECORD_FORM when none is."""
    kind = record[:3] if record[0] in "09" else record[0]
    at = _SUFFIX_AT.get(kind, 0)
    if at and not is_digits(record[at]):
        kind += record[at]
    if kind not in LAYOUTS:
        raise Refusal("RECORD_FORM", layout="?", record=number, column=at + 1)
    return kind


def lines(octets: bytes) -> "list[Line]":
    """Every record, its columns checked. RECORD_TORN when the last one is not whole, RECORD_FORM with the column."""
    text = from_latin1(octets)
    found = []
    for start in range(0, len(text), LENGTH):
        record, number = text[start : start + LENGTH], start // LENGTH + 1
        if len(record) < LENGTH:
            raise Refusal("RECORD_TORN", record=number)
        kind = kind_of(record, number)
        found.append(Line(kind, number, LAYOUTS[kind].read(record, number)))
    return found


def read(octets: bytes) -> B2File:
    """A whole file. RECORD_TORN, RECORD_FORM, RECORD_ORDER, RECORD_TOTAL."""
    reader = _Lines(lines(octets))
    head = reader.take("000")
    lots = []
    while reader.next() == "1":
        lots.append(_lot(reader))
    end = reader.take("999")
    reader.finish()
    for field in around.FILE_HEAD.fields[1:9]:
        _agrees(end, field.name, head.values[field.name])
    _agrees(end, "records", end.number)
    _agrees(end, "lots", len(lots))
    return B2File(head, tuple(lots), end)


def read_image(octets: bytes) -> Invoice:
    """One image, sealed or not: what an FSE or a DRE is before it travels. The refusals of `read`."""
    reader = _Lines(lines(octets))
    invoice = _invoice(reader)
    reader.finish()
    return invoice


class _Lines:
    """Records taken in order; RECORD_ORDER when another one was due."""

    def __init__(self, found: "list[Line]") -> None:
        self._found = found
        self._at = 0

    def next(self) -> str:
        """The kind of the next record, empty at the end."""
        return self._found[self._at].kind if self._at < len(self._found) else ""

    def take(self, *kinds: str) -> Line:
        """The next record, which must be of one of these kinds."""
        if self.next() not in kinds:
            raise Refusal("RECORD_ORDER", layout=kinds[0], record=self._at + 1)
        self._at += 1
        return self._found[self._at - 1]

    def all(self, *kinds: str) -> "tuple[Line, ...]":
        """The records of these kinds that follow."""
        taken = []
        while self.next() in kinds:
            taken.append(self.take(*kinds))
        return tuple(taken)

    def finish(self) -> None:
        """Nothing may be left."""
        if self.next():
            raise Refusal("RECORD_ORDER", layout=self.next(), record=self._at + 1)


def _lot(reader: _Lines) -> Lot:
    head = reader.take("1")
    invoices = []
    while reader.next() == "2":
        invoices.append(_invoice(reader))
    end = reader.take("6")
    lot = Lot(head, tuple(invoices), end, reader.all("7"))
    _agrees(end, "biller", head.values["biller"])
    _agrees(end, "lot", head.values["lot"])
    for name in ("invoices", "invoices_again", "invoices_thrice"):
        _agrees(end, name, len(invoices))
    _agrees(end, "acts", sum(len(each.acts) for each in invoices))
    _agrees(end, "amount", sum(each.amount() for each in invoices))
    _agrees(end, "asked", sum(each.asked() for each in invoices))
    return lot


def _invoice(reader: _Lines) -> Invoice:
    head = reader.take("2")
    more = reader.all("2S")
    acts = []
    while reader.next() != "5":
        line = reader.take("4", "3")
        acts.append(Act(line, reader.all(*MORE[line.kind])))
    invoice = Invoice(head, more, tuple(acts), reader.take("5"), reader.all("7"))
    _check_invoice(invoice)
    return invoice


def _check_invoice(invoice: Invoice) -> None:
    """One number, one professional and one insured throughout; totals are the sums of the lines."""
    completed = [line for act in invoice.acts for line in (act.line,) + act.more]
    for line in list(invoice.more) + completed + [invoice.total]:
        for name in ("biller", "invoice", "nir", "nir_key"):
            _agrees(line, name, invoice.head.values[name])
    for line in invoice.seals:
        for name in ("biller", "invoice"):
            _agrees(line, name, invoice.head.values[name])
    _agrees(invoice.total, "acts", len(invoice.acts))
    for kind, name, column in _SUMS:
        _agrees(invoice.total, name, sum(act.line.values[column] for act in invoice.acts if act.line.kind == kind))


# Which column of the acts each total is the sum of.
_SUMS = (
    ("4", "amount", "amount"),
    ("4", "amo", "amo"),
    ("4", "amc", "amc"),
    ("3", "stay_amount", "amount"),
    ("3", "stay_base", "base"),
    ("3", "stay_amo", "amo"),
    ("3", "stay_amc", "amc"),
)


def _agrees(line: Line, name: str, due: "int | str") -> None:
    """RECORD_TOTAL when that column is not what the others make it."""
    if line.values[name] != due:
        raise Refusal("RECORD_TOTAL", layout=line.kind, record=line.number, column=LAYOUTS[line.kind].named[name].start + 1)
