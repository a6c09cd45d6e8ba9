"""Enough RSA and X.509 to check a card's signature right after it was made: PKCS#1 v1.5 over SHA-256 (RFC 8017)."""

import hashlib

from device.base.refusal import Refusal
from device.cards.apdu import find, tlv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NewType

    PublicKey = NewType("PublicKey", tuple[int, int])

# DER of the DigestInfo head for SHA-256 (RFC 8017, 9.2, note 1).
DIGEST_INFO = bytes((0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20))
_SEQUENCE, _INTEGER, _BIT_STRING, _EXPLICIT_0 = 0x30, 0x02, 0x03, 0xA0


def public_key(certificate: bytes) -> "tuple[int, int]":
    """Modulus and exponent of the RSA key in a DER certificate; CARD_ANSWER(sw=tlv) when it is not one."""
    body = tlv(find(tlv(find(tlv(certificate), _SEQUENCE)), _SEQUENCE))
    # version [0], serial, algorithm, issuer, validity, subject, then the key
    fields = [value for tag, value in body if tag != _EXPLICIT_0]
    if len(fields) < 6:
        raise Refusal("CARD_ANSWER", sw="tlv")
    bits = find(tlv(fields[5]), _BIT_STRING)
    numbers = tlv(find(tlv(bits[1:]), _SEQUENCE))
    values = [int.from_bytes(value, "big") for tag, value in numbers if tag == _INTEGER]
    if len(values) != 2 or values[0] < 1 << 1023:
        raise Refusal("CARD_ANSWER", sw="key")
    return values[0], values[1]


def is_signature(key: "tuple[int, int]", message: bytes, signature: bytes) -> bool:
    """True when `signature` is RSA-SHA256 (PKCS#1 v1.5) of `message` under the key."""
    modulus, exponent = key
    size = 0
    while modulus >> (8 * size):
        size += 1
    value = int.from_bytes(signature, "big")
    if len(signature) != size or value >= modulus:
        return False
    tail = DIGEST_INFO + hashlib.sha256(message).digest()
    padded = b"\x00\x01" + b"\xff" * (size - len(tail) - 3) + b"\x00" + tail
    return pow(value, exponent, modulus).to_bytes(size, "big") == padded
