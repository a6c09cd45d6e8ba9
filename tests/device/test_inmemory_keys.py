"""The twin of the key slots."""

from device.outbox.ledger import project
from simulator.inmemory.keys import MemoryKeys
from simulator.inmemory.store import MemoryStore
from tests.device.check import refuses


def test_slots_are_given_by_those_who_have_one() -> None:
    store = MemoryStore(project)
    keys = MemoryKeys(store, "CODE")
    refuses("KEY_SLOT_MISSING", keys.enrol, "B", "2")
    assert keys.open("A", "1").recovery == "CODE" and keys.open("A", "1").recovery == ""
    refuses("KEY_WRONG", keys.open, "A", "2")
    refuses("KEY_SLOT_MISSING", keys.open, "B", "2")
    keys.enrol("B", "2")
    assert keys.open("B", "2").store is store
    refuses("KEY_WRONG", keys.recover, "NO", "A", "3")
    assert keys.recover("CODE", "A", "3").store is store and keys.open("A", "3").store is store


def test_a_slot_is_taken_away_but_never_the_last() -> None:
    keys = MemoryKeys(MemoryStore(project))
    keys.open("A", "1")
    refuses("KEY_SLOT_MISSING", keys.withdraw, "B")
    refuses("KEY_SLOT_LAST", keys.withdraw, "A")
    keys.enrol("B", "2")
    keys.withdraw("A")
    refuses("KEY_SLOT_MISSING", keys.open, "A", "1")
