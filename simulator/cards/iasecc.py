"""What IAS-ECC gives besides files: file control parameters, security objects (SDO), and the card's half of a signature."""

import hashlib

from device.cards.sha256 import BLOCK, compress
from simulator.cards.authority import KeyPair
from simulator.cards.chip import File, Status, tlv

TRIES = 3


def raw_signature(pair: KeyPair, info: bytes) -> bytes:
    """PKCS#1 v1.5 of a DigestInfo made outside, at most 40 % of the key's size."""
    numbers = pair.key.private_numbers()
    modulus = numbers.public_numbers.n
    size = (modulus.bit_length() + 7) // 8
    if not info or len(info) * 10 > size * 4:
        raise Status(0x6A80)
    padded = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
    return pow(int.from_bytes(padded, "big"), numbers.d, modulus).to_bytes(size, "big")


def finished(data: bytes) -> bytes:
    """The SHA-256 that PSO HASH gives for {90 state and bit counter, 80 last block}: the last round is the card's."""
    state, last = data[2 : 2 + data[1]], data[data[1] + 4 :]
    if data[:1] != b"\x90" or len(state) not in (0, 40) or data[2 + len(state) : 4 + len(state)] != bytes((0x80, len(last))):
        raise Status(0x6A80)
    if not state:
        return hashlib.sha256(last).digest()
    words = tuple(int.from_bytes(state[at : at + 4], "big") for at in range(0, 32, 4))
    bits = int.from_bytes(state[32:], "big") + len(last) * 8
    padded = last + b"\x80" + bytes(-(len(last) + 9) % BLOCK) + bits.to_bytes(8, "big")
    for at in range(0, len(padded), BLOCK):
        words = compress(words, padded[at : at + BLOCK])
    return b"".join(word.to_bytes(4, "big") for word in words)


def reference_data(data: bytes) -> dict[int, bytes]:
    """The one-octet objects of a control reference template, in whatever order they came."""
    return {data[at]: data[at + 2 : at + 3] for at in range(0, len(data), 3)}


_NEVER, _ALWAYS, _WITH_PIN = b"\xff", b"\x00", b"\x11"


def control_parameters(file: File) -> bytes:
    """The FCP of a file (tag 62): size, kind, identifier, short identifier, access rules by contacts and without, life cycle."""
    if file.content is None:
        rules = tlv(0x8C, b"\x7f" + _ALWAYS + _NEVER * 5 + _ALWAYS)
        return tlv(0x62, tlv(0x80, b"\x00\x00"), tlv(0x82, b"\x38"), _identifier(file), tlv(0xA1, rules), tlv(0x8A, b"\x05"))
    short = tlv(0x88, bytes((file.sfi << 3,))) if file.sfi else b""
    # Delete, terminate, activate, deactivate, update: never; read: as the file says.
    contacts = tlv(0x8C, b"\x7b" + _NEVER * 5 + (_WITH_PIN if file.pin else _ALWAYS))
    contactless = tlv(0x9C, b"\x7b" + _NEVER * 5 + (_NEVER if file.pin else _ALWAYS))
    size = tlv(0x80, len(file.content).to_bytes(2, "big"))
    return tlv(0x62, size, tlv(0x82, b"\x01"), _identifier(file), short, tlv(0xA1, contacts, contactless), tlv(0x8A, b"\x05"))


def _identifier(file: File) -> bytes:
    return tlv(0x83, file.fid.to_bytes(2, "big"))


def security_object(query: bytes, at_root: bool, tries: int) -> bytes | None:
    """The answer to GET DATA 3FFF for a PIN (class 01) and a security environment (7B), known to the MF, or a key (10)."""
    wanted, reference, part = query[5], query[6], query[8:]
    if wanted == 0x81 and at_root:
        rules = tlv(0xA1, tlv(0x8C, bytes.fromhex("F3000013FF00")))
        sizes = tlv(0x7F41, tlv(0x80, b"\x04"), tlv(0x81, b"\x04"))
        policy = tlv(0xA0, tlv(0x9A, bytes((TRIES,))), tlv(0x9B, bytes((tries,))), rules)
        return tlv(0x70, tlv(0xBF8100 | reference, sizes if part[:2] == b"\x7f\x41" else policy))
    if wanted == 0xFB and at_root:
        rule = tlv(0xA4, tlv(0x83, b"\x01"), tlv(0x95, b"\x08"))
        return tlv(0x70, tlv(0xBFFB00 | reference, tlv(0x7B, tlv(0x80, bytes((reference,))), rule)))
    if wanted == 0x90 and not at_root:
        if part[:1] != b"\xa0":
            raise Status(0x6A80)  # the parts of a private key are never told
        rules = tlv(0xA1, tlv(0x8C, b"\x7f" + b"\x11" * 7))
        return tlv(0x70, tlv(0xBF9000 | reference, tlv(0xA0, tlv(0x80, b"\x01\x00"), rules)))
    return None
