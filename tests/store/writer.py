"""A program that appends to a store until it is ended: `python -m tests.store.writer DIRECTORY COUNT [SYNCHRONOUS]`.

It prints the sequence of each event once it is durable, and the code of each refusal; the fifth event closes a visit, the
seventh purges a mail, so that every kind of write takes place.
SYNCHRONOUS (off, normal) makes it sync less: what a test of durability must notice.
"""

import sys
from pathlib import Path

from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.journal.events import Event
from hal.store import SqlStore
from tests.store.facts import KEY, closed, mail, project, visit


def octets_of(sequence: int) -> bytes:
    """The octets that the event of that sequence carries, when it is a mail."""
    return b"%08d" % sequence * 375


def event_of(sequence: int) -> Event:
    """The event that any writer puts in that place."""
    if sequence % 5 == 0:
        return closed(sequence, of=sequence - 1)
    return mail(sequence, octets_of(sequence)) if sequence % 2 else visit(sequence)


def write(store: SqlStore, count: int) -> None:
    """Append so many events, one by one."""
    for _ in range(count):
        sequence = store.next_sequence()
        event = event_of(sequence)
        try:
            store.append((event,), (octets_of(sequence),) if event.kind == "mail.stored" else ())
            if sequence % 7 == 0:
                store.purge((digest_hex(octets_of(sequence)),))
        except Refusal as refusal:
            print(refusal.code, flush=True)
        else:
            print(sequence, flush=True)


def main(argv: list[str]) -> int:
    """Open, write, close."""
    store = SqlStore(Path(argv[0]), KEY, project, ballast=1 << 16)
    with store.file() as file:
        file.all(f"PRAGMA synchronous = {argv[2] if len(argv) > 2 else 'extra'}")
    print("open", flush=True)
    write(store, int(argv[1]))
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
