"""Transfers that were announced, against what the bank's statement says: arrived, of another amount, awaited, or late."""

from device.base.record import Record
from device.exchange.deadlines import working_days_left
from device.formats.bank import statement
from device.outbox.ledger_bank import announced_key
from device.outbox.rows import rows_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.exchange.office import Desk
    from device.outbox.sheet import Row
    from device.ports import Store

# A transfer is at the bank in three working days; two more, and its sender is called.
CALL_DAYS = 5
ARRIVED, DIFFERS, AWAITED, LATE, NONE = "arrived", "differs", "awaited", "late", ""


class Taken(Record):
    """What of a statement was taken: lines that are `fresh`, those `known` already, and `others` that are no credit."""

    FIELDS = ("fresh", "known", "others")
    fresh: int
    known: int
    others: int


def take_statement(desk: "Desk", text: str) -> Taken:
    """Record the credits of a statement that are new, in one transaction; the refusals of `formats.bank.statement`."""
    read = statement(text)
    fresh = [line for line in read.lines if desk.store.row("bank_line", line["line"]) is None]
    if fresh:
        desk.record([("bank.line", line) for line in fresh])
    return Taken(len(fresh), len(read.lines) - len(fresh), read.others)


def announced_of(store: "Store", transfer: "Row") -> "Row | None":
    """What was announced with the transfer that a return tells a part of."""
    return store.row("announced", announced_key(transfer["sender"], transfer))


def line_of(store: "Store", announced: "Row | None") -> "Row | None":
    """The line of the statement that an announced transfer is; None while it has not arrived."""
    return store.row("bank_line", announced["line"]) if announced and announced["line"] else None


def stands(store: "Store", announced: "Row | None", today: int) -> str:
    """How an announced transfer stands at the bank; NONE when it brings nothing, or while no statement was ever read."""
    if announced is None or announced["cents"] <= 0 or not store.count("bank_line"):
        return NONE
    line = line_of(store, announced)
    if line is not None:
        return ARRIVED if line["cents"] == announced["cents"] else DIFFERS
    return LATE if _is_late(announced, today) else AWAITED


def late(store: "Store", today: int) -> "list[Row]":
    """The transfers announced that have not arrived in time, oldest first; none while no statement was ever read."""
    open_before_today = rows_to(store, "announced_open", "day", today) if store.count("bank_line") else []
    return [row for row in open_before_today if _is_late(row, today)]


def _is_late(announced: "Row", today: int) -> bool:
    return -working_days_left(today, announced["day"]) > CALL_DAYS
