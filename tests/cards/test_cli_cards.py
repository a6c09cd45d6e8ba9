"""`tournee cards`: what is in each slot, said without spending an attempt and without a name."""

import json

import pytest

from simulator.cards.others import BankCard, ContactlessCps3, MuteCard
from simulator.cards.vitale import Vitale1
from tests.cards import people
from tests.cards.desk import CPS, NFC, VITALE, Desk
from ui.cli import cards, exits


def said(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert cards.main(["--json", *words]) in (exits.OK, exits.FAILED)
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, list)
    return told[:3]


def test_both_cards_say_what_they_are(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.insert(CPS, "nurse")
    desk.insert(VITALE, "lea")
    cps, patient, nfc = said(capsys)
    assert (cps["state"], cps["kind"], cps["card"], cps["tries"], cps["until"], cps["test"]) == (
        "known",
        "cps3",
        "cps",
        3,
        "20281231",
        True,
    )
    assert (patient["kind"], patient["name"], patient["nir"], nfc["state"]) == ("vitale2", "•••", "•••", "CARD_ABSENT")
    shown = said(capsys, "--show-identity")
    assert (shown[0]["name"], shown[1]["nir"]) == ("MOREL", people.FICTIVE.nir)
    assert cards.main([]) == exits.OK
    lines = capsys.readouterr().out.splitlines()
    assert "MOREL" not in "".join(lines) and lines[0].startswith("Tournee 00 00: known (kind cps3, card cps")


def test_cards_that_are_not_read_here_say_why(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    for name, card in (("bank", BankCard()), ("mute", MuteCard()), ("face", ContactlessCps3())):
        desk.rack.add(name, card)
    for slot, name in ((CPS, "bank"), (VITALE, "mute"), (NFC, "face")):
        desk.insert(slot, name)
    told = [{name: value for name, value in each.items() if name != "reader"} for each in said(capsys)]
    assert told == [
        {"state": "not_ours", "kind": "bank"},
        {"state": "CARD_MUTE", "number": 2002},
        {"state": "not_ours", "kind": "cps3_contactless"},
    ]
    assert cards.main([]) == exits.FAILED


def test_a_vitale_1_is_named_and_tells_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.rack.patient("old", people.household_zone(people.FICTIVE), Vitale1)
    desk.insert(VITALE, "old")
    assert said(capsys, "--socket", str(desk.reader.socket_path))[1] == {"reader": "Tournee 00 01", "state": "known", "kind": "vitale1"}
