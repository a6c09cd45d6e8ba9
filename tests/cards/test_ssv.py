"""The boundary to the licensed library: published signatures, zones and return codes, against a library written for the tests."""

import ctypes
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from device.base.refusal import Refusal
from device.formats.seals import head_of, seal_records, taken_apart
from device.ports import Sealed
from hal.ssv import MODES, REFUSALS, SsvSesam
from tests.cards import people
from tests.cards.desk import TODAY, image, lot

PROFESSIONAL, RIGHTS = people.professional_zone(people.NURSE), people.household_zone(people.FICTIVE)
# Every return code that was published, with the refusal that it becomes.
PUBLISHED = (
    (0x0400, "SLOT_LOST"),
    (0xF001, "CARD_ABSENT"),
    (0xF004, "CARD_WRONG_KIND"),
    (0xF011, "CARD_ABSENT"),
    (0xF014, "CARD_MUTE"),
    (0xF015, "CARD_WITHDRAWN"),
    (0xF022, "WORLDS_MIXED"),
    (0xF026, "WORLDS_MIXED"),
    (0xF0F0, "COVER_TWICE"),
    (0xF100, "CARD_SHARED"),
    (0xF101, "SLOT_LOST"),
    (0xFF21, "SLOT_LOST"),
    *((code, "LIBRARY_ERROR") for code in (0x0200, 0x8001, 0x8011, 0xD200, 0xD201, 0xF0FF, 0xF600, 0xF610, 0xF66F, 0xF670, 0xF680)),
    *((code, "LIBRARY_ERROR") for code in (0xF6F1, 0xF6F2, 0xF800, 0xF80B, 0xF909, 0xF90D)),
)


def compiled(path: Path) -> Path:
    """The test's library at that path."""
    source = Path(__file__).with_name("ssv_library.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-Wall", "-Wno-unused-parameter", "-o", str(path), str(source)], check=True)
    return path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library for the tests of this file."""
    return compiled(tmp_path_factory.mktemp("ssv") / "libssv.so")


@pytest.fixture
def library(built: Path) -> Iterator[ctypes.CDLL]:
    """The same library by its test entries; at the end every zone was given back."""
    loaded = ctypes.CDLL(str(built))
    loaded.test_date.restype = ctypes.c_char_p
    loaded.test_mode.restype = loaded.test_situation.restype = ctypes.c_char
    loaded.test_zones(PROFESSIONAL, ctypes.c_size_t(len(PROFESSIONAL)), RIGHTS, ctypes.c_size_t(len(RIGHTS)))
    yield loaded
    loaded.test_fail(0, 0, 0)
    assert loaded.test_live() == 0


@pytest.fixture
def sesam(built: Path, library: ctypes.CDLL) -> Iterator[SsvSesam]:
    made = SsvSesam(str(built))
    yield made
    made.close()


def signed(octets: bytes) -> bytes:
    """An image as the test's library seals it."""
    head = head_of(octets)
    return octets + seal_records(head.billing, head.invoice, "S", b"SIGNED")


def refusal(call: object, *args: object) -> Refusal:
    assert callable(call)
    with pytest.raises(Refusal) as caught:
        call(*args)
    return caught.value


def test_a_visit(sesam: SsvSesam, library: ctypes.CDLL) -> None:
    assert sesam.identify() == PROFESSIONAL[: 3 + PROFESSIONAL[2]]
    assert refusal(sesam.read_rights, TODAY).code == "PIN_NEEDED"
    assert sesam.read_professional("1234") == PROFESSIONAL
    assert sesam.read_rights(TODAY) == RIGHTS and library.test_date() == b"20261018"
    fse, dre = signed(image()), signed(image(number=43))
    assert sesam.seal(image(), image(number=43), "secured") == Sealed(fse, dre)
    assert sesam.seal(image(), b"", "secured", (b"proof",)) == Sealed(fse, b"")
    assert sesam.second_signature(image()) == fse and taken_apart(fse).seal("S") == b"SIGNED"
    assert sesam.seal_lot(lot(image())) == lot(image())
    assert sesam.read_receipt(b"930\x00ARL") == b"930\x00ARL"
    sesam.release_slots()
    assert refusal(sesam.seal, image(), b"", "secured").code == "PIN_NEEDED"


@pytest.mark.parametrize("mode", MODES)
def test_each_mode_has_its_code(sesam: SsvSesam, library: ctypes.CDLL, mode: str) -> None:
    sesam.read_professional("1234")
    sesam.seal(image(), b"", mode)
    assert library.test_mode() == MODES[mode]


def test_a_wrong_code_is_counted(sesam: SsvSesam) -> None:
    assert [refusal(sesam.read_professional, "0000").facts for _ in range(2)] == [{"tries": 2}, {"tries": 1}]
    assert sesam.read_professional("1234") and sesam.pin_tries() == 3
    assert [refusal(sesam.read_professional, "0000").code for _ in range(3)] == ["PIN_WRONG", "PIN_WRONG", "PIN_BLOCKED"]
    assert refusal(sesam.read_professional, "12").code == "PIN_FORMAT"


@pytest.mark.parametrize(("code", "name"), PUBLISHED)
def test_each_published_error_has_its_refusal(sesam: SsvSesam, library: ctypes.CDLL, code: int, name: str) -> None:
    facts = REFUSALS[code][1] if code in REFUSALS else {"sw": f"{code:04X}"}
    for call, *args in (
        (sesam.identify,),
        (sesam.read_rights, TODAY),
        (sesam.seal, image(), b"", "secured"),
        (sesam.second_signature, image()),
        (sesam.seal_lot, lot(image())),
        (sesam.read_receipt, b"930"),
    ):
        sesam.read_professional("1234")
        library.test_fail(code, 9, 0 if call in (sesam.identify, sesam.read_receipt) else 1)
        said = refusal(call, *args)
        assert (said.code, said.facts) == (name, facts)
        library.test_fail(0, 0, 0)


def test_the_table_names_published_errors_only() -> None:
    assert set(REFUSALS) == {code for code, name in PUBLISHED if name != "LIBRARY_ERROR"}


def test_a_protocol_error_is_tried_again_for_reads_only(sesam: SsvSesam, library: ctypes.CDLL) -> None:
    sesam.read_professional("1234")
    library.test_fail(0x0200, 3, 1)
    assert sesam.read_rights(TODAY) == RIGHTS
    library.test_fail(0x0200, 9, 1)
    assert refusal(sesam.read_rights, TODAY).facts == {"sw": "0200"}
    for call, *args in ((sesam.seal, image(), b"", "secured"), (sesam.second_signature, image()), (sesam.seal_lot, lot(image()))):
        library.test_fail(0x0200, 1, 1)
        assert refusal(call, *args).facts == {"sw": "0200"}


def test_no_other_card_spends_an_attempt_on_the_code(sesam: SsvSesam, library: ctypes.CDLL) -> None:
    sesam.read_professional("1234")
    other = people.professional_zone(people.LOCUM)
    library.test_zones(other, ctypes.c_size_t(len(other)), RIGHTS, ctypes.c_size_t(len(RIGHTS)))
    before = library.test_attempts()
    assert refusal(sesam.seal_lot, lot(image())).code == "CARD_SWAPPED"
    library.test_zones(PROFESSIONAL, ctypes.c_size_t(len(PROFESSIONAL)), RIGHTS, ctypes.c_size_t(len(RIGHTS)))
    assert refusal(sesam.seal_lot, lot(image())).code == "PIN_NEEDED", "the code went with its card"
    sesam.read_professional("1234")
    library.test_fail(0xF001, 1, 0)
    assert refusal(sesam.seal, image(), b"", "secured").code == "CARD_ABSENT"
    assert refusal(sesam.seal, image(), b"", "secured").code == "PIN_NEEDED"
    assert library.test_attempts() == before + 1


def test_a_code_that_was_wrong_is_not_tried_again(sesam: SsvSesam, library: ctypes.CDLL) -> None:
    sesam.read_professional("1234")
    library.test_fail(0xF003, 1, 1)
    assert refusal(sesam.seal, image(), b"", "secured").facts == {"tries": 2}
    assert refusal(sesam.seal, image(), b"", "secured").code == "PIN_NEEDED"


def test_the_situation_that_signs_second_is_that_of_the_invoice(sesam: SsvSesam, library: ctypes.CDLL) -> None:
    billings = tuple(people.with_key(f"7560010{index}") for index in range(8))
    zone = people.professional_zone(replace(people.NURSE, billings=billings))
    library.test_zones(zone, ctypes.c_size_t(len(zone)), RIGHTS, ctypes.c_size_t(len(RIGHTS)))
    sesam.read_professional("1234")
    for index, billing in enumerate(billings):
        sesam.second_signature(image(billing))
        assert library.test_situation() == b"%d" % (index + 1)
    assert refusal(sesam.second_signature, image("756001099")).facts == {"kind": "situation"}


def test_what_has_no_name_keeps_its_number(sesam: SsvSesam, library: ctypes.CDLL) -> None:
    library.test_fail(0xF80B, 1, 0)
    said = refusal(sesam.identify)
    assert (said.code, said.facts) == ("LIBRARY_ERROR", {"sw": "F80B"})
    for call in (sesam.change_pin, sesam.unblock_pin):
        assert refusal(call, "1234", "5678").facts == {"sw": "none"}
