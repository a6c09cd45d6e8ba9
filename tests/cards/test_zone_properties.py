"""Any zone makes the round trip; any octets are read or refused, never anything else."""

from hypothesis import given
from hypothesis import strategies as st

from device.base.refusal import Refusal
from device.formats.zone import Group, decode, encode, kept_unknown
from device.formats.zone_groups import BEFORE, GROUPS
from device.rights.coverage import CARD
from device.rights.decide import pricing_facts, state_on
from device.rights.from_zone import coverage_of
from tests.cards import people
from tests.cards.conversations import FAMILY
from tests.cards.desk import TODAY
from ui.cli.show_zone import as_json, render

LATIN1 = st.text(st.characters(codec="latin-1"), max_size=200)
DIGITS = "0123456789"
VALUES = {
    "text": LATIN1,
    "date": st.one_of(st.just(""), st.text(DIGITS, min_size=12, max_size=12)),
    "nir": st.one_of(st.just(""), st.text(DIGITS + "AB", min_size=13, max_size=13)),
    "serial": st.text(DIGITS, min_size=8, max_size=9),
}


def value(kind: str, most: int) -> st.SearchStrategy[str]:
    """What may stand in a field of that kind."""
    if kind in VALUES:
        return VALUES[kind]
    return st.text(DIGITS if kind == "number" else DIGITS + "ABZ", max_size=most or 20)


@st.composite
def groups(draw: st.DrawFn, number: int) -> Group:
    fields = [draw(value(kind, most)) for _name, kind, most in GROUPS[number][1]]
    return Group(number, tuple(fields + draw(st.lists(LATIN1, max_size=2))))


@st.composite
def zones(draw: st.DrawFn) -> tuple[Group, ...]:
    """Groups in an order that the table allows, unknown ones among them."""
    zone, before = [], 0
    for _ in range(draw(st.integers(1, 25))):
        number = draw(st.sampled_from([known for known, befores in BEFORE.items() if before in befores] or [0]))
        if number == 0:
            break
        zone.append(draw(groups(number)))
        before = number
        if draw(st.booleans()):
            zone.append(Group(draw(st.integers(112, 65535)), (), draw(st.binary(max_size=300))))
    return tuple(zone)


@given(zones())
def test_a_zone_makes_the_round_trip(zone: tuple[Group, ...]) -> None:
    octets = encode(zone)
    assert decode(octets) == zone and encode(decode(octets)) == octets
    unknown, _extra = kept_unknown(zone)
    assert unknown == sum(each.number not in GROUPS for each in zone)
    assert render(octets) and as_json(octets)["unknown_groups"] == unknown


def read(octets: bytes) -> None:
    """Read a zone as the device does, to the facts for the price: it works or it is refused without a name."""
    said = ""
    try:
        coverage = coverage_of(decode(octets), CARD, TODAY)
        for index, person in enumerate(coverage.beneficiaries):
            pricing_facts(coverage, TODAY, index)
            state_on(person, TODAY)
    except Refusal as refusal:
        said = str(refusal)
    assert "FICTIVE" not in said and "RIVAGE" not in said


@given(st.binary(max_size=600))
def test_any_octets_are_read_or_refused(octets: bytes) -> None:
    read(octets)


GOOD = (people.household_zone(people.FICTIVE), people.household_zone(FAMILY), people.professional_zone(people.NURSE))


@given(st.sampled_from(GOOD), st.data())
def test_a_good_zone_gone_bad_is_read_or_refused(octets: bytes, data: st.DataObject) -> None:
    """Octets changed, cut out, repeated or put in anywhere."""
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(octets)))
        to = data.draw(st.integers(at, len(octets)))
        octets = octets[:at] + data.draw(st.binary(max_size=8)) + octets[data.draw(st.sampled_from([at, to])) :]
    read(octets)


@given(st.sampled_from(GOOD[:2]), st.data())
def test_one_changed_octet_never_gives_another_patients_number(octets: bytes, data: st.DataObject) -> None:
    at, new = data.draw(st.integers(0, len(octets) - 1)), data.draw(st.integers(0, 255))
    good = coverage_of(decode(octets), CARD, TODAY)
    try:
        bad = coverage_of(decode(octets[:at] + bytes((new,)) + octets[at + 1 :]), CARD, TODAY)
    except Refusal:
        return
    assert (bad.nir, bad.nir_key) == (good.nir, good.nir_key)
    kept = {person.nir for person in good.beneficiaries} | {""}
    assert {person.nir for person in bad.beneficiaries} <= kept
