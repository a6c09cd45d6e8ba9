"""What must hold of a store that the writer was killed on, whatever the moment."""

from pathlib import Path

from device.base.wire import digest_hex
from hal.store import SqlStore
from hal.store_care import check
from tests.store.facts import KEY, project
from tests.store.writer import event_of, octets_of


def acknowledged(printed: str) -> int:
    """The last sequence that the writer said was durable."""
    return max([0, *(int(line) for line in printed.split() if line.isdecimal())])


def faults(directory: Path, acked: int) -> list[str]:
    """Every breach of: nothing acknowledged is lost, nothing is changed or doubled, rows agree, the store goes on."""
    store = SqlStore(directory, KEY, project, ballast=0)
    try:
        events = list(store.events())
        found = [] if len(events) >= acked else ["acknowledged events are lost"]
        found += [f"event {n} is another" for n, event in enumerate(events, 1) if event != event_of(n)]
        found += [f"blob of {n} is gone" for n, event in enumerate(events, 1) if not _has_blob(store, n)]
        found += [] if check(store).is_sound else [str(check(store))]
        before = store.next_sequence()
        store.append((event_of(before),), (octets_of(before),))
        return found + ([] if store.next_sequence() == before + 1 else ["it does not go on"])
    finally:
        store.close()


def _has_blob(store: SqlStore, sequence: int) -> bool:
    if event_of(sequence).kind != "mail.stored":
        return True
    blob = store.blob(digest_hex(octets_of(sequence)))
    return blob == octets_of(sequence) or (blob is None and sequence % 7 == 0)
