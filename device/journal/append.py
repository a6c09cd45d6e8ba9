"""From events to what a store must write in one transaction: entries, blobs and derived rows. Pure, shared by every store."""

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.journal.about import about, blobs_named, frozen, is_frozen
from device.journal.chain import Entry, next_link
from device.journal.derive import Draft
from device.journal.encode import encode, normal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from device.journal.about import Shelf
    from device.journal.derive import Project, Written
    from device.journal.events import Event

    class Ground(Shelf, Protocol):
        """What an addition rests on: the store as it stands."""

        def head(self) -> tuple[int, str]:
            """Sequence and link of the last entry; (0, START) when there is none."""

        def digest_at(self, sequence: int) -> str:
            """The digest of an entry that is there."""

        def knows_blob(self, digest: str) -> bool:
            """Is that blob there, or was it purged?"""

        def row_octets(self, table: str, key: str) -> bytes | None:
            """A derived row as it is written."""


# What binds the outside: an invoice begun, its number used, a lot sealed. Facts that come in are always taken.
_BINDING = ("invoice.opened", "invoice.sealing", "lot.sealed")


class Addition(Record):
    """What one `append` writes: `entries` in order, `blobs` as (digest, octets), and `rows` of derived tables."""

    FIELDS = ("entries", "blobs", "rows")
    NESTED = {"entries": Entry}
    entries: "tuple[Entry, ...]"
    blobs: "tuple[tuple[str, bytes], ...]"
    rows: "tuple[Written, ...]"

    def size(self) -> int:
        """The octets in it."""
        bodies = sum(len(entry.octets or b"") for entry in self.entries)
        return bodies + sum(len(octets) for _, octets in self.blobs) + sum(len(row.octets or b"") for row in self.rows)


def prepare(ground: "Ground", events: "Iterable[Event]", blobs: "Iterable[bytes]", project: "Project") -> Addition:
    """What must be written for these events; those already there are passed over, so that appending again is harmless.

    EVENT_TWICE when another event has that sequence, EVENT_ORDER when one is left out, BLOB_MISSING when an event names
    octets that are neither given nor stored, FROZEN when it would bill or send what a quarantined event is about; the
    refusals of `encode`.
    """
    sequence, link = ground.head()
    given = tuple((digest_hex(octets), octets) for octets in blobs)
    known = tuple(digest for digest, _ in given)
    draft = Draft(ground.row_octets, project)
    entries: list[Entry] = []
    for event in events:
        octets = encode(event)
        digest = digest_hex(octets)
        if _is_there(ground, event, digest, sequence):
            continue
        _check_blobs(ground, event, known)
        _check_frozen(ground, event)
        sequence += 1
        link = next_link(link, sequence, digest)
        entries.append(Entry(sequence, event.uid, event.kind, digest, link, about(event), octets))
        draft.take(normal(event))
    return Addition(tuple(entries), given if entries else (), draft.written())


def _is_there(ground: "Ground", event: "Event", digest: str, sequence: int) -> bool:
    if event.sequence() > sequence + 1:
        raise Refusal("EVENT_ORDER", at=event.sequence())
    if event.sequence() == sequence + 1:
        return False
    if event.sequence() < 1 or event.sequence() > ground.head()[0] or ground.digest_at(event.sequence()) != digest:
        raise Refusal("EVENT_TWICE", at=event.sequence())
    return True


def _check_blobs(ground: "Ground", event: "Event", known: "tuple[str, ...]") -> None:
    for digest in blobs_named(event):
        if digest not in known and not ground.knows_blob(digest):
            raise Refusal("BLOB_MISSING", kind=event.kind)


def _check_frozen(ground: "Ground", event: "Event") -> None:
    names = frozen(ground) if event.kind in _BINDING else ()
    for identity in about(event):
        if is_frozen(identity, names):
            raise Refusal("FROZEN", kind=event.kind)
