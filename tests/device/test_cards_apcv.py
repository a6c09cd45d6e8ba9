"""The app's code and context: passed on, limited in time, refused by reason."""

from device.base import wire
from device.base.dates import day_of
from device.cards import apcv
from device.ports import Moment
from tests.device.check import refuses
from tests.device.scripted import ScriptedSlot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tests.device.scripted import Script

NOW = Moment(day_of(2026, 10, 18), 1425)
ANSWER = {"context": "c1", "token": "t1", "until": "20261018235400", "zone": "AABB"}


def _context(**changes: str) -> apcv.Context:
    told = dict(ANSWER)
    told.update(changes)
    return apcv.context(wire.write(told), NOW)


def test_a_code_becomes_a_request() -> None:
    asked = wire.read(apcv.request(b"APCVSIM1.QUJD-_==", "756000123", "24"))
    assert asked == {"action": apcv.AUTHENTICATE, "billing": "756000123", "specialty": "24", "code": "APCVSIM1.QUJD-_=="}
    for code in (b"", b"APCVSIM1.", b"https://example.fr", b"APCVSIM1.QUJD\xe9", b"APCVSIM2.QUJD"):
        refuses("APCV_FOREIGN", apcv.request, code, "756000123", "24")


PHONE_ATR = "3B80800101"
SELECT = "80A4040C08F053494D41504356"
NOT_READ: "tuple[tuple[Script, str, str, dict[str, str]], ...]" = (
    (((SELECT, "9000"), ("80CA000000", "6985")), PHONE_ATR, "APCV_FOREIGN", {}),
    (((SELECT, "9000"), ("80CA000000", "!CARD_WITHDRAWN")), PHONE_ATR, "PHONE_GONE", {}),
    (((SELECT, "!CARD_RESET"),), PHONE_ATR, "PHONE_GONE", {}),
    ((), "!CARD_MUTE", "PHONE_GONE", {}),
    ((), "!CARD_ABSENT", "PHONE_GONE", {}),
    ((), "!SLOT_LOST", "SLOT_LOST", {"slot": "cps"}),
    ((), "3B8F80010031B86404B0ECC1739401808290000E", "PHONE_OTHER", {"kind": "cps3_contactless"}),
    ((), "3B8F8001804F0CA000000306030001000000006A", "PHONE_OTHER", {"kind": "ticket"}),
)


def test_a_phone_held_to_the_reader_gives_the_same_code() -> None:
    slot = ScriptedSlot(((SELECT, "9000"), ("80CA000000", "6C03"), ("80CA000003", "4142439000")), PHONE_ATR)
    assert apcv.read_phone(slot) == b"ABC" and slot.is_over()
    for script, atr, code, facts in NOT_READ:
        assert refuses(code, apcv.read_phone, ScriptedSlot(script, atr)).facts == facts


def test_a_context_holds_half_an_hour_at_most() -> None:
    read = _context()
    assert (read.zone, read.until_day, read.until_minute) == (b"\xaa\xbb", NOW.day, 1434)
    assert read.is_live(NOW) and read.is_live(NOW.replace(minute=1433)) and not read.is_live(NOW.replace(minute=1434))
    late = _context(until="20261019090000")
    assert (late.until_day, late.until_minute) == (NOW.day + 1, 15)
    assert late.is_live(NOW.replace(day=NOW.day + 1, minute=14))


REFUSED = (("expired", "APCV_EXPIRED"), ("replayed", "APCV_REPLAYED"), ("foreign", "APCV_FOREIGN"), ("phone_locked", "APCV_REFUSED"))


def test_the_service_says_why_not() -> None:
    for word, code in REFUSED:
        assert refuses(code, apcv.context, wire.write({"refused": word}), NOW).facts.get("kind", word) == word
    refuses("APCV_EXPIRED", _context, until="20261018234500")
    assert refuses("APCV_REFUSED", _context, until="2026").facts == {"kind": "until"}
    refuses("WIRE_TORN", apcv.context, b"", NOW)


TORN = (("until", "APCV_REFUSED"), ("context", "APCV_REFUSED"), ("token", "APCV_REFUSED"), ("zone", "APCV_REFUSED"))


def test_an_answer_that_makes_no_sense_is_refused() -> None:
    for name, code in TORN:
        told = dict(ANSWER)
        del told[name]
        assert refuses(code, apcv.context, wire.write(told), NOW).facts == {"kind": name}
    for zone in ("A", "XX", "AAB"):
        assert refuses("APCV_REFUSED", _context, zone=zone).facts == {"kind": "zone"}
    assert refuses("APCV_REFUSED", apcv.context, wire.write(["a"]), NOW).facts == {"kind": "answer"}
    for refused in (7, "Dupont Marie", ["a"]):
        assert refuses("APCV_REFUSED", apcv.context, wire.write({"refused": refused}), NOW).facts == {"kind": "other"}
    for told_proofs in ({}, {"proofs": "AA"}, {"proofs": [7]}, {"proofs": ["A"]}):
        assert refuses("APCV_REFUSED", apcv.proofs, wire.write(told_proofs)).facts == {"kind": "proofs"}


def test_the_service_signs_while_the_context_lives() -> None:
    asked = wire.read(apcv.sign_request(_context(), ("aa", "bb"), NOW))
    assert asked == {"action": apcv.SIGN, "context": "c1", "token": "t1", "digests": ["aa", "bb"]}
    refuses("APCV_EXPIRED", apcv.sign_request, _context(), ("aa",), NOW.replace(minute=1439))
    assert apcv.proofs(wire.write({"proofs": ["AA", "BB"]})) == (b"\xaa", b"\xbb")
    refuses("APCV_EXPIRED", apcv.proofs, wire.write({"refused": "expired"}))
