"""Conversations with a professional's card, octet by octet: identity, PIN, files, signature."""

from device.cards import professional
from device.cards.cps3 import DIALECT
from device.cards.rsa import public_key
from device.cards.sha256 import before_last_block
from device.cards.speakers import SPEAKERS
from tests.device.check import refuses
from tests.device.scripted import ScriptedSlot
from tests.device.signed import CERTIFICATE, OF_ABC, OF_HUNDRED

SERIAL = ("00B09C000C", "5A0A8025000001992138450F9000")
SELECT = ("00A4040C0DE828BD080F8025000001FF0010", "9000")
KEY = public_key(CERTIFICATE)


def test_identity_needs_no_pin() -> None:
    slot = ScriptedSlot((SERIAL, SELECT, ("00B08100E7", "6C02"), ("00B0810002", "AABB9000")))
    found = professional.identify(slot, DIALECT)
    assert (found.serial, found.zone, slot.is_over()) == ("8025000001992138450f", b"\xaa\xbb", True)
    assert SPEAKERS["cps3"] == DIALECT


def test_a_cps4_is_spoken_to_on_channel_1() -> None:
    serial = ("01B09C000C", SERIAL[1])
    slot = ScriptedSlot((("01A4040C088025000001FF0100", "9000"), serial, ("01B0810000", "6C01"), ("01B0810001", "AA9000")))
    assert professional.identify(slot, SPEAKERS["cps4"]).zone == b"\xaa"
    slot = ScriptedSlot((("012281B60491022881", "9000"),))
    professional.prepare_signature(slot, SPEAKERS["cps4"])
    assert slot.is_over()


def test_a_card_left_elsewhere_by_another_program_is_brought_back() -> None:
    slot = ScriptedSlot(
        (("00B09C000C", "6A82"), ("00A4000C023F00", "9000"), SERIAL, SELECT, ("00B08100E7", "6C01"), ("00B0810001", "AA9000"))
    )
    assert professional.identify(slot, DIALECT).zone == b"\xaa"


def _block(first: int, count: int) -> str:
    return bytes((first + index) % 256 for index in range(count)).hex() + "9000"


def test_a_long_file_ends_with_a_short_answer_or_beyond_its_end() -> None:
    slot = ScriptedSlot((("00B08200E7", _block(0, 231)), ("00B000E7E7", "6C02"), ("00B000E702", "01029000")))
    assert len(professional.read_situations(slot, DIALECT)) == 233
    slot = ScriptedSlot((("00B08200E7", _block(0, 231)), ("00B000E7E7", "6B00")))
    assert len(professional.read_situations(slot, DIALECT)) == 231
    refuses("CARD_ANSWER", professional.read_situations, ScriptedSlot((("00B08200E7", "6B00"),)), DIALECT)


def test_a_file_that_never_ends_is_refused() -> None:
    offsets = [at * 231 for at in range(1, 142)]
    script = [("00B08200E7", _block(0, 231))] + [("00B0%04XE7" % at, _block(0, 231)) for at in offsets]
    slot = ScriptedSlot(tuple(script))
    assert refuses("CARD_ANSWER", professional.read_situations, slot, DIALECT).facts == {"sw": "endless"} and slot.is_over()


CERTIFICATES = (("3003AABBCC9000", ""), ("3004AABBCC9000", "tlv"), ("3002AABBCC9000", "tlv"), ("0403AABBCC9000", "tlv"), ("9000", "tlv"))


def test_half_a_certificate_is_none() -> None:
    for answer, said in CERTIFICATES:
        slot = ScriptedSlot((("00B08300E7", answer),))
        if said:
            assert refuses("CARD_ANSWER", professional.certificate, slot, DIALECT).facts == {"sw": said}
        else:
            assert len(professional.certificate(slot, DIALECT)) == 5


def test_situations_need_the_pin() -> None:
    refuses("PIN_NEEDED", professional.read_situations, ScriptedSlot((("00B08200E7", "6982"),)), DIALECT)


VALIDITIES = (("EC0A8208323032383132333181009000", "20281231"), ("6A82", ""))


def test_the_last_day_of_a_card() -> None:
    for answer, until in VALIDITIES:
        assert professional.valid_until(ScriptedSlot((("00B0840016", answer),)), DIALECT) == until
    refuses("CARD_ANSWER", professional.valid_until, ScriptedSlot((("00B0840016", "6F00"),)), DIALECT)


def test_tries_left_are_read_without_spending_one() -> None:
    for answer, tries in (("63C3", 3), ("63C1", 1), ("63C0", 0), ("6983", 0), ("9000", 3)):
        assert professional.pin_tries(ScriptedSlot((("00200001", answer),)), DIALECT) == tries
    refuses("CARD_ANSWER", professional.pin_tries, ScriptedSlot((("00200001", "6D00"),)), DIALECT)


VERIFIES = (
    ((("00200001", "63C3"), ("002000010431323334", "63C2")), "PIN_WRONG"),
    ((("00200001", "63C1"), ("002000010431323334", "63C0")), "PIN_BLOCKED"),
    ((("00200001", "63C1"), ("002000010431323334", "6983")), "PIN_BLOCKED"),
    ((("00200001", "6983"),), "PIN_BLOCKED"),
    ((("00200001", "63C3"), ("002000010431323334", "6F00")), "CARD_ANSWER"),
)


def test_one_attempt_and_none_on_a_blocked_card() -> None:
    professional.verify(ScriptedSlot((("00200001", "63C3"), ("002000010431323334", "9000"))), DIALECT, "1234")
    for script, code in VERIFIES:
        slot = ScriptedSlot(script)
        refusal = refuses(code, professional.verify, slot, DIALECT, "1234")
        assert slot.is_over() and "1234" not in str(refusal)
    for pin in ("", "123", "12345", "12a4", "١٢٣٤"):
        refuses("PIN_FORMAT", professional.verify, ScriptedSlot(()), DIALECT, pin)


def test_the_code_is_changed_or_unblocked() -> None:
    looked = ("00200001", "63C3")
    professional.change_pin(ScriptedSlot((looked, ("00240001083132333435363738", "9000"))), DIALECT, "1234", "5678")
    refuses("PIN_BLOCKED", professional.change_pin, ScriptedSlot((("00200001", "6983"),)), DIALECT, "1234", "5678")
    slot = ScriptedSlot((looked, ("00240001083132333435363738", "63C1")))
    assert refuses("PIN_WRONG", professional.change_pin, slot, DIALECT, "1234", "5678").facts == {"tries": 1}
    professional.unblock_pin(ScriptedSlot((("002C00010C313233343536373835363738", "9000"),)), DIALECT, "12345678", "5678")
    for unblocking in ("", "1234567890123", "abc"):
        refuses("PIN_FORMAT", professional.unblock_pin, ScriptedSlot(()), DIALECT, unblocking, "5678")
    refuses("PIN_FORMAT", professional.change_pin, ScriptedSlot(()), DIALECT, "1234", "56789")


def test_sha_256_and_the_key_are_chosen_once() -> None:
    slot = ScriptedSlot((("002241AA03800140", "9000"), ("002241B606800142840181", "9000")))
    professional.prepare_signature(slot, DIALECT)
    bare = DIALECT.replace(before_hash=(0, 0, b""))
    professional.prepare_signature(ScriptedSlot((("002241B606800142840181", "9000"),)), bare)
    assert slot.is_over()


SHORT_HASH = ("002A90A0079000" + "8003" + "616263", "9000")


def test_a_signature_is_made_and_checked() -> None:
    slot = ScriptedSlot((SHORT_HASH, ("002A9E9A00", OF_ABC.hex() + "9000")))
    assert professional.sign(slot, DIALECT, b"abc", KEY) == OF_ABC
    state, last = before_last_block(b"A" * 100)
    hashed = "002A90A050" + "9028" + state.hex() + "8024" + last.hex()
    slot = ScriptedSlot(((hashed, "9000"), ("002A9E9A00", OF_HUNDRED.hex() + "9000")))
    assert professional.sign(slot, DIALECT, b"A" * 100, KEY) == OF_HUNDRED


def test_a_card_may_take_the_digest_instead() -> None:
    digest = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
    slot = ScriptedSlot((("002A90A0229020" + digest, "9000"), ("002A9E9A00", OF_ABC.hex() + "9000")))
    assert professional.sign(slot, DIALECT.replace(hash_on_card=False), b"abc", KEY) == OF_ABC


def test_a_false_or_refused_signature_is_said() -> None:
    slot = ScriptedSlot((SHORT_HASH, ("002A9E9A00", OF_HUNDRED.hex() + "9000")))
    refuses("SIGNATURE_FALSE", professional.sign, slot, DIALECT, b"abc", KEY)
    refuses("PIN_NEEDED", professional.sign, ScriptedSlot((SHORT_HASH, ("002A9E9A00", "6982"))), DIALECT, b"abc", KEY)


def test_a_challenge_is_answered_after_the_pin() -> None:
    asked = "808800F1080102030405060708"
    slot = ScriptedSlot(((asked, "6108"), ("80C0000008", "11121314151617189000")))
    assert professional.answer_challenge(slot, bytes(range(1, 9))) == bytes(range(0x11, 0x19))
    refuses("PIN_NEEDED", professional.answer_challenge, ScriptedSlot(((asked, "6982"),)), bytes(range(1, 9)))
    refuses("CARD_ANSWER", professional.answer_challenge, ScriptedSlot(((asked, "9000"),)), bytes(range(1, 9)))
