"""Wrong keys, flipped bits, lost pages, torn records: seen, told apart, and the rest goes on."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from device.base.refusal import Refusal
from device.base.wire import digest_hex
from hal import store_sql as sql
from hal.store import SqlStore
from hal.store_care import Health, check, opened, salvage
from hal.store_file import DATABASE, KEY_CHECK
from tests.device.check import refuses
from tests.store.facts import KEY, closed, mail, project, visit

MAILS = tuple(b"%d" % number * 4000 for number in range(1, 21))
PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store of 120 events."""
    directory = tmp_path_factory.mktemp("whole") / "store"
    store = SqlStore(directory, KEY, project)
    store.append(tuple(visit(number, f"T0042-9{number % 7}") for number in range(1, 91)))
    store.append(tuple(mail(90 + number, octets) for number, octets in enumerate(MAILS, 1)), MAILS)
    store.append(tuple(closed(110 + number, of=number) for number in range(1, 11)))
    store.close()
    return directory


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    shutil.copytree(whole, tmp_path / "store")
    return tmp_path / "store"


def spoil(directory: Path, statement: str, *values: object) -> None:
    """Change the file behind the store's back, with its key."""
    store = SqlStore(directory, KEY, project)
    with store.file() as file:
        file.all(statement, *values)
    store.close()


def flip(directory: Path, bit: int) -> None:
    octets = bytearray((directory / DATABASE).read_bytes())
    octets[bit // 8] ^= 1 << (bit % 8)
    (directory / DATABASE).write_bytes(octets)


def test_a_wrong_key_is_told_apart_from_damage(copy: Path) -> None:
    refuses("STORE_LOCKED", SqlStore, copy, bytes(32), project)
    flip(copy, 8 * 20)
    refuses("STORE_LOCKED", SqlStore, copy, bytes(32), project)
    refuses("STORE_DAMAGED", SqlStore, copy, KEY, project)
    (copy / KEY_CHECK).unlink()
    refuses("STORE_DAMAGED", SqlStore, copy, KEY, project)


def test_a_second_program_is_refused(copy: Path) -> None:
    first = SqlStore(copy, KEY, project)
    refuses("STORE_BUSY", SqlStore, copy, KEY, project)
    first.close()
    SqlStore(copy, KEY, project).close()


def test_a_sound_store_is_found_sound(copy: Path) -> None:
    store = SqlStore(copy, KEY, project)
    store.append((visit(121),))
    assert check(store) == Health(0, 0, ()) and check(store).is_sound
    store.close()


@pytest.mark.parametrize(
    "statement,reason",
    [
        ("UPDATE body SET octets = x'00' WHERE sequence = 40", "BODY_TORN"),
        ("DELETE FROM body WHERE sequence = 40", "BODY_MISSING"),
        ("UPDATE event SET link = digest WHERE sequence = 40", "CHAIN_BROKEN"),
        ("DELETE FROM event WHERE sequence = 40", "CHAIN_GAP"),
    ],
)
def test_a_corrupt_record_is_quarantined_and_the_rest_goes_on(copy: Path, statement: str, reason: str) -> None:
    spoil(copy, statement)
    store = SqlStore(copy, KEY, project)
    assert [event.sequence() for event in store.events()] == [number for number in range(1, 121) if number != 40]
    (row,) = store.quarantine()
    assert (row["sequence"], row["reason"]) == (40, reason)
    assert row["about"] == ([] if reason == "CHAIN_GAP" else ["T0042-95", "T0042-40"])
    store.append((visit(121),))
    assert check(store) == Health(0, 1, ("patient", "visit")), "the journal can no longer give what the rows still hold"
    store.close()
    again = SqlStore(copy, KEY, project)
    assert again.quarantine() == [row] and again.next_sequence() == 122
    again.close()


def test_every_flipped_bit_is_seen_or_harmless(whole: Path, tmp_path: Path) -> None:
    """What is read is what was written, or a refusal: never something else."""
    store = SqlStore(whole, KEY, project)
    events, rows = list(store.events()), store.rows("patient")
    store.close()
    dice = random.Random(20261018)
    size = (whole / DATABASE).stat().st_size
    for trial in range(60):
        copy = tmp_path / str(trial)
        shutil.copytree(whole, copy)
        flip(copy, dice.randrange(size * 8))
        read = _read(copy, lambda store: list(store.events()))
        assert read is None or all(event in events for event in read)
        assert _read(copy, lambda store: list(store.rows("patient"))) in (None, rows)
        shutil.rmtree(copy)


def _read(copy: Path, ask: Callable[[SqlStore], list[object]]) -> list[object] | None:
    """What the store says, None when it refuses."""
    try:
        store = SqlStore(copy, KEY, project)
    except Refusal:
        return None
    try:
        return ask(store)
    except Refusal:
        return None
    finally:
        store.close()


def test_a_store_with_a_lost_page_is_saved_and_says_what_it_lost(whole: Path, tmp_path: Path) -> None:
    """Each page but the first, in turn: the store opens again, takes events, and what is missing is named."""
    pages = (whole / DATABASE).stat().st_size // PAGE
    lost = alone = 0
    for page in range(1, pages):
        copy = tmp_path / str(page)
        shutil.copytree(whole, copy)
        flip(copy, (page * PAGE + 100) * 8)
        store, saved = opened(copy, KEY, project)
        assert saved is not None and saved.kept.exists()
        left = [event.sequence() for event in store.events()]
        assert len(left) + len(store.quarantine()) == 120
        assert saved.events >= len(left)
        lost += len(store.quarantine())
        blobs = sum(store.blob(digest_hex(octets)) == octets for octets in MAILS)
        assert blobs + saved.blobs_lost >= len(MAILS)
        alone += blobs == len(MAILS) - 1
        store.append((visit(store.next_sequence()),))
        assert check(store).pages == 0 and check(store).differ == ()
        store.close()
        shutil.rmtree(copy)
    assert alone >= len(MAILS), "the page where a value goes on costs that value only"
    assert lost == 2 * 120, "each body goes with its page, and all with the root of their tree; entries are made again"


def test_a_salvage_of_a_sound_store_changes_nothing(copy: Path) -> None:
    before = SqlStore(copy, KEY, project)
    gone = digest_hex(MAILS[0])
    before.purge((gone,))
    events, rows, head = list(before.events()), before.rows("visit"), before.head()
    before.close()
    saved = salvage(copy, KEY)
    assert (saved.events, saved.lost, saved.blobs_lost) == (120, 0, 0)
    after = SqlStore(copy, KEY, project)
    assert (list(after.events()), after.rows("visit"), after.head()) == (events, rows, head)
    assert after.blob(digest_hex(MAILS[1])) == MAILS[1] and after.blob(gone) is None and after.knows_blob(gone)
    assert check(after).is_sound
    after.close()
    _, again = opened(copy, KEY, project)
    assert again is None


def test_derived_rows_can_be_made_anew(copy: Path) -> None:
    spoil(copy, sql.DROP_ROWS)
    store = SqlStore(copy, KEY, project)
    assert check(store).differ == ("patient", "visit") and store.count("visit") == 0
    store.rebuild()
    assert check(store).is_sound and store.count("visit") == 80 and len(store.rows("patient")) == 7
    store.close()


def test_a_new_projection_derives_anew(copy: Path) -> None:
    spoil(copy, sql.DROP_ROWS)
    SqlStore(copy, KEY, project).close()
    store = SqlStore(copy, KEY, project, projection=2)
    assert store.count("visit") == 80
    store.close()
