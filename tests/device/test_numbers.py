"""Numbers of invoices inside a range, numbers of lots that are never open twice, days by which to send."""

from device.base.dates import day_of
from device.exchange.deadlines import documents_due, due_day, working_days_left
from device.outbox.numbers import invoice_used, lot_used, new_lot_counter, next_invoice_number, next_lot_number
from tests.device.check import refuses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Rows:
    """A store of a few rows."""

    def __init__(self, tables: "Any") -> None:
        self._tables = tables

    def row(self, table: str, key: str) -> "Any":
        """A row, or None."""
        return self._tables.get(table, {}).get(key)


def rows(**tables: "Any") -> "Any":
    return Rows(tables)


def counter(**values: int) -> "Any":
    return rows(counter={"291/invoice": values, "291/F": values})


def test_invoice_numbers_stay_inside_the_range() -> None:
    assert next_invoice_number(counter(first=100, last=199, next=100), "291") == "000000100"
    assert next_invoice_number(counter(first=100, last=199, next=199), "291") == "000000199"
    assert refuses("RANGE_ENDED", next_invoice_number, counter(first=100, last=199, next=200), "291").facts == {"count": 100}
    refuses("RANGE_MISSING", next_invoice_number, counter(first=1, last=9, next=1), "292")


def test_a_used_invoice_number_never_comes_back() -> None:
    row = {"first": 1, "last": 99, "next": 5}
    assert invoice_used(row, 5)["next"] == 6
    assert invoice_used(row, 3)["next"] == 5


def test_lot_numbers_wrap_over_open_ones() -> None:
    assert next_lot_number(rows(), "291", "F") == 1
    assert lot_used(new_lot_counter(), 998)["next"] == 999
    assert lot_used(new_lot_counter(), 999)["next"] == 1
    open_ones = {"291/F/999": {"open": True}, "291/F/001": {"open": True}, "291/F/002": {"open": False}}
    last = rows(counter={"291/F": {"first": 1, "last": 999, "next": 999}}, lot_number=open_ones)
    assert next_lot_number(last, "291", "F") == 2


def test_no_lot_number_is_left() -> None:
    every = {"291/F/%03d" % number: {"open": True} for number in range(10, 13)}
    full = rows(counter={"291/F": {"first": 10, "last": 12, "next": 11}}, lot_number=every)
    assert refuses("LOT_NUMBERS_OPEN", next_lot_number, full, "291", "F").facts == {"count": 3}


def test_deadlines_count_working_days() -> None:
    friday = day_of(2026, 10, 30)  # before All Saints' Sunday; Armistice Day is the Wednesday of the week after
    assert due_day(friday, "none") == day_of(2026, 11, 4)
    assert due_day(friday, "full") == day_of(2026, 11, 12)
    assert due_day(friday, "amo") == due_day(friday, "full")
    assert documents_due(friday) == day_of(2026, 11, 29)


def test_working_days_left() -> None:
    friday = day_of(2026, 10, 30)
    assert working_days_left(friday, friday) == 0
    assert working_days_left(friday, friday + 3) == 1
    assert working_days_left(friday + 3, friday) == -1
