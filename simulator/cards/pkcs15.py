"""The PKCS#15 directories of a virtual CPS3 (ISO 7816-15), so that an independent program can find its PIN, keys and certificates."""

from simulator.cards.chip import tlv

PIN_ID, SIG_ID, AUT_ID = b"\x01", b"\x00\x10\x01", b"\x00\x10\x02"
_SEQUENCE, _OCTETS, _UTF8, _INTEGER, _BITS, _NULL, _ENUM = 0x30, 0x04, 0x0C, 0x02, 0x03, 0x05, 0x0A
_CKM_RSA_PKCS = 1
_SIGN = bytes((0x06, 0x40))  # computeSignature (bit 1): bits left free, then the octet


def _integer(value: int) -> bytes:
    return tlv(_INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _path(*fids: int) -> bytes:
    return tlv(_SEQUENCE, tlv(_OCTETS, b"".join(fid.to_bytes(2, "big") for fid in fids)))


def token_info(serial: bytes, label: str) -> bytes:
    """EF 5032: the token, its one algorithm (RSA PKCS#1, reference 2)."""
    algorithm = tlv(_SEQUENCE, _integer(1), _integer(_CKM_RSA_PKCS), tlv(_NULL), tlv(_BITS, _SIGN), _integer(2))
    return tlv(
        _SEQUENCE,
        _integer(0),
        tlv(_OCTETS, serial),
        tlv(_UTF8, b"SIM"),
        tlv(0x80, label.encode()),
        tlv(_BITS, bytes((0x04, 0x10))),
        tlv(0xA2, algorithm),
    )


def object_directory(private_keys: int, certificates: int, pins: int, home: int) -> bytes:
    """EF 5031: where the other directories are."""
    places = ((0xA0, private_keys), (0xA4, certificates), (0xA8, pins))
    return b"".join(tlv(tag, _path(0x3F00, home, fid)) for tag, fid in places)


def pin_directory(reference: int) -> bytes:
    """The one PIN: 4 ASCII digits, initialised, local to nothing."""
    attributes = tlv(
        _SEQUENCE,
        tlv(_BITS, bytes((0x02, 0x0C))),
        tlv(_ENUM, b"\x01"),
        _integer(4),
        _integer(4),
        _integer(4),
        tlv(0x80, bytes((reference,))),
        _path(0x3F00),
    )
    return tlv(
        _SEQUENCE,
        tlv(_SEQUENCE, tlv(_UTF8, b"Code porteur"), tlv(_BITS, bytes((0x06, 0xC0)))),
        tlv(_SEQUENCE, tlv(_OCTETS, PIN_ID)),
        tlv(0xA1, attributes),
    )


def _key(label: str, identifier: bytes, usage: bytes, reference: int) -> bytes:
    return tlv(
        _SEQUENCE,
        tlv(_SEQUENCE, tlv(_UTF8, label.encode()), tlv(_BITS, bytes((0x07, 0x80))), tlv(_OCTETS, PIN_ID)),
        tlv(_SEQUENCE, tlv(_OCTETS, identifier), tlv(_BITS, usage), tlv(_BITS, bytes((0x03, 0xB8))), _integer(reference)),
        tlv(0xA1, tlv(_SEQUENCE, _path(0x3F00, 0x0001), _integer(2048))),
    )


def key_directory() -> bytes:
    """The signature key (non-repudiation) and the authentication key (sign, decrypt)."""
    sig = _key("CPS_PRIV_SIG", SIG_ID, bytes((0x06, 0x00, 0x40)), 0x81)
    return sig + _key("CPS_PRIV_AUT", AUT_ID, bytes((0x05, 0x60)), 0x82)


def certificate_directory(sig: int, aut: int, home: int) -> bytes:
    """The certificates of both keys."""
    entries = (("CPS_SIG", SIG_ID, sig), ("CPS_AUT", AUT_ID, aut))
    return b"".join(
        tlv(
            _SEQUENCE,
            tlv(_SEQUENCE, tlv(_UTF8, label.encode())),
            tlv(_SEQUENCE, tlv(_OCTETS, identifier)),
            tlv(0xA1, tlv(_SEQUENCE, _path(0x3F00, home, fid))),
        )
        for label, identifier, fid in entries
    )
