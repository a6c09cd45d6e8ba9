"""A store that power cuts: rows as maps, each append whole or not at all, and the power may go just before or just after it."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator
from typing import Any

from device.base.wire import digest_hex
from device.journal.events import KINDS, Event
from device.outbox.ledger import project
from device.ports import Change

Row = dict[str, Any]


class PowerCut(BaseException):
    """The power went: whatever was in memory is gone."""


class SimStore:
    """A `Store` as fast as a simulation needs. `cut` is asked before and after each append whether the power goes now."""

    def __init__(self, cut: Callable[[], bool] = lambda: False) -> None:
        self._cut = cut
        self.journal: list[Event] = []
        self.blobs: dict[str, bytes] = {}
        self.tables: dict[str, dict[str, Row]] = {}
        self._sorted: dict[str, list[tuple[str, str]]] = {}

    def append(self, events: tuple[Event, ...], blobs: tuple[bytes, ...] = ()) -> None:
        """All of it or nothing; a refusal of the projection leaves nothing."""
        fresh: dict[tuple[str, str], Change] = {}

        def read(table: str, key: str) -> Row | None:
            change = fresh.get((table, key))
            return self.row(table, key) if change is None else change.row

        for event in events:
            assert sorted(event.body) == sorted(KINDS[event.kind][1]), event.kind
            for change in project(read, event):
                fresh[(change.table, change.key)] = change
        if self._cut():
            raise PowerCut
        self.journal.extend(events)
        for octets in blobs:
            self.blobs[digest_hex(octets)] = octets
        for change in fresh.values():
            self._write(change)
        if self._cut():
            raise PowerCut

    def _write(self, change: Change) -> None:
        rows = self.tables.setdefault(change.table, {})
        places = self._sorted.setdefault(change.table, [])
        before = rows.pop(change.key, None)
        if before is not None:
            del places[bisect_left(places, (before["sort"], change.key))]
        if change.row is not None:
            rows[change.key] = change.row
            insort(places, (change.sort, change.key))

    def next_sequence(self) -> int:
        """From 1."""
        return len(self.journal) + 1

    def row(self, table: str, key: str) -> Row | None:
        """One derived row."""
        row = self.tables.get(table, {}).get(key)
        return None if row is None else dict(row)

    def rows(self, table: str, after: str = "", limit: int = 100, last_first: bool = False) -> list[Row]:
        """By rising or falling sort."""
        places = self._sorted.get(table, [])
        if last_first:
            end = bisect_left(places, (after, "")) if after else len(places)
            chosen = places[max(0, end - limit) : end][::-1]
        else:
            start = bisect_right(places, (after, "\uffff")) if after else 0
            chosen = places[start : start + limit]
        return [dict(self.tables[table][key]) for _, key in chosen]

    def count(self, table: str) -> int:
        """How many rows."""
        return len(self.tables.get(table, {}))

    def blob(self, digest: str) -> bytes | None:
        """The octets of that digest."""
        return self.blobs.get(digest)

    def events(self, after: int = 0) -> Iterator[Event]:
        """The journal."""
        return iter(self.journal[after:])

    def quarantine(self) -> list[Row]:
        """Nothing is torn here: the store's own tests tear."""
        return []

    def purge(self, digests: tuple[str, ...]) -> int:
        """Blobs go."""
        return len([self.blobs.pop(digest) for digest in digests if digest in self.blobs])

    def room(self) -> int:
        """Endless."""
        return 1 << 40
