"""Data zones: a self-made card read to the last field, what is kept, and what is refused with its group and field."""

from device.base.text import latin1
from device.formats.lunar import DateLunaire, lunar_from_digits, lunar_from_iso
from device.formats.zone import NO_DATE, Group, decode, encode, group, kept_unknown
from tests.device.check import raises, refuses

# One insured person, one period of rights, ALD code 1, situation 0100: 282 octets, invented.
EXAMPLE = bytes.fromhex(
    "0065400154093930303030303031370C3030303030303030303030300130000001410D3237323139373539393931323302363002303103393939043939393902"
    "31300000661C01300C3030303030303030303030300C30303030303030303030303000687407464943544956450746494354495645034C454100000D31205255"
    "452044452054455354000F37353030302056494C4C4554455354000230300C3030303030303030303030300C3139373231393031303030300131013001300C30"
    "30303030303030303030300C3030303030303030303030300000691A0C3230323530313031303030300C323032373132333130303030006A210C323032353031"
    "3031303030300C32303237313233313030303001310430313030"
)
PERSON = group(104, name="FICTIVE", nir_key="00", birth="197219010000", rank="1", quality="6")
INSURED = group(101, card_type="T", serial="12345678", nir="2721975999123", nir_key="60", regime="01", fund="349", centre="9881")


def test_the_example_reads_to_its_last_field() -> None:
    groups = decode(EXAMPLE)
    assert len(EXAMPLE) == 282
    assert [each.number for each in groups] == [101, 102, 104, 105, 106]
    insured, person, cover = groups[0], groups[2], groups[4]
    assert (insured.text("serial"), insured.text("nir"), insured.integer("nir_key")) == ("900000017", "2721975999123", 60)
    assert (insured.text("regime"), insured.text("fund"), insured.text("centre"), insured.text("valid_until")) == (
        "01",
        "999",
        "9999",
        NO_DATE,
    )
    assert (person.text("given"), person.text("address_3"), person.text("birth")) == ("LEA", "1 RUE DE TEST", "197219010000")
    assert (cover.integer("ald"), cover.text("situation"), groups[3].text("end")) == (1, "0100", "202712310000")
    assert encode(groups) == EXAMPLE


def test_a_long_group_and_latin_1_make_the_round_trip() -> None:
    long = group(111, text="É" * 115)
    zone = (INSURED, PERSON, group(105), group(106), group(107), group(108), group(109), long, PERSON.replace(number=104))
    assert decode(encode(zone)) == zone
    assert encode((Group(111, ("x" * 300,)),))[:7] == bytes((0, 111, 0x82, 0x01, 0x2F, 0x82, 0x01))
    refuses("TEXT_NOT_LATIN1", encode, (group(111, text="\u20ac"),))


def test_a_length_may_be_written_longer_than_it_need_be() -> None:
    octets = b""
    for each in (INSURED, PERSON):
        content = b"".join([bytes((0x82, 0, len(field))) + latin1(field) for field in each.fields])
        octets += bytes((0, each.number, 0x83, 0)) + len(content).to_bytes(2, "big") + content
    assert decode(octets) == (INSURED, PERSON)


def test_padding_stays_and_is_not_read() -> None:
    padded = decode(encode((INSURED.replace(fields=INSURED.fields[:7] + ("2721975999123",) + INSURED.fields[8:]), PERSON)))[1]
    spaced = PERSON.replace(fields=("FICTIVE   ",) + PERSON.fields[1:])
    assert decode(encode((INSURED, spaced)))[1] == spaced and spaced.text("name") == "FICTIVE"
    assert padded.integer("certified_on") == 0


def test_unknown_groups_and_trailing_fields_are_kept_and_counted() -> None:
    unknown, longer = Group(110, (), b"\x05abc"), group(105, start="202601010000").replace(fields=("202601010000", "", "NEW", ""))
    zone = (INSURED, unknown, PERSON, longer)
    assert decode(encode(zone)) == zone
    assert kept_unknown(zone) == (1, 2) and longer.extra() == ("NEW", "") and unknown.extra() == ()
    assert decode(encode((Group(2000, (), b""), INSURED, PERSON)))[0].number == 2000


def _refused(code: str, octets: bytes) -> "dict[str, object]":
    return dict(refuses(code, decode, octets).facts)


TORN = (
    (b"\x00", {"group": 0, "field": 0, "at": 0}),
    (b"\x00\x65", {"group": 101, "field": 0, "at": 0}),
    (b"\x00\x65\x03\x01T", {"group": 101, "field": 0, "at": 0}),
    (b"\x00\x65\x80", {"group": 101, "field": 0, "at": 0}),
    (b"\x00\x65\x02\x01T", {"group": 101, "field": 2, "at": 2}),
    (b"\x00\x65\x03\x01T\x09", {"group": 101, "field": 2, "at": 3}),
)


def test_a_torn_zone_names_its_group_and_field() -> None:
    for octets, facts in TORN:
        assert _refused("ZONE_TORN", octets) == facts, octets
    for cut in range(1, len(EXAMPLE)):
        if cut not in (67, 98, 217, 246):  # the ends of groups
            assert refuses("ZONE_TORN", decode, EXAMPLE[:cut]).facts["group"] in (0, 101, 102, 104, 105, 106)


WRONG_FIELDS = (
    ("serial", "1234567", 2),
    ("serial", "12345678X", 2),
    ("valid_until", "20261231", 3),
    ("nir", "272197599912", 8),
    ("nir", "272197599912é", 8),
    ("nir_key", "6O", 9),
    ("regime", "001", 10),
    ("fund", "34-", 11),
    ("centre", "98811", 12),
)


def test_a_wrong_field_is_named_not_cut() -> None:
    for name, text, field in WRONG_FIELDS:
        values = {"serial": "12345678", "nir": "2721975999123"}
        values[name] = text
        assert _refused("ZONE_FIELD", encode((group(101, **values), PERSON))) == {"group": 101, "field": field}, name
    assert _refused("ZONE_FIELD", encode((INSURED, group(104, birth="12")))) == {"group": 104, "field": 12}


def test_zeros_before_a_number_do_not_make_it_too_long() -> None:
    zone = (INSURED, PERSON.replace(fields=PERSON.fields[:12] + ("01", "06") + PERSON.fields[14:]), group(106, ald="01", situation="00100"))
    assert decode(encode(zone)) == zone and zone[1].integer("rank") == zone[2].integer("ald") == 1
    assert _refused("ZONE_FIELD", encode((INSURED, PERSON, group(106, ald="10")))) == {"group": 106, "field": 3}


MISPLACED = ((PERSON, INSURED), (INSURED, INSURED), (INSURED, group(106)), (INSURED, PERSON, group(108)), (group(2), group(1)))


def test_groups_out_of_place_are_refused() -> None:
    for zone in MISPLACED:
        assert "group" in _refused("ZONE_ORDER", encode(zone))
    assert _refused("ZONE_MISSING", b"") == {"group": 101}
    assert _refused("ZONE_MISSING", encode((Group(999, (), b"x"),))) == {"group": 101}


def test_a_name_that_no_group_has_is_a_defect() -> None:
    raises(KeyError, group, 104, surname="X")
    raises(KeyError, PERSON.text, "surname")


def test_a_lunar_date_is_kept_as_written() -> None:
    date = lunar_from_digits("197219010000")
    assert (date, date.iso(), date.six()) == (DateLunaire(1972, 19, 1), "1972-19-01", "721901")
    assert lunar_from_iso("1972-19-01") == date and lunar_from_digits("19721901") == date
    assert [DateLunaire(*each).calendar() for each in ((1972, 19, 31), (1970, 1, 0), (1970, 2, 31), (1970, 1, 2))] == [730, 0, 58, 1]


def test_what_is_no_date_is_refused() -> None:
    for text in ("", "1972190", "1972-19-0", "1972190100"):
        refuses("DATE_INVALID", lunar_from_digits, text)
    for text in ("1972-1-01", "19721901", "1972-19-0X"):
        refuses("DATE_INVALID", lunar_from_iso, text)
    refuses("DATE_INVALID", DateLunaire(0, 1, 1).calendar)
