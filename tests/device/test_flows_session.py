"""Replacements: opened by the holder, worked in by the locum, closed with what is still unsent."""

from device.base.refusal import Refusal
from device.formats.b2 import read_image
from device.formats.seals import taken_apart
from device.formats.zone import encode, group
from device.signals import Done
from simulator.inmemory.cards import MemorySesam
from simulator.inmemory.keys import MemoryKeys
from tests.device.played import BILLING, IDENTITY, JEANNE, PIN, SUNDAY, Played, a_stop, situation, vitale

LOCUM, OTHER = "10100842904", "99700218896"
RPPS = "10004202619"
SECOND = "291000016"
FAR = {"same_town": False, "distance_m": 13000}


def identity(rpps: str, name: str, card_type: str = "0") -> bytes:
    """Group 1 of a professional."""
    return encode((group(1, card_type=card_type, id_type="8", id_number=rpps, name=name, given="NADIA"),))


def locum_situation(**changes: str) -> bytes:
    """The situation of a card of a professional who replaces: no billing number of its own."""
    return situation("         ", "", practice_mode="4", **changes)


def device_of(*stops: "dict[str, object]") -> Played:
    """A device whose keys stand as they are, unlocked by the holder."""
    device = Played(*stops, zone=vitale(dict(JEANNE, insurer="0029900012")))
    device.ports["keys"] = MemoryKeys(device.store)
    return device.unlocked().see("Home")


def card(device: Played, person: bytes, situations: bytes, pin: str = "7777") -> Played:
    """Another professional's card takes the place of the one that is in the slot, and its code is typed."""
    device.pull("cps").see("Insert", "lock.title")
    device.ports["sesam"] = MemorySesam(person, situations, device.zone, pin)
    return device.insert("cps").pin(pin)


def locum(device: Played, person: str = LOCUM) -> Played:
    """The locum's card."""
    return card(device, identity(person, "FERHAT"), locum_situation())


def holder(device: Played) -> Played:
    """The holder's card again."""
    return card(device, IDENTITY, situation(), PIN)


def opened(device: Played, start: str = "18102026", until: str = "25102026", person: str = LOCUM) -> Played:
    """The holder opens a session, and is back at home."""
    device.answer("status").see("Facts4").answer("session").see("Listing").answer("open").see("Keypad", "session.rpps")
    device.answer(person).see("Keypad", "session.start").answer(start).see("Keypad", "session.until").answer(until)
    return device.see("Facts4", "session.sure").answer("keep").see("Listing", "session.title").answer("back").see("Home")


def billed(device: Played) -> Played:
    """One visit, to its end; back at home."""
    device.answer("start").insert("vitale").answer("next").answer("next").answer("next").see("Finished")
    return device.pull("vitale").answer("receipt").see("Home")


def test_the_holder_opens_a_session_with_his_card() -> None:
    device = device_of().answer("status").answer("session").see("Listing", "session.none").answer("open")
    device.answer("10100842905").see("Refuse", "refusal.IDENTIFIER_FALSE.title").answer("resume").see("Keypad", "session.rpps")
    assert device.view.value == "10100842905"
    device.answer(RPPS).see("Refuse", "refusal.IDENTIFIER_FALSE.title").answer("resume").answer(LOCUM).see("Keypad", "session.start")
    assert device.view.value == "18102026"
    device.answer("31022026").see("Refuse", "refusal.DATE_INVALID.title").answer("resume").answer("18102026")
    device.see("Keypad", "session.until").answer("1102026").see("Refuse", "refusal.DATE_INVALID.title").answer("resume").answer("25102026")
    device.see("Facts4", "session.sure").answer("keep").see("Listing", "session.title")
    session = device.row("session", BILLING + "/" + LOCUM)
    assert (session["start"], session["until"], session["opened"]) == (SUNDAY, SUNDAY + 7, SUNDAY)


def test_opening_may_be_left_at_every_step() -> None:
    device = device_of().answer("status").answer("session").answer("open").answer("back").see("Listing")
    device.answer("open").answer("1").see("Refuse").answer("cancel").see("Listing")
    device.answer("open").answer(LOCUM).answer("back").see("Listing")
    device.answer("open").answer(LOCUM).answer("18102026").answer("back").see("Listing")
    device.answer("open").answer(LOCUM).answer("18102026").answer("25102026").see("Facts4").answer("back").see("Listing", "session.none")


def test_a_card_that_may_not_sign_opens_no_session() -> None:
    device = Played(situations=situation(may_sign_invoice="0")).unlocked().answer("status").answer("session").answer("open")
    device.see("Refuse", "refusal.MAY_NOT_SIGN.title").answer("cancel").see("Listing", "session.none")


def test_the_locum_gets_a_key_and_sees_for_whom_he_works() -> None:
    device = locum(opened(device_of())).see("Facts4", "locum.title")
    assert dict(device.view.over.facts) == {"given": "NADIA", "name": "FERHAT"}
    first = device.view.rows[0]
    assert first.on and dict(first.title.facts)["name"] == "ROUVIERE"
    facts = dict(first.sub.facts)
    assert (facts["place"], facts["start"], facts["until"], facts["day"]) == ("CABINET DES DUNES", SUNDAY, SUNDAY + 7, SUNDAY)
    assert device.view.secondary is None
    device.answer("start").see("Home")
    assert (device.bar.who, device.bar.role) == ("FERHAT", "replacement")
    device.restart()
    device.ports["sesam"] = MemorySesam(identity(LOCUM, "FERHAT"), locum_situation(), device.zone, "7777")
    device.insert("cps").pin("7777").see("Facts4", "locum.title")


def test_the_locum_signs_the_holder_is_paid() -> None:
    device = device_of(
        a_stop("S1", "inf.dressing.heavy.deep_pressure_ulcer", travel=FAR), a_stop("S2", "inf.injection.im", minute=900, travel=FAR)
    )
    device = billed(opened(device))
    device = billed(locum(device).answer("start"))
    mine, his = device.store.rows("invoice")
    assert (mine["number"], his["number"]) == ("000000100", "000000101")
    assert [his[name] for name in ("author", "executant", "payee", "tariff_owner")] == [LOCUM, LOCUM, BILLING, BILLING]
    assert device.row("travelled", BILLING + "/2026-10-18")["km"] == 44
    assert device.store.row("travelled", LOCUM + "/2026-10-18") is None
    image = read_image(taken_apart(device.store.blob(his["fse_blob"]) or b"").body)
    assert image.head.values["biller"] == BILLING and image.acts[0].line.values["executant"] == "000000000"
    assert image.acts[0].line.values["zone"] == "20" and image.acts[0].more[0].values["executant_rpps"] == LOCUM
    request = [event.body["request"] for event in device.store.events() if event.kind == "invoice.priced"][1]
    assert request["professional"]["role"] == "locum" and request["already_billed"][0]["km"] == 22


def test_lots_of_both_travel_together_and_only_who_may_seals_them() -> None:
    device = billed(opened(device_of(a_stop("S1", "inf.injection.sc"), a_stop("S2", "inf.injection.im", minute=900))))
    assert device.desk.may_seal(BILLING) and not device.desk.may_seal(SECOND)
    device = billed(locum(device).answer("start"))
    assert device.desk.may_seal(BILLING) and not device.desk.may_seal(SECOND)
    assert [row["sort"].split("|")[:5] for row in device.store.rows("claim_queued")][0][0] == BILLING
    assert len({row["sort"].rpartition("|")[0]: True for row in device.store.rows("claim_queued") if row["kind"] == "F"}) == 1
    device.desk.zone = identity(LOCUM, "FERHAT") + locum_situation(may_sign_lot="0")
    assert not device.desk.may_seal(BILLING)


def test_putting_the_card_back_goes_on_for_the_same_holder() -> None:
    device = locum(opened(device_of(a_stop("S1", "inf.injection.sc")))).answer("start").answer("start").see("Insert", "identify.title")
    device.pull("cps").see("Insert", "lock.title").insert("cps").pin("7777").see("Insert", "identify.title")
    holder(device).see("Home", "home.title")
    locum(device).see("Facts4", "locum.title")


def test_what_another_person_had_under_way_comes_back_to_nobody() -> None:
    device = opened(device_of(a_stop("S1", "inf.injection.sc")))
    device.holding = ("read_rights",)
    device.answer("start").insert("vitale").see("Wait")
    waiting = device.done[-1].number
    locum(device).answer("start").see("Home")
    view = device.view
    device.happen(Done(waiting, device.zone))
    assert device.view == view


def test_a_stranger_a_locum_too_late_and_one_not_awaited_are_refused() -> None:
    device = opened(device_of())
    locum(device, OTHER).see("Refuse", "refusal.LOCUM_MISMATCH.title")
    card(device, identity(OTHER, "BRAS"), situation(SECOND)).see("Refuse", "refusal.KEY_SLOT_MISSING.title")
    device.clock.advance(8 * 1440)
    locum(device).see("Refuse", "refusal.LOCUM_OVER.title")
    fresh = Played()
    fresh.ports["keys"] = MemoryKeys(fresh.store)
    fresh.ports["keys"].open(RPPS, PIN)
    fresh.ports["sesam"] = MemorySesam(identity(LOCUM, "FERHAT"), locum_situation(), fresh.zone, "7777")
    fresh.insert("cps").pin("7777").see("Refuse", "refusal.KEY_SLOT_MISSING.title")


def test_a_key_that_cannot_be_made_is_said() -> None:
    device = opened(device_of())
    device.refusing = {"enrol": [Refusal("KEYS_TORN")]}
    locum(device).see("Refuse", "refusal.KEYS_TORN.title").answer("resume").see("Pin")


def test_a_card_whose_situations_do_not_allow_to_replace_is_refused() -> None:
    device = opened(device_of())
    device.ports["keys"].enrol(LOCUM, "7777")
    card(device, identity(LOCUM, "FERHAT", "1"), situation(SECOND)).see("Refuse", "refusal.MAY_NOT_SIGN.title")


def test_the_practices_own_card_is_let_in_for_some_days_and_replaces_nobody() -> None:
    device = opened(device_of(), person=OTHER)
    card(device, identity(OTHER, "", "2"), situation(may_sign_invoice="0")).see("Home")
    assert device.desk.payee() is device.desk.professional()
    assert device.row("user", BILLING)["name"] == "ROUVIERE", "the nurse whose number it bears stays who she is"


def two_holders() -> Played:
    """A device of two nurses, each replaced by the same locum today."""
    device = opened(device_of())
    device.ports["keys"].enrol(OTHER, "7777")
    device.desk.record([("range.given", {"billing": SECOND, "kind": "invoice", "first": 1, "last": 99})])
    opened(card(device, identity(OTHER, "BRAS"), situation(SECOND, "CABINET DU PORT")).see("Home"))
    return device


def test_of_two_holders_the_locum_chooses_and_may_change() -> None:
    device = locum(two_holders()).see("Facts4", "locum.title")
    assert device.view.secondary.answer == "change"
    device.answer("change").see("Listing", "locum.pick")
    assert [row.answer for row in device.view.rows] == [BILLING, SECOND]
    device.answer(SECOND).see("Facts4").answer("change").answer(BILLING).see("Facts4").answer("start").see("Home")
    assert device.desk.payee()["billing"] == BILLING
    device.answer("status").answer("session").see("Facts4", "locum.title").answer("change").answer(SECOND).answer("start").see("Home")
    assert device.desk.payee()["billing"] == SECOND and device.desk.may_seal(BILLING)


def test_a_third_holder_is_too_many_and_a_key_stays_while_one_session_runs() -> None:
    device = two_holders()
    device.desk.record([("session.opened", {"holder": "291000024", "locum": LOCUM, "start": SUNDAY, "until": SUNDAY + 2})])
    locum(device).answer("start").see("Home")
    holder(device).answer("status").answer("session").answer("open").answer(LOCUM).answer("18102026").answer("19102026")
    device.see("Refuse", "refusal.HOLDERS_TOO_MANY.title").answer("cancel").see("Listing").answer("0").answer("close").see("Finished")
    assert "withdraw" not in [effect.verb for effect in device.done]


def test_a_colleague_with_a_practice_of_his_own_may_work_for_himself_and_keeps_his_key() -> None:
    device = device_of()
    both = situation(SECOND, "CABINET DU PORT") + locum_situation()
    device.ports["keys"].enrol(OTHER, "7777")
    device.desk.record([("range.given", {"billing": SECOND, "kind": "invoice", "first": 1, "last": 99})])
    opened(device, person=OTHER)
    card(device, identity(OTHER, "BRAS"), both).see("Facts4", "locum.title").answer("change").answer("own").see("Home")
    assert device.desk.payee()["billing"] == SECOND
    card(device, identity(OTHER, "BRAS"), both).answer("start").see("Home")
    device.answer("status").answer("session").answer("change").see("Listing").answer("own").see("Home")
    assert device.desk.payee() is device.desk.professional()
    holder(device).answer("status").answer("session").answer("0").answer("close").see("Finished")
    assert "withdraw" not in [effect.verb for effect in device.done]


def test_a_holder_whose_card_was_never_read_here_cannot_be_replaced() -> None:
    device = device_of()
    device.desk.record([("session.opened", {"holder": SECOND, "locum": LOCUM, "start": SUNDAY, "until": SUNDAY})])
    locum(device).see("Refuse", "refusal.LOCUM_MISMATCH.title")
