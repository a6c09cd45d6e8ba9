"""An ATR, a slot and a few answers to a named card or a named reason."""

from device.cards.recognise import TABLE, is_contactless, known, recognise
from tests.device.check import refuses
from tests.device.scripted import ScriptedSlot

ATRS = (
    ("3BAC00402A001225006480820212009000", "cps2ter"),
    ("3BAC00402A001225006480000310009000", "cps3"),
    ("3BAC01402A001225006480000311009000", "cps3"),
    ("3B8F80010031B86404B0ECC1739401808290000E", "cps3_contactless"),
    ("3B9B188001001225006480040100009044", "cps4"),
    ("3B9B188001001225006480000401009044", "cps4"),
    ("3BDC18FF00001225006480000401009000", "cps4"),
    ("3F65250022096990" + "00", "vitale1"),
    ("3F6525002C09F990" + "00", "vitale1"),
    ("3F65250052096A9000", "vitale1"),
    ("3F652500A3096A9000", "vitale1"),
    ("3F652500A4096A9000", "vitale1"),
    ("3B7513000043" + "09EA9000", "vitale2"),
    ("3B7513000046" + "09EA9000", "vitale2"),
    ("3B751300004C" + "09EA9000", "vitale2"),
    ("3B7513000045" + "09FA9000", "vitale2"),
    ("3B6700002D201601789000", "staff"),
    ("3B6500002063CB6800", "bank"),
    ("3B9F96801FC78031A073BE21136743200718000001A5", "sim"),
    ("3B9F95801FC78031E073F62113574A4D0E0D302800D9", "sim"),
    ("3B8F8001804F0CA000000306030001000000006A", "ticket"),
)
UNKNOWN = ("", "3B", "3B00", "3BAC00402A0012250064800003100090", "3B7513000053" + "09EA9000", "3F652500A5096A9000")


def test_every_known_atr_has_its_name() -> None:
    for atr, kind in ATRS:
        found = known(bytes.fromhex(atr))
        assert found is not None and found.kind == kind, atr
    for atr in UNKNOWN:
        assert known(bytes.fromhex(atr)) is None, atr
    for row in TABLE:
        assert len(row.atr) == len(row.mask), row.kind


ASKED = (
    ((("00A404000E315041592E5359532E4444463031", "611E"),), "bank"),
    ((("00A404000E315041592E5359532E4444463031", "6A82"), ("A0A40000027F20", "9F16")), "sim"),
    ((("00A404000E315041592E5359532E4444463031", "6E00"), ("A0A40000027F20", "6E00")), "foreign"),
)


def test_an_unknown_card_is_asked_what_it_is() -> None:
    for script, kind in ASKED:
        slot = ScriptedSlot(script, "3B00")
        assert refuses("CARD_UNKNOWN", recognise, slot, "vitale").facts == {"kind": kind, "slot": "vitale"}
        assert slot.is_over()


OPEN, PAY, RIDE = "80A4040C08F053494D41504356", "00A404000E325041592E5359532E444446303100", "00A4040008315449432E49434100"
HELD = (
    (((OPEN, "6A82"), (PAY, "6F009000")), "bank"),
    (((OPEN, "6A82"), (PAY, "6A82"), (RIDE, "6F009000")), "transport"),
    (((OPEN, "911C"), (PAY, "917E"), (RIDE, "911C"), ("9060000000", "0401010100160591AF")), "badge"),
    (((OPEN, "6E00"), (PAY, "6E00"), (RIDE, "6E00"), ("9060000000", "90")), "foreign"),
)


def test_what_is_held_to_the_contactless_reader_is_named() -> None:
    phone = ScriptedSlot(((OPEN, "9000"),), "3B80800101")
    assert recognise(phone, "nfc").kind == "app" and phone.is_over()
    for script, kind in HELD:
        slot = ScriptedSlot(script, "3B80800101")
        assert refuses("CARD_UNKNOWN", recognise, slot, "nfc").facts == {"kind": kind, "slot": "nfc"}
        assert slot.is_over()
    for atr in ("3B80800101", "3B8F80010031B86404B0ECC1739401808290000E"):
        assert is_contactless(bytes.fromhex(atr))
    for atr in ("", "3B808001", "3F65250022096990" + "00", "3B9B188001001225006480040100009044"):
        assert not is_contactless(bytes.fromhex(atr))


REASONS = (
    ("3B6700002D201601789000", "cps", "CARD_UNKNOWN"),
    ("3BAC00402A001225006480820212009000", "cps", "CARD_WRONG_KIND"),
    ("3BAC00402A001225006480000310009000", "vitale", "CARD_WRONG_SLOT"),
    ("3B7513000043" + "09EA9000", "cps", "CARD_WRONG_SLOT"),
    ("3B8F80010031B86404B0ECC1739401808290000E", "cps", "CARD_WRONG_KIND"),
    ("3B8F80010031B86404B0ECC1739401808290000E", "nfc", "CARD_WRONG_KIND"),
    ("!CARD_MUTE", "cps", "CARD_MUTE"),
    ("!CARD_ABSENT", "cps", "CARD_ABSENT"),
)


def test_a_card_that_does_not_serve_says_why() -> None:
    for atr, wanted, code in REASONS:
        refuses(code, recognise, ScriptedSlot((), atr), wanted)
    assert recognise(ScriptedSlot((), "3BAC00402A001225006480000310009000"), "cps").kind == "cps3"
    assert recognise(ScriptedSlot((), "3B7513000043" + "09EA9000"), "vitale").kind == "vitale2"
