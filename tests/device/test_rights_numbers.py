"""The numbers that a professional's card brings in: each is checked before anything is billed with it."""

from device.formats.zone import group
from device.rights.numbers import check_numbers
from tests.device.check import refuses
from tests.device.played import Played, a_stop, situation

PERSONS = (("8", "10004202619"), ("0", "759000003"), ("3", "750712184"), ("4", "anything"), ("", ""))
FALSE_PERSONS = (("8", "10004202618", "rpps"), ("8", "", "rpps"), ("0", "759000004", "adeli"), ("3", "750712185", "finess"))
SITUATIONS: "tuple[dict[str, str], ...]" = (
    {"billing": "99112976", "billing_key": "8"},
    {"replaced": "99112976", "replaced_key": "8"},
    {"structure_type": "1", "structure": "690781810"},
    {"structure_type": "4", "structure": "999000652790050"},
    {"structure_type": "1"},
    {},
)
FALSE_SITUATIONS = (
    ({"billing": "99112976", "billing_key": "7"}, "am_number"),
    ({"billing": "9911297", "billing_key": "8"}, "am_number"),
    ({"replaced": "99112976", "replaced_key": ""}, "am_number"),
    ({"structure_type": "1", "structure": "690781811"}, "finess"),
)


def test_right_numbers_and_what_has_no_key_pass() -> None:
    for id_type, number in PERSONS:
        check_numbers((group(1, id_type=id_type, id_number=number),))
    for fields in SITUATIONS:
        check_numbers((group(1), group(2, **fields)))


def test_a_false_number_is_refused_by_its_kind() -> None:
    for id_type, number, kind in FALSE_PERSONS:
        assert refuses("IDENTIFIER_FALSE", check_numbers, (group(1, id_type=id_type, id_number=number),)).facts == {"kind": kind}
    for fields, kind in FALSE_SITUATIONS:
        assert refuses("IDENTIFIER_FALSE", check_numbers, (group(1), group(2), group(2, **fields))).facts == {"kind": kind}


def test_a_card_with_a_false_number_opens_nothing() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), situations=situation(billing_key="0"))
    device.insert("cps").pin().see("Refuse", "refusal.IDENTIFIER_FALSE.title")
    assert device.bar.locked


def test_a_card_of_another_profession_bills_nothing() -> None:
    for specialty in ("01", "50", "27"):
        device = Played(a_stop("S1", "inf.injection.sc"), situations=situation(specialty=specialty))
        device.insert("cps").pin().see("Refuse", "seen.profession")
        assert device.bar.locked
    device = Played(a_stop("S1", "inf.injection.sc"), situations=situation(specialty="024")).unlocked().see("Home")
    assert device.desk.professional()["specialty"] == "24"
    for specialty in ("", "0", "26"):
        Played(a_stop("S1", "inf.injection.sc"), situations=situation(specialty=specialty)).unlocked().see("Home")
