"""Receipts of lots (SIM), to the column."""

from device.formats import arl
from tests.device.check import refuses

DIGEST = "0123456789abcdef" * 4
ACCEPTED = arl.Receipt("991129768", 12, "F", "261018", "261019", True, "000000000", "", DIGEST, "")
REFUSED = arl.Receipt("991129768", 999, "D", "261018", "261020", False, "000000017", "0108", DIGEST, "SIGNATURE INVERIFIABLE")
ON_PAPER = (
    (ACCEPTED, "930991129768012F261018261019+000000000    " + DIGEST + " " * 22),
    (REFUSED, "930991129768999D261018261020-0000000170108" + DIGEST + "SIGNATURE INVERIFIABLE"),
)
WRONG = (("931", 1, 1), ("X", 16, 16), ("*", 29, 29), ("00000000A", 30, 38), ("261318", 17, 17), ("000000", 23, 23), ("\x01", 107, 107))


def test_a_receipt_is_written_and_read() -> None:
    for receipt, text in ON_PAPER:
        octets = text.encode("utf-8")
        assert len(octets) == 128 and arl.write(receipt) == octets and arl.read(octets) == receipt


def test_a_wrong_receipt_is_refused() -> None:
    right = ON_PAPER[1][1]
    for text, column, refused in WRONG:
        wrong = right[: column - 1] + text + right[column - 1 + len(text) :]
        assert refuses("RECORD_FORM", arl.read, wrong.encode("utf-8")).facts["column"] == refused
    for torn in (right[:-1], right + " ", ""):
        refuses("RECORD_TORN", arl.read, torn.encode("utf-8"))
    refuses("RECORD_WIDTH", arl.write, REFUSED.replace(label="X" * 23))
