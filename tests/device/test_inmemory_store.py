"""The journal's twin, on every engine; what it shares with the store on disk is in tests/contract."""

from device.base.wire import digest_hex
from device.journal.events import Event
from device.ports import Change
from simulator.inmemory import MemoryStore
from tests.device.check import refuses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.journal.derive import Read


def event(sequence: int, kind: str, body: "dict[str, Any]") -> Event:
    return Event("T0042-%d" % sequence, kind, 1, "7", "7", "7", "7", 20744, 480, 120, True, body)


def visit(sequence: int) -> Event:
    return event(sequence, "visit.opened", {"visit": "T0042-%d" % sequence, "patient": "T0042-90", "flow": ""})


def mail(sequence: int, octets: bytes) -> Event:
    digest = digest_hex(octets)
    return event(sequence, "mail.stored", {"mail": "m", "digest": digest, "sender": "", "description": "", "blob": digest})


def project(read: "Read", event: Event) -> "tuple[Change, ...]":
    if event.kind == "visit.closed":
        return (Change("visit", event.body["visit"], "", None),)
    if event.kind != "visit.opened":
        return ()
    row = read("patient", "T0042-90") or {"visits": 0}
    row["visits"] += 1
    place = "%06d" % event.sequence()
    return (Change("visit", event.body["visit"], place, {"visit": event.body["visit"]}), Change("patient", "T0042-90", "", row))


def filled() -> MemoryStore:
    store = MemoryStore(project)
    store.append((mail(1, b"octets"), visit(2), visit(3)), (b"octets",))
    store.append((visit(4), event(5, "visit.closed", {"visit": "T0042-2", "reason": ""})))
    return store


def test_events_rows_and_blobs_come_back() -> None:
    store = filled()
    assert [each.sequence() for each in store.events()] == [1, 2, 3, 4, 5]
    assert [each.sequence() for each in store.events(3)] == [4, 5]
    assert store.next_sequence() == 6
    assert store.row("patient", "T0042-90") == {"visits": 3}
    assert store.row("visit", "T0042-2") is None
    assert store.rows("visit") == [{"visit": "T0042-3"}, {"visit": "T0042-4"}]
    assert store.rows("visit", "", 1, True) == [{"visit": "T0042-4"}]
    assert store.rows("visit", "000003") == [{"visit": "T0042-4"}]
    assert store.rows("visit", "000004", 100, True) == [{"visit": "T0042-3"}]
    assert store.count("visit") == 2
    assert store.blob(digest_hex(b"octets")) == b"octets"


def test_appending_again_is_harmless() -> None:
    store = filled()
    store.append((visit(3), visit(4)))
    assert store.next_sequence() == 6
    refuses("EVENT_TWICE", store.append, (visit(5),))
    refuses("EVENT_ORDER", store.append, (visit(7),))
    refuses("BLOB_MISSING", store.append, (mail(6, b"other"),))


def test_a_torn_body_is_set_aside() -> None:
    store = filled()
    store.tear(3)
    assert [each.sequence() for each in store.events()] == [1, 2, 4, 5]
    assert store.quarantine() == [{"sequence": 3, "kind": "visit.opened", "reason": "BODY_TORN", "about": ["T0042-90", "T0042-3"]}]


def test_a_purge_leaves_digests() -> None:
    store = filled()
    digests = (digest_hex(b"octets"), store.digest_at(2))
    assert store.purge(digests) == 2 and store.purge(digests) == 0
    assert store.blob(digests[0]) is None
    assert [each.sequence() for each in store.events()] == [1, 3, 4, 5]
    store.append((mail(6, b"octets"),))
    assert store.quarantine() == []


def test_it_refuses_before_it_is_full() -> None:
    store = MemoryStore(project, 1000)
    refuses("STORE_FULL", store.append, (mail(1, bytes(1000)),), (bytes(1000),))
    assert store.next_sequence() == 1 and store.room() == 1000
