"""The end of a replacement: by its last day, by the holder; what is told then, and who completes what was presigned."""

from device.base.refusal import Refusal
from tests.device.played import BILLING, IDENTITY, PIN, SUNDAY, a_stop, situation
from tests.device.test_flows_session import LOCUM, OTHER, SECOND, billed, card, device_of, holder, identity, locum, opened


def test_a_session_past_its_end_closes_by_itself_and_the_key_goes() -> None:
    device = billed(locum(opened(device_of(a_stop("S1", "inf.injection.sc")))).answer("start"))
    device.clock.advance(8 * 1440)
    locum(device).see("Refuse", "refusal.LOCUM_OVER.title")
    session = device.row("session", BILLING + "/" + LOCUM)
    assert (session["closed"], session["unsent"]) == (SUNDAY + 8, 1)
    locum(device).see("Refuse", "refusal.LOCUM_OVER.title")
    assert [effect.verb for effect in device.done].count("withdraw") == 1
    holder(device).see("Finished", "leaving.done").answer("close").see("Home")
    holder(device).see("Home")


def test_the_holder_is_told_at_his_return_what_is_unsent() -> None:
    device = billed(locum(opened(device_of(a_stop("S1", "inf.injection.sc")))).answer("start"))
    device.clock.advance(8 * 1440)
    holder(device).see("Finished", "leaving.done")
    assert (device.view.rows[0].title.key, dict(device.view.rows[0].title.facts)["count"]) == ("leaving.unsent", 1)
    device.answer("close").see("Home")
    card(device, IDENTITY, situation(), PIN).see("Home")


def test_the_end_of_another_holders_session_is_not_told_to_everybody() -> None:
    device = opened(device_of())
    device.ports["keys"].enrol(OTHER, "7777")
    device.clock.advance(8 * 1440)
    card(device, identity(OTHER, "BRAS"), situation(SECOND)).see("Home")


def test_each_completes_what_he_presigned_himself() -> None:
    """The image names who gave the care: the holder's card does not stand for the locum's, nor his for the holder's."""
    device = locum(opened(device_of(a_stop("S1", "inf.injection.sc")))).answer("start").answer("start").insert("vitale")
    device.answer("mode").answer("desynchronised").answer("next").answer("next").answer("next").see("Finished")
    device.pull("vitale").answer("receipt").see("Home")
    holder(device).answer("todo").answer("item:0").answer("redo").see("Refuse", "refusal.MAY_NOT_SIGN.title").answer("cancel")
    device.answer("back").answer("status").answer("session").answer("0").see("Facts4", "session.locum")
    assert [row.title.key for row in device.view.rows][1:] == ["leaving.unsigned", "session.closing"]
    device.answer("back").answer("back").see("Home")
    locum(device).answer("start").answer("todo").answer("item:0").answer("redo").see("Finished", "second.done")


def test_midnight_ends_the_session_between_two_visits() -> None:
    """What he began on the last day he may sign; nothing new begins."""
    device = locum(opened(device_of(a_stop("S1", "inf.injection.sc")), until="18102026")).answer("start")
    device.answer("start").insert("vitale").answer("next").answer("next").see("Price")
    device.clock.advance(960)
    device.answer("next").see("Finished").pull("vitale").answer("receipt").see("Home")
    device.answer("other").see("Refuse", "refusal.LOCUM_OVER.title")
    assert dict(device.view.title.facts)["day"] == SUNDAY
    device.answer("cancel").see("Home").insert("vitale").see("Refuse", "refusal.LOCUM_OVER.title")


def test_closing_withdraws_the_key_and_says_what_is_unsent() -> None:
    device = holder(locum(opened(device_of())).answer("start"))
    device.answer("status").answer("session").answer("0").see("Facts4", "session.locum").answer("back").see("Listing").answer("0")
    device.answer("close").see("Finished", "leaving.done")
    assert [row.title.key for row in device.view.rows] == ["leaving.sent", "leaving.kept"]
    device.answer("close").see("Listing", "session.none").answer("back").see("Home")
    locum(device).see("Refuse", "refusal.LOCUM_OVER.title")


def test_closing_that_fails_leaves_the_session_open() -> None:
    device = opened(device_of()).answer("status").answer("session").answer("0")
    device.refusing = {"withdraw": [Refusal("KEYS_TORN")]}
    device.answer("close").see("Refuse", "refusal.KEYS_TORN.title").answer("cancel").see("Listing", "session.title").answer("0")
    device.holding = ("withdraw",)
    device.answer("close").see("Wait", "leaving.title").answer("cancel").see("Listing", "session.title").answer("0")
    device.holding = ()
    device.answer("close").see("Finished").answer("close").see("Listing", "session.none")
