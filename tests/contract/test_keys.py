"""The words of `Keys`, held by the key file with its store on disk and by its twin."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from device.outbox.ledger import project
from device.ports import Keys
from hal.keyring import Keyring
from hal.keys import Cost, KeyFile
from hal.store import SqlStore
from simulator.inmemory.keys import MemoryKeys
from simulator.inmemory.store import MemoryStore
from tests.device.check import refuses

ANNE, PAUL = "10004202619", "10002909371"
CHEAP = Cost(memory=64, passes=1)


@pytest.fixture(params=["disk", "memory"])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keys]:
    if request.param == "memory":
        yield MemoryKeys(MemoryStore(project), "ABCD EFGH")
        return
    opened: list[SqlStore] = []

    def opener(key: bytes) -> SqlStore:
        opened.append(SqlStore(tmp_path / "store", key, project))
        return opened[-1]

    yield Keyring(KeyFile(tmp_path / "keys", bytes(32), CHEAP), opener)
    for store in opened:
        store.close()


def test_the_first_person_opens_and_is_told_the_recovery_code_once(keys: Keys) -> None:
    first = keys.open(ANNE, "1234")
    assert first.recovery != "" and keys.open(ANNE, "1234").recovery == ""
    assert keys.open(ANNE, "1234").store is first.store
    refuses("KEY_WRONG", keys.open, ANNE, "4321")
    refuses("KEY_SLOT_MISSING", keys.open, PAUL, "4321")


def test_who_tries_codes_waits_and_the_code_on_paper_does_not(keys: Keys) -> None:
    paper = keys.open(ANNE, "1234").recovery
    for code in ("0000", "0001", "0002", "0003"):
        refuses("KEY_WRONG", keys.open, ANNE, code)
    keys.open(ANNE, "1234")
    for code in ("0000", "0001", "0002", "0003"):
        refuses("KEY_WRONG", keys.open, ANNE, code)
    refuses("KEY_WRONG", keys.prepare, ANNE, "0004", "0005")
    assert refuses("KEY_WAIT", keys.open, ANNE, "1234").facts == {"count": 1}
    refuses("KEY_WAIT", keys.prepare, ANNE, "1234", "0005")
    keys.recover(paper, ANNE, "1234")
    keys.open(ANNE, "1234")


def test_a_person_is_enrolled_on_the_open_store_only(keys: Keys) -> None:
    refuses("KEY_SLOT_MISSING", keys.enrol, PAUL, "4321")
    store = keys.open(ANNE, "1234").store
    keys.enrol(PAUL, "4321")
    assert keys.open(PAUL, "4321").store is store


def test_a_slot_is_withdrawn_but_never_the_last(keys: Keys) -> None:
    keys.open(ANNE, "1234")
    refuses("KEY_SLOT_MISSING", keys.withdraw, PAUL)
    keys.enrol(PAUL, "4321")
    keys.withdraw(PAUL)
    refuses("KEY_SLOT_MISSING", keys.open, PAUL, "4321")
    refuses("KEY_SLOT_LAST", keys.withdraw, ANNE)
    assert keys.open(ANNE, "1234").recovery == ""


@pytest.mark.parametrize(("taken", "other"), [("1234", "5678"), ("5678", "1234")])
def test_a_prepared_secret_opens_beside_the_present_one_until_one_did(keys: Keys, taken: str, other: str) -> None:
    """The card took the new code, or was cut off before it did: the store opens with the code that the card has."""
    store = keys.open(ANNE, "1234").store
    keys.prepare(ANNE, "1234", "5678")
    refuses("KEY_WRONG", keys.open, ANNE, "0000")
    assert keys.open(ANNE, taken).store is store
    refuses("KEY_WRONG", keys.open, ANNE, other)
    assert keys.open(ANNE, taken).store is store


def test_only_who_knows_the_present_secret_prepares_another(keys: Keys) -> None:
    keys.open(ANNE, "1234")
    refuses("KEY_WRONG", keys.prepare, ANNE, "4321", "5678")
    refuses("KEY_SLOT_MISSING", keys.prepare, PAUL, "1234", "5678")
    refuses("KEY_WRONG", keys.open, ANNE, "5678")


def test_what_was_prepared_goes_with_its_slot(keys: Keys) -> None:
    first = keys.open(ANNE, "1234")
    keys.enrol(PAUL, "4321")
    keys.prepare(PAUL, "4321", "8765")
    keys.withdraw(PAUL)
    keys.enrol(PAUL, "1111")
    refuses("KEY_WRONG", keys.open, PAUL, "8765")
    keys.prepare(ANNE, "1234", "5678")
    keys.recover(first.recovery, ANNE, "9999")
    refuses("KEY_WRONG", keys.open, ANNE, "5678")


def test_another_recovery_code_takes_the_place_of_the_former(keys: Keys) -> None:
    refuses("KEY_SLOT_MISSING", keys.renew_recovery)
    former = keys.open(ANNE, "1234").recovery
    code = keys.renew_recovery()
    refuses("KEY_WRONG", keys.recover, former, ANNE, "9999")
    keys.recover(code, ANNE, "9999")
    assert keys.open(ANNE, "9999").recovery == ""


def test_the_recovery_code_gives_a_new_secret(keys: Keys) -> None:
    first = keys.open(ANNE, "1234")
    refuses("KEY_WRONG", keys.recover, "NOT THE CODE", ANNE, "9999")
    assert keys.recover(first.recovery, ANNE, "9999").store is first.store
    refuses("KEY_WRONG", keys.open, ANNE, "1234")
    assert keys.open(ANNE, "9999").store is first.store
