"""Care for a store: is it sound, and what can be saved of it when it is not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.journal.about import about, blobs_named
from device.journal.chain import START, next_link
from device.journal.encode import decode
from hal import logs
from hal import store_sql as sql
from hal.files import sync_directory
from hal.store import BUDGET, SqlStore
from hal.store_file import DATABASE, StoreFile

if TYPE_CHECKING:
    from device.journal.derive import Project, Written
    from device.journal.events import Event

_NEW = "salvage"


@dataclass(frozen=True)
class Health:
    """What a check found: damaged `pages`, `quarantined` events, and derived tables that `differ` from the journal."""

    pages: int
    quarantined: int
    differ: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Nothing at all is wrong."""
        return self == Health(0, 0, ())


@dataclass(frozen=True)
class Saved:
    """What a salvage kept: `events`, those whose entry or body was lost, and blobs lost; `kept` is the damaged file, kept aside."""

    events: int
    lost: int
    blobs_lost: int
    kept: Path


def opened(directory: Path, key: bytes, project: Project, projection: int = 1, budget: int = BUDGET) -> tuple[SqlStore, Saved | None]:
    """The store, its pages proved; a damaged one is saved first, and what that cost is told beside it."""
    store = _proved(directory, key, project, projection, budget)
    if store is not None:
        return store, None
    saved = salvage(directory, key)
    logs.warn("store_saved", count=saved.lost)
    store = SqlStore(directory, key, project, projection, budget)
    list(store.events())  # notes in the quarantine what was lost
    return store, saved


def _proved(directory: Path, key: bytes, project: Project, projection: int, budget: int) -> SqlStore | None:
    """The store when each of its pages is whole, None when one is not."""
    try:
        store = SqlStore(directory, key, project, projection, budget)
    except Refusal as refusal:
        if refusal.code != "STORE_DAMAGED":
            raise
        return None
    with store.file() as file:
        file.all(sql.CHECKPOINT)
        if not file.all(sql.CIPHER_CHECK):
            return store
    store.close()
    return None


def check(store: SqlStore) -> Health:
    """Read everything once. The log is written back first: the pages' check reads the main file only."""
    with store.file() as file:
        file.all(sql.CHECKPOINT)
        pages = len(file.all(sql.CIPHER_CHECK))
        if pages:
            return Health(pages, len(store.quarantine()), ())
        anew = store.derived_anew()
        there = file.all(sql.ALL_ROWS)
    return Health(0, len(store.quarantine()), _differing(anew, there))


def _differing(anew: tuple[Written, ...], there: list[tuple[Any, ...]]) -> tuple[str, ...]:
    journal = {(row.table, row.key, row.sort, row.octets) for row in anew}
    return tuple(sorted({row[0] for row in journal ^ set(there)}))


def salvage(directory: Path, key: bytes) -> Saved:
    """Copy all that can be read into a new file and put it in the old one's place; derived rows follow at the next opening.

    STORE_DAMAGED when not even the beginning can be read. The old file stays beside, for a person to decide about.
    """
    old, new = StoreFile(directory, key, 0), StoreFile(directory / _NEW, key, 0)
    _remove(directory / _NEW)
    old.open()
    old.all(sql.CHECKPOINT)  # so that no log of the old file is taken for one of the new
    new.open()
    with new.transaction():
        events, lost = _copy_events(old, new)
        _copy_blobs(old, new)
    blobs_lost = _blobs_lost(new, _last(new))
    new.close()
    old.close()
    kept = _aside(directory)
    os.link(directory / DATABASE, kept)
    os.replace(directory / _NEW / DATABASE, directory / DATABASE)
    sync_directory(directory)
    _remove(directory / _NEW)
    return Saved(events, lost, blobs_lost, kept)


def _copy_events(old: StoreFile, new: StoreFile) -> tuple[int, int]:
    """Entries and bodies one by one, each found from the top of its tree; an entry that is lost is made again from its body."""
    link, found, lost = START, 0, 0
    for sequence in range(1, _last(old) + 1):
        octets = _read(old, sql.BODY, sequence)
        place = _read_row(old, sql.PLACE_AT, sequence) or _place(sequence, octets, link)
        if place is None or (octets is None and not _read(old, sql.WAS_PURGED, place[3])):
            lost += 1
        if place is not None:
            new.many(sql.ADD_EVENT, [place])
            link, found = place[4], found + 1
        if octets is not None:
            new.many(sql.ADD_BODY, [(sequence, octets)])
    for row in _each(old, sql.PURGED):
        new.many(sql.ADD_PURGED, [row])
    return found, lost


def _place(sequence: int, octets: bytes | None, link: str) -> tuple[Any, ...] | None:
    """The entry that a body belongs to, when it can be read."""
    event = _event(octets)
    if event is None or octets is None:
        return None
    digest = digest_hex(octets)
    return sequence, event.uid, event.kind, digest, next_link(link, sequence, digest), " ".join(about(event))


def _copy_blobs(old: StoreFile, new: StoreFile) -> None:
    for number in range(1, (_read(old, sql.LAST_BLOB) or 0) + 1):
        row = _read_row(old, sql.BLOB_AT, number)
        if row is not None:
            new.many(sql.ADD_BLOB, [row])


def _blobs_lost(new: StoreFile, last: int) -> int:
    """How many octets that an event names are nowhere."""
    lost = set()
    for sequence in range(1, last + 1):
        event = _event(_read(new, sql.BODY, sequence))
        named = blobs_named(event) if event else []
        lost |= {digest for digest in named if not new.one(sql.KNOWS_BLOB, digest)}
    return len(lost)


def _event(octets: bytes | None) -> Event | None:
    try:
        return decode(octets) if octets is not None else None
    except Refusal:
        return None


def _last(file: StoreFile) -> int:
    return max(_read(file, statement) or 0 for statement in (sql.LAST_EVENT, sql.LAST_BODY))


def _each(file: StoreFile, statement: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement, none when it meets damage."""
    try:
        yield from file.all(statement)
    except Refusal:
        return


def _read_row(file: StoreFile, statement: str, *values: Any) -> tuple[Any, ...] | None:
    try:
        return file.one(statement, *values)
    except Refusal:
        return None


def _read(file: StoreFile, statement: str, *values: Any) -> Any:
    row = _read_row(file, statement, *values)
    return None if row is None else row[0]


def _aside(directory: Path) -> Path:
    number = 1
    while (directory / f"damaged-{number}.db").exists():
        number += 1
    return directory / f"damaged-{number}.db"


def _remove(directory: Path) -> None:
    if directory.exists():
        for path in directory.iterdir():
            path.unlink()
        directory.rmdir()
