"""The request, built from the record, prices as one written by hand."""

from device.acts.care import Care, Given, Travel
from device.acts.prescription import Agreement, Prescription
from device.base.dates import day_from_iso
from device.pricing.invoice import price
from device.pricing.request import build
from tests.device.pricing_made import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DAY = day_from_iso("2026-03-02")
NURSE = {"discipline": "inf", "territory": "metropole", "role": "holder"}
KINE = {"discipline": "kine", "territory": "metropole", "role": "holder"}
ORDER = Prescription("P1", DAY - 10, flags=("daily",))


def _build(cares: "tuple[Care, ...]", orders: "tuple[Prescription, ...]" = (ORDER,), professional: "Any" = NURSE, **more: "Any") -> "Any":
    return build(professional, {"birth_date": "1950-05-04"}, {"insurance": "illness"}, orders, cares, TABLES, **more)


def _acts(*cares: Care, **more: "Any") -> "list[dict[str, Any]]":
    return [act for visit in _build(cares, **more)["visits"] for act in visit["acts"]]


def test_a_visit_is_written_as_the_contract_wants_it() -> None:
    travel = Travel(False, "mountain", 6000, 5000)
    given = Given("inf.injection.im", 2, "P1", True, None, True, 1, "AMI")
    care = Care(DAY, 545, "home", (given,), True, 1200, travel, 2, 1, ("MAU",), ("travel",))
    billed = ({"date": "2026-03-02", "km": 12},)
    asked = _build((care,), billed=billed, settings={"ik_cap": "whole"}, invoice={"number": "12"})
    assert asked["visits"] == [
        {
            "date": "2026-03-02",
            "time": "09:05",
            "place": "home",
            "acts": [{"act": "inf.injection.im", "qty": 2, "free": True, "group_size": 1, "rx": "P1", "ald": True, "letter": "AMI"}],
            "urgent": True,
            "call_time": "20:00",
            "travel": {"same_town": False, "terrain": "mountain", "distance_m": 6000, "nearest_m": 5000},
            "home": {"rank": 2, "dependent_others": 1},
            "claim": ["MAU"],
            "waive": ["travel"],
        }
    ]
    assert asked["prescriptions"] == [{"id": "P1", "date": "2026-02-20", "daily": True}]
    assert (asked["already_billed"], asked["settings"], asked["invoice"]) == (list(billed), {"ik_cap": "whole"}, {"number": "12"})


def test_a_built_request_is_priced() -> None:
    asked = _build((Care(DAY, 600, "home", (Given("inf.injection.im"),)), Care(DAY - 1, 600, "home", (Given("inf.injection.im"),))))
    answer = price(asked, TABLES)
    assert answer["refusals"] == [] and answer["totals"]["amount_cents"] == 725 + 725 + 850


def test_acts_of_a_series_are_numbered_over_the_visits() -> None:
    order = ORDER.replace(done=(("inf.watch.treatment", 12),))
    care = Care(DAY, 600, "home", (Given("inf.watch.treatment"),))
    assert [act["session_no"] for act in _acts(care, care.replace(day=DAY + 1), orders=(order,))] == [13, 14]
    assert _acts(care.replace(acts=(Given("inf.watch.treatment", number=3),)), orders=(order,))[0]["session_no"] == 3
    assert "session_no" not in _acts(care.replace(acts=(Given("inf.injection.im"),)), orders=(order,))[0]
    assert "session_no" not in _acts(care, orders=())[0]
    assert "session_no" not in _acts(care.replace(acts=(Given("inf.nothing"),)))[0]
    back = ORDER.replace(done=(("kine.spine.low_back", 14), ("kine.bdk.general", 1)))
    kine = Care(DAY, 600, "practice", (Given("kine.bdk.general"), Given("kine.spine.low_back")))
    assert [act["session_no"] for act in _acts(kine, orders=(back,), professional=KINE)] == [15, 15]


def test_agreements_and_dates_of_a_prescription_are_carried() -> None:
    asked = Agreement("kine.spine.low_back", DAY - 20)
    order = Prescription("P2", DAY - 10, DAY - 5, DAY + 90, agreements=(asked,))
    care = Care(DAY, 600, "practice", (Given("kine.spine.low_back", prescription="P2"),))
    found = _acts(care, orders=(ORDER, order), professional=KINE)[0]
    assert found["prior_agreement"] == {"received": "2026-02-10", "urgent": False}
    refused = order.replace(agreements=(asked.replace(answer="refused"),))
    assert _acts(care, orders=(ORDER, refused), professional=KINE)[0]["prior_agreement"]["answer"] == "refused"
    dates = _build((care,), (order,), KINE)["prescriptions"][0]
    assert (dates["care_start"], dates["end"]) == ("2026-02-25", "2026-05-31")
