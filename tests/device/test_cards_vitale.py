"""Conversations with a patient's card: the SIM application and the free identity objects."""

from device.cards import vitale
from tests.device.check import refuses
from tests.device.scripted import ScriptedSlot

SELECT = "80A404000AF053494D564954414C45"
APPLICATION = ("00A4040C0BD250000002564954414C45", "9000")


def test_the_application_tells_serial_and_size() -> None:
    slot = ScriptedSlot(((SELECT, "6110"), ("80C0000010", "6F0E5A0839303030303030318002011A9000")))
    assert vitale.select(slot) == vitale.Head("90000001", 282)
    for sw in ("6A82", "6E00", "6D00"):
        assert refuses("CARD_WRONG_KIND", vitale.select, ScriptedSlot(((SELECT, sw),))).facts == {"kind": "not_sim"}
    refuses("CARD_ANSWER", vitale.select, ScriptedSlot(((SELECT, "6F00"),)))


def test_the_zone_opens_to_a_card_of_its_world() -> None:
    slot = ScriptedSlot((("8084000008", "01020304050607089000"), ("80820000081112131415161718", "9000"), ("80B0000002", "AABB9000")))
    assert vitale.challenge(slot) == bytes(range(1, 9))
    vitale.unlock(slot, bytes(range(0x11, 0x19)))
    assert vitale.read_zone(slot, 2) == b"\xaa\xbb"
    for sw, code in (("6300", "WORLDS_MIXED"), ("6F00", "CARD_ANSWER")):
        refuses(code, vitale.unlock, ScriptedSlot((("80820000081112131415161718", sw),)), bytes(range(0x11, 0x19)))
    refuses("CARD_ANSWER", vitale.read_zone, ScriptedSlot((("80B0000002", "6982"),)), 2)


def test_a_proof_has_32_octets() -> None:
    sent = "808800F220" + "AB" * 32
    slot = ScriptedSlot(((sent, "6120"), ("80C0000020", "CD" * 32 + "9000")))
    assert vitale.proof(slot, b"\xab" * 32) == b"\xcd" * 32
    refuses("CARD_ANSWER", vitale.proof, ScriptedSlot(((sent, "6101"), ("80C0000001", "CD9000"))), b"\xab" * 32)


POINTERS = "E028" + "A006" + "8204000100F0" + "800C4944454E5449544500012010" + "800C44524F495453202000012020" + "800200AA"
IDENTITY = "6511" + "800746494354495645" + "8103" + "4C4541" + "8301AA" + "66068004" + "32303235" + "67028000"


def test_free_identity_is_walked_to() -> None:
    script = (
        APPLICATION,
        ("00A4020C022001", "9000"),
        ("00B0000000", POINTERS + "9000"),
        ("00A4020C022010", "9000"),
        ("00B0000000", IDENTITY + "9000"),
        ("00A4020C022020", "6982"),
    )
    slot = ScriptedSlot(script)
    assert vitale.free_identity(slot) == {"name": "FICTIVE", "given": "LEA", "valid_from": "2025"}
    assert slot.is_over()
    refuses("CARD_ANSWER", vitale.free_identity, ScriptedSlot((APPLICATION, ("00A4020C022001", "6A82"))))
