"""B2 files: read and written to the column, refused with record and column, counted and added up."""

from device.formats.b2 import LAYOUTS, B2File, read, read_image
from device.formats.b2_lot import (
    LotHead,
    close_lot,
    fund_receiver,
    insurer_receiver,
    open_lot,
    sealed_images,
)
from device.formats.seals import seal_records, with_lot_seal
from device.sealing.images import images
from tests.device.check import refuses
from tests.device.invoices import NURSE, answer, facts, line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RECEIVER_TYPE, RECEIVER = fund_receiver("01", "349")
HEAD = LotHead(12, NURSE.billing, "Sorel Élise", "261018", "A00012", RECEIVER_TYPE, RECEIVER, "349")
SIGNATURE = bytes(range(256))


def sealed(number: int, amount: int = 315) -> bytes:
    """An FSE with its seals."""
    invoice = "%09d" % number
    image = images(facts(number=invoice, answer=answer(line(amount_cents=amount))))[0]
    return image + seal_records(NURSE.billing, invoice, "S", SIGNATURE) + seal_records(NURSE.billing, invoice, "V", b"proof")


def lot_file(*numbers: int) -> bytes:
    """A lot of such invoices, sealed and closed."""
    opened = open_lot(HEAD, [sealed(number) for number in numbers])
    return with_lot_seal(close_lot(opened, HEAD), seal_records(NURSE.billing, "0" * 9, "L", SIGNATURE))


def _records(octets: bytes) -> "list[bytes]":
    return [octets[at : at + 128] for at in range(0, len(octets), 128)]


def _put(octets: bytes, record: int, column: int, text: bytes) -> bytes:
    at = (record - 1) * 128 + column - 1
    return octets[:at] + text + octets[at + len(text) :]


def test_a_lot_is_written_and_read() -> None:
    octets = lot_file(17, 18)
    found = read(octets)
    (lot,) = found.lots
    assert [invoice.head.values["invoice"] for invoice in lot.invoices] == ["000000017", "000000018"]
    assert lot.head.values["lot"] == 12 and lot.head.values["biller_name"] == "SOREL ELISE" and lot.head.values["fund"] == "349"
    assert (lot.end.values["acts"], lot.end.values["amount"], lot.end.values["asked"]) == (2, 630, 378)
    assert found.head.values["receiver"] == "00000001000349" and found.end.values["records"] == len(octets) // 128
    assert [each.values["kind"] for each in lot.seals] == ["L"] * 4
    assert [each.values["kind"] for each in lot.invoices[0].seals] == ["S"] * 4 + ["V"]
    assert B2File.from_plain(found.plain()) == found


def test_the_records_around_invoices_to_the_column() -> None:
    records = _records(lot_file(17))
    assert records[0] == (b"000TP00000991129768      CT00000001000349      TRA00012261018CP  B2" + b" " * 15 + b"128" + b" " * 43)
    assert records[1] == b"1991129768      3490120000000SOREL ELISE" + b" " * 29 + b"B2261018 CP 062007U" + b" " * 40
    assert records[-6] == b"6991129768001000100010010000003150000001890000000000" + b"12" + b" " * 74
    assert records[-1] == b"999TP00000991129768      CT00000001000349      TRA0001200000017" + b" " * 19 + b"001" + b" " * 43
    assert records[6][:24] == b"7991129768S0104000000017" and records[6][24:34] == b"AAECAwQFBg"


def test_a_lot_for_a_complementary_insurer() -> None:
    demand = images(facts())[1]
    kind, receiver = insurer_receiver("99999997")
    head = HEAD.replace(receiver_type=kind, receiver=receiver, fund="000", number=3)
    found = read(close_lot(open_lot(head, [demand]), head))
    assert found.head.values["receiver_type"] == "OC" and found.head.values["receiver"] == "00000099999997"
    assert found.lots[0].end.values["asked"] == 236 and found.lots[0].end.values["amount"] == 590
    assert fund_receiver("91", "100", "099") == ("CT", "00000091099100")


def test_the_same_images_travel_under_another_number() -> None:
    first = lot_file(17, 18)
    again = open_lot(HEAD.replace(number=13), sealed_images(first))
    assert sealed_images(first) == [sealed(17), sealed(18)]
    pairs = list(zip(_records(first), _records(again)))
    assert [at for at, (one, other) in enumerate(pairs) if one != other] == [1, len(again) // 128 - 1]
    assert sealed_images(sealed(17)) == [sealed(17)]


def test_every_cut_of_a_file_is_refused() -> None:
    octets = lot_file(17)
    for at in range(0, len(octets), 37):
        code = "RECORD_TORN" if at % 128 else "RECORD_ORDER"
        refuses(code, read, octets[:at])
    refuses("RECORD_ORDER", read, octets + octets[-128:])
    refuses("RECORD_ORDER", read_image, sealed(17) + sealed(18))
    refuses("RECORD_ORDER", read_image, b"")


WRONG_KINDS = ((b"X", 1), (b"001", 1), (b"990", 1), (b"\xe9", 1), (b"8", 1))


def test_an_unknown_record_is_refused() -> None:
    octets = sealed(17)
    for start, column in WRONG_KINDS:
        refusal = refuses("RECORD_FORM", read_image, _put(octets, 3, 1, start))
        assert refusal.facts == {"layout": "?", "record": 3, "column": column}
    assert refuses("RECORD_FORM", read_image, _put(octets, 2, 36, b"Z")).facts == {"layout": "?", "record": 2, "column": 36}
    swapped = _records(octets)[1:2] + _records(octets)[:1]
    assert refuses("RECORD_ORDER", read_image, b"".join(swapped)).facts == {"layout": "2", "record": 1}


# (record, column, text, refused there)
WRONG_COLUMNS = ((1, 77, b"99", 77), (1, 96, b"7205X3", 100), (2, 70, b"261399", 70), (2, 83, b" 00100", 83), (2, 122, b"Q", 122))


def test_a_wrong_column_is_named() -> None:
    for record, column, text, refused in WRONG_COLUMNS:
        refusal = refuses("RECORD_FORM", read_image, _put(sealed(17), record, column, text))
        assert (refusal.facts["record"], refusal.facts["column"]) == (record, refused)


# (record of a file of one invoice, column, text): each makes a counter or a sum wrong.
ACT, TOTAL, SEAL, LOT_END, FILE_END = 4, 6, 7, 12, 17
WRONG_TOTALS = (
    (TOTAL, 39, b"002"),
    (TOTAL, 58, b"00000316"),
    (TOTAL, 66, b"00000190"),
    (TOTAL, 90, b"00000127"),
    (TOTAL, 115, b"00000001"),
    (TOTAL, 42, b"00000001"),
    (ACT, 30, b"000000018"),
    (ACT, 2, b"991129769"),
    (ACT, 12, b"2721975999124"),
    (ACT, 25, b"61"),
    (LOT_END, 11, b"002"),
    (LOT_END, 14, b"0002"),
    (LOT_END, 18, b"0002"),
    (LOT_END, 22, b"002"),
    (LOT_END, 25, b"000000316"),
    (LOT_END, 34, b"000000190"),
    (LOT_END, 52, b"013"),
    (LOT_END, 2, b"991129769"),
    (SEAL, 16, b"000000018"),
    (FILE_END, 56, b"00000018"),
    (FILE_END, 83, b"002"),
    (FILE_END, 50, b"A00013"),
)


def test_counters_and_sums_are_checked() -> None:
    octets = lot_file(17)
    assert [_records(octets)[at - 1][:1] for at in (ACT, TOTAL, SEAL, LOT_END, FILE_END)] == [b"4", b"5", b"7", b"6", b"9"]
    for record, column, text in WRONG_TOTALS:
        refusal = refuses("RECORD_TOTAL", read, _put(octets, record, column, text))
        assert (refusal.facts["record"], refusal.facts["column"]) == (record, column)


STAY = {
    "biller": NURSE.billing,
    "nir": "2721975999123",
    "nir_key": "60",
    "invoice": "000000017",
    "day": "261018",
    "code": "SNS",
    "quantity": 1,
    "coefficient": 100,
    "unit_price": 5000,
    "base": 5000,
    "rate": 80,
    "amo": 4000,
    "amount": 5000,
    "amc": 1000,
}


def test_stays_and_their_sums_are_read_too() -> None:
    records = _records(images(facts(answer=answer(line())))[0])
    common = {name: STAY[name] for name in ("biller", "nir", "nir_key", "invoice")}
    device = dict(common)
    device.update(rank=1, code="1234567", quantity=1, tariff=100, total=100)
    total: dict[str, Any] = dict(common)
    total.update(acts=2, amount=315, amo=189, amc=126, stay_base=5000, stay_amo=4000, stay_amc=1000, stay_amount=5000)
    more = [LAYOUTS[kind].write(_more(common, kind)) for kind in ("4M", "4B")]
    octets = b"".join(records[:3] + more + [LAYOUTS["3"].write(STAY), LAYOUTS["3F"].write(device), LAYOUTS["5"].write(total)])
    invoice = read_image(octets)
    assert [act.line.kind for act in invoice.acts] == ["4", "3"] and invoice.amount() == 5315 and invoice.asked() == 4189
    assert [[each.kind for each in act.more] for act in invoice.acts] == [["4E", "4M", "4B"], ["3F"]]


def _more(common: "dict[str, Any]", kind: str) -> "dict[str, Any]":
    values = dict(common)
    values.update(rank=1)
    if kind == "4M":
        values.update(code="ABCD001", tooth_16="48", modifier_4="J")
    else:
        values.update(quantity_1=1, code_1="0552", code_5="1208")
    return values
