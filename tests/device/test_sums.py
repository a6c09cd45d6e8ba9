"""How an amount came about, drawn."""

from device.flows.sums import drawn
from device.flows.views import NOTHING


def line(code: str, **changes: int) -> "dict[str, object]":
    """A line of a priced answer."""
    values: "dict[str, object]" = {"code": code, "coefficient_x100": 100, "rate_pct": 100, "unit_price_cents": 315, "quantity": 1}
    values.update({"majoration": "", "majoration_cents": 0})
    values.update(changes)
    return values


def test_the_way_there_and_back() -> None:
    story, parts = drawn(line("IK", quantity=22), {"distance_m": 13000})
    assert dict(story.facts) == {"both": 26, "unpaid": 4, "km": 22}
    assert [(part.size, part.full) for part in parts] == [(2, False), (11, True), (11, True), (2, False), (0, False)]
    story, parts = drawn(line("IKM", quantity=18), {"distance_m": 10000})
    assert dict(story.facts) == {"both": 20, "unpaid": 2, "km": 18} and sum([part.size for part in parts if part.full]) == 18


def test_a_way_that_a_limit_shortened_is_not_drawn() -> None:
    assert drawn(line("IK", quantity=5), {"distance_m": 13000}) == (NOTHING, ())
    assert drawn(line("IK", quantity=5), {}) == (NOTHING, ())


def test_an_act_and_its_majoration() -> None:
    story, parts = drawn(dict(line("AMI", coefficient_x100=400, majoration_cents=850), majoration="F"), {})
    assert dict(story.facts)["cents"] == 1260 and [part.size for part in parts] == [1260, 850]
    half = drawn(dict(line("AMI", rate_pct=50, majoration_cents=850), majoration="F"), {})[1]
    assert half[0].size == 158


def test_one_factor_by_another_needs_no_drawing() -> None:
    assert drawn(line("MAU"), {}) == (NOTHING, ())
