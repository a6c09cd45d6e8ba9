"""Key slots and the store they open."""

from pathlib import Path

from device.outbox.ledger import project
from hal.keyring import Keyring
from hal.keys import Cost, KeyFile
from hal.store import SqlStore
from tests.device.check import refuses

CHEAP = Cost(memory=64, passes=1)


def ring(directory: Path) -> Keyring:
    """A ring over files in a directory."""
    return Keyring(KeyFile(directory / "keys", bytes(32), CHEAP), lambda key: SqlStore(directory / "store", key, project))


def test_the_first_person_gets_the_first_slot_and_the_recovery_code_is_told_once(tmp_path: Path) -> None:
    keys = ring(tmp_path)
    opened = keys.open("A", "1942")
    assert opened.recovery and keys.open("A", "1942").recovery == ""
    assert keys.open("A", "1942").store is opened.store
    opened.store.close()


def test_a_stranger_is_refused_until_enrolled_by_a_store_that_is_open(tmp_path: Path) -> None:
    keys = ring(tmp_path)
    refuses("KEY_SLOT_MISSING", keys.enrol, "B", "2000")
    store = keys.open("A", "1942").store
    refuses("KEY_SLOT_MISSING", keys.open, "B", "2000")
    keys.enrol("B", "2000")
    assert keys.open("B", "2000").store is store
    refuses("KEY_WRONG", keys.open, "B", "2001")
    store.close()


def test_the_recovery_code_gives_a_person_a_new_secret(tmp_path: Path) -> None:
    opened = ring(tmp_path).open("A", "1942")
    opened.store.close()
    again = ring(tmp_path)
    refuses("KEY_WRONG", again.recover, "AAAA BBBB", "A", "2026")
    again.recover(opened.recovery.lower(), "A", "2026").store.close()
    last = ring(tmp_path)
    refuses("KEY_WRONG", last.open, "A", "1942")
    last.open("A", "2026").store.close()
