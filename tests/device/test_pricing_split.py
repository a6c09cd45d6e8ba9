"""One visit on two invoices, by nature of insurance."""

from device.pricing.split import split
from tests.device.check import refuses
from tests.device.pricing_made import TABLES, priced, request, visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ACTS = ("inf.dressing.simple", "inf.injection.sc")
ACCIDENT = {(0, 0): "work_accident"}


def _split(natures: "Any", *visits: "Any", **parts: "Any") -> "list[tuple[str, list[str], int, int]]":
    """Insurance, codes, amount and insurer's share of each invoice."""
    found = split(request(*visits, **parts), natures, TABLES)
    return [
        (insurance, [line["code"] for line in answer["lines"]], answer["totals"]["amount_cents"], answer["totals"]["amo_cents"])
        for insurance, answer in found
    ]


def test_the_visit_is_ranked_once_and_each_nature_has_its_rate() -> None:
    assert _split(ACCIDENT, visit(*ACTS)) == [("illness", ["AMI"], 158, 95), ("work_accident", ["AMI", "IFD"], 905, 905)]
    assert _split({(0, 1): "work_accident"}, visit(*ACTS)) == [("illness", ["AMI", "IFD"], 905, 543), ("work_accident", ["AMI"], 158, 158)]
    whole = priced(visit(*ACTS))["totals"]["amount_cents"]
    assert whole == 158 + 905


def test_each_invoice_has_its_nature_and_its_own_third_party() -> None:
    found = split(request(visit(*ACTS), coverage={"third_party": "none", "amc": False}), ACCIDENT, TABLES)
    assert [(answer["nature"], answer["totals"]["due_now_cents"], answer["warnings"]) for _, answer in found] == [
        ("10", 158, []),
        ("41", 0, ["THIRD_PARTY_FORCED"]),
    ]


def test_visits_without_a_line_of_a_nature_are_left_out() -> None:
    found = _split({(1, 0): "work_accident"}, visit("inf.injection.iv"), visit("inf.injection.iv", time="18:00"))
    assert [(insurance, codes) for insurance, codes, _, _ in found] == [("illness", ["AMI", "IFD"]), ("work_accident", ["AMI", "IFD"])]
    assert _split({}, visit("inf.injection.iv"))[0][0] == "illness"


def test_a_refusal_is_one_for_all() -> None:
    assert split(request(visit(*ACTS), prescriptions=[]), ACCIDENT, TABLES)[0][1]["refusals"] == ["PRESCRIPTION_MISSING"]
    child = request(visit(*ACTS), coverage={"quality": "child"})
    assert split(child, ACCIDENT, TABLES) == (("illness", {"lines": [], "refusals": ["AT_NOT_INSURED"], "warnings": []}),)
    refuses("BAD_REQUEST", split, {}, ACCIDENT, TABLES)
