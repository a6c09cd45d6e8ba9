"""Every published case, on every engine."""

from device.pricing.invoice import price
from tests.device.pricing_made import TABLES, cases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _differences(case: "dict[str, Any]") -> "list[str]":
    expect = case["expect"]
    answer = price(case["request"], TABLES)
    if answer["refusals"][:1] != expect["refusals"][:1]:
        return ["refusals %s" % answer["refusals"]]
    found = ["warnings"] if sorted(answer["warnings"]) != sorted(expect["warnings"]) else []
    if expect["refusals"]:
        return found
    if len(answer["lines"]) != len(expect["lines"]):
        found.append("lines %d" % len(answer["lines"]))
    for index, (want, line) in enumerate(zip(expect["lines"], answer["lines"])):
        found += ["line %d %s" % (index + 1, name) for name in sorted(want) if line[name] != want[name]]
    if answer["totals"] != expect["totals"] or answer["nature"] != expect["nature"] or answer["payee"] != expect.get("payee", "self"):
        found.append("totals")
    return found


def test_every_case_gives_what_it_expects() -> None:
    wrong = [(case["id"], difference) for case in cases() for difference in _differences(case)]
    assert wrong == []


def test_the_cases_are_there() -> None:
    assert len([case for case in cases()]) >= 179


def test_every_line_says_why_and_its_shares_make_its_amount() -> None:
    for case in cases():
        for line in price(case["request"], TABLES)["lines"]:
            assert line["why"] and all(line["why"]), case["id"]
            assert line["amo_cents"] + line["amc_cents"] + line["patient_cents"] == line["amount_cents"], case["id"]
