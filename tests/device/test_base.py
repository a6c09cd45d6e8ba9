"""The base of the core: records, money, dates, text, octets, wire, refusals."""

from device.base import dates, octets, text, wire
from device.base.money import Cents, half_up
from device.base.record import Record, in_order
from device.base.refusal import Refusal, redacted
from tests.device.check import raises, refuses


class Point(Record):
    """A record of the tests."""

    FIELDS = ("x", "y")
    x: int
    y: int = 7


class Path(Record):
    """A record that holds others."""

    FIELDS = ("name", "points", "extra")
    NESTED = {"points": Point}
    name: str
    points: "tuple[Point, ...]"
    extra: "dict[str, int]"


def test_a_record_is_a_value() -> None:
    assert Point(1) == Point(1, 7) == Point(y=7, x=1)
    assert Point(1) != Point(2) and Point(1) != "Point"
    assert hash(Point(1, 2)) == hash(Point(1, 2))
    assert repr(Point(1, 2)) == "Point(x=1, y=2)"
    assert Point(1).replace(y=3) == Point(1, 3)
    raises(AttributeError, setattr, Point(1), "x", 2)


def test_a_record_refuses_wrong_fields() -> None:
    raises(TypeError, Point)
    raises(TypeError, Point, 1, 2, 3)
    raises(TypeError, Point, 1, z=3)


def test_a_record_becomes_plain_and_comes_back() -> None:
    path = Path("a", (Point(1), Point(2, 3)), {"n": 1})
    plain = path.plain()
    assert plain == {"name": "a", "points": [{"x": 1, "y": 7}, {"x": 2, "y": 3}], "extra": {"n": 1}}
    assert Path.from_plain(plain) == path
    assert Path.from_plain(wire.read(wire.write(plain))) == path


def test_sorting_is_stable() -> None:
    items = [(2, "a"), (1, "b"), (2, "c"), (1, "d"), (2, "e")]
    assert in_order(items, lambda item: item[0]) == [(1, "b"), (1, "d"), (2, "a"), (2, "c"), (2, "e")]


ROUNDED = ((4725, 10, 473), (4724, 10, 472), (5, 10, 1), (0, 10, 0), (-5, 10, 0), (-15, 10, -1), (1581, 100, 16))


def test_rounding_is_half_up() -> None:
    for numerator, denominator, cents in ROUNDED:
        assert half_up(numerator, denominator) == cents
    assert Cents(12) == 12


KNOWN_DAYS = (("1970-01-01", 0, 3), ("2026-10-18", 20744, 6), ("2000-02-29", 11016, 1), ("1942-05-04", -10104, 0), ("2100-03-01", 47541, 0))


def test_days_and_dates() -> None:
    for iso, day, weekday in KNOWN_DAYS:
        assert dates.day_from_iso(iso) == day and dates.iso_from_day(day) == iso and dates.weekday(day) == weekday
    assert dates.Day(3) == 3


BAD_DATES = ("2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "20260101", "2026-01-xx", "", "0000-01-01", "2026-04-31")


def test_impossible_dates_are_refused() -> None:
    for iso in BAD_DATES:
        refuses("DATE_INVALID", dates.day_from_iso, iso)


HOLIDAYS_2026 = ("01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25")


def test_the_eleven_holidays() -> None:
    first = dates.day_of(2026, 1, 1)
    found = [dates.iso_from_day(day)[5:] for day in range(first, first + 365) if dates.is_holiday(day)]
    assert tuple(found) == HOLIDAYS_2026
    assert dates.iso_from_day(dates.easter(2000)) == "2000-04-23" and dates.iso_from_day(dates.easter(2038)) == "2038-04-25"


def test_working_days_pass_over_holidays() -> None:
    assert dates.iso_from_day(dates.add_working_days(dates.day_of(2026, 10, 30), 3)) == "2026-11-04"
    assert dates.iso_from_day(dates.add_working_days(dates.day_of(2026, 12, 24), 1)) == "2026-12-28"


MONTHS = (
    ("2026-01-31", 1, "2026-02-28"),
    ("2024-01-31", 1, "2024-02-29"),
    ("2026-10-18", 3, "2027-01-18"),
    ("2026-03-15", -3, "2025-12-15"),
)


def test_adding_months() -> None:
    for start, count, reached in MONTHS:
        assert dates.iso_from_day(dates.add_months(dates.day_from_iso(start), count)) == reached


def test_age_in_full_years() -> None:
    birth = dates.day_of(2020, 10, 19)
    assert dates.age_on(birth, dates.day_of(2026, 10, 18)) == 5
    assert dates.age_on(birth, dates.day_of(2026, 10, 19)) == 6


def test_text() -> None:
    assert text.latin1("é à") == b"\xe9 \xe0" and text.from_latin1(b"\xe9 \xe0") == "é à" and text.latin1("") == b""
    assert refuses("TEXT_NOT_LATIN1", text.latin1, "ab€").facts == {"at": 2}
    assert text.capitals("Gaëlle Œuvrard-Ñíc") == "GAELLE OEUVRARD-NIC"
    assert text.is_digits("0123") and not text.is_digits("") and not text.is_digits("1٣") and not text.is_digits("-1")


def test_octets_written_and_read() -> None:
    writer = octets.Writer().unsigned(101, 2).ber_length(5).raw(b"hello").ber_length(300).ber_length(70000)
    reader = octets.Reader(writer.octets())
    assert reader.unsigned(2) == 101 and reader.raw(reader.ber_length()) == b"hello"
    assert reader.ber_length() == 300 and reader.ber_length() == 70000 and reader.left() == 0
    refuses("OCTETS_SHORT", reader.raw, 1)
    refuses("OCTETS_SHORT", octets.Reader(b"abc").raw, -1)
    refuses("OCTETS_SHORT", octets.Reader(b"\x80").ber_length)
    refuses("OCTETS_SHORT", octets.Reader(b"\x84\x00\x00\x00\x01").ber_length)


def test_integers_must_fit() -> None:
    raises(ValueError, octets.Writer().unsigned, 256, 1)
    raises(ValueError, octets.Writer().unsigned, -1, 1)


def test_wire_is_canonical() -> None:
    value = {"b": [1, -2, None, True, False], "a": 'é "x"\\\n\r\t\x01', "c": {"k": ()}}
    assert wire.canonical(value) == '{"a":"é \\"x\\"\\\\\\n\\r\\t\\u0001","b":[1,-2,null,true,false],"c":{"k":[]}}'
    again = wire.read(wire.write(value))
    assert again["a"] == value["a"] and again["b"] == value["b"] and again["c"] == {"k": []}
    for odd in (object(), {1: 2}, {1: 2, "a": 3}, b"x", {"a": {2: 1}}):
        refuses("WIRE_VALUE", wire.canonical, odd)


def test_a_torn_wire_is_seen() -> None:
    whole = wire.write({"a": 1})
    for cut in range(len(whole)):
        refuses("WIRE_TORN", wire.read, whole[:cut])
    refuses("WIRE_TORN", wire.read, whole[:-2] + b"2}")
    refuses("WIRE_TORN", wire.read, b"T2" + whole[2:])
    head = "T1 1 %s\n" % wire.digest_hex(b"x")[:16]
    assert refuses("WIRE_TORN", wire.read, head.encode("utf-8") + b"x").facts == {"at": len(head)}, "a right digest of no value"


def test_a_refusal_says_its_number_and_hides_identities() -> None:
    refusal = Refusal("OCTETS_SHORT", at=3)
    assert str(refusal) == "1001 OCTETS_SHORT at=3" and refusal.number == 1001
    assert str(Refusal("WIRE_TORN")) == "1002 WIRE_TORN"
    raises(KeyError, Refusal, "NO_SUCH_CODE")
    raises(KeyError, Refusal, "WIRE_TORN", no_such_fact=1)
    assert redacted("no_such_fact", "Camille") == "•••" and redacted("at", 3) == "3"


def test_the_checks_of_the_tests_themselves() -> None:
    raises(AssertionError, raises, ValueError, len, "")
