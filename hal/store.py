"""The `Store` on disk: SQLCipher, one writer, every commit durable; derived rows change in the same transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from device.base.refusal import Refusal
from device.journal.append import Addition, prepare
from device.journal.chain import START, Entry
from device.journal.derive import Draft, Written, plain_row
from device.journal.events import Event
from device.journal.replay import Replay
from hal import store_sql as sql
from hal.store_file import StoreFile

if TYPE_CHECKING:
    from device.journal.derive import Project
    from device.ports import Plain

BUDGET = 512 << 20  # octets the store may take
BALLAST = 4 << 20  # octets kept aside, given up when the disk is full
MARGIN = 1 << 20  # octets never written into: log and trees need more room than what they hold
PAGE = 256  # entries read at a time


class SqlStore:
    """Opened by its constructor, which may refuse as `StoreFile.open` does. `project` draws derived rows from events, and
    `projection` is its number: a store derived by another is derived anew. Callable from any thread."""

    def __init__(
        self, directory: Path, key: bytes, project: Project, projection: int = 1, budget: int = BUDGET, ballast: int = BALLAST
    ) -> None:
        self._project = project
        self._budget = budget
        self._lock = threading.RLock()
        self._file = StoreFile(directory, key, ballast)
        self._file.open()
        try:
            self._head = self._read_head()
            if self._file.one(sql.META, "projection") != (str(projection),):
                self.rebuild(projection)
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Close the file; nothing can be asked any more."""
        with self._lock:
            self._file.close()

    def append(self, events: tuple[Event, ...], blobs: tuple[bytes, ...] = ()) -> None:
        """Durable when it returns. STORE_FULL before the disk is full; after STORE_IO nothing of it was kept."""
        with self._lock:
            addition = prepare(self, events, blobs, self._project)
            if not addition.entries:
                return
            if 3 * addition.size() > self.room():
                raise Refusal("STORE_FULL", megabytes=self.room() >> 20)
            try:
                self._write(addition)
                last = addition.entries[-1]
                self._head = (last.sequence, last.link)
            except Refusal as refusal:
                self._settle(addition, refusal)

    def next_sequence(self) -> int:
        """From 1."""
        with self._lock:
            return self._head[0] + 1

    def row(self, table: str, key: str) -> Plain | None:
        """One derived row."""
        octets = self.row_octets(table, key)
        return None if octets is None else plain_row(octets)

    def rows(self, table: str, after: str = "", limit: int = 100, last_first: bool = False) -> list[Plain]:
        """Derived rows by rising or falling sort."""
        plain, beyond = (sql.ROWS_DOWN, sql.ROWS_DOWN_AFTER) if last_first else (sql.ROWS_UP, sql.ROWS_UP_AFTER)
        with self._lock:
            found = self._file.all(beyond, table, after, limit) if after else self._file.all(plain, table, limit)
        return [plain_row(octets) for (octets,) in found]

    def count(self, table: str) -> int:
        """How many rows a derived table has, kept beside it: the same time for ten or ten thousand."""
        return self._value(sql.COUNT, table) or 0

    def blob(self, digest: str) -> bytes | None:
        """None when unknown or purged."""
        octets: bytes | None = self._value(sql.BLOB, digest)
        return octets

    def events(self, after: int = 0) -> Iterator[Event]:
        """Events in order; what is found unreadable is noted in `quarantine`."""
        replay = Replay(after, self._value(sql.LINK_AT, after) or "" if after else START)
        said = 0
        for event in replay.events(self._entries(after)):
            said = self._note(replay, said)
            yield event
        self._note(replay, said)

    def quarantine(self) -> list[Plain]:
        """What was found unreadable so far: {sequence, kind, reason, about}."""
        with self._lock:
            rows = self._file.all(sql.QUARANTINE)
        return [{"sequence": row[0], "kind": row[1], "reason": row[2], "about": row[3].split()} for row in rows]

    def purge(self, digests: tuple[str, ...]) -> int:
        """Gone from the file and from its log too."""
        with self._lock:
            with self._file.transaction():
                gone = 0
                for digest in digests:
                    for statement in (sql.PURGE_BLOB, sql.PURGE_BODY):
                        gone += self._file.changed(statement, digest)
                self._file.many(sql.ADD_PURGED, [(digest,) for digest in digests])
            self._file.all(sql.CHECKPOINT)
            self._file.lay_ballast()
            return gone

    def room(self) -> int:
        """The smaller of what the budget and the disk leave, less a margin; never negative."""
        with self._lock:
            return max(0, min(self._budget - self._file.size(), self._file.free()) - MARGIN)

    def rebuild(self, projection: int = 1) -> None:
        """Derive all rows anew from the journal, in one transaction."""
        with self._lock:
            rows = self.derived_anew()
            with self._file.transaction():
                self._file.all(sql.DROP_ROWS)
                self._set_rows(rows)
                self._file.all(sql.SET_META, "projection", str(projection))

    def derived_anew(self) -> tuple[Written, ...]:
        """All rows as the journal alone gives them."""
        draft = Draft(lambda table, key: None, self._project)
        for event in self.events():
            draft.take(event)
        return tuple(row for row in draft.written() if row.octets is not None)

    @contextmanager
    def file(self) -> Iterator[StoreFile]:
        """The file itself, for those who care for it; nobody else uses the store meanwhile."""
        with self._lock:
            yield self._file

    # what an addition rests on (device.journal.append)

    def head(self) -> tuple[int, str]:
        """Sequence and link of the last entry."""
        return self._head

    def digest_at(self, sequence: int) -> str:
        """The digest of an entry."""
        return str(self._value(sql.DIGEST_AT, sequence))

    def knows_blob(self, digest: str) -> bool:
        """There, or purged."""
        return bool(self._value(sql.KNOWS_BLOB, digest))

    def row_octets(self, table: str, key: str) -> bytes | None:
        """A derived row as written."""
        octets: bytes | None = self._value(sql.ROW, table, key)
        return octets

    def _value(self, statement: str, *values: Any) -> Any:
        with self._lock:
            row = self._file.one(statement, *values)
        return None if row is None else row[0]

    def _read_head(self) -> tuple[int, str]:
        row = self._file.one(sql.HEAD)
        return (row[0], row[1]) if row else (0, START)

    def _write(self, addition: Addition) -> None:
        with self._file.transaction():
            places = [(e.sequence, e.uid, e.kind, e.digest, e.link, " ".join(e.about)) for e in addition.entries]
            self._file.many(sql.ADD_EVENT, places)
            self._file.many(sql.ADD_BODY, [(entry.sequence, entry.octets) for entry in addition.entries])
            self._file.many(sql.ADD_BLOB, list(addition.blobs))
            self._set_rows(addition.rows)

    def _set_rows(self, rows: tuple[Written, ...]) -> None:
        kept = [(row.table, row.key, row.sort, row.octets) for row in rows if row.octets is not None]
        self._file.many(sql.DROP_ROW, [(row.table, row.key) for row in rows if row.octets is None])
        self._file.many(sql.SET_ROW, kept)

    def _settle(self, addition: Addition, refusal: Refusal) -> None:
        """After a failed write, ask the medium what it holds: the write may have reached it all the same."""
        if refusal.code == "STORE_FULL":
            self._file.drop_ballast()
        self._file.reopen()
        self._head = self._read_head()
        last = addition.entries[-1]
        if self._head != (last.sequence, last.link):
            raise refusal

    def _entries(self, after: int) -> Iterator[Entry]:
        """Entries in order, read some at a time so that nobody waits for the whole journal."""
        while True:
            with self._lock:
                places = self._file.all(sql.PLACES, after, PAGE)
            for sequence, uid, kind, digest, link, about in places:
                octets = self._body(sequence)
                purged = octets is None and bool(self._value(sql.WAS_PURGED, digest))
                yield Entry(sequence, uid, kind, digest, link, tuple(about.split()), octets, purged)
            if len(places) < PAGE:
                return
            after = places[-1][0]

    def _body(self, sequence: int) -> bytes | None:
        """The body, None when its page is damaged."""
        try:
            octets: bytes | None = self._value(sql.BODY, sequence)
            return octets
        except Refusal as refusal:
            if refusal.code != "STORE_DAMAGED":
                raise
            return None

    def _note(self, replay: Replay, said: int) -> int:
        """Write down what was found unreadable since; how many are written now."""
        found = replay.quarantine[said:]
        if found:
            with self._lock, self._file.transaction():
                rows = [(row["sequence"], row["kind"], row["reason"], " ".join(row["about"])) for row in found]
                self._file.many(sql.SET_ASIDE, rows)
        return len(replay.quarantine)
