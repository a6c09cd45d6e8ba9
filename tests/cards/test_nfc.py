"""A phone held to the reader: nfcpy's own driver on a PN532 played on a pseudo terminal, and a contactless slot of pcscd."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from device.base.refusal import Refusal
from device.cards import apcv
from hal.nfc import Pn532Field
from simulator.apcv import Apps
from simulator.cards.app import AppCard
from simulator.cards.others import BankCard
from simulator.pn532 import UID, Pn532
from tests.cards import people
from tests.cards.desk import NFC, Desk

NOW = datetime.datetime(2026, 10, 18, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def code(tmp_path: Path) -> bytes:
    apps = Apps(tmp_path)
    apps.enrol("lea", people.household_zone(people.FICTIVE))
    return apps.code("lea", NOW)


@pytest.fixture
def chip() -> Iterator[Pn532]:
    made = Pn532()
    yield made
    made.close()


def refusal(field: Pn532Field) -> str:
    with pytest.raises(Refusal) as caught:
        apcv.read_phone(field)
    return caught.value.code


def test_a_phone_gives_its_code(chip: Pn532, code: bytes) -> None:
    chip.card = AppCard(code)
    field = Pn532Field(chip.path)
    assert apcv.read_phone(field) == code
    assert field.connect() == UID
    field.release()
    field.release()


def test_long_commands_and_answers_are_chained(chip: Pn532) -> None:
    chip.card = AppCard(bytes(range(250)))
    field = Pn532Field(chip.path)
    assert apcv.read_phone(field) == bytes(range(250))
    assert field.transmit(bytes.fromhex("80A40400") + b"\xfa" + bytes(250)) == b"\x6a\x82"
    field.release()


def test_nothing_there_or_something_else(chip: Pn532, code: bytes) -> None:
    field = Pn532Field(chip.path)
    assert refusal(field) == "CARD_ABSENT"
    with pytest.raises(Refusal) as caught:
        field.transmit(b"\x00\xa4\x04\x00")
    assert caught.value.code == "CARD_ABSENT"
    chip.card = BankCard()
    assert refusal(field) == "CARD_WRONG_KIND"
    field.release()
    with pytest.raises(ValueError, match="APDU"):
        field.transmit(b"\x00")


@pytest.mark.parametrize("blocks", range(1, 5))
def test_a_phone_taken_away_at_any_block(chip: Pn532, code: bytes, blocks: int) -> None:
    chip.card, chip.gone_at = AppCard(code), blocks
    field = Pn532Field(chip.path)
    assert refusal(field) == "CARD_WITHDRAWN" if blocks < 4 else apcv.read_phone(field) == code
    chip.card, chip.gone_at = AppCard(code), None
    assert apcv.read_phone(field) == code
    field.release()


def test_a_torn_activation_and_a_lost_chip(code: bytes) -> None:
    short = Pn532(AppCard(code), ats=b"\x01\x00")
    field = Pn532Field(short.path)
    assert refusal(field) == "CARD_MUTE"
    field.release()
    short.close()
    assert refusal(Pn532Field(short.path)) == "SLOT_LOST"


def test_a_contactless_slot_of_pcscd_serves_as_well(desk: Desk, code: bytes) -> None:
    desk.rack.add("phone", AppCard(code))
    desk.insert(NFC, "phone")
    assert apcv.read_phone(desk.slots[NFC]) == code
