"""The words of `CardSlot` and `Sesam`, held by pcscd with virtual cards, and by their twins."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from device.formats.seals import taken_apart
from device.formats.zone import decode
from device.ports import CardSlot, Sesam
from hal.pcsc import PcscSlot
from simulator.cards.plug import Faults, Plug
from simulator.inmemory import MemorySesam, MemorySlot
from tests.cards import people
from tests.cards.desk import CPS, TODAY, VITALE, Desk, image, lot, shared_reader
from tests.contract.echo import Echo
from tests.device.check import refuses
from tests.waiting import until

COMMAND = bytes.fromhex("00A4040000")
ATR = bytes.fromhex("3B65000020633401")


class Bench(Protocol):
    """A slot, and a hand that puts a card in and takes it out."""

    @property
    def slot(self) -> CardSlot:
        """The slot."""

    def insert(self, card: Echo, pull_after: int = -1) -> None:
        """Put the card in; it leaves after so many APDUs."""

    def remove(self) -> None:
        """Take it out."""


class RealBench:
    """The patient's slot of the private pcscd."""

    def __init__(self) -> None:
        reader = shared_reader()
        self._port = reader.ports[VITALE]
        self.slot: PcscSlot = PcscSlot(reader.names[VITALE], "vitale", 5.0)
        self._plug: Plug | None = None

    def insert(self, card: Echo, pull_after: int = -1) -> None:
        faults = Faults()
        faults.pull_at = pull_after if pull_after >= 0 else None
        self._plug = Plug(self._port, card, faults)
        until(lambda: self.slot.watch(1) == "present")

    def remove(self) -> None:
        if self._plug is not None:
            self._plug.pull()
            until(lambda: self.slot.watch(1) == "absent")

    def close(self) -> None:
        self.slot.release()
        self.remove()
        self.slot.close()


class TwinBench:
    """The slot in memory."""

    def __init__(self) -> None:
        self.slot = MemorySlot("vitale")

    def insert(self, card: Echo, pull_after: int = -1) -> None:
        self.slot.insert(card, pull_after)

    def remove(self) -> None:
        self.slot.pull()


@pytest.fixture(params=["real", "twin"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "twin":
        yield TwinBench()
        return
    real = RealBench()
    yield real
    real.close()


def test_an_empty_slot_says_so(bench: Bench) -> None:
    assert bench.slot.watch(0) == "absent"
    assert refuses("CARD_ABSENT", bench.slot.connect).facts == {"slot": "vitale"}
    refuses("CARD_ABSENT", bench.slot.transmit, COMMAND)
    bench.slot.release()


def test_a_card_speaks_once_it_is_connected(bench: Bench) -> None:
    card = Echo(ATR)
    bench.insert(card)
    assert bench.slot.watch(0) == "present"
    refuses("CARD_ABSENT", bench.slot.transmit, COMMAND)
    assert bench.slot.connect() == card.atr() == bench.slot.connect()
    assert bench.slot.transmit(COMMAND) == b"\x90\x00"
    with pytest.raises(ValueError, match="4 octets"):
        bench.slot.transmit(b"\x00")
    bench.slot.release()
    refuses("CARD_ABSENT", bench.slot.transmit, COMMAND)
    assert bench.slot.connect() == card.atr()


def test_a_card_pulled_half_way_is_withdrawn_then_absent_and_may_come_back(bench: Bench) -> None:
    bench.insert(Echo(ATR), pull_after=2)
    bench.slot.connect()
    assert [bench.slot.transmit(COMMAND) for _ in range(2)] == [b"\x90\x00"] * 2
    assert refuses("CARD_WITHDRAWN", bench.slot.transmit, COMMAND).facts == {"slot": "vitale"}
    refuses("CARD_ABSENT", bench.slot.transmit, COMMAND)
    bench.remove()
    bench.insert(Echo(ATR))
    assert bench.slot.connect() and bench.slot.transmit(COMMAND) == b"\x90\x00"


def test_a_card_that_was_let_go_is_reset_before_anybody_speaks_to_it(bench: Bench) -> None:
    card = Echo(ATR)
    bench.insert(card)
    bench.slot.connect()
    card.powered.clear()
    bench.slot.release()
    bench.slot.connect()
    assert card.powered == [True]


ZONE = people.professional_zone(people.NURSE)


@pytest.fixture(params=["real", "twin"])
def sesam(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sesam]:
    if request.param == "twin":
        yield MemorySesam(ZONE[:40], ZONE[40:], people.household_zone(people.FICTIVE), people.NURSE.pin)
        return
    desk = Desk(tmp_path)
    desk.insert(CPS, "nurse")
    desk.insert(VITALE, "lea")
    yield desk.sesam
    desk.close()


def test_a_wrong_code_is_counted_and_said(sesam: Sesam) -> None:
    assert sesam.identify() and sesam.pin_tries() == 3
    refuses("PIN_NEEDED", sesam.read_rights, TODAY)
    assert refuses("PIN_WRONG", sesam.read_professional, "0000").facts["tries"] == 2
    assert sesam.pin_tries() == 2
    assert sesam.read_professional(people.NURSE.pin) == ZONE
    assert sesam.pin_tries() == 3


def test_three_wrong_codes_block_the_card(sesam: Sesam) -> None:
    for left in (2, 1):
        assert refuses("PIN_WRONG", sesam.read_professional, "0000").facts["tries"] == left
    refuses("PIN_BLOCKED", sesam.read_professional, "0000")
    refuses("PIN_BLOCKED", sesam.read_professional, people.NURSE.pin)
    assert sesam.pin_tries() == 0


def test_rights_are_read_and_images_sealed(sesam: Sesam) -> None:
    sesam.read_professional(people.NURSE.pin)
    assert decode(sesam.read_rights(TODAY))[0].text("nir") == people.FICTIVE.nir
    sealed = sesam.seal(image(), image(), "secured")
    for octets in (sealed.fse, sealed.dre):
        assert taken_apart(octets).body == image() and taken_apart(octets).seal("S")
    assert sesam.seal(image(), b"", "secured").dre == b""
    again = sesam.seal(image(), b"", "secured").fse
    assert taken_apart(again).body == image(), "the same images give seals that are equal in meaning"


def test_a_second_signature_completes_once(sesam: Sesam) -> None:
    sesam.read_professional(people.NURSE.pin)
    sesam.read_rights(TODAY)
    half = sesam.seal(image(), b"", "desynchronised").fse
    assert not taken_apart(half).seal("S")
    whole = sesam.second_signature(half)
    assert taken_apart(whole).seal("S") and sesam.second_signature(whole) == whole


def test_a_lot_is_sealed_before_its_end(sesam: Sesam) -> None:
    sesam.read_professional(people.NURSE.pin)
    sealed = sesam.seal_lot(lot(image()))
    assert sealed[-128:-125] == b"999" and len(sealed) > len(lot(image()))
    assert sesam.read_receipt(b"930") == b"930"
    sesam.release_slots()
    refuses("PIN_NEEDED", sesam.seal_lot, lot(image()))


def test_a_code_is_changed_and_a_blocked_card_freed(sesam: Sesam) -> None:
    sesam.change_pin(people.NURSE.pin, "8642")
    refuses("PIN_WRONG", sesam.read_professional, people.NURSE.pin)
    assert sesam.read_professional("8642") == ZONE
    for _ in range(2):
        refuses("PIN_WRONG", sesam.change_pin, "0000", "1111")
    refuses("PIN_BLOCKED", sesam.change_pin, "0000", "1111")
    sesam.unblock_pin("12345678", "9753")
    assert sesam.read_professional("9753") == ZONE
