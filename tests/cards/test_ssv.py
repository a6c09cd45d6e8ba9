"""The boundary to the licensed library: published signatures, zones and return codes, against a library written for the tests."""

import ctypes
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from device.base.refusal import Refusal
from device.ports import Sealed
from hal.ssv import MODES, REFUSALS, SsvSesam
from tests.cards import people
from tests.cards.desk import TODAY, image, lot

PROFESSIONAL, RIGHTS = people.professional_zone(people.NURSE), people.household_zone(people.FICTIVE)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test's library."""
    path = tmp_path_factory.mktemp("ssv") / "libssv.so"
    source = Path(__file__).with_name("ssv_library.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-Wall", "-Wno-unused-parameter", "-o", str(path), str(source)], check=True)
    return path


@pytest.fixture
def library(built: Path) -> Iterator[ctypes.CDLL]:
    """The same library by its test entries; at the end every zone was given back."""
    loaded = ctypes.CDLL(str(built))
    loaded.test_date.restype = ctypes.c_char_p
    loaded.test_mode.restype = ctypes.c_char
    loaded.test_zones(PROFESSIONAL, ctypes.c_size_t(len(PROFESSIONAL)), RIGHTS, ctypes.c_size_t(len(RIGHTS)))
    yield loaded
    loaded.test_fail(0, 0)
    assert loaded.test_live() == 0


@pytest.fixture
def sesam(built: Path, library: ctypes.CDLL) -> Iterator[SsvSesam]:
    made = SsvSesam(str(built))
    yield made
    made.close()


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
    sealed = sesam.seal(image(), image(number=43), "secured")
    assert sealed == Sealed(image() + b"SIGNED", image(number=43) + b"SIGNED")
    assert sesam.seal(image(), b"", "secured", (b"proof",)) == Sealed(image() + b"SIGNED", b"")
    assert sesam.second_signature(image()) == image() + b"000000042"
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


@pytest.mark.parametrize("code", REFUSALS)
def test_each_published_error_has_its_refusal(sesam: SsvSesam, library: ctypes.CDLL, code: int) -> None:
    sesam.read_professional("1234")
    name, facts = REFUSALS[code]
    for call, *args in ((sesam.read_rights, TODAY), (sesam.seal, image(), b"", "secured"), (sesam.seal_lot, lot(image()))):
        library.test_fail(code, 1)
        said = refusal(call, *args)
        assert (said.code, said.facts) == (name, facts)


def test_a_protocol_error_is_tried_again_for_reads_only(sesam: SsvSesam, library: ctypes.CDLL) -> None:
    sesam.read_professional("1234")
    library.test_fail(0x0200, 3)
    assert sesam.read_rights(TODAY) == RIGHTS
    library.test_fail(0x0200, 9)
    assert refusal(sesam.read_rights, TODAY).facts == {"sw": "0200"}
    library.test_fail(0x0200, 1)
    assert refusal(sesam.seal, image(), b"", "secured").code == "LIBRARY_ERROR"


def test_what_has_no_name_keeps_its_number(sesam: SsvSesam, library: ctypes.CDLL) -> None:
    library.test_fail(0xF80B, 1)
    said = refusal(sesam.identify)
    assert (said.code, said.facts) == ("LIBRARY_ERROR", {"sw": "F80B"})
    for call in (sesam.change_pin, sesam.unblock_pin):
        assert refusal(call, "1234", "5678").facts == {"sw": "none"}
