"""A visit's cards on a real pcscd: read, sealed, checked by an independent program, and what goes wrong on the way."""

import hashlib
import hmac

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from device.base.refusal import Refusal
from device.formats.seals import Image, taken_apart
from device.formats.zone import decode
from hal.pcsc import PcscSlot
from simulator.cards.authority import proof_key
from simulator.cards.others import ForeignCard
from simulator.cards.plug import Faults
from tests.cards import people
from tests.cards.desk import CPS, TODAY, VITALE, Desk, image, lot
from tests.waiting import until


def refused(code: str, caught: pytest.ExceptionInfo[Refusal]) -> bool:
    return caught.value.code == code


def signer(sealed: Image) -> RSAPublicKey:
    """The key of the certificate in the seals, which the test authority signed."""
    certificate = x509.load_der_x509_certificate(sealed.seal("K"))
    key = certificate.public_key()
    assert isinstance(key, RSAPublicKey)
    return key


def test_a_secured_invoice_carries_both_cards(desk: Desk) -> None:
    desk.open()
    sealed = desk.sesam.seal(image(), image(number=43), "secured")
    for octets, number in ((sealed.fse, 42), (sealed.dre, 43)):
        parts = taken_apart(octets)
        assert parts.body == image(number=number)
        signer(parts).verify(parts.seal("S"), parts.body, padding.PKCS1v15(), hashes.SHA256())
        proof = hmac.digest(proof_key("tournee", people.FICTIVE.serial), hashlib.sha256(parts.body).digest(), hashlib.sha256)
        assert parts.seal("V") == people.FICTIVE.serial.encode() + proof


def test_the_certificate_is_issued_by_the_authority(desk: Desk) -> None:
    desk.open()
    sealed = taken_apart(desk.sesam.seal(image(), b"", "degraded").fse)
    authority = x509.load_der_x509_certificate((desk.rack.authority.directory / "authority.der").read_bytes())
    x509.load_der_x509_certificate(sealed.seal("K")).verify_directly_issued_by(authority)
    assert [kind for kind, _ in sealed.seals] == ["S", "K"]


def test_a_lot_is_sealed_over_all_that_stands_before(desk: Desk) -> None:
    desk.open()
    plain = lot(desk.sesam.seal(image(), b"", "secured").fse)
    sealed = desk.sesam.seal_lot(plain)
    added = len(sealed) - len(plain)
    parts = taken_apart(b"2".ljust(128) + sealed[len(plain) - 128 : -128])
    signer(parts).verify(parts.seal("L"), plain[:-128], padding.PKCS1v15(), hashes.SHA256())
    assert int(sealed[-73:-65]) == len(sealed) // 128 and added % 128 == 0


def test_a_second_signature_days_later(desk: Desk) -> None:
    desk.open()
    presigned = desk.sesam.seal(image(), b"", "desynchronised").fse
    assert [kind for kind, _ in taken_apart(presigned).seals] == ["V"]
    desk.sesam.release_slots()
    desk.remove(VITALE)
    with pytest.raises(Refusal) as caught:
        desk.sesam.second_signature(presigned)
    assert refused("PIN_NEEDED", caught)
    desk.sesam.read_professional(people.NURSE.pin)
    signed = desk.sesam.second_signature(presigned)
    assert [kind for kind, _ in taken_apart(signed).seals] == ["V", "S", "K"]
    assert desk.sesam.second_signature(signed) == signed


def test_an_app_stands_in_for_the_card(desk: Desk) -> None:
    desk.insert(CPS, "nurse")
    desk.sesam.read_professional(people.NURSE.pin)
    sealed = desk.sesam.seal(image(), image(number=43), "secured", (b"one", b"two"))
    assert (taken_apart(sealed.fse).seal("V"), taken_apart(sealed.dre).seal("V")) == (b"one", b"two")


def test_the_code_is_tried_once_and_told(desk: Desk) -> None:
    desk.insert(CPS, "nurse")
    for left in (2, 1):
        with pytest.raises(Refusal) as caught:
            desk.sesam.read_professional("0000")
        assert caught.value.facts == {"tries": left} and desk.sesam.pin_tries() == left
    with pytest.raises(Refusal) as caught:
        desk.sesam.read_professional("0000")
    assert refused("PIN_BLOCKED", caught)
    desk.remove(CPS)
    desk.insert(CPS, "nurse")
    with pytest.raises(Refusal) as caught:
        desk.sesam.read_professional(people.NURSE.pin)
    assert refused("PIN_BLOCKED", caught) and desk.sesam.pin_tries() == 0


def test_a_code_typed_again_is_tried_again(desk: Desk) -> None:
    desk.open()
    with pytest.raises(Refusal) as caught:
        desk.sesam.read_professional("0000")
    assert refused("PIN_WRONG", caught)
    with pytest.raises(Refusal) as caught:
        desk.sesam.second_signature(image())
    assert refused("PIN_NEEDED", caught)
    assert decode(desk.sesam.read_professional(people.NURSE.pin))[1].number == 2
    assert taken_apart(desk.sesam.second_signature(image())).seal("S")


def test_nothing_is_read_twice(desk: Desk) -> None:
    desk.open()
    first, second = desk.sesam.read_rights(TODAY), desk.sesam.read_rights(TODAY)
    assert first == second and desk.sesam.identify() == desk.sesam.identify()
    desk.sesam.seal(image(), b"", "secured")
    plugs = [desk.rack.plug(slot) for slot in (CPS, VITALE)]
    for plug in plugs:
        assert plug is not None
        reads = [command for command, answer in plug.exchanges if command[1] == 0xB0 and answer[-2:] == b"\x90\x00"]
        assert len(reads) == len(set(reads))
    before = len(plugs[0].exchanges) if plugs[0] else 0
    desk.sesam.seal(image(number=43), b"", "secured")
    assert plugs[0] is not None and len(plugs[0].exchanges) - before == 2  # hash and sign: no certificate, no choice of key again


def test_an_invoice_cut_while_signed_is_signed_once_the_device_started_again(desk: Desk) -> None:
    """Nothing was read since: the card proves the invoices of people who are on it, and no others."""
    desk.insert(CPS, "nurse")
    desk.insert(VITALE, "lea")
    desk.sesam.read_professional(people.NURSE.pin)
    with pytest.raises(Refusal) as caught:
        desk.sesam.seal(image(birth="720101"), b"", "secured")
    assert refused("CARD_SWAPPED", caught)
    assert taken_apart(desk.sesam.seal(image(), b"", "secured").fse).seal("V")


def test_another_patients_card_at_signing(desk: Desk) -> None:
    desk.open()
    desk.rack.patient("tom", people.household_zone(people.Household("900000025", "1521962965185", people.FICTIVE.people)))
    desk.insert(VITALE, "tom")
    with pytest.raises(Refusal) as caught:
        desk.sesam.seal(image(), b"", "secured")
    assert refused("CARD_SWAPPED", caught)
    desk.insert(VITALE, "lea")
    assert taken_apart(desk.sesam.seal(image(), b"", "secured").fse).seal("V")


def test_an_invoice_of_somebody_else(desk: Desk) -> None:
    desk.open()
    for other in (image(nir="1521962965185"), image(birth="720101")):
        with pytest.raises(Refusal) as caught:
            desk.sesam.seal(other, b"", "secured")
        assert refused("CARD_SWAPPED", caught)


def test_another_professionals_card_at_signing(desk: Desk) -> None:
    desk.open()
    desk.rack.professional("locum", people.professional_zone(people.LOCUM), people.LOCUM.serial, "4321")
    desk.insert(CPS, "locum")
    with pytest.raises(Refusal) as caught:
        desk.sesam.second_signature(image())
    assert refused("CARD_SWAPPED", caught)
    desk.sesam.read_professional("4321")
    assert taken_apart(desk.sesam.second_signature(image())).seal("S")


def test_a_released_card_has_forgotten_its_code(desk: Desk) -> None:
    """Whoever comes after us on the same reader does not find it open."""
    desk.open()
    desk.sesam.release_slots()
    other = PcscSlot(desk.reader.names[CPS], "cps")
    other.connect()
    assert other.transmit(bytes.fromhex("00200001")) == b"\x63\xc3"
    other.close()


def test_the_wrong_slot_and_the_wrong_world(desk: Desk, tmp_path: object) -> None:
    desk.insert(CPS, "lea")
    with pytest.raises(Refusal) as caught:
        desk.sesam.identify()
    assert caught.value.facts == {"kind": "vitale2", "slot": "cps"}
    desk.remove(CPS)
    desk.insert(CPS, "nurse")
    desk.sesam.read_professional(people.NURSE.pin)
    desk.rack.authority.world = "elsewhere"
    desk.rack.patient("stranger", people.household_zone(people.FICTIVE))
    desk.insert(VITALE, "stranger")
    with pytest.raises(Refusal) as caught:
        desk.sesam.read_rights(TODAY)
    assert refused("WORLDS_MIXED", caught)


def test_expired_cards_and_cards_without_rights_application(desk: Desk) -> None:
    desk.insert(CPS, "nurse")
    desk.sesam.read_professional(people.NURSE.pin)
    expired = people.Household("900000033", people.FICTIVE.nir, people.FICTIVE.people, valid_until="202512310000")
    desk.rack.patient("expired", people.household_zone(expired))
    desk.insert(VITALE, "expired")
    with pytest.raises(Refusal) as caught:
        desk.sesam.read_rights(TODAY)
    assert refused("CARD_EXPIRED", caught) and caught.value.facts == {"day": TODAY}


def test_a_card_that_never_answers_costs_one_slot_only(desk: Desk) -> None:
    desk.insert(VITALE, "lea", hung := Faults())
    slow = PcscSlot(desk.reader.names[VITALE], "vitale", deadline=0.3)
    slow.connect()
    hung.hang_at = 0
    with pytest.raises(Refusal) as caught:
        slow.transmit(bytes.fromhex("00A4040C00"))
    assert refused("CARD_MUTE", caught) and caught.value.facts == {"slot": "vitale"}
    desk.insert(CPS, "nurse")
    assert decode(desk.sesam.read_professional(people.NURSE.pin))[0].text("name") == "MOREL"
    desk.remove(VITALE)
    desk.insert(VITALE, "lea")
    assert slow.connect()[:2] == b"\x3b\x75"
    slow.close()


def test_pcscd_killed_and_back(desk: Desk) -> None:
    desk.open()
    desk.reader.kill()
    assert desk.slots[CPS].watch(1) == "lost"
    with pytest.raises(Refusal) as caught:
        desk.sesam.seal(image(), b"", "secured")
    assert refused("SLOT_LOST", caught)
    assert desk.slots[CPS].watch(0) == "lost"
    desk.reader.start()
    until(lambda: desk.slots[CPS].watch(1) == "absent")
    desk.open()
    assert desk.sesam.seal(image(), b"", "secured").fse


def test_another_program_holds_or_wants_the_card(desk: Desk) -> None:
    desk.insert(CPS, "nurse")
    other = PcscSlot(desk.reader.names[CPS], "cps")
    other.connect()
    with pytest.raises(Refusal) as caught:
        desk.sesam.identify()
    assert refused("CARD_SHARED", caught)
    other.release()
    desk.sesam.identify()
    with pytest.raises(Refusal) as caught:
        other.connect()
    assert refused("CARD_SHARED", caught)
    other.close()


class OfTheOtherProtocol(ForeignCard):
    """A card that has no T=0, as some bank cards."""

    ATR = bytes.fromhex("3B800181")


def test_a_card_of_the_other_protocol_is_foreign_not_mute(desk: Desk) -> None:
    desk.rack.add("other", OfTheOtherProtocol())
    desk.insert(CPS, "other")
    with pytest.raises(Refusal) as caught:
        desk.sesam.identify()
    assert refused("CARD_UNKNOWN", caught)


def test_an_empty_slot_says_so(desk: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        desk.sesam.identify()
    assert refused("CARD_ABSENT", caught) and caught.value.facts == {"slot": "cps"}
    with pytest.raises(Refusal) as caught:
        desk.slots[CPS].transmit(b"\x00\xa4\x04\x0c")
    assert refused("CARD_ABSENT", caught)
    with pytest.raises(ValueError, match="APDU"):
        desk.slots[CPS].transmit(b"\x00")
