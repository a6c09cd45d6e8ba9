"""Derived tables: rows that follow from events, written as octets so that no one shares a map with the store."""

from device.base.record import Record
from device.base.wire import read, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from device.journal.events import Event
    from device.ports import Change

    Plain = dict[str, Any]
    Read = Callable[[str, str], Plain | None]
    Project = Callable[[Read, Event], tuple[Change, ...]]


class Written(Record):
    """A derived row as a store keeps it: `octets` of the wire, None where the row goes."""

    FIELDS = ("table", "key", "sort", "octets")
    table: str
    key: str
    sort: str
    octets: "bytes | None"


class Draft:
    """Derived rows changed by events that are not durable yet, over those that are."""

    def __init__(self, base: "Callable[[str, str], bytes | None]", project: "Project") -> None:
        self._base = base
        self._project = project
        self._rows: dict[tuple[str, str], Written] = {}

    def read(self, table: str, key: str) -> "Plain | None":
        """The present row, a map of the caller's own."""
        written = self._rows.get((table, key))
        octets = self._base(table, key) if written is None else written.octets
        return None if octets is None else plain_row(octets)

    def take(self, event: "Event") -> None:
        """Let the projector draw the event's consequences."""
        for change in self._project(self.read, event):
            octets = None if change.row is None else write(change.row)
            self._rows[(change.table, change.key)] = Written(change.table, change.key, change.sort, octets)

    def written(self) -> "tuple[Written, ...]":
        """The last state of each row that changed."""
        return tuple(self._rows[place] for place in sorted(self._rows))


def plain_row(octets: bytes) -> "Plain":
    """A row from its octets."""
    row: Plain = read(octets)
    return row
