"""Each conversation of the port, on both pairs of cards, disturbed at its commands. `make cards-long` does every trouble at every one."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cards import people, troubles
from tests.cards.beset import BesetSlot, SharedSlot
from tests.cards.desk import CPS, TODAY, VITALE
from tests.cards.port import A_WRONG_CODE, ANYBODY, CASES, PAIRS, TALKS, Sitting
from tests.cards.troubles import ended

BOTH = pytest.mark.parametrize("pair", PAIRS)
MAIN = "cps3-vitale2"
# A card that does not answer within this many seconds is given up, in these tests.
IMPATIENT = 0.4
TOM = people.Household("900000025", "1521962965185", (people.Person("SORELLE", "TOM", "19520601"),))


def through(sitting: Sitting, trouble: troubles.Trouble, at_most: int = 0) -> None:
    """That trouble in every conversation with each card."""
    try:
        for name, slot in CASES:
            troubles.everywhere(sitting, trouble, name, slot, at_most)
    finally:
        sitting.close()


@BOTH
@pytest.mark.parametrize("trouble", [troubles.pulled, troubles.pulled_after])
def test_a_card_pulled_at_any_command(tmp_path: Path, pair: str, trouble: troubles.Trouble) -> None:
    through(Sitting(tmp_path, pair), trouble)


@BOTH
def test_a_card_reset_by_another_program_at_any_command(tmp_path: Path, pair: str) -> None:
    through(Sitting(tmp_path, pair, kind=SharedSlot), troubles.reset)


def test_another_program_is_never_let_in(tmp_path: Path) -> None:
    through(Sitting(tmp_path, MAIN, kind=BesetSlot), troubles.wanted)


def test_a_daemon_killed_at_a_command(tmp_path: Path) -> None:
    through(Sitting(tmp_path, MAIN), troubles.killed, at_most=2)


def test_a_reader_unplugged_at_a_command_and_plugged_in_again(tmp_path: Path) -> None:
    through(Sitting(tmp_path, MAIN, kind=BesetSlot), troubles.unplugged, at_most=1)


def test_a_card_that_never_answers_a_command(tmp_path: Path) -> None:
    through(Sitting(tmp_path, MAIN, deadline=IMPATIENT), troubles.hung, at_most=1)


@pytest.mark.parametrize(("pair", "first"), [(MAIN, 0), (MAIN, 3), (MAIN, 8), ("cps4-vitale1", 0)])
def test_nonsense_at_any_command(tmp_path: Path, pair: str, first: int) -> None:
    """Truncated, over-long and wrong answers, by turns; all of them at each command in the long form."""
    through(Sitting(tmp_path, pair), troubles.maddened_by_turns(first))


@BOTH
@pytest.mark.parametrize("trouble", [troubles.stale, troubles.faint])
def test_a_reader_that_is_one_answer_behind_and_a_card_that_faints(tmp_path: Path, pair: str, trouble: troubles.Trouble) -> None:
    through(Sitting(tmp_path, pair), trouble)


def test_a_wrong_code_spends_one_try_whenever_the_card_is_pulled(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path, MAIN)
    sitting.seated(A_WRONG_CODE)
    refusal = ended(sitting, A_WRONG_CODE)
    assert refusal is not None and refusal.code == "PIN_WRONG" and sitting.memory.tries == 2
    for at in range(sitting.cards[CPS].count):
        for trouble in (troubles.pulled, troubles.pulled_after):
            trouble(sitting, A_WRONG_CODE, CPS, at)
    sitting.close()


def test_the_answers_of_another_patients_card_are_never_taken_for_this_ones(tmp_path: Path) -> None:
    """As if the line had crossed: at each command in turn, what the other card said to it."""
    sitting = Sitting(tmp_path, MAIN)
    sitting.desk.rack.patient("tom", people.household_zone(TOM))
    sitting.seated(ANYBODY)
    other = sitting.desk.insert(VITALE, "tom")
    assert sitting.desk.sesam.read_rights(TODAY) == people.household_zone(TOM)
    sitting.desk.remove(VITALE)
    for at, (_command, answer) in enumerate(other.exchanges):
        sitting.seated(ANYBODY)
        sitting.plug(VITALE).faults.answers = {at: answer}
        ended(sitting, ANYBODY)
    sitting.close()


def test_a_certificate_is_kept_though_its_card_is_pulled_while_it_signs(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path, MAIN)
    talk = TALKS["second_signature"]
    troubles.pulled(sitting, replace(talk, before=(*talk.before, talk.step)), CPS, 1)
    spoken = [command[:3] for command, _answer in sitting.plug(CPS).exchanges]
    assert b"\x00\x2a\x9e" in spoken and b"\x00\xb0\x83" not in spoken
    sitting.close()
