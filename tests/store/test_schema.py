"""The schema's steps, what lies on the disk, and a store of each release."""

import hashlib
from pathlib import Path

import pytest

from hal import store_sql as sql
from hal.store import SqlStore
from hal.store_file import DATABASE, StoreFile, migrate
from tests.device.check import refuses
from tests.store.facts import KEY, event, mail, project, visit

# Each migration as it was released: one that changes would leave older stores behind.
RELEASED = ("a8aa28b0132511ff",)


def test_released_migrations_never_change() -> None:
    assert tuple(hashlib.sha256(step.encode()).hexdigest()[:16] for step in sql.MIGRATIONS) == RELEASED


def test_a_schema_is_brought_up_to_date_one_step_at_a_time(tmp_path: Path) -> None:
    steps = (*sql.MIGRATIONS, "CREATE TABLE one (a);", "ALTER TABLE one ADD COLUMN b;\nINSERT INTO one VALUES (1, 2);")
    store = SqlStore(tmp_path, KEY, project)
    store.append((visit(1),))
    with store.file() as file:
        migrate(file, steps[:-1])
        assert file.one(sql.VERSION) == (len(steps) - 1,)
        migrate(file, steps)
        migrate(file, steps)
        assert file.all("SELECT a, b FROM one") == [(1, 2)]
    assert [each.uid for each in store.events()] == ["T0042-1"]
    store.close()
    refuses("STORE_NEWER", SqlStore, tmp_path, KEY, project)


def test_a_step_that_fails_leaves_the_schema_as_it_was(tmp_path: Path) -> None:
    store = SqlStore(tmp_path, KEY, project)
    with store.file() as file:
        with pytest.raises(Exception, match="no such table"):
            migrate(file, (*sql.MIGRATIONS, "CREATE TABLE one (a);\nINSERT INTO two VALUES (1);"))
        assert file.one(sql.VERSION) == (len(sql.MIGRATIONS),)
        assert file.all("SELECT name FROM sqlite_master WHERE name = 'one'") == []
    store.close()


def test_what_the_medium_sees_says_nothing(tmp_path: Path) -> None:
    """A NIR in an event, in a row and in a blob: nowhere in the directory, neither while it is open nor after."""
    nir = "285057800608491"
    store = SqlStore(tmp_path, KEY, project)
    zone = f"zone {nir}".encode()
    store.append((visit(1, patient=nir), mail(2, zone), event(3, "visit.closed", {"visit": nir, "reason": nir})), (zone,))
    store.append(tuple(visit(number, patient=nir) for number in range(4, 300)))
    for moment in ("open", "closed"):
        files = [path for path in tmp_path.iterdir() if path.is_file()]
        assert any(path.name == DATABASE for path in files), moment
        for path in files:
            octets = path.read_bytes()
            assert not any(word in octets for word in (nir.encode(), b"T0042-", b"visit.opened", b"CREATE TABLE", b"SQLite format"))
        store.close()


def test_the_store_is_opened_as_it_was_measured(tmp_path: Path) -> None:
    file = StoreFile(tmp_path, KEY, 4096)
    file.open()
    asked = ("journal_mode", "synchronous", "locking_mode", "secure_delete", "cipher_version")
    modes = [file.all(f"PRAGMA {name}")[0][0] for name in asked]
    assert modes[:4] == ["wal", 3, "exclusive", 1] and modes[4].startswith("4.")
    assert (tmp_path / "ballast").stat().st_size == 4096
    file.close()
    with pytest.raises(ValueError, match="32 octets"):
        StoreFile(tmp_path, b"short", 0)


def test_the_ballast_is_given_up_and_laid_again(tmp_path: Path) -> None:
    file = StoreFile(tmp_path, KEY, 4096)
    file.open()
    assert file.drop_ballast() and not file.drop_ballast()
    file.lay_ballast()
    assert (tmp_path / "ballast").exists()
    file.close()


def test_a_store_of_an_earlier_run_has_its_counts(tmp_path: Path) -> None:
    store = SqlStore(tmp_path, KEY, project)
    store.append(tuple(visit(number) for number in range(1, 30)))
    store.close()
    again = SqlStore(tmp_path, KEY, project)
    assert again.count("visit") == 29 and again.count("patient") == 1
    assert again.row("patient", "T0042-1") == {"patient": "T0042-1", "visits": 29}
    again.close()
