"""What is rarely said of a visit: each has its place on the screen, on the request and on the invoice."""

from tests.device.played import SUNDAY, Played, a_stop, situation, vitale
from tests.device.test_flows_condition import codes
from tests.device.test_flows_pricing import INSURED, at_care, images_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

GROUP = "kine.respiratory.copd.group"
ALD = dict(INSURED, ald="4")


def rarer(device: Played) -> Played:
    """The list of rarer cases, from the care."""
    device.see("Choose", "care.title").answer("nature").see("Listing", "nature.and.order")
    return device.answer("rare").see("Listing", "rare.title")


def lines(device: Played) -> "list[tuple[str, int]]":
    """Letter and cents of each line of the price."""
    rows = [row for row in device.see("Price").view.rows if row.answer.isdigit()]
    return [(dict(row.sub.facts)["letter"], dict(row.right.facts)["cents"]) for row in rows]


def asked(device: Played) -> "Any":
    """The act that the last price was asked for."""
    priced = [event for event in device.store.events() if event.kind == "invoice.priced"][-1].body
    return priced["request"]["visits"][0]["acts"][0]


def chosen(device: Played) -> "list[str]":
    """What of a list of values is tagged as chosen."""
    return [row.answer for row in device.see("Listing").view.rows if row.tag.key == "rare.chosen"]


def test_a_free_act_stays_on_the_invoice_and_costs_nothing() -> None:
    device = rarer(at_care()).answer("of:0").see("Choose", "rare.act").answer("free").answer("back").see("Listing", "rare.title")
    assert device.view.rows[0].title.key == "rare.ordinary"
    device.answer("of:0").answer("free").answer("next").see("Listing", "rare.title")
    assert [each.key for each in dict(device.view.rows[0].title.facts)["care"]] == ["rare.said.free"]
    assert lines(device.answer("back").answer("next")) == [("AMI", 0)]
    device.answer("next").see("Finished")
    assert [row.answer for row in device.view.rows] == ["", ""]
    act = images_of(device)[0].acts[0].line.values
    assert (act["code"], act["expense"], act["amount"]) == ("AMI", "G", 0)
    assert [claim["expected"] for claim in device.store.rows("claim")] == [0]


def test_an_act_given_twice_is_said_in_one_place() -> None:
    device = rarer(at_care("inf.dressing.varicose")).answer("of:0").see("Choose")
    assert [chip.answer for chip in device.view.chips] == ["qty"]
    device.answer("qty").see("Keypad", "rare.qty").answer("0").see("Keypad")
    assert device.view.sub.key == "typed.false.BAD_REQUEST"
    device.answer("").see("Keypad").answer("back").see("Choose").answer("qty").answer("2").see("Choose").answer("next").answer("back")
    assert [letter for letter, _ in lines(device.answer("next"))] == ["AMI", "AMI", "IFD"]
    device.answer("next").see("Finished")
    assert asked(device)["qty"] == 2


def at_the_physiotherapist(act: str) -> Played:
    """A physiotherapist's care of Jeanne, to which an act was just added."""
    device = Played(a_stop("S1"), zone=vitale(ALD), situations=situation(specialty="26")).unlocked().insert("vitale").answer("next")
    return device.see("Choose", "care.title").answer("other").answer(device.desk.act(act, SUNDAY).article).answer(act)


def test_a_group_says_how_many_patients_it_has() -> None:
    device = at_the_physiotherapist(GROUP).see("Keypad", "rare.group").answer("5").see("Keypad").answer("3")
    device.see("Listing", "order.title").answer("rx:T1-3").see("Choose", "care.title").answer("next").see("Price")
    device.answer("back")
    rarer(device).answer("of:0").see("Choose")
    assert [(chip.answer, chip.on) for chip in device.view.chips] == [("qty", False), ("group", True)]
    device.answer("group").answer("4").answer("next").answer("back").answer("next").see("Price").answer("next").see("Finished")
    assert asked(device)["group_size"] == 4


def test_a_group_whose_size_was_left_out_is_refused_and_said_in_one_touch() -> None:
    device = at_the_physiotherapist(GROUP).answer("back").answer("rx:T1-3").answer("next").see("Refuse", "refusal.GROUP_SIZE.title")
    device.answer("do").see("Listing", "rare.title").answer("of:0").answer("group").answer("3").answer("next").answer("back")
    device.see("Choose", "care.title").answer("next").see("Price")


def test_the_place_of_a_teleconsultation_has_its_travel() -> None:
    device = at_care("inf.teleconsultation.tll")
    rarer(device).answer("place").see("Listing", "rare.place")
    assert chosen(device) == ["home"]
    device.answer("back").see("Listing", "rare.title").answer("place").answer("telecare_site").answer("place")
    assert chosen(device) == ["telecare_site"]
    device.answer("back").answer("back").see("Choose", "care.title")
    assert (device.view.chips[0].title.key, device.view.chips[0].icon) == ("chip.place.telecare_site", "photo_camera")
    assert codes(device.answer("next")) == ["TLL", "IFD"]
    device.answer("back").answer("place")
    assert device.view.chips[0].title.key == "chip.place.home"
    rarer(device).answer("place").answer("remote").answer("back")
    assert codes(device.answer("next")) == ["TLL"]
    device.answer("back").answer("place")
    assert device.view.chips[0].title.key == "chip.place.home"


def test_the_way_on_foot_and_a_nearer_colleague_change_the_kilometres() -> None:
    device = at_care(travel={"same_town": False, "distance_m": 9000})
    assert codes(device.answer("next"))[-1] == "IK"
    rarer(device.answer("back")).answer("terrain").see("Listing", "rare.terrain")
    assert chosen(device) == ["plain"]
    device.answer("mountain").answer("back")
    assert lines(device.answer("next"))[-1] == ("IKM", 16 * 50)
    rarer(device.answer("back")).answer("nearest").see("Keypad", "distance.nearest").answer("back").answer("nearest").answer("4")
    assert dict(device.see("Listing", "rare.title").view.rows[3].sub.facts) == {"km": 4}
    assert lines(device.answer("back").answer("next"))[-1] == ("IKM", 6 * 50)
    rarer(device.answer("back")).answer("nearest").answer("0")
    assert device.see("Listing", "rare.title").view.rows[3].sub.key == "rare.unknown"


def test_travel_may_be_left_out_by_choice() -> None:
    device = at_care()
    rarer(device).answer("travel")
    assert device.view.rows[4].sub.key == "rare.waived"
    assert "IFD" not in codes(device.answer("back").answer("next"))
    rarer(device.answer("back")).answer("travel").answer("back")
    assert "IFD" in codes(device.answer("next"))
