"""The code of the card: changed, unblocked, changed elsewhere; the device always opens with the one that the card takes."""

from device.base.refusal import Refusal
from device.signals import CardGone
from simulator.inmemory.cards import MemorySesam
from simulator.inmemory.keys import MemoryKeys
from tests.device.played import IDENTITY, PIN, Played, a_stop, situation
from tests.device.test_flows_session import device_of, locum, opened

NEW = "2580"
LETTER = "12345678"
PAPER = "ABCD EFGH"


def kept() -> Played:
    """A device with keys of its own, the round on the screen."""
    device = Played(a_stop("S1", "inf.injection.sc"))
    device.ports["keys"] = MemoryKeys(device.store, PAPER)
    return device.unlocked().see("Text", "recovery.title").answer("noted").see("Home")


def asked() -> Played:
    """The same, its user about to change the code."""
    return kept().answer("status").see("Facts4", "status.title").answer("code").see("Pin", "code.old")


def choosing() -> Played:
    """The same, the present code taken, another to be chosen."""
    return asked().pin().see("Listing", "code.what").answer("change").see("Pin", "code.new")


def blocked() -> Played:
    """The same card, blocked by three wrong codes at the locked screen."""
    device = kept().pull("cps").insert("cps")
    for _ in range(3):
        device.pin("0000")
    return device.see("Refuse", "refusal.PIN_BLOCKED.title")


def opens_with(device: Played, code: str) -> None:
    """Card and device open with that code, after a restart."""
    device.pull("cps").restart().insert("cps").see("Pin", "pin.title").pin(code).see("Home")


def test_the_code_is_changed_and_the_old_one_opens_nothing() -> None:
    device = asked()
    assert device.view.tries == 3
    device.pin().see("Listing", "code.what").answer("change").see("Pin", "code.new")
    assert device.view.tries == 0
    device.pin(NEW).see("Pin", "code.again").pin(NEW).see("Finished", "code.done").answer("close").see("Home")
    assert [effect.verb for effect in device.done][-4:] == ["read_professional", "prepare", "change_pin", "open"]
    opens_with(device, NEW)
    device.pull("cps").insert("cps").pin(PIN).see("Pin")
    assert device.view.tries == 2


def test_no_code_is_in_the_journal() -> None:
    device = choosing().pin(NEW).pin(NEW).see("Finished")
    told = "".join([repr(event.body) for event in device.store.events()])
    assert NEW not in told


def test_the_new_code_is_typed_twice_alike_and_is_another() -> None:
    device = choosing().pin(PIN).see("Pin", "code.new")
    assert device.view.sub.key == "code.same"
    device.pin(NEW).see("Pin", "code.again").pin("1111").see("Pin", "code.new")
    assert device.view.sub.key == "code.differs"
    device.pin(NEW).pin(NEW).see("Finished", "code.done")


def test_it_may_be_left_at_every_step() -> None:
    device = asked().answer("cancel").see("Home").answer("status").answer("code")
    device.pin().answer("cancel").see("Home").answer("status").answer("code").pin().answer("change").answer("cancel").see("Home")
    device.answer("status").answer("code").pin().answer("change").pin(NEW).answer("cancel").see("Home")
    assert "change_pin" not in [effect.verb for effect in device.done]


def test_a_wrong_present_code_costs_a_try_and_leads_to_the_locked_screen() -> None:
    device = asked().pin("0000").see("Pin", "code.old")
    assert device.view.tries == 2
    device.answer("cancel").see("Pin", "pin.title").pin().see("Home")
    device.answer("status").answer("code").pin("0000").pin("0000").pin("0000").see("Refuse", "refusal.PIN_BLOCKED.title")


def test_another_refusal_of_the_card_is_said() -> None:
    device = asked()
    device.refusing = {"read_professional": [Refusal("CARD_MUTE", slot="cps")]}
    device.pin().see("Refuse", "refusal.CARD_MUTE.title").answer("cancel").see("Pin", "pin.title")
    device.pin().answer("status").answer("code")
    device.holding = ("read_professional",)
    device.pin().see("Wait", "reading.cps.title").answer("cancel").see("Pin", "pin.title")


def test_a_paper_that_was_lost_is_replaced() -> None:
    device = asked().pin().answer("paper").see("Text", "recovery.title")
    code = dict(device.view.paragraphs[1].facts)["recovery"]
    assert code != PAPER
    device.answer("noted").see("Home")
    device.ports["sesam"].change_pin(PIN, NEW)
    device.pull("cps").restart().insert("cps").pin(NEW).see("Listing", "rewrap.title").answer("paper").answer(PAPER)
    device.see("Refuse", "refusal.KEY_WRONG.title").answer("resume").answer("paper").answer(code).see("Home")


def test_a_paper_that_cannot_be_made_is_said() -> None:
    device = asked()
    device.refusing = {"renew_recovery": [Refusal("KEYS_TORN")]}
    device.pin().answer("paper").see("Refuse", "refusal.KEYS_TORN.title").answer("cancel").see("Home")


def test_who_works_here_for_some_days_has_no_code_on_paper() -> None:
    device = locum(opened(device_of())).answer("start").see("Home").answer("status").answer("code").pin("7777").see("Pin", "code.new")
    device.pin(NEW).pin(NEW).see("Finished", "code.done")


def test_a_card_that_cannot_change_its_code_keeps_it() -> None:
    device = asked()
    device.refusing = {"change_pin": [Refusal("LIBRARY_ERROR")]}
    device.pin().answer("change").pin(NEW).pin(NEW).see("Refuse", "refusal.LIBRARY_ERROR.title").answer("cancel").see("Home")
    opens_with(device, PIN)


def test_keys_that_cannot_be_prepared_leave_the_card_as_it_is() -> None:
    device = asked()
    device.refusing = {"prepare": [Refusal("KEYS_TORN")]}
    device.pin().answer("change").pin(NEW).pin(NEW).see("Refuse", "refusal.KEYS_TORN.title").answer("cancel").see("Home")
    assert "change_pin" not in [effect.verb for effect in device.done]


class Torn(MemorySesam):
    """A card that leaves while it changes its code: before it did, or right after."""

    def __init__(self, device: Played, did: bool) -> None:
        super().__init__(IDENTITY, situation(), device.zone, PIN)
        self._did = did

    def change_pin(self, old: str, new: str) -> None:
        """Whatever it did, it says nothing."""
        if self._did:
            super().change_pin(old, new)
        raise Refusal("CARD_MUTE", slot="cps")


def test_a_card_cut_off_while_it_changes_opens_with_whichever_code_it_has() -> None:
    for did, code in ((False, PIN), (True, NEW)):
        device = asked()
        device.ports["sesam"] = Torn(device, did)
        device.pin().answer("change").pin(NEW).pin(NEW).see("Refuse", "refusal.CODE_UNSURE.title").answer("resume").see("Pin", "pin.title")
        assert device.view.sub.key == "pin.unsure"
        device.pin(code).see("Home").pull("cps").insert("cps").see("Pin")
        assert device.view.sub.key == "pin.sub"
        opens_with(device, code)


def test_a_card_pulled_while_it_changes_locks_and_says_which_code_to_try() -> None:
    device = kept().answer("start").see("Insert", "identify.title").answer("status").answer("code")
    device.holding = ("change_pin",)
    device.pin().answer("change").pin(NEW).pin(NEW).see("Wait", "code.changing").pull("cps").insert("cps").see("Pin", "pin.title")
    assert device.view.sub.key == "pin.unsure"
    device.pin().see("Insert", "identify.title")


def test_a_store_that_does_not_open_after_the_change_is_said() -> None:
    device = asked()
    device.refusing = {"open": [Refusal("KEYS_TORN")]}
    device.pin().answer("change").pin(NEW).pin(NEW).see("Refuse", "refusal.KEYS_TORN.title").answer("cancel").see("Home")
    opens_with(device, NEW)


def test_a_blocked_card_is_unblocked_and_the_device_opens_by_the_former_code() -> None:
    device = blocked().answer("unblock").see("Pin", "unblock.letter")
    assert (device.view.length, device.view.tries) == (8, 0)
    device.pin(LETTER).see("Pin", "code.new").pin(NEW).pin(NEW).see("Listing", "rewrap.title")
    device.answer("old").see("Pin", "rewrap.former").pin("0000").see("Refuse", "refusal.KEY_WRONG.title").answer("resume")
    device.see("Listing", "rewrap.title").answer("old").pin(PIN).see("Home")
    opens_with(device, NEW)


def test_who_forgot_the_former_code_opens_by_the_code_on_paper() -> None:
    device = blocked().answer("unblock").pin(LETTER).pin(NEW).pin(NEW).see("Listing", "rewrap.title")
    device.answer("paper").see("Text", "rewrap.paper").answer("WXYZ").see("Refuse", "refusal.KEY_WRONG.title").answer("resume")
    device.answer("paper").answer(PAPER).see("Home")
    opens_with(device, NEW)


def test_a_cut_between_the_card_and_the_keys_leaves_both_ways_open() -> None:
    device = blocked().answer("unblock").pin(LETTER).pin(NEW).pin(NEW).see("Listing", "rewrap.title").restart()
    device.insert("cps").see("Pin", "pin.title").pin(NEW).see("Listing", "rewrap.title")
    device.answer("old").answer("cancel").see("Listing", "rewrap.title").answer("paper").answer("cancel").see("Listing")
    device.answer("cancel").see("Pin", "pin.title").pin(NEW).answer("old").pin(PIN).see("Home")


def test_the_card_may_leave_at_any_moment() -> None:
    device = blocked().pull("cps").see("Insert", "lock.title").insert("cps").answer("unblock").pull("cps").see("Insert", "lock.title")
    device.insert("cps").answer("unblock").pin(LETTER).pin(NEW).pull("cps").see("Insert", "lock.title")
    device.insert("cps").answer("unblock").pin(LETTER).pin(NEW).pin(NEW).see("Listing").pull("cps").see("Insert", "lock.title")


def test_a_blocked_card_stays_blocked_until_the_letter_is_found() -> None:
    device = blocked().answer("cancel").see("Refuse", "refusal.PIN_BLOCKED.title").answer("unblock").answer("cancel")
    device.see("Refuse", "refusal.PIN_BLOCKED.title").answer("unblock")
    device.refusing = {"unblock_pin": [Refusal("PIN_WRONG", tries=9), Refusal("CARD_MUTE", slot="cps"), Refusal("PIN_BLOCKED")]}
    device.pin("00000000").pin(NEW).pin(NEW).see("Pin", "unblock.letter")
    assert device.view.tries == 9
    device.pin(LETTER).pin(NEW).pin(NEW).see("Refuse", "refusal.CARD_MUTE.title").answer("cancel").answer("unblock")
    device.pin(LETTER).pin(NEW).pin(NEW).see("Refuse", "refusal.UNBLOCK_ENDED.title").answer("cancel")
    device.see("Refuse", "refusal.PIN_BLOCKED.title").happen(CardGone("vitale")).see("Refuse")
