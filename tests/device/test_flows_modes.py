"""The ways to secure an invoice: what is here decides, the user may choose otherwise, what is presigned is completed later."""

from device.base.refusal import Refusal
from device.base.wire import write
from device.formats.seals import taken_apart
from device.signals import NetworkChanged, Ticked
from simulator.inmemory.cards import MemorySesam
from tests.device.played import BILLING, IDENTITY, JEANNE, MALO, PIN, SUNDAY, Played, a_stop, situation, vitale

INSURED = dict(JEANNE, insurer="0029900012")
SERVICE = situation(may_sign_invoice="0", may_sign_lot="0")
CONTEXT = {"context": "c1", "token": "t1", "until": "20261018083000", "zone": vitale(INSURED).hex()}


def at_rights(situations: bytes = b"", *acts: str) -> Played:
    """A device that shows the rights read from the card."""
    device = Played(a_stop("S1", *(acts or ("inf.injection.sc",))), zone=vitale(INSURED), situations=situations).unlocked()
    return device.answer("start").insert("vitale").see("Facts4")


def at_price(situations: bytes = b"", *acts: str) -> Played:
    """The same, its price shown."""
    return at_rights(situations, *acts).answer("next").see("Choose").answer("next").see("Price")


def presigned() -> Played:
    """A device whose card may not sign, back at home after one visit."""
    device = at_price(SERVICE).answer("next").see("Finished")
    assert [row.title.key for row in device.view.rows] == ["done.card.desynchronised", "done.safe"]
    assert device.view.rows[1].sub.key == "done.safe.second"
    return device.pull("vitale").answer("receipt").see("Home")


def with_signing_card(device: Played) -> Played:
    """The holder's own card takes the place of the service card, some days later and after a restart."""
    device.clock.advance(3 * 1440)
    device.ports["sesam"] = MemorySesam(IDENTITY, situation(), device.zone, PIN)
    return device.restart().unlocked().see("Home")


def states(device: Played) -> "list[tuple[str, str]]":
    """Kind and state of each claim."""
    return [(row["kind"], row["state"]) for row in device.store.rows("claim")]


def modes(device: Played) -> "list[str]":
    """The ways that the view lists."""
    return [row.answer for row in device.view.rows]


def test_both_cards_sign_unless_the_user_chooses_otherwise() -> None:
    device = at_rights()
    assert device.view.rows[3].sub.key == "mode.secured" and device.view.rows[3].tone == "ok"
    device.answer("mode").see("Listing", "mode.pick")
    assert modes(device) == ["secured", "desynchronised", "visit", "degraded"]
    assert [row.sub.key for row in device.view.rows][1:] == ["mode.needs.second", "mode.needs.nothing", "mode.needs.paper"]
    device.answer("back").see("Facts4").answer("mode").answer("desynchronised").see("Facts4")
    assert device.view.rows[3].sub.key == "rights.way" and device.view.rows[3].tone == "warn"
    device.answer("next").answer("next").answer("next").see("Finished")
    assert states(device) == [("D", "presigned"), ("F", "presigned")]


def test_a_service_card_presigns_and_a_signing_card_completes_days_later() -> None:
    device = presigned()
    assert states(device) == [("D", "presigned"), ("F", "presigned")]
    assert [effect.args[2] for effect in device.done if effect.verb == "seal"] == ["desynchronised"]
    device.answer("todo").see("Listing")
    assert [(row.sub.key, row.tag.key, dict(row.right.facts)["cents"]) for row in device.view.rows] == [("todo.second", "todo.left", 1575)]
    device.answer("item:0").see("Explain").answer("redo").see("Refuse", "refusal.MAY_NOT_SIGN.title").answer("cancel").see("Listing")
    before = device.store.rows("invoice")[0]
    device = with_signing_card(device).answer("todo").answer("item:0").answer("redo").see("Finished", "second.done")
    invoice = device.store.rows("invoice")[0]
    assert states(device) == [("D", "queued"), ("F", "queued")] and invoice["state"] == "sealed"
    sealed, image = device.store.blob(invoice["fse_blob"]) or b"", device.store.blob(before["fse_blob"]) or b""
    assert sealed.startswith(image) and taken_apart(sealed).seal("S") != b""
    device.answer("close").see("Listing", "todo.nothing").answer("back").see("Home")


def test_what_is_presigned_counts_for_the_next_visit_of_that_day() -> None:
    device = presigned()
    billed = device.row("billed", "T1-2/2026-10-18")
    assert billed["acts"] == {"inf.injection.sc": 1}
    with_signing_card(device).answer("todo").answer("item:0").answer("redo").see("Finished")
    assert device.row("billed", "T1-2/2026-10-18") == billed


def test_a_second_signature_that_stops_loses_nothing() -> None:
    device = with_signing_card(presigned()).answer("todo").answer("item:0")
    device.refusing = {"second_signature": [Refusal("CARD_MUTE", slot="cps"), Refusal("CARD_MUTE", slot="cps")]}
    device.answer("redo").see("Refuse", "refusal.CARD_MUTE.title").answer("resume").see("Refuse").answer("cancel").see("Listing")
    assert states(device) == [("D", "presigned"), ("F", "presigned")]
    device.holding = ("second_signature",)
    device.answer("item:0").answer("redo").see("Wait", "sign.title").answer("cancel").see("Listing")
    device.holding = ()
    device.restart().unlocked().answer("todo").answer("item:0").answer("redo").see("Finished")


def test_an_invoice_of_one_image_is_completed_too() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(JEANNE), situations=SERVICE).unlocked().answer("start").insert("vitale")
    device.answer("next").answer("next").answer("next").see("Finished").answer("receipt")
    with_signing_card(device).answer("todo").answer("item:0").answer("redo").see("Finished")
    assert states(device) == [("F", "queued")]


def test_a_presigned_invoice_of_another_practice_is_not_ours_to_complete() -> None:
    device = presigned()
    device.ports["sesam"] = MemorySesam(IDENTITY, situation("291000016"), device.zone, PIN)
    device.restart().unlocked().answer("todo").answer("item:0").answer("redo").see("Refuse", "refusal.MAY_NOT_SIGN.title")


def test_a_card_pulled_before_the_signature_leaves_a_choice_and_putting_it_back_signs() -> None:
    device = at_price().pull("vitale").answer("next").see("Listing", "mode.gone")
    assert modes(device) == ["", "degraded"]
    assert device.store.rows("invoice") == []
    device.happen(Ticked()).see("Listing").answer("back").see("Price").answer("next").see("Listing")
    device.insert("vitale").see("Finished")
    assert device.store.rows("invoice")[0]["mode"] == "secured"


def test_without_the_card_a_paper_is_owed_and_the_frozen_number_is_burned() -> None:
    device = at_price()
    device.refusing = {"seal": [Refusal("CARD_WITHDRAWN", slot="vitale")]}
    device.answer("next").see("Refuse").pull("vitale").answer("resume").see("Listing", "mode.gone").answer("degraded").see("Finished")
    old, new = device.store.rows("invoice")
    assert (old["state"], old["why"], new["mode"], new["number"]) == ("void", "mode", "degraded", "000000101")
    assert device.store.rows("paper")[0]["until"] == SUNDAY + 30
    assert [effect.args[2] for effect in device.done if effect.verb == "seal"] == ["secured", "degraded"]


def test_a_service_card_signs_nothing_without_the_patients_card() -> None:
    device = at_price(SERVICE).pull("vitale").answer("next").see("Refuse", "refusal.MODE_IMPOSSIBLE.title")
    assert device.view.slot == "vitale"
    device.answer("resume").see("Refuse").answer("cancel").see("Price").answer("next").insert("vitale").see("Finished")
    device.pull("vitale").answer("receipt").answer("other")
    device.happen(NetworkChanged(True))
    device.answers = {"scan": b"APCVSIM1.abc", "call": write(CONTEXT)}
    device.answer("qr").see("Refuse", "refusal.MODE_IMPOSSIBLE.title").answer("cancel").see("Insert")


def test_the_app_signs_with_a_network_only() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().happen(NetworkChanged(True)).answer("start")
    device.answers = {"scan": b"APCVSIM1.abc", "call": write(CONTEXT)}
    device.answer("qr").see("Facts4")
    assert device.view.rows[3].sub.key == "mode.secured_app"
    device.answer("next").answer("next").happen(NetworkChanged(False)).answer("next").see("Listing", "mode.pick")
    assert modes(device) == ["degraded"]
    device.answers["call"] = write({"proofs": ["aa" * 32, "bb" * 32]})
    device.happen(NetworkChanged(True)).see("Finished")
    assert device.store.rows("invoice")[0]["mode"] == "secured"


def test_an_app_whose_time_is_over_signs_nothing_until_it_is_scanned_again() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().happen(NetworkChanged(True)).answer("start")
    device.answers = {"scan": b"APCVSIM1.abc", "call": write(CONTEXT)}
    device.answer("qr").answer("next").answer("next").see("Price")
    device.clock.advance(31)
    device.answer("next").see("Listing", "mode.over")
    assert modes(device) == ["renew", "degraded"] and device.store.rows("invoice") == []
    device.answer("back").see("Price").answer("next").answer("degraded").see("Finished")
    assert [effect.verb for effect in device.done].count("call") == 1, "the app's service signs nothing that is degraded"


def test_care_from_afar_needs_no_patients_card() -> None:
    device = at_price(b"", "inf.telecare.dressing").pull("vitale").answer("next").see("Listing", "mode.gone")
    assert modes(device) == ["", "without_vitale", "degraded"]
    device.answer("without_vitale").see("Finished")
    assert device.view.rows[0].title.key == "done.card.without_vitale"
    assert device.store.count("paper") == 0 and device.store.rows("invoice")[0]["mode"] == "without_vitale"


def test_an_intent_made_of_other_answers_is_void() -> None:
    device = at_price()
    device.refusing = {"seal": [Refusal("CARD_MUTE", slot="vitale")]}
    device.answer("next").see("Refuse").answer("cancel").see("Price").answer("back").see("Choose").answer("next").see("Price")
    assert [row["state"] for row in device.store.rows("invoice")] == ["sealing"], "nothing changed: the same octets will be signed"
    device.answer("back").answer("place").answer("next").answer("next").see("Finished")
    old, new = device.store.rows("invoice")
    assert (old["state"], old["why"], new["state"], new["number"]) == ("void", "changed", "sealed", "000000101")


def test_a_card_swapped_before_the_signature_is_awaited_again() -> None:
    device = at_price()
    device.refusing = {"seal": [Refusal("CARD_SWAPPED", slot="vitale"), Refusal("CARD_SWAPPED", slot="vitale")]}
    device.pull("vitale").insert("vitale").answer("next").see("Refuse", "refusal.CARD_SWAPPED.title")
    assert device.view.slot == "vitale"
    device.answer("resume").see("Refuse", "refusal.CARD_SWAPPED.title").pull("vitale").insert("vitale").see("Finished")
    assert [row["number"] for row in device.store.rows("invoice")] == ["000000100"]


def test_cards_of_two_worlds_are_refused_until_one_is_changed() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(INSURED, MALO)).unlocked().answer("start")
    device.refusing = {"read_rights": [Refusal("WORLDS_MIXED")]}
    device.insert("vitale").see("Refuse", "refusal.WORLDS_MIXED.title").pull("vitale").insert("vitale").see("Facts4")
    assert device.row("user", BILLING)["billing"] == BILLING
