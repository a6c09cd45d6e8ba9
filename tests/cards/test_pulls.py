"""Each card pulled, or gone mad, at every APDU of every conversation: a named refusal, and the visit goes on when it is back."""

from collections.abc import Callable

import pytest

from device.base.refusal import Refusal
from device.formats.seals import taken_apart
from simulator.cards.plug import Faults
from tests.cards import people
from tests.cards.desk import CPS, TODAY, VITALE, Desk, image

NAMES = {CPS: "nurse", VITALE: "lea"}
Visit = Callable[[Desk], None]


def read_professional(desk: Desk) -> None:
    desk.sesam.read_professional(people.NURSE.pin)


def read_rights(desk: Desk) -> None:
    desk.sesam.read_rights(TODAY)


def seal(desk: Desk) -> None:
    desk.sesam.seal(image(), image(number=43), "secured")


# What was done before, the conversation, the card that is pulled in it.
CONVERSATIONS: tuple[tuple[str, tuple[Visit, ...], Visit, int], ...] = (
    ("the professional is read", (), read_professional, CPS),
    ("the rights are read, patient's card", (read_professional,), read_rights, VITALE),
    ("the rights are read, professional's card", (read_professional,), read_rights, CPS),
    ("it is signed, patient's card", (read_professional, read_rights), seal, VITALE),
    ("it is signed, professional's card", (read_professional, read_rights), seal, CPS),
)
CASES = pytest.mark.parametrize(
    ("before", "conversation", "slot"), [case[1:] for case in CONVERSATIONS], ids=[case[0] for case in CONVERSATIONS]
)


def prepared(desk: Desk, before: tuple[Visit, ...]) -> tuple[Faults, Faults]:
    """Both cards in, the earlier conversations done."""
    desk.sesam.release_slots()
    desk.sesam = desk.started()
    faults = Faults(), Faults()
    for slot in (CPS, VITALE):
        desk.insert(slot, NAMES[slot], faults[slot])
    for step in before:
        step(desk)
    return faults


def length_of(desk: Desk, before: tuple[Visit, ...], conversation: Visit, slot: int) -> int:
    """How many APDUs the conversation has with that card."""
    faults = prepared(desk, before)
    faults[slot].count = 0
    conversation(desk)
    return faults[slot].count


def resumed(desk: Desk) -> None:
    """The cards are back: from the last safe point to the end, with the code typed again where its card had gone."""
    steps: tuple[Visit, ...] = (read_rights, seal)
    for step in steps:
        try:
            step(desk)
        except Refusal as refusal:
            if refusal.code != "PIN_NEEDED":
                raise
            read_professional(desk)
            step(desk)


@CASES
def test_a_card_pulled_at_any_command(desk: Desk, before: tuple[Visit, ...], conversation: Visit, slot: int) -> None:
    count = length_of(desk, before, conversation, slot)
    assert count > 0
    for at in range(count):
        faults = prepared(desk, before)
        faults[slot].count, faults[slot].pull_at = 0, at
        with pytest.raises(Refusal) as caught:
            conversation(desk)
        assert caught.value.code in ("CARD_WITHDRAWN", "CARD_ABSENT") and caught.value.facts["slot"] == ("cps", "vitale")[slot], at
        desk.insert(slot, NAMES[slot])
        resumed(desk)


MAD = (b"\x90", b"\x6f\x00", b"\x90\x00", b"\xff\xff", bytes(300), b"\x61\x00", b"\x6c\x00", b"\x6f\x05\x5a\x90\x00")


@pytest.mark.parametrize("answer", MAD, ids=[answer.hex()[:8] for answer in MAD])
@CASES
def test_nonsense_at_any_command(desk: Desk, before: tuple[Visit, ...], conversation: Visit, slot: int, answer: bytes) -> None:
    """Truncated, over-long and wrong answers: refused, or read as what they say; never anything but a refusal."""
    count = length_of(desk, before, conversation, slot)
    faults = prepared(desk, before)
    for at in range(count):
        faults[slot].answers = {at: answer}
        faults[slot].count = 0
        try:
            conversation(desk)
        except Refusal:
            faults[slot].answers = {}
            desk.sesam.release_slots()
            for step in before:
                step(desk)
    desk.sesam.release_slots()
    faults[slot].answers = {}
    read_professional(desk)
    resumed(desk)


def test_the_same_images_give_the_same_seals(desk: Desk) -> None:
    prepared(desk, (read_professional, read_rights))
    first = desk.sesam.seal(image(), b"", "secured").fse
    desk.sesam.release_slots()
    read_professional(desk)
    read_rights(desk)
    assert taken_apart(desk.sesam.seal(image(), b"", "secured").fse) == taken_apart(first)
