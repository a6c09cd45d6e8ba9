"""Commands and answers, TLV, SHA-256 up to the last block, and the check of a signature."""

import hashlib

from device.cards.apdu import Answer, answer, command, exchange, expect, find, read_binary, tlv
from device.cards.rsa import is_signature, public_key
from device.cards.sha256 import before_last_block, compress
from tests.device.check import refuses
from tests.device.scripted import ScriptedSlot
from tests.device.signed import CERTIFICATE, OF_ABC

COMMANDS = (
    ((0, 0xA4, 4, 12, b"\x01\x02"), "00A4040C020102"),
    ((0, 0xB0, 0, 0, b"", 256), "00B0000000"),
    ((0, 0xB0, 1, 2, b"", 7), "00B0010207"),
    ((0, 0x20, 0, 1), "00200001"),
)


def test_commands_are_those_of_t0() -> None:
    for parts, octets in COMMANDS:
        assert command(*parts) == bytes.fromhex(octets)
    assert answer(b"\x01\x90\x00") == Answer(b"\x01", 0x9000)
    for short in (b"", b"\x90"):
        assert refuses("CARD_ANSWER", answer, short).facts == {"sw": "short"}


def test_the_rest_is_fetched_and_a_wrong_length_asked_again() -> None:
    slot = ScriptedSlot((("00A4040001AA", "6103"), ("00C0000003", "010261" + "01"), ("00C0000001", "039000")))
    assert exchange(slot, bytes.fromhex("00A4040001AA")) == Answer(b"\x01\x02\x03", 0x9000)
    slot = ScriptedSlot((("00B0000000", "6C02"), ("00B0000002", "01029000")))
    assert expect(slot, bytes.fromhex("00B0000000"), 2) == b"\x01\x02"
    assert exchange(ScriptedSlot((("00200001", "6C02"),)), bytes.fromhex("00200001")).sw == 0x6C02


def test_a_card_that_never_ends_or_says_no_is_refused() -> None:
    endless = ScriptedSlot((("00B0000000", "6101"),) + (("00C0000001", "006101"),) * 64)
    assert refuses("CARD_ANSWER", exchange, endless, bytes.fromhex("00B0000000")).facts == {"sw": "endless"}
    no = ScriptedSlot((("00B0000001", "6A82"),))
    assert refuses("CARD_ANSWER", expect, no, bytes.fromhex("00B0000001")).facts == {"sw": "6A82"}
    longer = ScriptedSlot((("00B0000001", "01029000"),))
    assert refuses("CARD_ANSWER", expect, longer, bytes.fromhex("00B0000001"), 1).facts == {"sw": "length"}


def test_a_file_is_read_in_as_few_commands_as_fit() -> None:
    slot = ScriptedSlot((("80B0000004", "000102039000"), ("80B0000402", "04059000")))
    assert read_binary(slot, 6, 4, 0x80) == bytes(range(6)) and slot.is_over()
    assert read_binary(ScriptedSlot(()), 0) == b""
    assert refuses("CARD_ANSWER", read_binary, ScriptedSlot(()), 0x8000).facts == {"sw": "size"}


TORN_TLV = ("6F", "6F05AA", "1F", "9F81", "6F81", "6F82AA", "6F8101", "5F2D")


def test_tlv_of_long_tags_and_lengths() -> None:
    read = tlv(bytes.fromhex("6F0184" + "5F370255AA" + "BF810100" + "8081" + "0177"))
    assert read == [(0x6F, b"\x84"), (0x5F37, b"\x55\xaa"), (0xBF8101, b""), (0x80, b"\x77")]
    assert find(read, 0x80) == b"\x77" and tlv(b"") == []
    for octets in TORN_TLV:
        assert refuses("CARD_ANSWER", tlv, bytes.fromhex(octets)).facts == {"sw": "tlv"}, octets
    refuses("CARD_ANSWER", find, read, 0x81)


def _finished(message: bytes) -> bytes:
    """SHA-256 by way of the two parts that a card gets."""
    head, last = before_last_block(message)
    if not head:
        return hashlib.sha256(last).digest()
    state = tuple(int.from_bytes(head[at : at + 4], "big") for at in range(0, 32, 4))
    bits = int.from_bytes(head[32:], "big") + 8 * len(last)
    padded = last + b"\x80" + bytes(-(len(last) + 9) % 64) + bits.to_bytes(8, "big")
    for at in range(0, len(padded), 64):
        state = compress(state, padded[at : at + 64])
    return b"".join(word.to_bytes(4, "big") for word in state)


def test_the_card_hashes_only_the_last_block() -> None:
    for length in (0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 129, 200):
        message = bytes(index % 251 for index in range(length))
        assert _finished(message) == hashlib.sha256(message).digest(), length
        assert len(before_last_block(message)[1]) <= 64
    assert [len(before_last_block(b"x" * length)[0]) for length in (64, 65)] == [0, 40]


def test_a_signature_is_checked_with_the_certificate() -> None:
    key = public_key(CERTIFICATE)
    assert key[1] == 65537
    assert is_signature(key, b"abc", OF_ABC)
    assert not is_signature(key, b"abd", OF_ABC)
    assert not is_signature(key, b"abc", OF_ABC[:-1] + b"\x00")
    assert not is_signature(key, b"abc", OF_ABC[:-1])
    assert not is_signature(key, b"abc", b"\xff" * 256)


def test_what_is_no_certificate_is_refused() -> None:
    for octets in (b"", b"\x30\x02\x30\x00", b"\x30\x00", CERTIFICATE[:-1], CERTIFICATE[:30]):
        refuses("CARD_ANSWER", public_key, octets)
    short = CERTIFICATE.replace(b"\x02\x82\x01\x01\x00", b"\x04\x82\x01\x01\x00", 1)
    assert refuses("CARD_ANSWER", public_key, short).facts == {"sw": "key"}
