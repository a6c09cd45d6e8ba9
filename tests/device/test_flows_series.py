"""An invoice that stays open for the visits of a series, and is signed once for all of them."""

from device.base.dates import day_of
from device.base.refusal import Refusal
from device.exchange.deadlines import due_day
from device.formats.b2 import read_image
from device.formats.seals import taken_apart
from simulator.inmemory.cards import MemorySesam
from tests.device.played import IDENTITY, JEANNE, MALO, PIN, SUNDAY, Played, a_stop, situation, vitale
from tests.device.test_flows_pricing import prescribed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INSURED = dict(JEANNE, insurer="0029900012")
ACT = "inf.injection.sc"


def started(day: int = SUNDAY) -> Played:
    """A device unlocked that day, before the first of two injections a day."""
    device = Played(zone=vitale(INSURED)).unlocked()
    planned(device, day)
    return device


def planned(device: Played, day: int, *more: "dict[str, Any]") -> None:
    """The round of a day: an injection in the morning and what else there is."""
    device.clock.advance((day - device.desk.now().day) * 1440)
    device.desk.record([("round.planned", {"day": day, "stops": [a_stop("S1", ACT)] + list(more)})])
    device.pull("vitale").restart().unlocked()


def priced(device: Played) -> Played:
    """From the round to the price of the visit proposed."""
    return device.answer("start").insert("vitale").see("Facts4").answer("next").see("Choose").answer("next").see("Price")


def kept(device: Played) -> Played:
    """The visit proposed, kept open."""
    return priced(device).answer("keep").see("Finished", "kept.title").pull("vitale").answer("receipt").see("Home")


def week(days: int) -> Played:
    """So many days kept open, one visit each; the day after is planned."""
    device = started()
    for index in range(days):
        kept(device)
        planned(device, SUNDAY + index + 1)
    return device


def image_of(device: Played, row: "dict[str, Any]") -> "Any":
    """The FSE of an invoice, read back."""
    return read_image(taken_apart(device.store.blob(row["fse_blob"]) or b"").body)


def test_a_visit_kept_open_waits_with_its_deadline() -> None:
    device = kept(started())
    row = device.store.rows("invoice")[0]
    assert (row["state"], row["number"], len(row["visits"]), row["until"]) == ("priced", "", 1, due_day(SUNDAY, "full"))
    assert device.store.count("claim") == 0 and device.store.count("visit_open") == 0
    device.answer("todo").see("Listing")
    assert device.view.rows[0].sub.key == "todo.open" and dict(device.view.rows[0].right.facts)["cents"] == row["totals"]["amount_cents"]
    device.answer("item:0").see("Explain")
    assert dict(device.view.story.facts) == {"count": 1, "day": SUNDAY} and dict(device.view.sum.facts)["day"] == row["until"]
    device.answer("back").see("Listing").answer("back").answer("month").answer("office").see("Listing")


def test_the_next_visit_says_what_follows() -> None:
    device = started()
    planned(device, SUNDAY, a_stop("S2", "inf.injection.im", minute=1080))
    priced(device).answer("keep").see("Finished", "kept.title").pull("vitale").answer("next").see("Insert")


def test_the_visits_of_a_week_are_sealed_at_once_each_at_its_date() -> None:
    device = priced(week(2))
    assert [row.title.key for row in device.view.rows if not row.answer] == ["price.visit"] * 3
    assert dict(device.view.rows[-1].title.facts)["count"] == 3
    total = device.view.total
    device.answer("0").see("Explain").answer("close").answer("next").see("Finished")
    row = device.store.rows("invoice")[0]
    assert (len(device.store.rows("invoice")), row["state"], len(row["visits"]), row["number"]) == (1, "sealed", 3, "000000100")
    assert row["totals"]["amount_cents"] == total and device.store.count("todo") == 0 and device.store.count("invoice_open") == 0
    image = image_of(device, row)
    assert (image.head.values["entry_day"], image.head.values["exit_day"]) == ("261018", "261020")
    assert sorted({act.line.values["day"]: True for act in image.acts}) == ["261018", "261019", "261020"]
    assert device.row("prescription", "T1-3")["done"] == {ACT: 3}
    assert device.row("billed", "T1-2/2026-10-19")["acts"] == {ACT: 1}


def test_the_live_total_is_what_the_visit_adds() -> None:
    device = week(1).answer("start").insert("vitale").answer("next").see("Choose")
    before = device.store.rows("invoice")[0]["totals"]["amount_cents"]
    added = dict(device.view.primary.live.facts)["cents"]
    assert device.answer("next").view.total == before + added


def test_each_act_has_the_tariff_of_its_own_date() -> None:
    device = Played(zone=vitale(INSURED)).unlocked()
    device.clock.advance((day_of(2026, 11, 4) - SUNDAY) * 1440)
    device.desk.record([prescribed("T1-3", acts=["inf.dressing.heavy.packing"])])
    for day in (day_of(2026, 11, 4), day_of(2026, 11, 6)):
        device.clock.advance((day - device.desk.now().day) * 1440)
        device.desk.record([("round.planned", {"day": day, "stops": [a_stop("S1", ACT)]})])
        device.pull("vitale").restart().unlocked()
        priced(device)
        if day == day_of(2026, 11, 4):
            device.answer("keep").answer("receipt")
    device.answer("next").see("Finished")
    request_dates = sorted({act.line.values["day"]: True for act in image_of(device, device.store.rows("invoice")[0]).acts})
    assert request_dates == ["261104", "261106"]


def test_an_open_invoice_is_signed_without_another_visit() -> None:
    device = week(2).answer("todo").answer("item:0").see("Explain")
    device.answer("sign").see("Listing", "mode.gone").answer("back").see("Explain").answer("sign").insert("vitale").see("Finished")
    row = device.store.rows("invoice")[0]
    assert row["state"] == "sealed" and image_of(device, row).head.values["exit_day"] == "261019"
    assert device.view.sub.key == "done.sub" and device.store.count("todo") == 0
    device.answer("receipt").see("Home")


def test_an_open_invoice_cut_while_signed_from_the_list_is_found_there_again() -> None:
    device = week(2).answer("todo").answer("item:0").answer("sign")
    device.holding = ("seal",)
    device.insert("vitale").see("Wait", "sign.title")
    device.holding = ()
    device.restart().unlocked().answer("todo").answer("item:0").see("Explain").answer("sign").insert("vitale").see("Finished")
    assert [(row["state"], row["number"], len(row["visits"])) for row in device.store.rows("invoice")] == [("sealed", "000000100", 2)]
    octets = [effect.args[0] for effect in device.done if effect.verb == "seal"]
    assert len(octets) == 2 and octets[0] == octets[1]


def test_the_invoice_of_somebody_else_is_not_joined() -> None:
    device = kept(started())
    device.ports["sesam"] = MemorySesam(IDENTITY, situation(), vitale(MALO), PIN)
    device.restart().unlocked().answer("other").insert("vitale").answer("next").see("Choose").answer("other").answer(
        "XVI ch.I art.1"
    ).answer("inf.injection.im")
    device.answer("book").answer("10002909371").answer("next").see("Choose").answer("next").see("Price").answer("keep").see("Finished")
    assert [len(row["visits"]) for row in device.store.rows("invoice")] == [1, 1]


def test_an_open_invoice_cut_while_signed_is_signed_with_the_same_octets() -> None:
    device = priced(week(1))
    device.holding = ("seal",)
    device.answer("next").see("Wait")
    number = device.store.rows("invoice")[0]["number"]
    device.holding = ()
    device.restart().unlocked().insert("vitale").see("Finished")
    rows = device.store.rows("invoice")
    assert [(row["state"], row["number"], len(row["visits"])) for row in rows] == [("sealed", number, 2)]


def test_care_changed_after_the_intent_leaves_the_earlier_visits_on_an_open_invoice() -> None:
    device = priced(week(2))
    device.refusing = {"seal": [Refusal("CARD_MUTE", slot="vitale")]}
    device.answer("next").see("Refuse").answer("cancel").see("Price")
    assert "keep" not in [row.answer for row in device.view.rows]
    device.answer("back").see("Choose").answer("urgent").answer("next").see("Price")
    assert [(row["state"], len(row["visits"])) for row in device.store.rows("invoice")] == [("void", 3), ("open", 2)]
    device.answer("next").see("Finished")
    assert [(row["state"], len(row["visits"])) for row in device.store.rows("invoice")] == [("void", 3), ("sealed", 3)]


def test_another_way_to_sign_keeps_every_visit() -> None:
    device = priced(week(1))
    device.refusing = {"seal": [Refusal("CARD_WITHDRAWN", slot="vitale")]}
    device.answer("next").see("Refuse").pull("vitale").answer("resume").see("Listing", "mode.gone").answer("degraded").see("Finished")
    rows = device.store.rows("invoice")
    assert [(row["state"], row["mode"], len(row["visits"])) for row in rows] == [("void", "secured", 2), ("sealed", "degraded", 2)]


def test_what_is_open_counts_for_the_other_visits_of_the_day() -> None:
    device = Played(zone=vitale(INSURED)).unlocked()
    road = {"same_town": False, "distance_m": 13000}
    device.desk.record([prescribed("T1-90", acts=["inf.injection.im"])])
    planned(device, SUNDAY)
    other = a_stop("S2", acts=[{"act": "inf.injection.im", "rx": "T1-90"}], minute=600)
    device.desk.record([("round.planned", {"day": SUNDAY, "stops": [a_stop("S1", ACT, travel=road), other]})])
    device.restart().unlocked()
    kept(device)
    priced(device).answer("next").see("Finished")
    assert [row["state"] for row in device.store.rows("invoice")] == ["priced", "sealed"]
    billed = [effect for effect in device.store.events() if effect.kind == "invoice.priced"][-1].body["request"]["already_billed"]
    assert billed == [
        {"date": "2026-10-18", "codes": {"AMI": 1, "IFD": 1, "IK": 22, "MAU": 1}, "acts": {ACT: 1}, "km": 22, "tll_travels": 0}
    ]


def test_other_care_and_other_natures_do_not_join() -> None:
    device = kept(started())
    planned(device, SUNDAY + 1)
    device.answer("start").insert("vitale").answer("next").see("Choose").answer("nature").answer("maternity").answer("next").see("Price")
    assert [row.title.key for row in device.view.rows if not row.answer] == []
    device.answer("keep").see("Finished")
    assert device.store.count("invoice_open") == 2


def test_a_series_refused_is_corrected_whole() -> None:
    device = priced(week(1)).answer("next").see("Finished")
    old = device.store.rows("invoice")[0]
    for event in ("lot", "send", "refuse"):
        device.desk.record([("claim.moved", {"claim": old["invoice"] + "/F", "event": event, "amount": 0, "reason": "", "source": ""})])
    device.answer("receipt").answer("todo").answer("item:0").answer("redo").see("Facts4").answer("next").answer("next").see("Price")
    assert device.view.total == old["totals"]["amount_cents"]
    device.answer("next").see("Finished")
    new = device.store.rows("invoice", last_first=True)[0]
    assert (new["replaces"], new["visits"][0], len(new["visits"])) == (old["invoice"], old["visits"][0], 2)
    assert device.row("prescription", "T1-3")["done"] == {ACT: 2}


def redone(device: Played) -> Played:
    """From the invoice just signed, then refused, to the visits that its correction shows."""
    old = device.store.rows("invoice", last_first=True)[0]
    for event in ("lot", "send", "refuse"):
        device.desk.record([("claim.moved", {"claim": old["invoice"] + "/F", "event": event, "amount": 0, "reason": "", "source": ""})])
    return device.answer("receipt").answer("todo").answer("item:0").answer("redo").see("Facts4").answer("next").see("Listing")


def dates_of(device: Played) -> "list[str]":
    """The days of the acts on the last invoice, each as often as it has one."""
    return [act.line.values["day"] for act in image_of(device, device.store.rows("invoice", last_first=True)[0]).acts]


def test_each_visit_of_a_series_is_corrected() -> None:
    device = redone(priced(week(2)).answer("next").see("Finished"))
    first, second, last = [row.answer for row in device.view.rows]
    total = dict(device.view.primary.live.facts)["cents"]
    device.answer(first).see("Choose").answer("urgent").answer("back").see("Listing")
    assert dict(device.view.primary.live.facts)["cents"] == total
    device.answer(second).see("Choose").answer("other").answer("XVI ch.I art.1").answer("inf.sample.venous").answer("rx:T1-3")
    assert [chip.answer for chip in device.view.chips][-1] == "rx" and dict(device.view.chips[1].title.facts)["day"] == SUNDAY + 1
    device.see("Choose").answer("rx").see("Listing", "order.which").answer("back").see("Choose").answer("next").see("Listing")
    device.answer(last).see("Choose").answer("urgent").answer("next").see("Listing")
    assert dict(device.view.primary.live.facts)["cents"] > total
    device.answer("next").see("Price").answer("next").see("Finished")
    assert sorted({day: True for day in dates_of(device)}) == ["261018", "261019", "261020"]
    assert device.row("billed", "T1-2/2026-10-19")["acts"] == {ACT: 1, "inf.sample.venous": 1}


def test_a_visit_taken_off_stays_off_when_corrected_again() -> None:
    device = redone(priced(week(1)).answer("next").see("Finished"))
    first = device.view.rows[0].answer
    device.answer(first).see("Choose").answer("urgent").answer("next").see("Listing")
    device.answer("next").see("Price").answer("next").see("Finished")
    device = redone(device)
    assert device.view.rows[0].answer == first
    device.answer(first).see("Choose")
    assert device.view.chips[2].on
    device.answer("act:0").answer("next").see("Listing")
    assert device.view.rows[0].sub.key == "corrected.none"
    device.answer("back").see("Facts4").answer("next").see("Listing").answer(first).answer("act:0").answer("next").answer("next").see(
        "Price"
    )
    device.answer("next").see("Finished")
    assert sorted({day: True for day in dates_of(device)}) == ["261019"]
    assert device.row("prescription", "T1-3")["done"] == {ACT: 1}


def test_what_an_earlier_visit_refuses_is_said_and_corrected_there() -> None:
    device = redone(priced(week(1)).answer("next").see("Finished"))
    first = device.view.rows[0].answer
    device.answer(first).answer("other").answer("XVI ch.I art.1").answer("inf.injection.iv.child").answer("rx:T1-3").answer("next")
    device.see("Listing").answer("next").see("Refuse", "refusal.AGE.title").answer("cancel").see("Listing")
    device.answer(first).answer("act:1").answer("other").answer("XVI ch.I art.6").answer("inf.urinary.catheter.female").answer("rx:T1-3")
    device.answer("other").answer("XVI ch.I art.6").answer("inf.urinary.self_catheter").answer("rx:T1-3").answer("next").answer("next")
    device.see("Refuse", "refusal.INCOMPATIBLE_ACTS.title")
    assert device.view.primary.answer == "resume"


def test_care_left_unsigned_keeps_its_day() -> None:
    device = priced(started())
    planned(device, SUNDAY + 1)
    device.answer("other").see("Insert")
    device.answer(device.view.others[-1].answer).see("Price").answer("next").see("Listing", "mode.gone").insert("vitale").see("Finished")
    assert image_of(device, device.store.rows("invoice")[0]).head.values["entry_day"] == "261018"


def test_a_visit_opened_for_nobody_is_given_up_the_day_after() -> None:
    device = started().answer("other").see("Insert").answer("back").see("Home")
    planned(device, SUNDAY + 1)
    device.answer("other").see("Insert")
    assert [(row["day"], row["reason"]) for row in device.store.rows("visit")] == [(SUNDAY, "abandoned"), (SUNDAY + 1, "")]
