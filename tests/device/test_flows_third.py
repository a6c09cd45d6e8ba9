"""Third-party payment: chosen on the price, remembered for the visit; what is due, what is asked and by when follow."""

from device.base.dates import add_working_days
from tests.device.played import JEANNE, SUNDAY, Played, vitale
from tests.device.test_flows_natures import mixed
from tests.device.test_flows_pricing import INSURED, at_care, images_of
from tests.device.test_flows_series import kept, planned, priced, started

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TOTAL, AMO = 1575, 945


def paid_by(device: Played, third: str) -> Played:
    """The price, with that third-party payment."""
    return device.see("Price").answer("third").see("Listing", "third.title").answer(third).see("Price")


def signed(third: str, **facts: str) -> Played:
    """An invoice signed under that third-party payment."""
    return paid_by(at_care(zone=vitale(dict(INSURED, **facts))).answer("next"), third).answer("next").see("Finished")


def payer(device: Played) -> "tuple[str, int]":
    """Who pays, and what is left to pay."""
    return device.see("Price").view.payer.label.key, device.view.rest


def test_what_is_offered_is_what_the_cover_allows() -> None:
    device = at_care().answer("next").see("Price")
    assert payer(device) == ("third.payer.full", 0)
    device.answer("third").see("Listing")
    assert [(row.answer, row.tag.key) for row in device.view.rows] == [("full", "rare.chosen"), ("amo", ""), ("none", "")]
    assert payer(device.answer("back")) == ("third.payer.full", 0)
    device = at_care(zone=vitale(JEANNE)).answer("next").see("Price").answer("third")
    assert [(row.answer, row.tag.key) for row in device.view.rows] == [("amo", "rare.chosen"), ("none", "")]


def test_the_patient_who_pays_all_owes_it_and_the_fund_is_asked_for_nothing() -> None:
    device = signed("none")
    assert [(claim["kind"], claim["expected"], claim["until"]) for claim in device.store.rows("claim")] == [
        ("F", 0, add_working_days(SUNDAY, 3)),
    ]
    total = images_of(device)[0].total.values
    assert (total["amount"], total["amo"], total["amc"], total["patient"]) == (TOTAL, AMO, 0, TOTAL)
    assert dict(device.view.rows[1].sub.facts)["day"] == add_working_days(SUNDAY, 3)
    device.answer("collect").see("Listing")
    assert dict(device.view.title.facts)["cents"] == TOTAL
    device.answer("cash").see("Finished", "collect.noted")
    assert device.store.rows("takings")[0]["paid"] == TOTAL
    device.answer("back").see("Finished")
    assert [row.answer for row in device.view.rows] == ["", ""]


def test_the_compulsory_part_alone_leaves_the_rest_to_the_patient() -> None:
    device = signed("amo")
    assert [(claim["kind"], claim["expected"], claim["until"]) for claim in device.store.rows("claim")] == [
        ("F", AMO, add_working_days(SUNDAY, 8)),
    ]
    total = images_of(device)[0].total.values
    assert (total["amo"], total["amc"], total["patient"]) == (AMO, 0, TOTAL - AMO)
    assert device.store.rows("invoice")[0]["due"] == TOTAL - AMO


def test_where_third_party_payment_is_compulsory_the_choice_says_so() -> None:
    device = at_care(zone=vitale(INSURED)).answer("nature").answer("maternity").answer("next")
    paid_by(device, "none")
    assert (payer(device), device.view.warning.key) == (("third.payer.amo", 0), "warning.THIRD_PARTY_FORCED")
    device.answer("next").see("Finished")
    assert [(claim["expected"] > 0, claim["until"]) for claim in device.store.rows("claim")] == [(True, add_working_days(SUNDAY, 8))]


def test_the_choice_is_kept_with_the_visit_and_its_correction() -> None:
    device = paid_by(at_care().answer("next"), "none").answer("back").see("Choose").answer("urgent").answer("next")
    assert payer(device)[0] == "third.payer.none"
    device.restart().unlocked().answer("start").insert("vitale")
    assert payer(device)[0] == "third.payer.none"
    device.answer("next").see("Finished")
    _refused(device)
    device.answer("receipt").answer("todo").answer("item:0").answer("redo").see("Facts4").answer("next").see("Choose").answer("next")
    assert payer(device)[0] == "third.payer.none"


def _refused(device: Played) -> None:
    """The insurer refuses the invoice's claim."""
    claim = device.store.rows("claim")[0]["claim"]
    for event in ("lot", "send", "refuse"):
        device.desk.record([("claim.moved", {"claim": claim, "event": event, "amount": 0, "reason": "", "source": ""})])


def test_two_invoices_of_a_visit_each_follow_their_own_rule() -> None:
    device = paid_by(mixed(), "none").answer("next").see("Finished")
    claims = device.store.rows("claim")
    assert [(claim["expected"] == 0, claim["until"]) for claim in claims] == [
        (True, add_working_days(SUNDAY, 3)),
        (False, add_working_days(SUNDAY, 8)),
    ]


def test_a_visit_joins_no_open_invoice_that_is_paid_otherwise() -> None:
    device = kept(started())
    planned(device, SUNDAY + 1)
    priced(device)
    assert len([row for row in device.view.rows if row.title.key == "price.visit"]) == 2
    paid_by(device, "none")
    assert [row for row in device.view.rows if row.title.key == "price.visit"] == []
    assert dict(_keep(device).sub.facts)["day"] == add_working_days(SUNDAY + 1, 3)


def _keep(device: Played) -> "Any":
    return [row for row in device.view.rows if row.answer == "keep"][0]
