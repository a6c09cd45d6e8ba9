"""Conversations with a professional's card: each a function of a slot and of the card's dialect. Nothing is read twice.

SIM: the two zone files (identity, situations) and the answer to a patient card's challenge are ours; a real card keeps its
situations in files whose layout is not public. Selection, PIN, certificate and signature follow IAS-ECC.
"""

import hashlib

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import is_digits
from device.cards.apdu import MOST_READ, OK, Answer, command, exchange, expect, find, tlv
from device.cards.rsa import is_signature
from device.cards.sha256 import before_last_block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.cards.dialect import Dialect
    from device.ports import CardSlot

PIN_DIGITS = 4
_DENIED, _BLOCKED, _NOT_FOUND = 0x6982, 0x6983, 0x6A82
_SEQUENCE = 0x30


class Identity(Record):
    """What a card tells without a PIN: its `serial` (hexadecimal) and its `zone` of group 1."""

    FIELDS = ("serial", "zone")
    serial: str
    zone: bytes


def _refused(read: Answer) -> Refusal:
    return Refusal("PIN_NEEDED") if read.sw == _DENIED else Refusal("CARD_ANSWER", sw="%04X" % read.sw)


def _read_file(slot: "CardSlot", dialect: "Dialect", sfi: int) -> bytes:
    """A transparent file by its short identifier, whole: a short last answer is its end. A card that never ends is none of ours."""
    data = b""
    while len(data) <= MOST_READ:
        p1, p2 = (0x80 | sfi, 0) if not data else (len(data) >> 8, len(data) & 0xFF)
        read = exchange(slot, command(dialect.cla, 0xB0, p1, p2, b"", dialect.chunk))
        if read.sw == 0x6B00 and data:
            return data
        if read.sw != OK:
            raise _refused(read)
        data += read.data
        if len(read.data) < dialect.chunk:
            return data
    raise Refusal("CARD_ANSWER", sw="endless")


def identify(slot: "CardSlot", dialect: "Dialect") -> Identity:
    """Serial and free zone. Leaves the card's application selected. CARD_ANSWER."""
    select = command(dialect.cla, 0xA4, 0x04, 0x0C, dialect.application)
    if dialect.serial_first:
        serial = _serial_outside(slot, dialect)
        expect(slot, select)
    else:
        expect(slot, select)
        serial = expect(slot, _read_serial(dialect))
    return Identity(find(tlv(serial), 0x5A).hex(), _read_file(slot, dialect, dialect.identity_sfi))


def _read_serial(dialect: "Dialect") -> bytes:
    return command(dialect.cla, 0xB0, 0x80 | dialect.serial_sfi, 0, b"", 12)


def _serial_outside(slot: "CardSlot", dialect: "Dialect") -> bytes:
    read = exchange(slot, _read_serial(dialect))
    if read.sw == OK:
        return read.data
    # Another program left its application selected: back to the MF.
    expect(slot, command(dialect.cla, 0xA4, 0x00, 0x0C, b"\x3f\x00"))
    return expect(slot, _read_serial(dialect))


def valid_until(slot: "CardSlot", dialect: "Dialect") -> str:
    """The last day of EF_ACTUA as AAAAMMJJ, empty when the card has no such file (often so). CARD_ANSWER."""
    read = exchange(slot, command(dialect.cla, 0xB0, 0x80 | dialect.validity_sfi, 0, b"", 0x16))
    if read.sw == _NOT_FOUND:
        return ""
    if read.sw != OK:
        raise _refused(read)
    return "".join(chr(octet) for octet in find(tlv(find(tlv(read.data), 0xEC)), 0x82))


def pin_tries(slot: "CardSlot", dialect: "Dialect") -> int:
    """Tries left, 0 when blocked: an empty VERIFY, which spends none; 3 when the PIN is already verified. CARD_ANSWER."""
    read = exchange(slot, command(dialect.cla, 0x20, 0x00, dialect.pin))
    if read.sw >> 4 == 0x63C:
        return read.sw & 0x0F
    if read.sw == _BLOCKED:
        return 0
    if read.sw != OK:
        raise _refused(read)
    return 3


def _check_pin(*codes: str) -> None:
    for code in codes:
        if not is_digits(code) or len(code) != PIN_DIGITS:
            raise Refusal("PIN_FORMAT")


def _pin_command(slot: "CardSlot", sent: bytes) -> None:
    read = exchange(slot, sent)
    if read.sw >> 4 == 0x63C and read.sw & 0x0F:
        raise Refusal("PIN_WRONG", tries=read.sw & 0x0F)
    if read.sw == _BLOCKED or read.sw == 0x63C0:
        raise Refusal("PIN_BLOCKED")
    if read.sw != OK:
        raise _refused(read)


def _octets(code: str) -> bytes:
    return bytes(ord(character) for character in code)


def _attempt(slot: "CardSlot", dialect: "Dialect", ins: int, codes: str) -> None:
    """One attempt at the code, none when the card says first that it is blocked."""
    if pin_tries(slot, dialect) == 0:
        raise Refusal("PIN_BLOCKED")
    _pin_command(slot, command(dialect.cla, ins, 0x00, dialect.pin, _octets(codes)))


def verify(slot: "CardSlot", dialect: "Dialect", pin: str) -> None:
    """One attempt, never repeated by itself, none when the card is blocked. PIN_FORMAT, PIN_WRONG(tries), PIN_BLOCKED."""
    _check_pin(pin)
    _attempt(slot, dialect, 0x20, pin)


def change_pin(slot: "CardSlot", dialect: "Dialect", old: str, new: str) -> None:
    """CHANGE REFERENCE DATA, with the manners of `verify`: a wrong old code spends a try. PIN_FORMAT, PIN_WRONG(tries), PIN_BLOCKED."""
    _check_pin(old, new)
    _attempt(slot, dialect, 0x24, old + new)


def unblock_pin(slot: "CardSlot", dialect: "Dialect", unblocking: str, new: str) -> None:
    """RESET RETRY COUNTER with the unblocking code of the card's letter. PIN_FORMAT, PIN_WRONG(tries), PIN_BLOCKED."""
    _check_pin(new)
    if not is_digits(unblocking) or len(unblocking) > 12:
        raise Refusal("PIN_FORMAT")
    _pin_command(slot, command(dialect.cla, 0x2C, 0x00, dialect.pin, _octets(unblocking + new)))


def read_situations(slot: "CardSlot", dialect: "Dialect") -> bytes:
    """The zone of groups 2, one per place of practice. PIN_NEEDED before the PIN, CARD_ANSWER."""
    return _read_file(slot, dialect, dialect.situations_sfi)


def certificate(slot: "CardSlot", dialect: "Dialect") -> bytes:
    """The certificate of the SIG key, DER and whole: almost a second on the wire, so keep it by serial. CARD_ANSWER."""
    read = _read_file(slot, dialect, dialect.certificate_sfi)
    if [tag for tag, _ in tlv(read)] != [_SEQUENCE]:
        raise Refusal("CARD_ANSWER", sw="tlv")
    return read


def prepare_signature(slot: "CardSlot", dialect: "Dialect") -> None:
    """Choose SHA-256 and the SIG key, once per conversation. CARD_ANSWER."""
    for p1, p2, data in (dialect.before_hash, dialect.before_sign):
        if data:
            expect(slot, command(dialect.cla, 0x22, p1, p2, data))


def sign(slot: "CardSlot", dialect: "Dialect", message: bytes, key: "tuple[int, int]") -> bytes:
    """RSA-SHA256 of `message` by the SIG key, checked with its public `key`. PIN_NEEDED, SIGNATURE_FALSE, CARD_ANSWER."""
    if dialect.hash_on_card:
        state, last = before_last_block(message)
        block = bytes((0x90, len(state))) + state + bytes((0x80, len(last))) + last
    else:
        block = b"\x90\x20" + hashlib.sha256(message).digest()
    expect(slot, command(dialect.cla, 0x2A, 0x90, 0xA0, block))
    read = exchange(slot, command(dialect.cla, 0x2A, 0x9E, 0x9A, b"", 256))
    if read.sw != OK:
        raise _refused(read)
    if not is_signature(key, message, read.data):
        raise Refusal("SIGNATURE_FALSE")
    return read.data


def answer_challenge(slot: "CardSlot", challenge: bytes) -> bytes:
    """SIM: the cryptogram of 8 octets that opens a patient's card. PIN_NEEDED before the PIN, CARD_ANSWER."""
    read = exchange(slot, command(0x80, 0x88, 0x00, 0xF1, challenge))
    if read.sw != OK or len(read.data) != 8:
        raise _refused(read)
    return read.data
