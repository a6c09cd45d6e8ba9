"""`tournee cards`: what is in each slot, said without spending an attempt and without a name."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from simulator.cards.app import AppCard
from simulator.cards.others import BankCard, ContactlessBankCard, ContactlessCps3, ForeignCard, MuteCard
from simulator.cards.vitale import Vitale1
from simulator.pn532 import Pn532
from tests.cards import people
from tests.cards.desk import CPS, NFC, VITALE, Desk
from ui.cli import cards, exits


def said(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert cards.main(["--json", *words]) in (exits.OK, exits.FAILED)
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, list)
    return [each for each in told if not str(each["reader"]).endswith("NFC 00 01")]


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


FAMILY = ((81, "ARNAUD", "cpf"), (82, "MOREL", "cpe"), (82, "", "cpe_service"), (83, "MOREL", "cpa"))


@pytest.mark.parametrize(("card_type", "name", "kind"), FAMILY)
def test_cards_of_one_family_are_told_apart_by_their_data(
    desk: Desk, capsys: pytest.CaptureFixture[str], card_type: int, name: str, kind: str
) -> None:
    person = replace(people.NURSE, name=name, card_type=card_type)
    desk.rack.professional("service", people.professional_zone(person), people.SERVICE.serial, "1234")
    desk.insert(CPS, "service")
    told = said(capsys)[0]
    assert (told["kind"], told["card"]) == ("cps3", kind)


def test_what_is_held_to_the_contactless_reader_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.rack.add("phone", AppCard(lambda: b"APCVSIM1.abc"))
    desk.rack.add("bank", ContactlessBankCard())
    desk.insert(NFC, "bank")
    assert said(capsys)[2] == {"reader": desk.reader.names[NFC], "state": "not_ours", "kind": "bank"}
    desk.insert(NFC, "phone")
    assert said(capsys)[2] == {"reader": desk.reader.names[NFC], "state": "known", "kind": "app"}
    chip = Pn532(ForeignCard(), sel_res=0x08)
    told = said(capsys, "--nfc", "tty:" + chip.path)
    assert told[3] == {"reader": "tty:" + chip.path, "state": "CARD_UNKNOWN", "number": 2007, "kind": "ticket"}
    chip.close()
    with pytest.raises(SystemExit):
        cards.main(["--nfc", desk.reader.names[NFC]])


def without_pcscd(*words: str) -> tuple[int, object]:
    """The verb in a process of its own, where nobody listens behind the socket: the client library remembers the first it was told."""
    command = [sys.executable, "-m", "ui.cli.main", "cards", "--json", "--socket", "/nonexistent/pcscd.comm", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, json.loads(done.stdout)


def test_without_the_daemon_that_is_said_and_the_contactless_reader_is_looked_into() -> None:
    absent = {"reader": "pcscd", "state": "SLOT_LOST", "number": 2006}
    assert without_pcscd() == (exits.FAILED, [absent])
    chip = Pn532(AppCard(lambda: b"APCVSIM1.abc"))
    reader = "tty:" + chip.path
    assert without_pcscd("--nfc", reader) == (exits.OK, [absent, {"reader": reader, "state": "known", "kind": "app"}])
    chip.close()
