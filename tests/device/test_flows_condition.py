"""What of a patient's condition decides a price: noted at his visit, kept for the next ones."""

from tests.device.played import SUNDAY, Played
from tests.device.test_flows_pricing import at_care, prescribed


def noting(device: Played) -> Played:
    """The screen of the condition, from that of the care."""
    return device.see("Choose", "care.title").answer("nature").see("Listing", "nature.and.order").answer("condition").see("Choose")


def told(device: Played) -> "list[str]":
    """The keys of what is said of the condition among what decides the price."""
    device.answer("nature").see("Listing", "nature.and.order")
    said = [row.sub for row in device.view.rows if row.answer == "condition"][0]
    device.answer("back").see("Choose", "care.title")
    return [each.key for each in dict(said.facts).get("care", ())] or [said.key]


def codes(device: Played) -> "list[str]":
    """The codes of the price's lines."""
    return [dict(row.sub.facts)["letter"] for row in device.see("Price").view.rows if row.answer.isdigit()]


def test_palliative_care_earns_the_coordination_at_once_and_the_next_time() -> None:
    device = at_care("inf.injection.iv")
    assert told(device) == ["condition.none"]
    noting(device).answer("palliative").answer("back").see("Choose", "care.title")
    assert told(device) == ["condition.none"]
    noting(device).answer("palliative").answer("next").see("Choose", "care.title")
    assert told(device) == ["condition.palliative"]
    assert "MCI" in codes(device.answer("next"))
    assert device.row("patient", "T1-2")["condition"] == {"palliative": True, "home_return": False, "surgery": 0}
    noting(device.answer("back")).answer("palliative").answer("next")
    assert "MCI" not in codes(device.answer("next"))


def test_the_level_of_an_assessment_is_noted_for_a_year() -> None:
    device = at_care("inf.bsi.care", facts=(prescribed(acts=["inf.bsi.care"]),))
    device.answer("next").see("Refuse", "refusal.BSI_MISSING.title").answer("cancel")
    noting(device).answer("bsi").see("Listing").answer("back").see("Choose").answer("bsi").answer("BSB").see("Keypad").answer("back")
    assert not device.see("Choose").view.chips[1].on
    device.answer("bsi").answer("BSC").see("Keypad").answer("011026").see("Choose")
    assert device.view.chips[1].on
    device.answer("next").see("Choose", "care.title")
    assert told(device) == ["condition.level"]
    assert device.row("patient", "T1-2")["bsi"] == {"level": "BSC", "start": SUNDAY - 17, "until": SUNDAY - 18 + 365}
    assert codes(device.answer("next"))[0] == "BSC"


def test_the_day_of_discharge_opens_post_operative_care() -> None:
    device = at_care("inf.postop.watch", facts=(prescribed(acts=["inf.postop.watch"]),))
    device.answer("next").see("Refuse", "refusal.OUT_OF_PERIOD.title").answer("cancel")
    noting(device).answer("surgery").see("Keypad").answer("back").see("Choose").answer("surgery").answer("161026").see("Choose")
    assert device.view.chips[0].on
    device.answer("home_return").answer("next")
    assert told(device) == ["condition.home_return", "condition.surgery"]
    assert codes(device.answer("next"))[0] == "AMI"
    request = [effect for effect in device.store.events() if effect.kind == "patient.condition"][-1].body
    assert request == {"patient": "T1-2", "palliative": False, "home_return": True, "surgery": SUNDAY - 2}
