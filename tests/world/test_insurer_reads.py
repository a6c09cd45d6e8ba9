"""Two readings of the same octets, by code that shares nothing: the insurer's and ours agree on every column of every record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from device.base.refusal import Refusal
from device.base.text import from_latin1
from device.formats import b2 as ours
from device.formats.b2_lot import sealed_images
from simulator.insurer import b2 as theirs
from simulator.insurer.columns import TABLES, Unreadable, kind_of, text
from tests.world.made import Maker

SHARED = [kind for kind in TABLES if kind in ours.LAYOUTS]


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("maker"))


def lots(maker: Maker) -> list[bytes]:
    modes = ("secured", "degraded", "desynchronised")
    made = [maker.lot(rank, [maker.image(rank * 10 + at, mode=mode) for at in range(3)]) for rank, mode in enumerate(modes, 1)]
    return [*made, maker.lot(4, [maker.image(17, "D"), maker.image(18, "D")], "D", "0099999997")]


@pytest.mark.parametrize("kind", SHARED)
def test_both_tables_of_columns_say_the_same(kind: str) -> None:
    layout = ours.LAYOUTS[kind]
    known = {(field.start + 1, field.end - field.start) for field in layout.fields if field.sense != "fill" and field.name != "type"}
    assert set(TABLES[kind].values()) == known


def test_every_column_of_every_record_is_read_alike(maker: Maker) -> None:
    for octets in lots(maker):
        records = [from_latin1(octets[at : at + 128]) for at in range(0, len(octets), 128)]
        for record, line in zip(records, ours.lines(octets), strict=True):
            assert kind_of(record) == line.kind
            by_start = {field.start + 1: line.values[field.name] for field in ours.LAYOUTS[line.kind].fields}
            for name, (start, _) in TABLES[line.kind].items():
                found = text(record, name)
                assert (int(found) if isinstance(by_start[start], int) else found) == by_start[start], (line.kind, name)


def test_lots_are_understood_alike(maker: Maker) -> None:
    for octets in lots(maker):
        mine, (its,) = theirs.read(octets), ours.read(octets).lots
        for invoice, image in zip(mine.invoices, sealed_images(octets), strict=True):
            assert image.startswith(invoice.plain)
        assert [(each.number, each.kind, each.amount, each.asked) for each in mine.invoices] == [
            (each.head.values["invoice"], each.kind(), each.amount(), each.asked()) for each in its.invoices
        ]


@pytest.fixture(scope="module")
def sound(maker: Maker) -> bytes:
    return maker.lot(1, [maker.image(17)])


def test_a_raised_figure_is_no_figure(sound: bytes) -> None:
    """Latin-1 has three of them, which Python takes for digits and for no number."""
    octets = bytearray(sound)
    octets[3 * 128 + 104] = 0xB2  # in the rate of an act
    with pytest.raises(Unreadable):
        theirs.read(bytes(octets))


@given(st.data())
def test_what_is_torn_is_refused_by_both_or_read_alike(sound: bytes, data: st.DataObject) -> None:
    octets = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(octets) - 1))
        octets[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))
    try:
        mine = theirs.read(bytes(octets))
    except Unreadable:
        return
    try:
        (its,) = ours.read(bytes(octets)).lots
    except Refusal:
        return  # ours checks more: every column's form, every total
    assert [each.asked for each in mine.invoices] == [each.asked() for each in its.invoices]
