"""The words of `Store`, held by the store on disk and by its twin."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from device.base.wire import digest_hex
from device.journal.encode import encode, normal
from device.ports import Store
from hal.store import SqlStore
from simulator.inmemory import MemoryStore
from tests.device.check import raises, refuses
from tests.store.facts import KEY, answered, closed, event, invoice, mail, project, visit

Make = Callable[[], Store]


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore(project)
        return
    real = SqlStore(tmp_path / "store", KEY, project)
    yield real
    real.close()


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.next_sequence() == 1
    assert list(store.events()) == [] and store.quarantine() == []
    assert store.row("visit", "T0042-1") is None and store.rows("visit") == [] and store.count("visit") == 0
    assert store.blob("0" * 64) is None
    assert store.room() > 1 << 20


def test_events_come_back_in_order_as_they_were_written(store: Store) -> None:
    events = (visit(1), visit(2), answered(3, ({"é": "œ"}, ("", None, True, -1))))
    store.append(events[:1])
    store.append(events[1:])
    assert list(store.events()) == [normal(each) for each in events]
    assert list(store.events(2)) == [normal(events[2])]
    assert store.next_sequence() == 4


def test_derived_rows_change_with_the_events(store: Store) -> None:
    store.append((visit(1), visit(2), closed(3, of=1)))
    store.append((visit(4),))
    assert store.row("patient", "T0042-1") == {"patient": "T0042-1", "visits": 3}
    assert [row["visit"] for row in store.rows("visit")] == ["T0042-2", "T0042-4"]
    assert store.count("visit") == 2 and store.count("patient") == 1


def test_rows_are_the_callers_own(store: Store) -> None:
    store.append((visit(1),))
    row = store.row("patient", "T0042-1")
    assert row is not None
    row["visits"] = 99
    store.rows("patient")[0]["visits"] = 99
    assert store.row("patient", "T0042-1") == {"patient": "T0042-1", "visits": 1}


def test_rows_are_read_page_by_page_in_both_directions(store: Store) -> None:
    store.append(tuple(visit(number) for number in range(1, 8)))
    first = [row["visit"] for row in store.rows("visit", limit=3)]
    assert first == ["T0042-1", "T0042-2", "T0042-3"]
    assert [row["visit"] for row in store.rows("visit", after="020744-000003", limit=3)] == ["T0042-4", "T0042-5", "T0042-6"]
    assert [row["visit"] for row in store.rows("visit", limit=2, last_first=True)] == ["T0042-7", "T0042-6"]
    assert [row["visit"] for row in store.rows("visit", after="020744-000002", last_first=True)] == ["T0042-1"]


def test_a_refused_append_changes_nothing(store: Store) -> None:
    store.append((visit(1),))
    refuses("EVENT_ORDER", store.append, (visit(2), visit(4)))
    refuses("BLOB_MISSING", store.append, (visit(2), mail(3, b"not given")))
    refuses("EVENT_KIND", store.append, (visit(2), event(3, "visit.dreamt", {})))
    refuses("EVENT_BODY", store.append, (event(2, "visit.closed", {"visit": "T0042-1"}),))
    refuses("WIRE_VALUE", store.append, (event(2, "visit.closed", {"visit": "T0042-1", "reason": b""}),))
    raises(TypeError, store.append, (visit(2), visit(3, patient=None)))  # type: ignore[arg-type]
    assert store.next_sequence() == 2 and store.count("visit") == 1
    assert store.row("patient", "T0042-1") == {"patient": "T0042-1", "visits": 1}


def test_appending_again_is_harmless_and_another_event_in_its_place_is_refused(store: Store) -> None:
    store.append((visit(1), visit(2)))
    store.append((visit(1), visit(2), visit(3)))
    assert store.row("patient", "T0042-1") == {"patient": "T0042-1", "visits": 3}
    refuses("EVENT_TWICE", store.append, (visit(2, patient="T0042-9"),))
    refuses("EVENT_TWICE", store.append, (visit(0),))
    assert store.next_sequence() == 4


def test_blobs_are_kept_with_the_event_that_names_them(store: Store) -> None:
    store.append((mail(1, b"octets"),), (b"octets", b"octets"))
    assert store.blob(digest_hex(b"octets")) == b"octets"
    store.append((mail(2, b"octets"),))
    assert [each.body["blob"] for each in store.events()] == [digest_hex(b"octets")] * 2


def test_a_purge_leaves_the_digest_and_the_rest_goes_on(store: Store) -> None:
    events = (mail(1, b"octets"), visit(2), visit(3))
    store.append(events, (b"octets",))
    gone = (digest_hex(b"octets"), digest_hex(encode(events[1])))
    assert store.purge(gone) == 2
    assert store.purge(gone) == 0
    assert store.blob(gone[0]) is None
    assert list(store.events()) == [events[0], events[2]]
    assert store.quarantine() == []
    store.append((mail(4, b"octets"),))
    assert store.next_sequence() == 5


def spoiled(store: Store, sequence: int) -> None:
    """Spoil a body and have it noticed."""
    if isinstance(store, MemoryStore):
        store.tear(sequence)
    elif isinstance(store, SqlStore):
        with store.file() as file:
            file.all("UPDATE body SET octets = x'00' WHERE sequence = ?", sequence)
    assert sequence not in [each.sequence() for each in store.events()]


def test_what_a_torn_event_is_about_is_frozen_until_a_person_settles_it(store: Store) -> None:
    store.append((visit(1, patient="T0042-90"), visit(2, patient="T0042-91")))
    spoiled(store, 1)
    (row,) = store.quarantine()
    assert (row["sequence"], row["reason"], row["about"]) == (1, "BODY_TORN", ["T0042-90", "T0042-1"])
    refuses("FROZEN", store.append, (invoice(3, "T0042-90"),))
    store.append((invoice(3, "T0042-91"),))
    store.append((event(4, "quarantine.settled", {"sequence": 1, "decision": "seen"}),))
    store.append((invoice(5, "T0042-90"),))
    assert store.next_sequence() == 6 and len(store.quarantine()) == 1


def test_a_store_that_is_full_refuses_before_it_fails(tmp_path: Path) -> None:
    small = SqlStore(tmp_path / "store", KEY, project, budget=3 << 20)
    for store in (small, MemoryStore(project, capacity=1 << 20)):
        store.append((visit(1),))
        refuses("STORE_FULL", store.append, (mail(2, bytes(1 << 20)),), (bytes(1 << 20),))

        store.append((visit(2),))
        assert store.next_sequence() == 3
    small.close()
