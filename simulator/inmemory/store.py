"""A journal and its derived tables, in memory."""

from device.base.refusal import Refusal
from device.journal.append import prepare
from device.journal.chain import START, Entry
from device.journal.derive import plain_row
from device.journal.replay import Replay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from device.journal.derive import Project, Written
    from device.journal.events import Event

    Plain = dict[str, Any]


class MemoryStore:
    """A `Store` whose `capacity` is in octets; `tear` spoils a body, as a bad medium would."""

    def __init__(self, project: "Project", capacity: int = 1 << 24) -> None:
        self._project = project
        self._capacity = capacity
        self._entries: list[Entry] = []
        self._blobs: dict[str, bytes] = {}
        self._purged: list[str] = []
        self._rows: dict[tuple[str, str], Written] = {}
        self._is_torn = False

    def append(self, events: "tuple[Event, ...]", blobs: "tuple[bytes, ...]" = ()) -> None:
        """All of it or nothing."""
        addition = prepare(self, events, blobs, self._project)
        if addition.size() > self.room():
            raise Refusal("STORE_FULL", megabytes=self.room() >> 20)
        self._capacity -= addition.size()
        self._entries.extend(addition.entries)
        for digest, octets in addition.blobs:
            self._blobs[digest] = octets
        for row in addition.rows:
            self._rows.pop((row.table, row.key), None)
            if row.octets is not None:
                self._rows[(row.table, row.key)] = row

    def next_sequence(self) -> int:
        """From 1."""
        return len(self._entries) + 1

    def row(self, table: str, key: str) -> "Plain | None":
        """A map of the caller's own."""
        octets = self.row_octets(table, key)
        return None if octets is None else plain_row(octets)

    def rows(self, table: str, after: str = "", limit: int = 100, last_first: bool = False) -> "list[Plain]":
        """By rising or falling sort."""
        places = sorted((row.sort, row.key) for row in self._rows.values() if row.table == table)
        if last_first:
            places = list(reversed(places))
        if after:
            places = [place for place in places if (place[0] < after if last_first else place[0] > after)]
        return [plain_row(self._rows[(table, key)].octets or b"") for _, key in places[:limit]]

    def count(self, table: str) -> int:
        """How many rows."""
        return len([row for row in self._rows.values() if row.table == table])

    def blob(self, digest: str) -> "bytes | None":
        """None when unknown or purged."""
        return self._blobs.get(digest)

    def events(self, after: int = 0) -> "Iterator[Event]":
        """Those that can be read."""
        return self._replay(after).events(self._entries[after:])

    def quarantine(self) -> "list[Plain]":
        """Found by reading all, once something was torn."""
        if not self._is_torn:
            return []
        replay = self._replay(0)
        list(replay.events(self._entries))
        return replay.quarantine

    def purge(self, digests: "tuple[str, ...]") -> int:
        """Blobs and bodies go, digests stay."""
        gone = [self._blobs.pop(digest) for digest in digests if digest in self._blobs]
        bodies = [entry for entry in self._entries if entry.digest in digests and entry.octets is not None]
        for entry in bodies:
            self._entries[entry.sequence - 1] = entry.replace(octets=None, purged=True)
        self._purged.extend(digests)
        return len(gone) + len(bodies)

    def room(self) -> int:
        """Octets left."""
        return self._capacity

    def close(self) -> None:
        """What is in memory stays there."""

    def tear(self, sequence: int) -> None:
        """Spoil the body of that entry."""
        self._is_torn = True
        entry = self._entries[sequence - 1]
        self._entries[sequence - 1] = entry.replace(octets=(entry.octets or b"")[:-1])

    def head(self) -> "tuple[int, str]":
        """Last sequence and link."""
        return (len(self._entries), self._entries[-1].link) if self._entries else (0, START)

    def digest_at(self, sequence: int) -> str:
        """The digest of that entry."""
        return self._entries[sequence - 1].digest

    def knows_blob(self, digest: str) -> bool:
        """There, or purged."""
        return digest in self._blobs or digest in self._purged

    def row_octets(self, table: str, key: str) -> "bytes | None":
        """A row as written."""
        row = self._rows.get((table, key))
        return None if row is None else row.octets

    def _replay(self, after: int) -> Replay:
        return Replay(after, self._entries[after - 1].link if after else START)
