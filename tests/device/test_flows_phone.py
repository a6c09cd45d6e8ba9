"""The phone held to the contactless reader: a way in by itself, in the place of the code before the camera, and again when its context
ended."""

from device.base.refusal import Refusal
from device.base.wire import read, write
from device.cards.apcv import read_phone
from device.flows.desk import Profile
from device.signals import NetworkChanged, Ticked
from tests.device.played import JEANNE, MALO, Played, a_stop, vitale
from tests.device.scripted import ScriptedSlot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Plain = dict[str, Any]

INSURED = dict(JEANNE, insurer="0029900012")
PHONE_ATR = "3B80800101"
OPEN, GIVE = "80A4040C08F053494D41504356", "80CA000000"
CODE = ((OPEN, "9000"), (GIVE, b"APCVSIM1.abc".hex() + "9000"))
PULLED = ((OPEN, "9000"), (GIVE, "!CARD_WITHDRAWN"))
BANK = ((OPEN, "6A82"), ("00A404000E325041592E5359532E444446303100", "6F009000"))
CONTEXT: "Plain" = {"context": "c1", "token": "t1", "until": "20261018083000", "zone": vitale(INSURED).hex()}
PROOFS: "Plain" = {"proofs": ["aa" * 32, "bb" * 32]}
LATE: "Plain" = {"context": "c2", "token": "t2", "until": "20261018100000", "zone": vitale(INSURED).hex()}
REFUSED: "Plain" = {"refused": "expired"}


class Phones:
    """The port `nfc`: each reading finds the next of the things held to it; what was read last is found again."""

    def __init__(self) -> None:
        self.held = [CODE]

    def read_code(self) -> bytes:
        """The code of the phone."""
        held = self.held.pop(0) if len(self.held) > 1 else self.held[0]
        return read_phone(ScriptedSlot(held, PHONE_ATR))


class Service:
    """The port `courier`: the app's service gives these answers, the last one again and again; `asked` is what it was asked."""

    def __init__(self, *answers: "Plain") -> None:
        self.answers = list(answers)
        self.asked: "list[Plain]" = []

    def call(self, name: str, octets: bytes) -> bytes:
        """The next answer."""
        assert name == "apcv"
        self.asked.append(read(octets))
        return write(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])


def at_identify(*answers: "Plain") -> Played:
    """A device with a contactless reader and a network, that asks who the patient is."""
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().happen(NetworkChanged(True))
    device.desk.profile = Profile("T1", {}, contactless=True)
    device.ports["nfc"], device.ports["courier"] = Phones(), Service(*answers)
    device.answers = {"stop": None}
    return device.answer("start").see("Insert", "identify.title")


def priced(*answers: "Plain") -> Played:
    """The same, the phone read, the price shown."""
    return at_identify(*answers).insert("nfc").answer("next").answer("next").see("Price")


def test_a_phone_is_a_way_in_by_itself() -> None:
    device = at_identify(CONTEXT, PROOFS)
    assert [(row.answer, row.title.key) for row in device.view.others] == [("qr", "identify.qr"), ("", "identify.phone")]
    device.insert("nfc").see("Facts4").pull("nfc").answer("next").answer("next").answer("next").see("Finished")
    assert [asked["action"] for asked in device.ports["courier"].asked] == ["authentifierUtilisateurProximite", "signerVitale"]
    assert device.ports["courier"].asked[0]["code"] == "APCVSIM1.abc"
    assert device.shown[-7:-5] == ["Wait", "Wait"], "the phone is read, then the service asked"
    assert [len(effect.args[3]) for effect in device.done if effect.verb == "seal"] == [2]


def test_a_phone_that_lies_there_already_is_taken_at_once_and_only_once() -> None:
    device = at_identify(CONTEXT).answer("back").see("Home").insert("nfc").see("Home").answer("start").see("Facts4")
    device.answer("back").see("Insert").happen(Ticked()).see("Insert").pull("nfc").insert("nfc").see("Facts4")


def test_without_a_reader_nobody_is_asked_to_hold_a_phone_to_it() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().answer("start")
    assert [row.title.key for row in device.view.others] == ["identify.qr"]
    device.holding = ("scan",)
    assert device.answer("qr").see("Scan").view.strip.key == "scan.strip"


def test_the_camera_gives_way_to_a_phone_held_to_the_reader() -> None:
    device = at_identify(CONTEXT)
    device.holding = ("scan",)
    device.answer("qr").see("Scan", "scan.title").happen(Ticked()).see("Scan")
    assert device.view.strip.key == "scan.strip.phone"
    device.insert("nfc").see("Facts4")
    assert [effect.verb for effect in device.done if effect.port in ("eye", "shutter", "nfc")] == ["scan", "stop", "read_code"]


def test_the_camera_goes_off_when_nobody_looks_any_more() -> None:
    device = at_identify(CONTEXT)
    device.holding = ("scan",)
    device.answer("qr").see("Scan").answer("cancel").see("Insert")
    assert [effect.verb for effect in device.done if effect.port in ("eye", "shutter")] == ["scan", "stop"]


def test_a_phone_taken_away_half_way_is_read_when_it_is_back() -> None:
    device = at_identify(CONTEXT)
    device.ports["nfc"].held = [PULLED, PULLED, CODE]
    device.insert("nfc").see("Refuse", "refusal.PHONE_GONE.title").happen(Ticked()).pull("nfc").see("Refuse")
    device.insert("nfc").see("Refuse", "refusal.PHONE_GONE.title").answer("resume").see("Facts4")


def test_another_thing_in_the_field_is_named_and_not_taken_again() -> None:
    device = at_identify(CONTEXT)
    device.ports["nfc"].held = [BANK, CODE]
    device.insert("nfc").see("Refuse", "seen.bank")
    assert device.view.steps[0].key == "refusal.PHONE_OTHER.do"
    device.answer("cancel").see("Insert").pull("nfc").insert("nfc").see("Facts4")


def test_reading_a_phone_has_a_way_out() -> None:
    device = at_identify(CONTEXT)
    device.holding = ("read_code",)
    device.insert("nfc").see("Wait", "phone.title").answer("cancel").see("Insert")


def test_a_phone_needs_the_network_as_its_code_does() -> None:
    device = at_identify(CONTEXT)
    device.refusing = {"call": [Refusal("NETWORK_DOWN")]}
    device.insert("nfc").see("Refuse", "refusal.NETWORK_DOWN.title").answer("resume").see("Insert")


def test_what_the_service_refuses_is_said_and_the_way_in_stays() -> None:
    device = at_identify(REFUSED, CONTEXT).insert("nfc").see("Refuse", "refusal.APCV_EXPIRED.title").answer("cancel").see("Insert")
    device.pull("nfc").insert("nfc").see("Facts4")


def test_the_phone_of_somebody_else_is_refused() -> None:
    device = at_identify(dict(CONTEXT, zone=vitale(MALO).hex()))
    device.insert("nfc").see("Refuse", "refusal.APCV_OTHER_PATIENT.title").answer("cancel").see("Insert")


def test_a_context_that_ended_is_opened_anew_by_the_phone_and_the_same_octets_signed() -> None:
    device = priced(CONTEXT, LATE, PROOFS)
    device.clock.advance(60)
    device.answer("next").see("Listing", "mode.over").answer("renew").see("Finished")
    assert [asked.get("context") for asked in device.ports["courier"].asked] == [None, None, "c2"]
    assert [row["number"] for row in device.store.rows("invoice")] == ["000000100"]


def test_a_context_that_ended_is_opened_anew_before_the_camera() -> None:
    device = priced(CONTEXT, LATE, PROOFS).pull("nfc")
    device.clock.advance(60)
    device.answers["scan"] = b"APCVSIM1.abd"
    device.answer("next").see("Listing", "mode.over").answer("renew").see("Finished")
    assert [effect.verb for effect in device.done if effect.port in ("eye", "nfc")] == ["read_code", "scan"]


def test_a_context_that_the_service_ended_is_opened_anew() -> None:
    device = priced(CONTEXT, REFUSED, LATE, PROOFS).pull("nfc")
    device.holding = ("scan",)
    device.answer("next").see("Scan", "scan.again.title").answer("cancel").see("Price")
    assert [row["state"] for row in device.store.rows("invoice")] == ["sealing"]
    device.ports["courier"].answers.insert(0, REFUSED)
    device.answer("next").see("Scan", "scan.again.title").insert("nfc").see("Finished")
    assert [row["number"] for row in device.store.rows("invoice")] == ["000000100"]


def test_a_context_of_somebody_else_signs_nothing() -> None:
    device = priced(CONTEXT, dict(LATE, zone=vitale(MALO).hex()))
    device.clock.advance(60)
    device.answer("next").see("Listing", "mode.over").pull("nfc").insert("nfc").see("Refuse", "refusal.APCV_OTHER_PATIENT.title")
    device.answer("cancel").see("Price")


def test_rights_that_changed_meanwhile_are_shown_and_the_visit_is_gone_through_again() -> None:
    device = priced(CONTEXT, REFUSED, dict(LATE, zone=vitale(JEANNE).hex()), PROOFS)
    device.answer("next").see("Facts4").answer("next").see("Choose").answer("next").see("Price").answer("next").see("Finished")
    assert [(row["state"], row["number"]) for row in device.store.rows("invoice")] == [("void", "000000100"), ("sealed", "000000101")]


def test_a_phone_does_not_resume_what_waits_for_a_card() -> None:
    device = at_identify(CONTEXT).insert("vitale").answer("next").answer("next").see("Price")
    device.refusing = {"seal": [Refusal("CARD_MUTE", slot="vitale")]}
    device.answer("next").see("Refuse", "refusal.CARD_MUTE.title").insert("nfc").see("Refuse").answer("resume").see("Finished")
