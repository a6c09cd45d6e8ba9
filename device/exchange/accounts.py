"""The accounts of some days for the accountant: invoices and transfers, as tables for a spreadsheet and as sheets."""

from device.base.dates import add_months, date_of, day_of, iso_from_day
from device.base.record import Record, in_order
from device.exchange import bank
from device.formats import office_accounts as form
from device.formats.account_sheets import account_sheet, transfer_sheet
from device.outbox.rows import rows_to
from device.outbox.sheet import day_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.formats.papers import Sheet
    from device.outbox.sheet import Row
    from device.ports import Store

# Spreadsheets know by it that a file is UTF-8.
BYTE_ORDER_MARK = "\ufeff"
UNKNOWN = "unknown"


class Accounts(Record):
    """What a span of days brought: account `lines` and `moves` of the bank, from `first` to `last` day."""

    FIELDS = ("first", "last", "lines", "moves")
    first: int
    last: int
    lines: "list[form.Account]"
    moves: "list[form.Move]"

    def name(self) -> str:
        """What files of it are called: the day, or the month."""
        return iso_from_day(self.first) if self.first == self.last else iso_from_day(self.first)[:7]

    def tables(self) -> "tuple[tuple[str, bytes], ...]":
        """Name and octets of each file of separated text."""
        texts = (("comptes-", form.as_csv(self.lines)), ("virements-", form.moves_as_csv(self.moves)))
        return tuple([(head + self.name() + ".csv", (BYTE_ORDER_MARK + text).encode("utf-8")) for head, text in texts])

    def sheets(self) -> "tuple[Sheet, ...]":
        """The same on paper."""
        return account_sheet(self.lines, self.first, self.last), transfer_sheet(self.moves, self.first, self.last)


def month_of(day: int) -> "tuple[int, int]":
    """First and last day of the month of a day."""
    year, month, _ = date_of(day)
    first = day_of(year, month, 1)
    return first, add_months(first, 1) - 1


def accounts_of(store: "Store", first: int, last: int, today: int) -> Accounts:
    """The sealed invoices of those days, and the transfers announced or come in them, in order."""
    lines = [form.account(row) for row in _within(store, "invoice", first, last) if form.is_billed(row)]
    moves = [_announced(store, row, today) for row in _within(store, "announced", first, last)]
    for row in _within(store, "bank_unknown", first, last):
        moves.append(form.Move(row["day"], "", row["label"], 0, row["day"], row["cents"], UNKNOWN))
    return Accounts(first, last, lines, in_order(moves, lambda move: move.day))


def _announced(store: "Store", row: "Row", today: int) -> form.Move:
    line = bank.line_of(store, row)
    came, arrived = (line["day"], line["cents"]) if line else (0, 0)
    return form.Move(row["day"], row["sender"], row["label"].strip(), row["cents"], came, arrived, bank.stands(store, row, today))


def _within(store: "Store", table: str, first: int, last: int) -> "list[Row]":
    """The rows of a table listed by day, those of these days."""
    return rows_to(store, table, "day", last, day_text(first))
