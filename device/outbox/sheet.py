"""The derived rows as one event finds and leaves them, and the texts of fixed width by which they are listed."""

from device.base.refusal import Refusal
from device.base.text import capitals
from device.ports import Change

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from device.journal.events import Event
    from device.ports import Moment

    Row = dict[str, Any]
    Read = Callable[[str, str], Row | None]

_NAME_WIDTH = 24


class Sheet:
    """Rows read through what this event already changed. A row knows its own `sort`, by which a list goes on."""

    def __init__(self, read: "Read") -> None:
        self._read = read
        self._changes: dict[tuple[str, str], Change] = {}
        self._order: list[tuple[str, str]] = []

    def find(self, table: str, key: str) -> "Row | None":
        """A row of one's own, or None."""
        changed = self._changes.get((table, key))
        row = changed.row if changed is not None else self._read(table, key)
        return None if row is None else dict(row)

    def get(self, table: str, key: str) -> "Row":
        """A row that must be there; LEDGER_UNKNOWN otherwise."""
        row = self.find(table, key)
        if row is None:
            raise Refusal("LEDGER_UNKNOWN", table=table, key=key)
        return row

    def put(self, table: str, key: str, sort: str, row: "Row") -> None:
        """Write a row; `sort` has the same width in the whole table."""
        self._note(Change(table, key, sort, dict(row, sort=sort)))

    def update(self, table: str, key: str, **values: "Any") -> "Row":
        """Change some values of a row that must be there."""
        row = self.get(table, key)
        row.update(values)
        self._note(Change(table, key, row["sort"], row))
        return row

    def drop(self, table: str, key: str) -> None:
        """Remove a row, if it is there."""
        if self.find(table, key) is not None:
            self._note(Change(table, key, "", None))

    def set(self, table: str, key: str, sort: str, row: "Row", present: bool) -> None:
        """Write the row of an index when it belongs there, else remove it."""
        if present:
            self.put(table, key, sort, row)
        else:
            self.drop(table, key)

    def changes(self) -> "tuple[Change, ...]":
        """What became of each row touched, in the order of the first touch."""
        return tuple(self._changes[where] for where in self._order)

    def _note(self, change: Change) -> None:
        where = (change.table, change.key)
        if where not in self._changes:
            self._order.append(where)
        self._changes[where] = change


def day_text(day: int) -> str:
    """Six digits; day 0 is 1970-01-01. Days before it (births) are never listed by."""
    return "%06d" % day


def id_text(identity: str) -> str:
    """An identity with its number on nine digits: `T0042-17` is `T0042-000000017`, a claim keeps its letter."""
    head, _, tail = identity.rpartition("-")
    number, slash, kind = tail.partition("/")
    return "%s-%09d%s%s" % (head, int(number), slash, kind)


def name_text(name: str) -> str:
    """Capitals without accents on a fixed width."""
    return (capitals(name) + " " * _NAME_WIDTH)[:_NAME_WIDTH]


def stamp(at: "Event | Moment") -> int:
    """Minutes since 1970-01-01 UTC: what waits and deadlines are counted in, whatever the season's offset."""
    return at.day * 1440 + at.minute - at.offset


def stamp_text(minutes: int) -> str:
    """Ten digits."""
    return "%010d" % minutes
