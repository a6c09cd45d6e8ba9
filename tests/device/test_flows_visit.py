"""A visit, screen by screen: rights, care, price, signature."""

from device.base.refusal import Refusal
from device.base.wire import digest_hex, write
from device.signals import NetworkChanged, Ticked
from tests.device.played import JEANNE, MALO, SUNDAY, Played, a_stop, vitale

INSURED = dict(JEANNE, insurer="0029900012")


def at_care(*acts: str, zone: bytes = b"", **changes: object) -> Played:
    """A device that shows which care to choose."""
    stop = a_stop("S1", *(acts or ("inf.injection.sc",)), **changes)
    device = Played(stop, zone=zone or vitale(INSURED)).unlocked().answer("start").see("Insert", "identify.title")
    return device.insert("vitale").see("Facts4").answer("next").see("Choose")


def signed(device: Played) -> Played:
    """Price and signature."""
    return device.answer("next").see("Price").answer("next").see("Finished")


def test_a_visit_ends_with_two_claims_queued() -> None:
    device = signed(at_care())
    assert dict(device.view.sub.facts)["cents"] == 1575 and dict(device.view.sub.facts)["rest_cents"] == 0
    invoice = device.store.rows("invoice")[0]
    assert invoice["state"] == "sealed" and invoice["number"] == "000000100"
    assert [(claim["kind"], claim["state"], claim["expected"]) for claim in device.store.rows("claim")] == [
        ("D", "queued", 630),
        ("F", "queued", 945),
    ]
    device.answer("next").see("Home", "home.title")
    assert device.view.hero.key == "home.over" and device.bar.unsent == 2
    assert device.store.count("visit_open") == 0


def test_the_patient_pays_what_nobody_else_does() -> None:
    device = signed(at_care(zone=vitale(JEANNE)))
    assert dict(device.view.sub.facts)["rest_cents"] == 630
    assert [claim["kind"] for claim in device.store.rows("claim")] == ["F"]


def test_the_next_visit_follows() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), a_stop("S2", "inf.injection.im", minute=500), zone=vitale(INSURED)).unlocked()
    device.answer("start").insert("vitale").answer("next").answer("next").answer("next").see("Finished")
    assert device.view.primary.live.key == "done.next"
    device.pull("vitale").answer("next").see("Insert", "identify.title").answer("back").see("Home")
    assert dict(device.view.sub.facts) == {"count": 2, "done": 1}


def test_every_line_explains_itself() -> None:
    device = at_care().answer("next").see("Price")
    device.answer("0").see("Explain")
    assert "I art.14" in dict(device.view.article.facts)["articles"]
    assert [row.title.key for row in device.view.reasons][:2] == ["why.ALONE", "why.SUNDAY_DAILY"]
    device.answer("previous").see("Explain").answer("close").see("Price").answer("back").see("Choose")


def test_kilometres_are_typed_and_priced() -> None:
    device = at_care("inf.dressing.heavy.deep_pressure_ulcer")
    before = dict(device.view.primary.live.facts)["cents"]
    device.answer("km").see("Keypad", "distance.title").answer("13").see("Choose")
    assert dict(device.view.primary.live.facts)["cents"] == before + 770
    device.answer("km").see("Keypad").answer("back").see("Choose").answer("km").answer("").see("Choose")
    assert dict(device.view.primary.live.facts)["cents"] == before
    device.answer("km").answer("13").answer("next").see("Price")
    keys = [row.sub.key for row in device.view.rows]
    assert keys[:4] == ["line.figures.majoration", "line.figures", "line.figures", "line.figures.quantity"]


def test_place_and_urgency_are_one_touch() -> None:
    device = at_care()
    assert [chip.title.key for chip in device.view.chips[:2]] == ["chip.place.home", "chip.sunday"]
    device.answer("place")
    assert device.view.chips[0].title.key == "chip.place.practice"
    device.answer("urgent")
    assert device.view.chips[2].on


def test_an_act_is_added_from_the_nomenclature() -> None:
    device = at_care().answer("other").see("Listing", "search.title")
    chapter = device.view.rows[0].answer
    device.answer(chapter).see("Listing").answer("cancel").see("Listing").answer("cancel").see("Choose")
    device.answer("other").answer("XVI ch.I art.1").answer("inf.injection.im").see("Listing", "order.title").answer("back").see("Choose")
    assert len(device.view.rows) == 2
    device.answer("act:1")
    assert [row.on for row in device.view.rows] == [True, False]
    device.answer("act:0")
    assert not device.view.primary.enabled


def test_two_acts_and_what_is_not_billed() -> None:
    device = at_care("inf.dressing.surgical_simple", "inf.injection.sc", "inf.injection.im").answer("next").see("Price")
    assert device.view.warning.key == "warning.ACT_NOT_BILLED"
    assert [row.sub.key for row in device.view.rows][1] == "line.figures.half"
    device.answer("0").see("Explain")
    assert device.view.reasons[-1].title.key.startswith("unbilled.")


def test_what_cannot_be_priced_is_refused_with_its_reason() -> None:
    device = at_care("inf.bsi.care")
    assert device.view.primary.live.key == "care.refused"
    device.answer("next").see("Refuse").answer("resume").see("Choose")
    device.answer("back").see("Facts4")


def test_back_to_the_rights_and_forward_again() -> None:
    device = at_care().answer("next").answer("back").answer("back").see("Facts4").answer("back").see("Facts4").pull("vitale")
    device.answer("back").see("Insert", "identify.title").answer("back").see("Home")


def test_of_two_people_on_a_card_one_is_chosen() -> None:
    device = Played(zone=vitale(INSURED, MALO)).unlocked().answer("other").insert("vitale")
    device.see("Listing", "who.title").answer("cancel").see("Listing").answer("1").see("Facts4")
    assert device.view.ribbon.age == 6
    device.answer("next").see("Choose")
    assert device.row("visit", device.store.rows("visit_open")[0]["visit"])["answers"]["rights"]["beneficiary"] == 1


def test_a_person_nobody_planned_becomes_known() -> None:
    device = Played(zone=vitale(MALO)).unlocked().see("Home").answer("other").see("Insert", "identify.title")
    assert device.view.over.key == "identify.unplanned"
    device.insert("vitale").answer("next").see("Choose")
    assert device.store.count("patient") == 2


def test_the_person_planned_is_found_on_a_family_card() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(MALO, INSURED)).unlocked().answer("start").insert("vitale").see("Facts4")
    assert device.view.ribbon.name == "JEANNE MORVAN"


def test_the_card_of_somebody_else_is_refused() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(MALO)).unlocked().answer("start").insert("vitale")
    device.see("Refuse", "refusal.CARD_OTHER_PATIENT.title").pull("vitale").answer("cancel").see("Insert", "identify.title")


def test_a_card_put_in_at_home_opens_the_visit_of_its_person() -> None:
    device = (
        Played(a_stop("S1", "inf.injection.sc", patient="T1-99", minute=480), a_stop("S2", "inf.injection.sc")).unlocked().insert("vitale")
    )
    device.see("Facts4").answer("next").see("Choose")
    assert device.store.rows("visit_open")[0]["flow"]["stop"] == "S2"
    device.answer("back").see("Facts4").pull("vitale").answer("back").answer("back").see("Home")
    device.insert("vitale").see("Choose")


def test_a_card_of_nobody_planned_opens_a_visit_of_its_own() -> None:
    device = (
        Played(a_stop("S1", "inf.injection.sc"), zone=vitale(MALO)).unlocked().insert("vitale").see("Facts4").answer("next").see("Choose")
    )
    assert device.store.rows("visit_open")[0]["flow"]["stop"] == ""


def test_a_card_that_cannot_be_read_at_home_leads_home() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked()
    device.refusing = {"read_rights": [Refusal("CARD_MUTE", slot="vitale")]}
    device.insert("vitale").see("Refuse").answer("cancel").see("Home")


def test_a_card_pulled_while_read_is_awaited_and_read_again() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().answer("start")
    device.refusing = {"read_rights": [Refusal("CARD_WITHDRAWN", slot="vitale"), Refusal("CARD_MUTE", slot="vitale")]}
    device.insert("vitale").see("Refuse", "refusal.CARD_WITHDRAWN.title")
    assert device.view.slot == "vitale"
    device.happen(Ticked()).pull("vitale").see("Refuse").insert("vitale").see("Refuse", "refusal.CARD_MUTE.title")
    device.answer("resume").see("Facts4")


def test_rights_that_ended_are_shown_as_such() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(dict(JEANNE, end="202606300000"))).unlocked().insert("vitale")
    assert device.see("Facts4").view.rows[1].tone == "stop" and device.view.rows[1].sub.key == "rights.ended"
    device.answer("next").see("Choose").answer("next").see("Price").answer("next").see("Finished")
    assert dict(device.view.sub.facts)["rest_cents"] == dict(device.view.sub.facts)["cents"] == 1575, "nobody would pay it for him"
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(dict(JEANNE, start="202612010000"))).unlocked().insert("vitale")
    assert device.see("Facts4").view.rows[1].sub.key == "rights.none"


def test_solidarity_told_by_the_service_alone_is_paid_by_the_fund_in_one() -> None:
    device = signed(at_care(zone=vitale(dict(JEANNE, service="01"))))
    assert dict(device.view.sub.facts)["rest_cents"] == 0
    assert [(claim["kind"], claim["expected"]) for claim in device.store.rows("claim")] == [("F", 1575)]


def test_a_cover_code_that_is_not_known_is_shown_before_anything_is_priced() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(dict(JEANNE, situation="9020"))).unlocked().insert("vitale")
    row = device.see("Facts4").view.rows[1]
    assert (row.sub.key, dict(row.sub.facts), row.tone) == ("rights.unread", {"code": "09020"}, "warn")


def test_an_insurer_that_pays_nobody_but_the_patient() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(dict(INSURED, indicator="13", ald="1"))).unlocked().insert("vitale")
    rows = device.see("Facts4").view.rows
    assert rows[1].tag.key == "rights.ald" and rows[2].tag.key == ""


def test_a_card_forgotten_is_billed_on_what_was_read_before() -> None:
    device = signed(at_care(zone=vitale(JEANNE)))
    device.pull("vitale").answer("next").see("Home").answer("other").see("Insert")
    assert [row.answer for row in device.view.others] == ["qr"]
    again = Played(a_stop("S1", "inf.injection.sc"), a_stop("S2", "inf.injection.sc", minute=600), zone=vitale(JEANNE)).unlocked()
    again.answer("start").insert("vitale").answer("next").answer("next").answer("next").pull("vitale").answer("next")
    again.see("Insert").answer("record").see("Facts4")
    assert again.view.rows[3].tone == "warn"
    again.answer("next").answer("next").answer("next").see("Finished")
    assert again.view.rows[0].title.key == "done.card.degraded" and again.view.primary.live.key == ""
    paper = again.store.rows("paper")[0]
    assert paper["until"] == SUNDAY + 30 and again.store.count("todo") == 1


def test_nothing_read_before_is_said() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().answer("start").see("Insert")
    device.answer("record").see("Refuse", "refusal.RIGHTS_NONE.title").answer("resume").see("Insert")


CONTEXT = {"context": "c1", "token": "t1", "until": "20261018083000", "zone": vitale(INSURED).hex()}


def test_the_app_shows_its_code_and_its_service_signs() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().happen(NetworkChanged(True)).answer("start")
    device.answers = {"scan": b"APCVSIM1.abc", "call": write(CONTEXT)}
    device.answer("qr").see("Facts4").answer("next").answer("next").see("Price")
    device.answers["call"] = write({"proofs": ["aa" * 32, "bb" * 32]})
    device.answer("next").see("Finished")
    assert [effect.args[0] for effect in device.done if effect.verb == "call"] == ["apcv", "apcv"]
    assert [len(effect.args[3]) for effect in device.done if effect.verb == "seal"] == [2]


def test_the_app_may_fail_at_each_step() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().happen(NetworkChanged(True)).answer("start")
    device.refusing = {"scan": [Refusal("EYE_DARK")], "call": [Refusal("NETWORK_DOWN")]}
    device.answers = {"scan": b"APCVSIM1.abc", "call": write(CONTEXT)}
    device.answer("qr").see("Refuse", "refusal.EYE_DARK.title").answer("cancel").see("Insert")
    device.answer("qr").see("Refuse", "refusal.NETWORK_DOWN.title").answer("cancel").answer("qr").see("Facts4").answer("next").answer(
        "next"
    )
    device.refusing = {"call": [Refusal("SERVICE_DOWN")]}
    device.answer("next").see("Refuse", "refusal.SERVICE_DOWN.title").answer("cancel").see("Price")


def test_signing_interrupted_goes_on_with_the_same_octets_and_number() -> None:
    device = at_care().answer("next")
    device.refusing = {"seal": [Refusal("CARD_WITHDRAWN", slot="vitale"), Refusal("CARD_SWAPPED"), Refusal("CARD_MUTE", slot="vitale")]}
    device.answer("next").see("Refuse", "refusal.CARD_WITHDRAWN.title").happen(Ticked()).pull("vitale").insert("vitale")
    device.see("Refuse", "refusal.CARD_SWAPPED.title").answer("resume").see("Refuse").answer("cancel").see("Price")
    intent = device.store.rows("invoice")[0]
    device.restart().unlocked().see("Home").insert("vitale").see("Finished")
    sealed = device.store.rows("invoice")
    assert len(sealed) == 1 and sealed[0]["number"] == intent["number"] and sealed[0]["state"] == "sealed"
    octets = [effect.args[0] for effect in device.done if effect.verb == "seal"]
    assert [digest_hex(each) for each in octets] == [intent["fse_blob"]] * 4


def test_a_wait_has_a_way_out_and_a_late_answer_changes_nothing() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().answer("start")
    device.holding = ("read_rights", "seal")
    device.insert("vitale").see("Wait", "reading.vitale.title").happen(Ticked()).see("Wait").pull("vitale").answer("cancel").see("Insert")
    device.holding = ("seal",)
    device.insert("vitale").answer("next").answer("next").answer("next").see("Wait", "sign.title").answer("cancel").see("Price")
    assert device.store.rows("invoice")[0]["state"] == "sealing"


def test_a_dependent_patient_on_a_holiday() -> None:
    device = Played(zone=vitale(dict(JEANNE, ald="1"))).unlocked()
    device.clock.advance(14 * 1440)
    device.desk.record([("bsi.known", {"patient": "T1-2", "level": "BSB", "start": SUNDAY - 100, "until": SUNDAY + 200})])
    stop = a_stop("S1", "inf.bsi.care", "inf.sample.venous")
    device.desk.record([("round.planned", {"day": SUNDAY + 14, "stops": [stop]})])
    device.insert("vitale").answer("next").see("Choose")
    assert device.view.chips[1].title.key == "chip.holiday"
    device.answer("next").see("Price")
    assert [row.title.key for row in device.view.rows] == ["care.act.title", "care.act.title", "line.IFI", "price.keep"]
    assert device.view.total == 1820 + 850 + 473 + 275


def test_a_series_under_agreement_is_numbered() -> None:
    device = Played(zone=vitale(JEANNE)).unlocked()
    device.desk.record([("agreement.asked", {"prescription": "T1-3", "act": "inf.injection.sc", "day": SUNDAY - 20})])
    device.desk.record([("round.planned", {"day": SUNDAY, "stops": [a_stop("S1", "inf.injection.sc")]})])
    signed(device.insert("vitale").answer("next").see("Choose"))
    assert device.row("prescription", "T1-3")["done"] == {"inf.injection.sc": 1}


def test_a_visit_reopens_where_it_stood() -> None:
    device = at_care().answer("urgent").answer("next").see("Price").restart().unlocked()
    device.answer("start").see("Price").answer("back").see("Choose")
    assert device.view.chips[2].on
    device.answer("back").see("Insert").insert("vitale").see("Facts4").answer("next").see("Choose")


def test_a_full_store_refuses_and_loses_nothing() -> None:
    device = at_care()
    device.store._capacity = 0
    device.answer("next").see("Refuse", "refusal.STORE_FULL.title").answer("resume").see("Home")
    device.store._capacity = 1 << 20
    device.answer("start").see("Choose")
