"""Conversations with a patient's card: free identity objects as published, and the protected zone.

SIM: a real Vitale gives its rights only to the licensed library. Ours carries an application of our own (class 80, AID
beginning with F0, which no registered application may use) that opens when the professional's card answers its challenge.
"""

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import from_latin1
from device.cards.apdu import OK, command, exchange, expect, find, read_binary, tlv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.cards.apdu import Answer
    from device.ports import CardSlot

APPLICATION = bytes.fromhex("D250000002564954414C45")
SIM_APPLICATION = bytes.fromhex("F053494D564954414C45")
_SIM = 0x80
_POINTERS = bytes((0x20, 0x01))
_UNKNOWN = (0x6A82, 0x6E00, 0x6D00)


class Head(Record):
    """What the SIM application tells on selection: the card's `serial` and the `size` of its zone."""

    FIELDS = ("serial", "size")
    serial: str
    size: int


def select(slot: "CardSlot") -> Head:
    """Select the SIM application. CARD_WRONG_KIND(kind=not_sim) for a card without it, such as a real Vitale."""
    read = exchange(slot, command(_SIM, 0xA4, 0x04, 0x00, SIM_APPLICATION))
    if read.sw in _UNKNOWN:
        raise Refusal("CARD_WRONG_KIND", kind="not_sim")
    if read.sw != OK:
        raise Refusal("CARD_ANSWER", sw="%04X" % read.sw)
    told = tlv(find(tlv(read.data), 0x6F))
    return Head(from_latin1(find(told, 0x5A)), int.from_bytes(find(told, 0x80), "big"))


def challenge(slot: "CardSlot") -> bytes:
    """Eight octets to be answered by the professional's card. CARD_ANSWER."""
    return expect(slot, command(_SIM, 0x84, 0, 0, b"", 8), 8)


def unlock(slot: "CardSlot", cryptogram: bytes) -> None:
    """Open the protected zone. WORLDS_MIXED when the two cards do not know each other, CARD_ANSWER."""
    read = exchange(slot, command(_SIM, 0x82, 0, 0, cryptogram))
    if read.sw >> 8 == 0x63:
        raise Refusal("WORLDS_MIXED")
    if read.sw != OK:
        raise Refusal("CARD_ANSWER", sw="%04X" % read.sw)


def read_zone(slot: "CardSlot", size: int) -> bytes:
    """The protected zone of groups 101 to 111. CARD_ANSWER (6982 before `unlock`)."""
    return read_binary(slot, size, 256, _SIM)


def proof(slot: "CardSlot", digest: bytes) -> bytes:
    """SIM: the card's proof of 32 octets over an invoice's digest. CARD_ANSWER."""
    return expect(slot, command(_SIM, 0x88, 0x00, 0xF2, digest), 32)


def free_identity(slot: "CardSlot") -> "dict[str, str]":
    """The free identity objects of a Vitale 2: name, given, birth (AAAAMMJJ), nationality, nir, valid_from; those it has.

    Source: public walk of the pointer table EF 2001. Files that are not free are passed over. CARD_ANSWER.
    """
    expect(slot, command(0x00, 0xA4, 0x04, 0x0C, APPLICATION))
    table = _file(slot, _POINTERS)
    if table.sw != OK:
        raise Refusal("CARD_ANSWER", sw="%04X" % table.sw)
    found: dict[str, str] = {}
    for tag, entry in tlv(find(tlv(table.data), 0xE0)):
        if tag == 0x80 and len(entry) >= 12:
            read = _file(slot, entry[10:12])
            if read.sw == OK:
                found.update(_identity_objects(read.data))
    return found


def _file(slot: "CardSlot", identifier: bytes) -> "Answer":
    selected = exchange(slot, command(0x00, 0xA4, 0x02, 0x0C, identifier))
    if selected.sw != OK:
        return selected
    return exchange(slot, command(0x00, 0xB0, 0, 0, b"", 256))


_NAMES = {
    (0x65, 0x80): "name",
    (0x65, 0x81): "given",
    (0x65, 0x82): "birth",
    (0x65, 0x90): "nationality",
    (0x65, 0x93): "nir",
    (0x66, 0x80): "valid_from",
}


def _identity_objects(octets: bytes) -> "dict[str, str]":
    return {
        _NAMES[(template, tag)]: from_latin1(value)
        for template, content in tlv(octets)
        if template in (0x65, 0x66)
        for tag, value in tlv(content)
        if (template, tag) in _NAMES
    }
