"""Care for a store: is it sound, and what can be saved of it when it is not."""

from __future__ import annotations

import os
from collections.abc import Callable
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
from hal.store_ruin import Ruin

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
    _remove(directory / _NEW)
    old, new = Ruin(directory, key), StoreFile(directory / _NEW, key, 0)
    list(old.rows(sql.CHECKPOINT))  # so that no log of the old file is taken for one of the new
    new.open()
    last = _last(old)
    with new.transaction():
        events, lost = _copy_events(old, new, last)
        _copy_blobs(old, new)
    blobs_lost = _blobs_lost(new, last)
    new.close()
    old.close()
    kept = _aside(directory)
    os.link(directory / DATABASE, kept)
    os.replace(directory / _NEW / DATABASE, directory / DATABASE)
    sync_directory(directory)
    _remove(directory / _NEW)
    return Saved(events, lost, blobs_lost, kept)


def _copy_events(old: Ruin, new: StoreFile, last: int) -> tuple[int, int]:
    """Entries and bodies one by one, each found from the top of its tree; an entry that is lost is made again from its body."""
    link, found, lost = START, 0, 0
    for sequence in range(1, last + 1):
        there = old.row(sql.PLACE_AT, sequence)
        octets = old.value(sql.BODY, sequence, proof=_proof(there))
        place = there or _place(sequence, octets, link)
        if place is None or (octets is None and not old.value(sql.WAS_PURGED, place[3])):
            lost += 1
        if place is not None:
            new.many(sql.ADD_EVENT, [place])
            link, found = place[4], found + 1
        if octets is not None:
            new.many(sql.ADD_BODY, [(sequence, octets)])
    for row in old.rows(sql.PURGED):
        new.many(sql.ADD_PURGED, [row])
    return found, lost


def _proof(place: tuple[Any, ...] | None) -> Callable[[tuple[Any, ...]], bool]:
    """That a body is the one its entry was made of; where the entry is lost, that it can be read at all."""
    if place is None:
        return lambda row: _event(row[0]) is not None
    return lambda row: digest_hex(row[0]) == place[3]


def _place(sequence: int, octets: bytes | None, link: str) -> tuple[Any, ...] | None:
    """The entry that a body belongs to, when it can be read."""
    event = _event(octets)
    if event is None or octets is None:
        return None
    digest = digest_hex(octets)
    return sequence, event.uid, event.kind, digest, next_link(link, sequence, digest), " ".join(about(event))


def _copy_blobs(old: Ruin, new: StoreFile) -> None:
    for number in range(1, (old.value(sql.LAST_BLOB) or 0) + 1):
        row = old.row(sql.BLOB_AT, number, proof=lambda row: digest_hex(row[1]) == row[0])
        if row is not None:
            new.many(sql.ADD_BLOB, [row])


def _blobs_lost(new: StoreFile, last: int) -> int:
    """How many octets that an event names are nowhere."""
    lost = set()
    for sequence in range(1, last + 1):
        body = new.one(sql.BODY, sequence)
        event = _event(body[0]) if body else None
        named = blobs_named(event) if event else []
        lost |= {digest for digest in named if not new.one(sql.KNOWS_BLOB, digest)}
    return len(lost)


def _event(octets: bytes | None) -> Event | None:
    try:
        return decode(octets) if octets is not None else None
    except Refusal:
        return None


def _last(old: Ruin) -> int:
    return max(old.value(statement) or 0 for statement in (sql.LAST_EVENT, sql.LAST_BODY))


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
