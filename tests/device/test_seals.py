"""SIM seal records: written, read back, and refused when torn."""

from device.formats.seals import NO_INVOICE, Image, head_of, records_of, seal_records, taken_apart, with_lot_seal
from tests.device.check import refuses

TWO = b"2" + b"756000123" + b"0" + b"2721975999123" + b"60001" + b"000000042" + b" " * 57 + b"721901" + b"1" + b" " * 26
FIVE = b"5" + b" " * 127
SEAL = bytes(range(200))


def test_a_seal_makes_the_round_trip() -> None:
    first = seal_records("756000123", "000000042", "V", b"x")
    second = seal_records("756000123", "000000042", "S", SEAL)
    assert len(first) == 128 and len(second) == 3 * 128
    assert first[:24] == b"7756000123V0101000000042" and first[24:28] == b"eA==" and first[28:] == b" " * 100
    image = taken_apart(TWO + FIVE + first + second)
    assert image == Image(TWO + FIVE, (("V", b"x"), ("S", SEAL)))
    assert (image.seal("S"), image.seal("K")) == (SEAL, b"")


def test_the_head_of_an_image() -> None:
    head = head_of(TWO + FIVE)
    assert (head.billing, head.nir, head.invoice) == ("756000123", "2721975999123", "000000042")
    assert (head.birth, head.twin) == ("721901", "1")
    for octets in (b"", TWO[:127], FIVE):
        refuses("SEAL_TORN", head_of, octets)


def _torn() -> "list[bytes]":
    records = records_of(seal_records("756000123", NO_INVOICE, "S", SEAL))
    other = seal_records("756000123", NO_INVOICE, "V", SEAL)
    wrong = records[0][:11] + b"XX" + records[0][13:]
    none = records[0][:13] + b"00" + records[0][15:]
    text = records[0][:13] + b"01" + records[0][15:24] + b"A" + b" " * 103
    return [
        TWO[:-1],
        TWO + records[0],
        TWO + records[1],
        TWO + records[0] + records[2],
        TWO + records[0] + other[128:256],
        TWO + records[0] + records[1] + records[2] + FIVE,
        TWO + records[0] + FIVE,
        TWO + wrong,
        TWO + none,
        TWO + text,
    ]


def test_a_torn_seal_is_refused() -> None:
    for octets in _torn():
        refuses("SEAL_TORN", taken_apart, octets)


def test_a_lot_seal_stands_before_the_end_and_is_counted() -> None:
    end = b"999" + b" " * 52 + b"00000003" + b" " * 65
    sealed = with_lot_seal(TWO + end, FIVE + FIVE)
    assert sealed == TWO + FIVE + FIVE + b"999" + b" " * 52 + b"00000005" + b" " * 65
    for octets in (b"", TWO, b"999" + b" " * 125):
        refuses("SEAL_TORN", with_lot_seal, octets, FIVE)
