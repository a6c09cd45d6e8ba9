"""The entities of returns: their form, in pieces of any size, known or not."""

from device.formats.noemie import LAYOUTS, entities
from tests.device.check import raises, refuses
from tests.device.returns_made import act, end, entity, file, head, invoice, part, transfer

PAID = (transfer(), invoice(17), part("198", 189, "P", 189), part("199", 126, "P", 126, insurer="99999997"), act(1, 189))
WHOLE = file(*PAID, amount=315)
KINDS = ["000", "071", "102", "103", "198", "199", "210", "999"]


def _kinds(octets: bytes, size: int = 4096) -> "list[str]":
    return [each.kind for each in entities(_cut(octets, size))]


def _cut(octets: bytes, size: int) -> "list[bytes]":
    return [octets[at : at + size] for at in range(0, len(octets), size)]


def test_twenty_seven_entities_are_known() -> None:
    assert len(LAYOUTS) == 27
    lengths = {"000": 128, "071": 86, "102": 40, "198": 24, "199": 49, "210": 118, "250": 47, "262": 134, "294": 153, "999": 128}
    assert {code: LAYOUTS[code].length for code in lengths} == lengths


def test_a_file_is_read_in_pieces_of_any_size() -> None:
    for size in (1, 2, 7, 64, 100, 128, 129, 5000):
        assert _kinds(WHOLE, size) == KINDS


def test_columns_are_read_when_asked_for() -> None:
    found = list(entities([WHOLE]))
    assert found[1].text("label") == "VIREMENT 000123" and found[4].integer("paid") == 189 and found[4].signed("paid") == 189
    assert found[2].values()["kind"] == "F" and found[6].values()["coefficient"] == 100
    assert found[0].text("standard") == "580" and found[7].integer("other_amount") == 0
    raises(KeyError, found[1].text, "no_column")


def test_fill_between_entities_is_passed_over() -> None:
    pieces = (head(),) + PAID + (end(9, 315),)
    for fill in (b"\r\n", b"\n", b"   ", b"\r\n \n"):
        assert _kinds(fill.join(pieces) + fill) == KINDS
        assert _kinds(fill.join(pieces), 3) == KINDS


def test_accents_and_blank_numbers_of_other_programs_are_read() -> None:
    text = WHOLE.replace(b"VIREMENT 000123", b"R\xe8glement n\xb0123")
    for size in (50, 4096):
        found = list(entities(_cut(text, size)))
        assert found[1].text("label") == "Règlement n°123"
    blank = list(entities([WHOLE.replace(b"P00000189P", b"R        P")]))
    assert blank[4].text("state") == "R" and blank[4].integer("paid") == 0


def test_an_unknown_entity_is_kept() -> None:
    odd = b"30050Something of our own, \xe9@"
    for size in (1, 10, 4096):
        found = list(entities(_cut(file(transfer(), odd, amount=0), size)))
        assert found[2].kind == "300" and found[2].layout is None and found[2].values() == {"record": "30050Something of our own, é@"}
    raises(KeyError, found[2].text, "anything")
    for size in (700, 4096):
        refusal = refuses("RECORD_FORM", _kinds, file(b"300" + b"x" * 1100, amount=0), size)
    assert refusal.facts == {"layout": "300", "record": 2, "column": 1024}


# (what is replaced, by what, entity, column)
WRONG = (
    (b"@", b"#", 2, 86),
    (b"VIREMENT", b"VIR\nMENT", 2, 15),
    (b"VIREMENT", b"VIR\x00MENT", 2, 15),
    (b"07102261020", b"07103261020", 2, 4),
    (b"07102261020", b"07102261320", 2, 6),
    (b"P00000189P", b"X00000189P", 5, 14),
    (b"P00000189P", b"P00000189Z", 5, 23),
    (b"P00000189P", b"P0000 189P", 5, 19),
    (b"P00000189P", b"P000001\xb29P", 5, 21),
)


def test_a_wrong_entity_is_named_to_the_column() -> None:
    for old, new, number, column in WRONG:
        octets = WHOLE.replace(old, new, 1)
        for size in (50, 4096):
            facts = refuses("RECORD_FORM", _kinds, octets, size).facts
            assert (facts["record"], facts["column"]) == (number, column), (old, new)
    assert refuses("RECORD_FORM", _kinds, head() + b"AB1@").facts["column"] == 1


def test_a_wrong_octet_is_seen_whatever_piece_it_lies_in() -> None:
    for wrong in (b"\x80", b"\x07"):
        octets = WHOLE[:85] + wrong + WHOLE[86:]
        for size in (1, 50, 90, 5000):
            refusal = refuses("RECORD_FORM", _kinds, octets, size)
            assert refusal.facts == {"layout": "000", "record": 1, "column": 86}, size


def test_a_file_cut_anywhere_is_torn() -> None:
    for at in range(0, len(WHOLE), 13):
        refuses("RECORD_TORN", _kinds, WHOLE[:at])
    refuses("RECORD_TORN", _kinds, WHOLE[:-1])


def test_the_ends_stand_at_the_ends() -> None:
    refuses("RECORD_ORDER", _kinds, transfer() + WHOLE)
    refuses("RECORD_ORDER", _kinds, WHOLE + transfer())
    refuses("RECORD_ORDER", _kinds, head() + WHOLE)
    assert entity("261", code=1, amount=5).count(b"@") == 1
