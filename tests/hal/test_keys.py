"""The store's key and its slots."""

from pathlib import Path

import pytest

from device.base import wire
from hal.keys import RECOVERY, WRONG_FREE, Cost, KeyFile, code_secret, device_secret, recovery_code
from tests.device.check import refuses

DEVICE = bytes(32)
CHEAP = Cost(memory=64, passes=1)
ANNE, PAUL = "123456789", "987654321"


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "keys", DEVICE, CHEAP)


def test_each_person_opens_the_same_key(keys: KeyFile) -> None:
    assert not keys.exists()
    key = keys.create({ANNE: b"1234"})
    code = recovery_code()
    keys.put(PAUL, b"4321", key)
    keys.put(RECOVERY, code_secret(code), key)
    assert len(key) == 32 and keys.people() == [ANNE, PAUL, RECOVERY]
    assert keys.open(ANNE, b"1234") == keys.open(PAUL, b"4321") == key
    assert keys.open(RECOVERY, code_secret(code.lower().replace(" ", "-"))) == key


def test_no_one_else_opens_it(keys: KeyFile, tmp_path: Path) -> None:
    keys.create({ANNE: b"1234"})
    refuses("KEY_WRONG", keys.open, ANNE, b"1235")
    refuses("KEY_SLOT_MISSING", keys.open, PAUL, b"1234")
    refuses("KEY_WRONG", KeyFile(tmp_path / "keys", b"\1" * 32, CHEAP).open, ANNE, b"1234")


def test_a_slot_serves_its_own_person_only(keys: KeyFile, tmp_path: Path) -> None:
    keys.create({ANNE: b"1234"})
    values = wire.read((tmp_path / "keys").read_bytes())
    values["slots"][PAUL] = values["slots"][ANNE]
    (tmp_path / "keys").write_bytes(wire.write(values))
    refuses("KEY_WRONG", keys.open, PAUL, b"1234")


def test_a_secret_changes_and_a_slot_goes(keys: KeyFile) -> None:
    key = keys.create({ANNE: b"1234"})
    keys.put(ANNE, b"5678", key)
    refuses("KEY_WRONG", keys.open, ANNE, b"1234")
    assert keys.open(ANNE, b"5678") == key
    refuses("KEY_SLOT_LAST", keys.remove, ANNE)
    keys.put(PAUL, b"4321", key)
    keys.remove(ANNE)
    refuses("KEY_SLOT_MISSING", keys.remove, ANNE)
    assert keys.people() == [PAUL]


def test_a_file_of_the_first_release_opens_and_takes_a_prepared_secret(keys: KeyFile, tmp_path: Path) -> None:
    key = keys.create({ANNE: b"1234"})
    assert "prepared" not in wire.read((tmp_path / "keys").read_bytes())
    keys.prepare(ANNE, b"1234", b"5678")
    assert keys.people() == [ANNE]
    again = KeyFile(tmp_path / "keys", DEVICE, CHEAP)
    assert again.open(ANNE, b"5678") == key
    assert "prepared" not in wire.read((tmp_path / "keys").read_bytes())


def test_a_key_is_never_made_over_another(keys: KeyFile, tmp_path: Path) -> None:
    keys.create({ANNE: b"1234"})
    with pytest.raises(FileExistsError):
        keys.create({PAUL: b"4321"})
    (tmp_path / "keys").unlink()
    refuses("KEYS_TORN", keys.open, ANNE, b"1234")


def test_a_torn_file_is_said(keys: KeyFile, tmp_path: Path) -> None:
    keys.create({ANNE: b"1234"})
    octets = (tmp_path / "keys").read_bytes()
    for torn in (b"", octets[:-1], octets.replace(b"memory", b"memorx"), wire.write([]), wire.write({})):
        (tmp_path / "keys").write_bytes(torn)
        refuses("KEYS_TORN", keys.open, ANNE, b"1234")


def test_nothing_of_the_secrets_is_in_the_file(keys: KeyFile, tmp_path: Path) -> None:
    key = keys.create({ANNE: b"1234"})
    octets = (tmp_path / "keys").read_bytes()
    assert key not in octets and key.hex().encode() not in octets and b'1234"' not in octets
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0


def test_the_device_has_one_secret(tmp_path: Path) -> None:
    path = tmp_path / "device" / "secret"
    assert device_secret(path) == device_secret(path) and len(device_secret(path)) == 32
    path.write_bytes(b"short")
    refuses("KEYS_TORN", device_secret, path)


def test_the_cost_is_that_of_the_slot(keys: KeyFile, tmp_path: Path) -> None:
    key = keys.create({ANNE: b"1234"})
    assert KeyFile(tmp_path / "keys", DEVICE).open(ANNE, b"1234") == key
    assert (Cost().memory, Cost().passes) == (65536, 3)


class _Machine:
    """Seconds since it started."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def machine() -> _Machine:
    return _Machine()


@pytest.fixture
def besieged(tmp_path: Path, machine: _Machine) -> KeyFile:
    """A file of which five wrong codes were tried."""
    keys = KeyFile(tmp_path / "keys", DEVICE, CHEAP, machine)
    keys.create({ANNE: b"1234", PAUL: b"4321", RECOVERY: b"PAPER"})
    for _ in range(WRONG_FREE):
        refuses("KEY_WRONG", keys.open, ANNE, b"0000")
    return keys


def test_each_wrong_code_makes_the_next_wait_longer_up_to_an_hour(besieged: KeyFile, machine: _Machine) -> None:
    for wait in (30, 60, 120, 240, 480, 960, 1920, 3600, 3600):
        machine.seconds += wait - 1
        assert refuses("KEY_WAIT", besieged.open, ANNE, b"1234").facts == {"count": 1}
        machine.seconds += 1
        refuses("KEY_WRONG", besieged.open, ANNE, b"0000")
    assert refuses("KEY_WAIT", besieged.open, ANNE, b"1234").facts == {"count": 60}
    machine.seconds += 3600
    assert besieged.open(ANNE, b"1234") == besieged.open(PAUL, b"4321")
    refuses("KEY_WRONG", besieged.open, ANNE, b"0000")
    besieged.open(ANNE, b"1234")


def test_neither_another_program_nor_a_start_shortens_the_wait(besieged: KeyFile, machine: _Machine, tmp_path: Path) -> None:
    machine.seconds = 10.0  # the machine started again
    again = KeyFile(tmp_path / "keys", DEVICE, CHEAP, machine)
    refuses("KEY_WAIT", again.open, ANNE, b"1234")
    machine.seconds = 29.0
    refuses("KEY_WAIT", again.prepare, ANNE, b"1234", b"0001")
    machine.seconds = 30.0
    again.open(ANNE, b"1234")


def test_others_and_the_code_on_paper_do_not_wait(besieged: KeyFile) -> None:
    key = besieged.open(PAUL, b"4321")
    refuses("KEY_WRONG", besieged.open, RECOVERY, b"PAGER")
    assert besieged.open(RECOVERY, b"PAPER") == key
    besieged.put(ANNE, b"1234", key)
    besieged.open(ANNE, b"1234")


def test_an_attempt_is_counted_before_it_is_made(keys: KeyFile, tmp_path: Path) -> None:
    """A cut in the middle of an attempt, which here is a slot that cannot be unwrapped, gives none back."""
    keys.create({ANNE: b"1234"})
    values = wire.read((tmp_path / "keys").read_bytes())
    values["slots"][ANNE]["salt"] = "no salt"
    (tmp_path / "keys").write_bytes(wire.write(values))
    with pytest.raises(ValueError, match="hexadecimal"):
        keys.open(ANNE, b"1234")
    assert wire.read((tmp_path / "keys").read_bytes())["wrong"][ANNE]["count"] == 1


def test_a_disk_that_is_full_locks_nobody_out(keys: KeyFile, tmp_path: Path) -> None:
    key = keys.create({ANNE: b"1234"})
    (tmp_path / "keys.part").mkdir()
    refuses("KEY_WRONG", keys.open, ANNE, b"0000")
    assert keys.open(ANNE, b"1234") == key
