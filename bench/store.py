"""The store: a list of many rows against one of few, and the floor of a durable write for whoever measures signing."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measure import Measure, alternating, seconds
from device.journal.events import KINDS, Event
from device.ports import Change
from hal.store import SqlStore

KEY = bytes(32)
RUNS = 60
SHOWN = 12  # rows that a screen shows at once


def two_fsync_writes(directory: Path, octets: bytes) -> None:
    """The floor of intent and result: the same octets appended and synced twice, with nothing around."""
    descriptor = os.open(directory / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        for _ in range(2):
            os.write(descriptor, octets)
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def listing(_read: object, event: Event) -> tuple[Change, ...]:
    """A projector that lists each visit by its place."""
    row = {"visit": event.body["visit"], "patient": event.body["patient"], "town": "Saint-Martin-de-Crau", "cents": 1234, "state": "queued"}
    return (Change("visit", event.uid, f"{event.sequence():08d}", row),)


@contextmanager
def filled(rows: int) -> Iterator[SqlStore]:
    """A store whose list has so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqlStore(Path(folder), KEY, listing)
        store.append(tuple(_visit(number) for number in range(1, rows + 1)))
        yield store
        store.close()


def _visit(number: int) -> Event:
    uid = f"T0042-{number}"
    body = {"visit": uid, "patient": f"T0042-{number % 97}", "flow": ""}
    return Event(uid, "visit.opened", KINDS["visit.opened"][0], "7", "7", "7", "7", 20744, 480, 120, True, body)


def opened(store: SqlStore) -> None:
    """What a screen asks to show its list: how many there are, the newest of them, and the page after."""
    store.count("visit")
    store.rows("visit", limit=SHOWN, last_first=True)
    store.rows("visit", after="00000050", limit=SHOWN)


def measure() -> list[Measure]:
    """Opening a list of 10,000 rows, against one of 100."""
    with filled(10_000) as many, filled(100) as few:
        ours, floor = alternating(lambda: 1000 * seconds(lambda: opened(many)), lambda: 1000 * seconds(lambda: opened(few)), RUNS)
    return [Measure("list_10000", ours, floor, 1.5, "ms", RUNS)]
