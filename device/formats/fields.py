"""The one engine for records of fixed columns: a table of fields reads, checks and writes records, and makes their documentation.

A row of a table is (position from 1, length, `N` digits or `A` text, `O` compulsory or `F` optional, name, sense, label[, only]).
`only` is the one text allowed, or a map of codes to what they mean. Senses: `cents`, `count`, `rate`, `x100` (hundredths)
are integers; `number` (digits kept as they are), `code`, `choice` (a code outside `only` is refused), `text`, `date` (AAMMJJ),
`birth` (AAMMJJ whose month may be lunar), `name`, `nir`, `free` (words that may name somebody), `base64` and `fill` (not described)
are text.

A record is handled as Latin-1 text, one character per octet.
"""

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import is_digits, latin1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Row = tuple[Any, ...]
    Span = tuple[int, int]

INTEGERS = ("cents", "count", "rate", "x100")
IDENTITIES = ("name", "nir", "birth", "free")
# Month and day as dates have them; the day is not held against its month.
_MONTH_DAYS = {"%02d%02d" % (month, day): True for month in range(1, 13) for day in range(1, 32)}


class Field(Record):
    """One column: characters `start` to `end` of the record, from 0; the rest as the table's row says."""

    FIELDS = ("start", "end", "kind", "need", "name", "sense", "label", "only")
    start: int
    end: int
    kind: str
    need: str
    name: str
    sense: str
    label: str
    only: "Any"

    def value(self, record: str) -> "int | str":
        """What stands there: an integer for amounts, counts, rates and hundredths (0 when blank), else text without spaces behind."""
        raw = record[self.start : self.end]
        return int(raw.strip() or "0") if self.sense in INTEGERS else raw.rstrip(" ")

    def fault(self, record: str, strict: bool) -> int:
        """0 when the column is as the table says, else the position (from 1) of the first wrong character."""
        raw = record[self.start : self.end]
        if isinstance(self.only, str):
            return 0 if raw.rstrip(" ") == self.only else self.start + 1
        wrong = self._wrong_digit(raw, strict) if self.kind == "N" else self._wrong_text(raw, strict)
        if wrong >= 0:
            return self.start + 1 + wrong
        if self.sense == "choice" and raw.rstrip(" ") not in self.only:
            return self.start + 1
        if self.sense == "date" and raw.strip() and not is_date(raw, self.need == "F"):
            return self.start + 1
        return 0

    def _wrong_digit(self, raw: str, strict: bool) -> int:
        if is_digits(raw) or (not strict and self.need == "F" and not raw.strip()):
            return -1
        return [is_digits(character) for character in raw].index(False)

    def _wrong_text(self, raw: str, strict: bool) -> int:
        """Strict: capitals without accents, pushed left, never empty when compulsory. Otherwise anything that can be printed."""
        small = not strict or self.sense == "base64"
        allowed = [_printed(ord(character), strict, small) for character in raw]
        if not all(allowed):
            return allowed.index(False)
        if not strict or self.sense == "fill":
            return -1
        empty = not raw.strip()
        return 0 if (empty and self.need == "O") or (raw[:1] == " " and not empty) else -1


def _printed(code: int, strict: bool, small: bool) -> bool:
    if code > 126:
        return code >= 160 and not strict
    return code >= 32 and (small or not 97 <= code <= 122)


def is_date(text: str, may_be_empty: bool) -> bool:
    """True for AAMMJJ with a month and a day that exist, or for zeros where the date is optional."""
    return text[2:] in _MONTH_DAYS or (may_be_empty and text == "000000")


class Layout:
    """The columns of one record. `strict` is for B2; returns (NOEMIE) may leave optional numbers blank and use small letters.

    ValueError when the rows leave a gap, overlap or repeat a name: a table proves its own coverage.
    """

    def __init__(self, code: str, title: str, rows: "tuple[Row, ...]", strict: bool = True) -> None:
        self.code = code
        self.title = title
        self.strict = strict
        self.fields = tuple([_field(row) for row in rows])
        self.named = {field.name: field for field in self.fields}
        at = 0
        for field in self.fields:
            if field.start != at:
                raise ValueError("%s: column %d follows column %d" % (code, field.start + 1, at))
            at = field.end
        self.length = at
        if len(self.named) != len(self.fields):
            raise ValueError("%s: a name stands twice" % code)

    def fault(self, record: str) -> int:
        """0 when the record is as the table says, else the column (from 1) where it is not."""
        for field in self.fields:
            column = field.fault(record, self.strict)
            if column:
                return column
        return 0

    def check(self, record: str, number: int) -> None:
        """RECORD_TORN when it is not as long as the table, RECORD_FORM with the column where it is wrong."""
        if len(record) != self.length:
            raise Refusal("RECORD_TORN", layout=self.code, record=number)
        column = self.fault(record)
        if column:
            raise Refusal("RECORD_FORM", layout=self.code, record=number, column=column)

    def read(self, record: str, number: int) -> "dict[str, Any]":
        """Every column by name, checked; `number` is the record's in its file, for the refusal."""
        self.check(record, number)
        return {field.name: field.value(record) for field in self.fields}

    def write(self, values: "dict[str, Any]") -> bytes:
        """The record's octets; a column without a value is empty. RECORD_WIDTH when a value does not fit (nothing is ever cut),
        RECORD_FORM when the table would not read it back, KeyError for a name that is no column."""
        for name in values:
            self.named[name]
        record = "".join([self._column(field, values.get(field.name)) for field in self.fields])
        self.check(record, 0)
        return latin1(record)

    def _column(self, field: Field, value: "Any") -> str:
        width = field.end - field.start
        text = field.only if isinstance(field.only, str) else "" if value is None else str(value)
        if len(text) > width:
            raise Refusal("RECORD_WIDTH", layout=self.code, column=field.start + 1)
        if field.kind == "N":
            return "0" * (width - len(text)) + text
        return text + " " * (width - len(text))

    def spans(self, *names: str) -> "tuple[Span, ...]":
        """Where those columns stand, for code that cuts many records."""
        return tuple([(self.named[name].start, self.named[name].end) for name in names])


class QuickCheck:
    """The form of a layout's records, looked at in few strokes: for records of printable ASCII only."""

    def __init__(self, layout: Layout) -> None:
        self.digits = _runs(layout.fields)
        self.known = tuple([_known(field) for field in layout.fields if field.sense in ("choice", "date") or isinstance(field.only, str)])

    def passes(self, record: str) -> bool:
        """True when nothing is wrong; False when `Layout.fault` must say what, which it may find right after all."""
        for start, end in self.digits:
            if not record[start:end].isdigit():
                return False
        for start, end, known in self.known:  # noqa: SIM110 - a generator would cost as much as the look
            if record[start:end] not in known:
                return False
        return True


def _field(row: "Row") -> Field:
    at, length, kind, need, name, sense, label = row[:7]
    return Field(at - 1, at - 1 + length, kind, need, name, sense, label, row[7] if len(row) > 7 else None)


def _runs(fields: "tuple[Field, ...]") -> "tuple[Span, ...]":
    """Neighbouring columns of digits as one run."""
    runs: list[Span] = []
    for field in fields:
        if field.kind != "N":
            continue
        if runs and runs[-1][1] == field.start:
            runs[-1] = (runs[-1][0], field.end)
        else:
            runs.append((field.start, field.end))
    return tuple(runs)


def _known(field: Field) -> "tuple[int, int, dict[str, bool]]":
    """A column and its texts, padded as they stand in a record; of a date, month and day only."""
    if field.sense == "date":
        return field.start + 2, field.end, _MONTH_DAYS
    texts = [field.only] if isinstance(field.only, str) else list(field.only)
    return field.start, field.end, {text + " " * (field.end - field.start - len(text)): True for text in texts}
