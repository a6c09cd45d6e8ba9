"""The locked screen: cards, codes, situations."""

from device.base.refusal import Refusal
from simulator.inmemory.keys import MemoryKeys
from tests.device.played import BILLING, SUNDAY, Played, a_stop, situation


def played(**named: bytes) -> Played:
    """A device with one stop planned."""
    return Played(a_stop("S1", "inf.injection.sc"), **named)


def test_a_card_and_its_code_open_the_round() -> None:
    device = played().see("Insert", "lock.title")
    assert device.view.shelter.key == "lock.closed" and device.bar.locked
    device.insert("cps").see("Pin", "pin.title")
    assert device.view.tries == 3 and dict(device.view.title.facts)["given"] == "CAMILLE"
    device.pin().see("Home")
    assert device.bar.who == "ROUVIERE" and not device.bar.locked
    assert device.row("user", BILLING)["unlocked"] == SUNDAY


def test_a_wrong_code_costs_one_try_and_is_never_repeated() -> None:
    device = played().insert("cps").pin("0000").see("Pin")
    assert device.view.tries == 2
    assert [effect.verb for effect in device.done].count("read_professional") == 1
    assert device.pin().see("Home") is device


def test_a_blocked_code_says_so_until_the_card_leaves() -> None:
    device = played().insert("cps")
    for _ in range(3):
        device.pin("0000")
    device.see("Refuse", "refusal.PIN_BLOCKED.title").answer("cancel").see("Refuse")
    device.pull("cps").see("Insert", "lock.title")
    device.insert("cps").see("Refuse", "refusal.PIN_BLOCKED.title")


def test_an_unknown_card_is_refused_and_may_be_tried_again() -> None:
    device = played()
    device.refusing = {"identify": [Refusal("CARD_MUTE", slot="cps"), Refusal("CARD_UNKNOWN")]}
    device.insert("cps").see("Refuse", "refusal.CARD_MUTE.title").answer("resume").see("Refuse", "refusal.CARD_UNKNOWN.title")
    device.answer("resume").see("Pin")


def test_the_card_may_leave_while_its_code_is_asked() -> None:
    device = played().insert("cps").see("Pin").pull("cps").see("Insert", "lock.title")
    device.insert("cps").see("Pin").answer("cancel").see("Insert", "lock.title")
    device.pull("cps").insert("cps").see("Pin")


def test_a_refusal_other_than_the_code_is_shown() -> None:
    device = played()
    device.refusing = {"read_professional": [Refusal("CARD_EXPIRED")]}
    device.insert("cps").pin().see("Refuse", "refusal.CARD_EXPIRED.title").answer("resume").see("Pin")


def test_a_card_pulled_while_its_code_is_tried_tells_its_tries_anew() -> None:
    device = played().insert("cps").see("Pin")
    device.refusing = {"read_professional": [Refusal("CARD_WITHDRAWN", slot="cps")], "pin_tries": []}
    device.pin().see("Refuse", "refusal.CARD_WITHDRAWN.title").answer("resume").see("Pin")
    assert [effect.verb for effect in device.done].count("pin_tries") == 2


def test_the_first_code_makes_the_key_and_the_recovery_code_is_shown_once() -> None:
    device = played()
    device.ports["keys"] = MemoryKeys(device.store, "ABCD EFGH")
    device.unlocked().see("Text", "recovery.title")
    assert dict(device.view.paragraphs[1].facts)["recovery"] == "ABCD EFGH"
    device.answer("noted").see("Home").pull("cps").see("Insert")
    assert device.view.shelter.key == "lock.empty"
    device.unlocked().see("Home")


def test_a_stranger_does_not_open_the_store() -> None:
    device = played()
    device.refusing = {"open": [Refusal("KEY_SLOT_MISSING"), Refusal("KEY_WRONG")]}
    device.unlocked().see("Refuse", "refusal.KEY_SLOT_MISSING.title").pull("cps").see("Insert", "lock.title")
    device.unlocked().see("Listing", "rewrap.title").answer("cancel").see("Pin", "pin.title").pin().see("Home")


def test_who_tried_too_many_codes_is_told_to_wait_or_types_the_code_on_paper() -> None:
    device = played()
    device.refusing = {"open": [Refusal("KEY_WAIT", count=2)]}
    device.unlocked().see("Refuse", "refusal.KEY_WAIT.title").answer("resume").see("Listing", "rewrap.title")
    device.answer("cancel").see("Pin", "pin.title").pin().see("Home")


def test_opening_that_lasts_may_be_left() -> None:
    device = played()
    device.holding = ("open",)
    device.unlocked().see("Wait", "opening.title").answer("cancel").see("Pin")


def test_a_reading_that_lasts_may_be_left() -> None:
    device = played()
    device.holding = ("read_professional",)
    device.insert("cps").pin().see("Wait", "reading.cps.title").answer("cancel").see("Pin")
    assert device.view.tries == 3
    device.pin().see("Wait").pull("cps").answer("cancel").see("Insert", "lock.title")


def test_help_is_one_touch_away() -> None:
    played().answer("help").see("Text", "help.title").answer("close").see("Insert", "lock.title")


def test_of_several_situations_one_is_chosen() -> None:
    two = situation() + situation("291000016", "MAISON DE SANTE")
    device = played(situations=two).unlocked().see("Listing", "situation.pick")
    assert [dict(row.title.facts)["place"] for row in device.view.rows] == ["CABINET DES DUNES", "MAISON DE SANTE"]
    device.answer("1").see("Home")
    assert device.row("user", "291000016")["name"] == "ROUVIERE"


def test_pulling_the_card_locks_and_putting_it_back_returns_to_the_same_screen() -> None:
    device = played().unlocked().answer("start").insert("vitale").answer("next").see("Choose")
    before = device.view
    device.pull("cps").see("Insert", "lock.title")
    assert device.bar.locked and not device.bar.cps
    device.unlocked().see("Choose")
    assert device.view == before


def test_answers_to_a_view_no_longer_shown_are_dropped() -> None:
    device = played().unlocked().see("Home")
    stale = device._number - 1
    view = device.view
    from device.signals import Answered, Done, PinTyped, Ticked

    for late in (Answered(stale, "start"), PinTyped(stale, "1942"), Done(999, None), Ticked()):
        device.happen(late)
    assert device.view == view and "1942" not in repr(PinTyped(1, "1942"))
