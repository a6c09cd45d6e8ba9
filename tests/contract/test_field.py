"""The words of `NfcField`, held by a PN532 under nfcpy's driver, by a contactless slot of pcscd, and by the twin in memory."""

from collections.abc import Iterator
from typing import Protocol

import pytest

from device.ports import NfcField
from hal.contactless import SLOT, field_of
from simulator.cards.plug import Faults, Plug
from simulator.inmemory import MemorySlot
from simulator.pn532 import Pn532
from tests.cards.desk import NFC, shared_reader
from tests.contract.echo import Echo
from tests.device.check import refuses
from tests.waiting import until

ATR = bytes.fromhex("3B80800101")
COMMAND = bytes.fromhex("00A4040000")


class Bench(Protocol):
    """A field, and a hand that holds a phone to it."""

    field: NfcField

    def hold(self, leaves_after: int = -1) -> None:
        """Hold a phone to it, which leaves after so many commands."""

    def take_away(self) -> None:
        """Take it away."""

    def close(self) -> None:
        """Put everything away."""


class ChipBench:
    """A PN532 on a serial line. What is sensed and activated are blocks too: a frame, then one for each command."""

    def __init__(self) -> None:
        self._chip = Pn532()
        self.field: NfcField = field_of("tty:" + self._chip.path)

    def hold(self, leaves_after: int = -1) -> None:
        self._chip.card = Echo(ATR)
        self._chip.gone_at = 1 + leaves_after if leaves_after >= 0 else None

    def take_away(self) -> None:
        self._chip.card = None

    def close(self) -> None:
        self.field.close()  # type: ignore[attr-defined]
        self._chip.close()


class SlotBench:
    """The contactless slot of the private pcscd."""

    def __init__(self) -> None:
        reader = shared_reader()
        self._port = reader.ports[NFC]
        self.field: NfcField = field_of(reader.names[NFC])
        self._plug: Plug | None = None

    def hold(self, leaves_after: int = -1) -> None:
        faults = Faults()
        faults.pull_at = leaves_after if leaves_after >= 0 else None
        self._plug = Plug(self._port, Echo(ATR), faults)
        until(lambda: self.field.watch(1) == "present")

    def take_away(self) -> None:
        if self._plug is not None:
            self._plug.pull()
            until(lambda: self.field.watch(1) == "absent")

    def close(self) -> None:
        self.take_away()
        self.field.close()  # type: ignore[attr-defined]


class TwinBench:
    """The field in memory."""

    def __init__(self) -> None:
        self._slot = MemorySlot(SLOT)
        self.field: NfcField = self._slot

    def hold(self, leaves_after: int = -1) -> None:
        self._slot.insert(Echo(ATR), leaves_after)

    def take_away(self) -> None:
        self._slot.pull()

    def close(self) -> None:
        return


BENCHES: dict[str, type[Bench]] = {"chip": ChipBench, "slot": SlotBench, "twin": TwinBench}


@pytest.fixture(params=BENCHES)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    made = BENCHES[request.param]()
    yield made
    made.close()


def test_an_empty_field_says_so(bench: Bench) -> None:
    assert bench.field.watch(0) == "absent"
    assert refuses("CARD_ABSENT", bench.field.connect).facts == {"slot": SLOT}
    assert refuses("CARD_ABSENT", bench.field.transmit, COMMAND).facts == {"slot": SLOT}
    bench.field.release()


def test_a_phone_is_seen_spoken_to_and_let_go(bench: Bench) -> None:
    bench.hold()
    assert bench.field.watch(0) == "present"
    refuses("CARD_ABSENT", bench.field.transmit, COMMAND)
    assert bench.field.connect() == ATR == bench.field.connect()
    assert bench.field.transmit(COMMAND) == b"\x90\x00"
    assert bench.field.watch(0) == "present", "looking does not end the conversation"
    assert bench.field.transmit(COMMAND) == b"\x90\x00"
    with pytest.raises(ValueError, match="4 octets"):
        bench.field.transmit(b"\x00")
    bench.field.release()
    refuses("CARD_ABSENT", bench.field.transmit, COMMAND)
    assert bench.field.connect() == ATR
    bench.field.release()
    bench.take_away()
    assert bench.field.watch(0) == "absent"


def test_a_phone_that_leaves_half_way_is_withdrawn_and_may_come_back(bench: Bench) -> None:
    bench.hold(leaves_after=2)
    bench.field.connect()
    assert [bench.field.transmit(COMMAND) for _ in range(2)] == [b"\x90\x00"] * 2
    assert refuses("CARD_WITHDRAWN", bench.field.transmit, COMMAND).facts == {"slot": SLOT}
    refuses("CARD_ABSENT", bench.field.transmit, COMMAND)
    bench.take_away()
    bench.hold()
    assert bench.field.connect() == ATR and bench.field.transmit(COMMAND) == b"\x90\x00"
