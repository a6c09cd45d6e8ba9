"""Check digits, against public vectors."""

from device.formats.identifiers import (
    check_adeli,
    check_am_number,
    check_finess,
    check_ins,
    check_nir,
    check_rpps,
    luhn_digit,
    nir_key,
)
from tests.device.check import refuses

NIRS = (
    ("2770101154003", 29),
    ("1421962965165", 96),
    ("2501962643002", 68),
    ("1521962965185", 71),
    ("1701962965652", 80),
    ("185012A004123", 89),
    ("285012B033042", 53),
    ("2721975999123", 60),
    ("1911034222010", 91),
    ("1940934220101", 91),
    ("1477204253674", 30),
    # Given while waiting for a number (first figure 3, 4, 7, 8); overseas (97x, 98x); born abroad (99).
    ("7721997100001", 97 - 7721997100001 % 97),
    ("3721998700001", 97 - 3721998700001 % 97),
    ("4721999100001", 97 - 4721999100001 % 97),
    ("8721998700001", 97 - 8721998700001 % 97),
)
FALSE_NIRS = (("1911034222010", 61), ("1940934220101", 94), ("1477204253674", 11))
SHAPES = ("", "272197599912", "27219759991234", "5721975999123", "2721975X99123", "272192C999123", "272192A99912Z")
RPPS = ("99900065279", "99700218896", "10002909371", "10100842904", "99700524806", "99700735741")
FINESS = ("750712184", "690781810", "130786049", "600100713", "240000117", "2A0000014", "2B0000020")
OIDS = (("8", "production"), ("9", "production"), ("10", "test"), ("11", "demo"), ("2", "production"), ("6", "test"))


def test_a_nir_has_its_key_in_corsica_overseas_and_while_provisional() -> None:
    for nir, key in NIRS:
        assert nir_key(nir) == key, nir
        check_nir(nir, key)


def test_a_false_nir_is_refused_without_being_shown() -> None:
    for nir, key in FALSE_NIRS:
        refusal = refuses("IDENTIFIER_FALSE", check_nir, nir, key)
        assert refusal.facts == {"kind": "nir"} and nir not in str(refusal)
    for nir in SHAPES:
        refuses("IDENTIFIER_FALSE", check_nir, nir, 60)


def test_numbers_checked_by_luhn() -> None:
    for check, numbers in ((check_rpps, RPPS), (check_finess, FINESS), (check_am_number, ("991129768",)), (check_adeli, ("759000003",))):
        for number in numbers:
            check(number)
            wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
            refuses("IDENTIFIER_FALSE", check, wrong)
            refuses("IDENTIFIER_FALSE", check, number[:-1])
    refuses("IDENTIFIER_FALSE", check_am_number, "2A0000014")
    assert luhn_digit("7992739871") == 3


def test_an_ins_belongs_to_a_world() -> None:
    for last, world in OIDS:
        assert check_ins("2721975999123", 60, "1.2.250.1.213.1.4." + last) == world
    assert refuses("IDENTIFIER_FALSE", check_ins, "2721975999123", 60, "1.2.250.1.213.1.4.12").facts == {"kind": "ins"}
    assert refuses("IDENTIFIER_FALSE", check_ins, "2721975999123", 60, "1.2.3.8").facts == {"kind": "ins"}
    assert refuses("IDENTIFIER_FALSE", check_ins, "2721975999123", 61, "1.2.250.1.213.1.4.8").facts == {"kind": "nir"}
