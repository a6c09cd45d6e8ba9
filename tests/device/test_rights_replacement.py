"""Replacement sessions: opened, matched with the card that turns up, ended; whose numbers count."""

from device.formats.zone import group
from device.rights.replacement import Replacement, holders_for, is_locum, opened
from tests.device.check import refuses

HOLDER, OTHER, THIRD = "756000123", "756000131", "756000149"
LOCUM = (group(1, card_type="80", id_number="99900065287"), group(2, practice_mode="4"))
FIRST = Replacement(HOLDER, "99900065287", 100, 110)


def test_two_holders_at_once_and_no_third() -> None:
    both = opened(opened((), FIRST, 100), Replacement(OTHER, "99900065287", 105, 120), 100)
    assert holders_for(both, LOCUM, 104) == (HOLDER,)
    assert holders_for(both, LOCUM, 105) == (HOLDER, OTHER)
    assert holders_for(both, LOCUM, 111) == (OTHER,)
    refuses("HOLDERS_TOO_MANY", opened, both, Replacement(THIRD, "99900065287", 110, 115), 100)
    assert len(opened(both, Replacement(THIRD, "99900065287", 121, 125), 100)) == 3
    assert len(opened(both, Replacement(THIRD, "10002909371", 105, 110), 100)) == 3
    longer = opened(both, FIRST.replace(until=130), 100)
    assert len(longer) == 2 and holders_for(longer, LOCUM, 130) == (HOLDER,)


def test_days_that_cannot_be() -> None:
    refuses("DATE_INVALID", opened, (), FIRST.replace(until=99), 90)
    refuses("DATE_INVALID", opened, (), FIRST, 111)


def test_another_card_or_a_session_that_is_over() -> None:
    stranger = (group(1, card_type="80", id_number="10002909371"),)
    refuses("LOCUM_MISMATCH", holders_for, (FIRST,), stranger, 100)
    assert refuses("LOCUM_OVER", holders_for, (FIRST,), LOCUM, 111).facts == {"day": 110}


def test_who_replaces_by_card_or_by_situation() -> None:
    settled = (LOCUM[0], group(2, billing="75600015", billing_key="6"))
    assert is_locum(LOCUM) and not is_locum(settled) and is_locum((group(1, card_type="81"),))
