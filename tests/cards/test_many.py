"""The largest cards: nineteen people, eight situations, serials of eight and nine figures; and the time a nurse would feel."""

import time
from dataclasses import replace

import pytest

from device.base.refusal import Refusal
from device.formats.seals import taken_apart
from device.formats.zone import Group, decode, encode
from device.rights.coverage import CARD
from device.rights.from_zone import coverage_of
from simulator.cards.plug import Faults, wire_octets
from tests.cards import people
from tests.cards.desk import CPS, TODAY, VITALE, Desk, image
from tests.waiting import until

BIRTHS = [f"20{year:02d}0101" for year in range(19)]
COVERS = tuple((f"20{year}01010000", f"20{year}12310000", 1, "0100") for year in range(20, 27))
CROWD = people.Household(
    "90000005",
    "2721975999123",
    tuple(
        people.Person(
            f"FICTIVE{index}", "ÉLOÏSE", birth, 6 if index else 0, covers=COVERS, cover=people.Cover("0056900037", common="X" * 115)
        )
        for index, birth in enumerate(BIRTHS)
    ),
    accidents=(("013499881", "10", "1"), ("013499881", "10", "2")),
)
BILLINGS = tuple(people.with_key(f"7560010{index}") for index in range(8))


def test_nineteen_people_are_read_and_each_is_billed(desk: Desk) -> None:
    zone = people.household_zone(CROWD)
    assert len(zone) > 8000
    desk.rack.patient("crowd", zone)
    desk.insert(CPS, "nurse")
    desk.insert(VITALE, "crowd")
    desk.sesam.read_professional(people.NURSE.pin)
    read = coverage_of(decode(desk.sesam.read_rights(TODAY)), CARD, TODAY)
    assert [person.name for person in read.beneficiaries] == [f"FICTIVE{index}" for index in range(19)]
    assert (read.serial, len(read.accidents), len(read.beneficiaries[18].covers)) == ("90000005", 2, 7)
    for birth in (BIRTHS[0], BIRTHS[18]):
        proved = taken_apart(desk.sesam.seal(image(birth=birth[2:]), b"", "secured").fse).seal("V")
        assert proved[:9] == b"90000005 "
    with pytest.raises(Refusal) as caught:
        desk.sesam.seal(image(birth="190101"), b"", "secured")
    assert caught.value.code == "CARD_SWAPPED"


def largest() -> bytes:
    """The largest card that was published: 19 people, 133 periods of cover, 57 of their mutuals, 8916 octets."""
    mutual = people.Cover("88888888", mutual=True, period=("202601010000", ""))
    crowd = replace(CROWD, people=tuple(replace(person, given="LEA", cover=mutual, address=("",) * 5) for person in CROWD.people))
    groups: list[Group] = []
    for each in decode(people.household_zone(crowd)):
        groups += [each] * (3 if each.number == 108 else 1)
    missing = 8916 - len(encode(groups))
    at = [index for index, each in enumerate(groups) if each.number == 104]
    for rank, index in enumerate(at):
        fields = list(groups[index].fields)
        fields[3] = "X" * (missing // len(at) + (rank < missing % len(at)))
        groups[index] = Group(104, tuple(fields))
    return encode(groups)


def test_the_largest_card_is_read_to_its_last_octet(desk: Desk) -> None:
    zone = largest()
    numbers = [each.number for each in decode(zone)]
    assert (len(zone), numbers.count(104), numbers.count(106), numbers.count(108)) == (8916, 19, 133, 57)
    desk.rack.patient("largest", zone)
    desk.insert(CPS, "nurse")
    desk.insert(VITALE, "largest")
    desk.sesam.read_professional(people.NURSE.pin)
    assert desk.sesam.read_rights(TODAY) == zone
    read = coverage_of(decode(zone), CARD, TODAY)
    assert [len(person.covers) for person in read.beneficiaries] == [7] * 19
    assert [len(person.complements) == 1 for person in read.beneficiaries] == [True] * 19


def test_each_of_eight_situations_signs_for_itself(desk: Desk) -> None:
    many = replace(people.NURSE, billings=BILLINGS)
    desk.rack.professional("nurse", people.professional_zone(many), many.serial, many.pin)
    desk.insert(CPS, "nurse")
    zone = decode(desk.sesam.read_professional(many.pin))
    assert [each.text("billing") + each.text("billing_key") for each in zone if each.number == 2] == list(BILLINGS)
    for billing in BILLINGS:
        assert taken_apart(desk.sesam.second_signature(image(billing))).seal("S")
    with pytest.raises(Refusal) as caught:
        desk.sesam.second_signature(image("756001099"))
    assert caught.value.facts == {"kind": "situation"}


def test_a_code_that_was_changed_is_kept_by_the_card(desk: Desk) -> None:
    card = desk.rack.professional("nurse", people.professional_zone(people.NURSE), people.NURSE.serial, "1234")
    card.execute(bytes.fromhex("0024000108") + b"12348642")
    again = desk.rack.professional("nurse", people.professional_zone(people.NURSE), people.NURSE.serial, "1234")
    assert again.memory.pin == "8642"


def test_the_wire_is_as_slow_as_the_contacts(desk: Desk) -> None:
    faults = Faults()
    faults.wire = True
    plug = desk.insert(CPS, "nurse", faults)
    began = time.monotonic()
    desk.sesam.read_professional(people.NURSE.pin)
    octets = sum(wire_octets(command, answer) for command, answer in plug.exchanges)
    took = time.monotonic() - began
    assert octets / 896 <= took < octets / 896 + 1


def test_a_card_swapped_between_two_looks_at_the_slot_is_never_taken_for_the_first(desk: Desk) -> None:
    """The other card is in before the daemon has seen that the first one went."""
    desk.rack.patient("tom", people.household_zone(replace(people.FICTIVE, serial="900000025")))
    desk.open()
    desk.rack.insert(VITALE, "tom")
    said: list[str] = []

    def is_swapped() -> bool:
        with pytest.raises(Refusal) as caught:
            desk.sesam.seal(image(), b"", "secured")
        said.append(caught.value.code)
        return said[-1] == "CARD_SWAPPED"

    until(is_swapped)
    assert set(said) <= {"CARD_WITHDRAWN", "CARD_ABSENT", "CARD_SWAPPED"}
