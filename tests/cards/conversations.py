"""Every conversation and every failure that has a transcript. `python -m tests.cards.conversations` writes them anew."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from device.base.refusal import Refusal
from device.cards import apcv, professional, vitale
from device.cards.cps3 import DIALECT
from hal.sesam_sim import SesamSim
from simulator.cards import others
from simulator.cards.app import AppCard
from simulator.cards.chip import Chip
from simulator.cards.cps4 import Cps4
from simulator.cards.plug import Faults, Plug, wire_octets
from simulator.cards.vitale import Vitale1
from tests.cards import people
from tests.cards.desk import CPS, NFC, TODAY, VITALE, Desk, image, lot

FOLDER = Path(__file__).parent / "transcripts"
PIN = people.NURSE.pin
FAMILY = people.Household(
    "90000004",
    "2900329999150",
    (
        people.Person("RIVAGE", "NORA", "19900315", cover=people.Cover("0056900037")),
        people.Person("RIVAGE", "MALO", "20200610", 6, "1200629999174", cover=people.Cover("0056900037")),
        people.Person("RIVAGE", "MAIA", "20200610", 6, "", 2, covers=(("202601010000", "", 1, "0100"),)),
    ),
)
EXPIRED = replace(people.FICTIVE, serial="900000033", valid_until="202512310000")
FOREIGN: dict[str, Chip] = {
    "bank-card": others.BankCard(),
    "telephone-sim": others.TelephoneSim(),
    "foreign-card": others.ForeignCard(),
    "contactless-face": others.ContactlessCps3(),
    "staff-card": others.StaffCard(),
    "mute-card": others.MuteCard(),
    "cps2ter": others.Cps2ter(),
    "phone": AppCard(lambda: b"APCVSIM1.VElNRSBPRiBUSEUgVEVTVA=="),
    "contactless-bank-card": others.ContactlessBankCard(),
    "transport-card": others.TransportCard(),
    "badge": others.Badge(),
}


@dataclass(frozen=True)
class Conversation:
    """What is in the slots and held to the contactless reader, what is done, the refusal it ends with (empty: none), and at which command
    of a slot its card leaves."""

    act: Callable[[Desk], object]
    professional: str = "nurse"
    patient: str = "lea"
    ends: str = ""
    pull: tuple[int, int] | None = None
    mad: tuple[int, int, bytes] | None = None
    held: str = ""


def _visit(desk: Desk) -> None:
    desk.sesam.read_professional(PIN)
    desk.sesam.read_rights(TODAY)
    desk.sesam.seal(image(), image(number=43), "secured")


def _second_signature(desk: Desk) -> None:
    desk.sesam.read_professional(PIN)
    desk.sesam.read_rights(TODAY)
    presigned = desk.sesam.seal(image(), b"", "desynchronised").fse
    desk.sesam.second_signature(presigned)


def _lot(desk: Desk) -> None:
    desk.sesam.read_professional(PIN)
    desk.sesam.seal_lot(lot(image()))


def _identity(desk: Desk) -> professional.Identity:
    slot = desk.slots[CPS]
    slot.connect()
    return professional.identify(slot, DIALECT)


def _changed(desk: Desk) -> None:
    desk.sesam.change_pin(PIN, "5678")
    desk.sesam.read_professional("5678")


def _blocked(desk: Desk) -> None:
    for left in (2, 1):
        with pytest.raises(Refusal) as caught:
            desk.sesam.read_professional("0000")
        assert caught.value.facts == {"tries": left}
    desk.sesam.read_professional("0000")


def _unblocked(desk: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        _blocked(desk)
    assert caught.value.code == "PIN_BLOCKED"
    desk.sesam.unblock_pin("12345678", "5678")
    desk.sesam.read_professional("5678")


def _free_identity(desk: Desk) -> dict[str, str]:
    slot = desk.slots[VITALE]
    slot.connect()
    return vitale.free_identity(slot)


def _rights(desk: Desk) -> bytes:
    desk.sesam.read_professional(PIN)
    return desk.sesam.read_rights(TODAY)


def _where_real_ones_are_expected(desk: Desk) -> bytes:
    return SesamSim(desk.slots[CPS], desk.slots[VITALE], lambda: TODAY, "production").identify()


def _phone(desk: Desk) -> bytes:
    return apcv.read_phone(desk.slots[NFC])


CONVERSATIONS = {
    "visit-cps3-vitale2": Conversation(_visit),
    "visit-cps3-family": Conversation(_rights, patient="family"),
    "visit-cps4-vitale1": Conversation(_visit, "cps4", "vitale1"),
    "second-signature": Conversation(_second_signature),
    "lot": Conversation(_lot),
    "identity": Conversation(_identity),
    "pin-wrong": Conversation(lambda desk: desk.sesam.read_professional("0000"), ends="PIN_WRONG"),
    "pin-blocked": Conversation(_blocked, ends="PIN_BLOCKED"),
    "pin-changed": Conversation(_changed),
    "pin-unblocked": Conversation(_unblocked),
    "no-pin": Conversation(lambda desk: desk.sesam.read_rights(TODAY), ends="PIN_NEEDED"),
    "service-card": Conversation(_visit, "service", ends="MAY_NOT_SIGN"),
    "expired-patient-card": Conversation(_rights, patient="expired", ends="CARD_EXPIRED"),
    "expired-professional-card": Conversation(lambda desk: desk.sesam.identify(), "old-nurse", ends="CARD_EXPIRED"),
    "without-ef-actua": Conversation(lambda desk: desk.sesam.identify(), "undated"),
    "no-situation": Conversation(lambda desk: desk.sesam.read_professional(PIN), "nowhere", ends="CARD_WRONG_KIND"),
    "two-worlds": Conversation(_rights, patient="elsewhere", ends="WORLDS_MIXED"),
    "wrong-slots": Conversation(lambda desk: desk.sesam.identify(), "lea", "nurse", ends="CARD_WRONG_SLOT"),
    "free-identity": Conversation(_free_identity),
    "pulled-professional": Conversation(_visit, ends="CARD_WITHDRAWN", pull=(CPS, 12)),
    "pulled-patient": Conversation(_visit, ends="CARD_WITHDRAWN", pull=(VITALE, 5)),
    "wrong-status": Conversation(_visit, ends="CARD_ANSWER", mad=(CPS, 10, b"\x6f\x00")),
    "over-long-answer": Conversation(_visit, ends="CARD_ANSWER", mad=(VITALE, 4, bytes(300) + b"\x90\x00")),
    "truncated-certificate": Conversation(_visit, ends="CARD_ANSWER", mad=(CPS, 14, b"\x90\x00")),
    "bank-card": Conversation(lambda desk: desk.sesam.identify(), "bank-card", ends="CARD_UNKNOWN"),
    "telephone-sim": Conversation(lambda desk: desk.sesam.identify(), "telephone-sim", ends="CARD_UNKNOWN"),
    "foreign-card": Conversation(lambda desk: desk.sesam.identify(), "foreign-card", ends="CARD_UNKNOWN"),
    "contactless-face": Conversation(lambda desk: desk.sesam.identify(), "contactless-face", ends="CARD_WRONG_KIND"),
    "staff-card": Conversation(_rights, patient="staff-card", ends="CARD_UNKNOWN"),
    "mute-card": Conversation(lambda desk: desk.sesam.identify(), "mute-card", ends="CARD_MUTE"),
    "cps2ter": Conversation(lambda desk: desk.sesam.identify(), "cps2ter", ends="CARD_WRONG_KIND"),
    "cpf": Conversation(_visit, "locum"),
    "cpe": Conversation(_visit, "cpe"),
    "wrong-slot-of-the-patient": Conversation(_rights, patient="old-nurse", ends="CARD_WRONG_SLOT"),
    "test-card-where-real-ones-are": Conversation(_where_real_ones_are_expected, ends="CARD_TEST"),
    "real-card-among-test-ones": Conversation(lambda desk: desk.sesam.identify(), "real", ends="WORLDS_MIXED"),
    "phone": Conversation(_phone, held="phone"),
    "phone-pulled": Conversation(_phone, held="phone", pull=(NFC, 1), ends="PHONE_GONE"),
    "phone-not-there": Conversation(_phone, ends="PHONE_GONE"),
    "held-bank-card": Conversation(_phone, held="contactless-bank-card", ends="PHONE_OTHER"),
    "held-transport-card": Conversation(_phone, held="transport-card", ends="PHONE_OTHER"),
    "held-badge": Conversation(_phone, held="badge", ends="PHONE_OTHER"),
    "held-foreign-card": Conversation(_phone, held="foreign-card", ends="PHONE_OTHER"),
    "held-contactless-face": Conversation(_phone, held="contactless-face", ends="PHONE_OTHER"),
}


def furnished(desk: Desk) -> None:
    """Put every card that has a transcript in the rack."""
    rack, zone = desk.rack, people.professional_zone(people.NURSE)
    rack.professional("cps4", zone, "9921384504", PIN, Cps4)
    rack.professional("service", people.professional_zone(people.SERVICE), people.SERVICE.serial, PIN)
    rack.professional("old-nurse", zone, "9921384505", PIN, valid_until="20251231")
    rack.professional("undated", zone, "9921384506", PIN, valid_until="")
    rack.professional("nowhere", people.professional_zone(replace(people.NURSE, billings=())), "9921384507", PIN)
    rack.professional("locum", people.professional_zone(replace(people.LOCUM, card_type=81)), people.LOCUM.serial, PIN)
    rack.professional("cpe", people.professional_zone(replace(people.NURSE, card_type=82)), "9921384508", PIN)
    rack.professional("real", people.professional_zone(replace(people.NURSE, card_type=0)), "9921384509", PIN)
    rack.patient("family", people.household_zone(FAMILY))
    rack.patient("vitale1", people.household_zone(people.FICTIVE), Vitale1)
    rack.patient("expired", people.household_zone(EXPIRED))
    for name, card in FOREIGN.items():
        rack.add(name, card)
    rack.authority.world = "elsewhere"
    rack.patient("elsewhere", people.household_zone(people.FICTIVE))
    rack.authority.world = "tournee"


def transcript(desk: Desk, name: str) -> str:
    """Hold the conversation; what was said by both cards, with the counts of APDUs and of octets on the wire in front."""
    spoken = CONVERSATIONS[name]
    faults = Faults(), Faults(), Faults()
    if spoken.pull:
        faults[spoken.pull[0]].pull_at = spoken.pull[1]
    if spoken.mad:
        faults[spoken.mad[0]].answers = {spoken.mad[1]: spoken.mad[2]}
    plugs = desk.insert(CPS, spoken.professional, faults[CPS]), desk.insert(VITALE, spoken.patient, faults[VITALE])
    held = desk.insert(NFC, spoken.held, faults[NFC]) if spoken.held else None
    ended = ""
    try:
        spoken.act(desk)
    except Refusal as refusal:
        ended = refusal.code
    desk.sesam.release_slots()
    assert ended == spoken.ends, f"{name} ended with {ended or 'no refusal'}"
    lines = [f"# {name}", f"# ends with: {ended or 'success'}"]
    return (
        "\n".join(lines + _told("professional", plugs[CPS]) + _told("patient", plugs[VITALE]) + (_told("held", held) if held else []))
        + "\n"
    )


def _told(who: str, plug: Plug) -> list[str]:
    spoken = plug.exchanges
    octets = sum(wire_octets(command, answer) for command, answer in spoken)
    lines = [f"# {who}: {plug.card.atr().hex()}, {len(spoken)} APDUs, {octets} octets"]
    return lines + [f"{mark} {octets.hex()}" for pair in spoken for mark, octets in zip("><", pair, strict=True)]


def main() -> None:
    """Write every transcript."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for name in CONVERSATIONS:
        with tempfile.TemporaryDirectory() as directory:
            desk = Desk(Path(directory))
            furnished(desk)
            (FOLDER / f"{name}.txt").write_text(transcript(desk, name))
            desk.close()


if __name__ == "__main__":
    main()
