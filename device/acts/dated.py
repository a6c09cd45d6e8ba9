"""What every dated table shares: the days of a row, its numbers and words, and no two rows of one key on the same day."""

from device.base.dates import day_from_iso
from device.base.refusal import Refusal
from device.base.text import is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The last day that a date can write: 9999-12-31.
FOREVER = 2932896


def refuse_overlap(rows: "Any", line: int) -> None:
    """TABLE_OVERLAP when two rows of one key, given by first day, are both valid on some day."""
    for before, after in zip(rows, rows[1:]):
        if after.start <= before.until:
            raise Refusal("TABLE_OVERLAP", line=line, day=after.start)


def period(fields: "dict[str, str]", line: int) -> "tuple[int, int]":
    """First and last day; an empty `valid_to` is FOREVER. TABLE_DATE for no date or days in the wrong order."""
    try:
        start = day_from_iso(fields["valid_from"])
        until = day_from_iso(fields["valid_to"]) if fields["valid_to"] else FOREVER
    except Refusal as refusal:
        raise Refusal("TABLE_DATE", line=line, value=refusal.facts["value"])
    if start > until:
        raise Refusal("TABLE_DATE", line=line, value=fields["valid_to"])
    return start, until


def number(text: str, line: int) -> int:
    """A whole number; TABLE_VALUE otherwise."""
    if not is_digits(text):
        raise Refusal("TABLE_VALUE", line=line, value=text)
    return int(text)


def one_of(text: str, allowed: "tuple[str, ...]", line: int) -> None:
    """TABLE_VALUE unless it is one of these words."""
    if text not in allowed:
        raise Refusal("TABLE_VALUE", line=line, value=text)
