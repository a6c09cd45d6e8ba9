"""A phone held to the reader: nfcpy's own driver on a PN532 played on a pseudo terminal, and a contactless slot of pcscd."""

import datetime
import queue
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from device.base.refusal import Refusal
from device.cards import apcv
from device.signals import CardGone, CardSeen, Done, Effect, Failed
from hal.contactless import Phones, field_of
from hal.nfc import Pn532Field
from hal.workers import Workers
from simulator.apcv import Apps
from simulator.cards import others
from simulator.cards.app import AppCard
from simulator.cards.chip import Chip
from simulator.cards.plug import Card, Faults
from simulator.pn532 import ATS, Pn532
from tests.cards import people
from tests.cards.desk import NFC, Desk
from tests.waiting import until

NOW = datetime.datetime(2026, 10, 18, 9, 0, tzinfo=datetime.UTC)
# The ATS of a contactless CPS3: its historical octets are those of its ATR.
CPS3_ATS = bytes.fromhex("1478807002") + others.ContactlessCps3.ATR[4:-1]
STRANGERS: tuple[tuple[str, Chip, bytes], ...] = (
    ("bank", others.ContactlessBankCard(), ATS),
    ("transport", others.TransportCard(), ATS),
    ("badge", others.Badge(), bytes.fromhex("067880700280")),
    ("cps3_contactless", others.ContactlessCps3(), CPS3_ATS),
    ("foreign", others.ForeignCard(), ATS),
)
LIMIT = 10.0


@pytest.fixture
def show(tmp_path: Path) -> Callable[[], bytes]:
    """What Lea's app shows."""
    apps = Apps(tmp_path)
    apps.enrol("lea", people.household_zone(people.FICTIVE))
    return partial(apps.code, "lea", NOW)


@pytest.fixture
def chip() -> Iterator[Pn532]:
    made = Pn532()
    yield made
    made.close()


def refusal(field: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        apcv.read_phone(field)
    return caught.value


def test_a_phone_gives_its_code_anew_each_time(chip: Pn532, show: Callable[[], bytes]) -> None:
    chip.card = AppCard(show)
    field = Pn532Field(chip.path)
    first, second = apcv.read_phone(field), apcv.read_phone(field)
    assert first.startswith(b"APCVSIM1.") and second.startswith(b"APCVSIM1.") and first != second
    assert field.connect() == AppCard.ATR
    field.release()
    field.close()
    field.close()


def test_long_commands_and_answers_are_chained(chip: Pn532) -> None:
    chip.card = AppCard(lambda: bytes(range(250)))
    field = Pn532Field(chip.path)
    assert apcv.read_phone(field) == bytes(range(250))
    assert field.transmit(bytes.fromhex("80A40400") + b"\xfa" + bytes(250)) == b"\x6a\x82"
    field.close()


def test_nothing_is_there(chip: Pn532) -> None:
    field = Pn532Field(chip.path)
    assert refusal(field).code == "PHONE_GONE"
    for call, code in ((field.connect, "CARD_ABSENT"), (lambda: field.transmit(b"\x00\xa4\x04\x00"), "CARD_ABSENT")):
        with pytest.raises(Refusal) as caught:
            call()
        assert (caught.value.code, caught.value.facts) == (code, {"slot": "nfc"})
    with pytest.raises(ValueError, match="APDU"):
        field.transmit(b"\x00")
    field.close()


@pytest.mark.parametrize(("kind", "card", "ats"), STRANGERS, ids=[each[0] for each in STRANGERS])
def test_another_thing_is_named(kind: str, card: Card, ats: bytes, desk: Desk) -> None:
    chip = Pn532(card, ats)
    field = Pn532Field(chip.path)
    told = refusal(field)
    assert (told.code, told.facts) == ("PHONE_OTHER", {"kind": kind})
    field.close()
    chip.close()
    desk.rack.add("stranger", card)
    desk.insert(NFC, "stranger")
    told = refusal(desk.slots[NFC])
    assert (told.code, told.facts) == ("PHONE_OTHER", {"kind": kind}), "over pcscd as over the chip"


def test_what_does_not_speak_iso_dep_is_a_ticket() -> None:
    chip = Pn532(others.ForeignCard(), sel_res=0x08)
    field = Pn532Field(chip.path)
    assert refusal(field).facts == {"kind": "ticket"}
    field.close()
    chip.close()


@pytest.mark.parametrize("blocks", range(1, 5))
def test_a_phone_taken_away_at_any_block(chip: Pn532, show: Callable[[], bytes], blocks: int) -> None:
    chip.card, chip.gone_at = AppCard(show), blocks
    field = Pn532Field(chip.path)
    if blocks < 4:
        assert refusal(field).code == "PHONE_GONE"
    else:
        assert apcv.read_phone(field)
    chip.card, chip.gone_at = AppCard(show), None
    assert apcv.read_phone(field)
    field.close()


def test_a_phone_that_misses_a_call_is_still_there(chip: Pn532, show: Callable[[], bytes]) -> None:
    chip.card = AppCard(show)
    field = Pn532Field(chip.path)
    assert field.watch(0) == "present"
    chip.misses = 1
    assert field.watch(0) == "present" and chip.misses == 0
    chip.misses = 2
    assert field.watch(0) == "absent"
    field.close()


def test_a_torn_activation_and_a_lost_chip(show: Callable[[], bytes]) -> None:
    short = Pn532(AppCard(show), ats=b"\x01\x00")
    field = Pn532Field(short.path)
    with pytest.raises(Refusal) as caught:
        field.connect()
    assert caught.value.code == "CARD_MUTE" and refusal(field).code == "PHONE_GONE"
    field.close()
    short.close()
    assert refusal(Pn532Field(short.path)).code == "SLOT_LOST"
    assert Pn532Field(short.path).watch(0) == "lost"


class House:
    """The workers over a contactless reader, as the boot puts them together, and what came back."""

    def __init__(self, setting: str) -> None:
        self.field = field_of(setting)
        self.events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.workers = Workers({"nfc": Phones(self.field)}, self.events.put, {"nfc": self.field})
        self.workers.start()

    def next(self) -> Any:
        return self.events.get(timeout=LIMIT)

    def read(self, number: int) -> Any:
        self.workers.submit(Effect(number, "nfc", "read_code", (), 5000))
        return self.next()

    def close(self) -> None:
        self.workers.stop()
        self.field.close()


def test_the_chip_is_watched_and_read_on_threads_of_their_own(chip: Pn532, show: Callable[[], bytes]) -> None:
    house = House("tty:" + chip.path)
    chip.card = AppCard(show)
    assert house.next() == CardSeen("nfc")
    told = house.read(1)
    assert isinstance(told, Done) and told.value.startswith(b"APCVSIM1.")
    chip.card = None
    assert house.next() == CardGone("nfc", False)
    assert house.read(2) == Failed(2, "PHONE_GONE")
    house.close()


def test_a_slot_of_pcscd_is_watched_and_read(desk: Desk, show: Callable[[], bytes]) -> None:
    desk.rack.add("phone", AppCard(show))
    house = House(desk.reader.names[NFC])
    desk.insert(NFC, "phone")
    assert house.next() == CardSeen("nfc")
    told = house.read(1)
    assert isinstance(told, Done) and told.value.startswith(b"APCVSIM1.")
    desk.remove(NFC)
    assert house.next() == CardGone("nfc", False)
    house.close()


def test_a_phone_that_hangs_is_given_up_by_its_slot_before_its_port_is(desk: Desk, show: Callable[[], bytes]) -> None:
    desk.rack.add("phone", AppCard(show))
    faults = Faults()
    faults.hang_at = 1
    house = House(desk.reader.names[NFC])
    desk.insert(NFC, "phone", faults)
    assert house.next() == CardSeen("nfc")
    assert house.read(1) == Failed(1, "PHONE_GONE")
    desk.remove(NFC)
    assert house.next() == CardGone("nfc", False)
    desk.insert(NFC, "phone")
    assert house.next() == CardSeen("nfc")
    until(lambda: isinstance(house.read(2), Done))
    house.close()
