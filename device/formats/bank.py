"""A statement of the bank: one credit a line, read strictly; nothing is taken of a wrong one.

First line `date,label,amount,reference`, or the same with semicolons, which then part the fields of every line. `date` is `YYYY-MM-DD` or
`DD/MM/YYYY`; `amount` whole cents (`94500`) or euros with a decimal comma (`945,00`, `1 234,50`); `reference` may be empty.
"""

from device.base import csv
from device.base.dates import day_from_iso, day_of
from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import capitals, is_digits
from device.base.wire import canonical, digest_hex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

COLUMNS = ("date", "label", "amount", "reference")
# No label is longer, no amount has more figures: that of a return's transfer has eleven.
LONGEST, FIGURES = 200, 11
SPACES = (" ", "\u00a0", "\u202f")


class Statement(Record):
    """What a statement holds: the bodies of `bank.line` of its credits, each once, and how many lines were no credit."""

    FIELDS = ("lines", "others")
    lines: "tuple[dict[str, Any], ...]"
    others: int


def statement(text: str) -> Statement:
    """IMPORT_FORM(line), IMPORT_VALUE(line, value: the column). A line that stands there twice counts once: what a bank means
    to be two differs by its reference."""
    separator = ";" if text.startswith(";".join(COLUMNS)) else ","
    found: "list[dict[str, Any]]" = []
    seen: "dict[str, bool]" = {}
    others = 0
    for number, row in csv.imported(text, COLUMNS, separator):
        cents = _cents(row["amount"], number)
        body = {
            "day": _day(row["date"], number),
            "label": _label(row, number),
            "cents": cents,
            "reference": _words(row, "reference", number),
        }
        if cents <= 0:
            others += 1
            continue
        line = digest_hex(canonical(body).encode("utf-8"))
        if line not in seen:
            found.append(dict(body, line=line))
        seen[line] = True
    return Statement(tuple(found), others)


def _label(row: "dict[str, str]", number: int) -> str:
    if not row["label"].strip():
        raise Refusal("IMPORT_VALUE", line=number, value="label")
    return capitals(_words(row, "label", number))


def _words(row: "dict[str, str]", name: str, number: int) -> str:
    """Text without controls."""
    text = row[name]
    if len(text) > LONGEST or [character for character in text if ord(character) < 32 or 127 <= ord(character) < 160]:
        raise Refusal("IMPORT_VALUE", line=number, value=name)
    return text


def _day(text: str, number: int) -> int:
    try:
        parts = text.split("/")
        if [len(part) for part in parts] == [2, 2, 4] and is_digits("".join(parts)):
            return day_of(int(parts[2]), int(parts[1]), int(parts[0]))
        return day_from_iso(text)
    except Refusal:
        raise Refusal("IMPORT_VALUE", line=number, value="date")


def _cents(text: str, number: int) -> int:
    """Whole cents, or euros with two decimals after a comma; thousands may be parted by spaces."""
    plain = text
    for space in SPACES:
        plain = plain.replace(space, "")
    sign, figures = (-1, plain[1:]) if plain[:1] == "-" else (1, plain[1:] if plain[:1] == "+" else plain)
    euros, comma, rest = figures.partition(",")
    if not is_digits(euros) or len(euros + rest) > FIGURES or (comma and (len(rest) != 2 or not is_digits(rest))):
        raise Refusal("IMPORT_VALUE", line=number, value="amount")
    return sign * int(euros + rest)
