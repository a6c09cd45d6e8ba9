"""What holds of every price, whatever was asked."""

import csv
import datetime
import io
import json
import random
from collections.abc import Iterator
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from device.acts.nomenclature import TARIFF_COLUMNS, Tables
from device.base.dates import day_from_iso
from device.pricing.invoice import price
from device.pricing.split import INSURANCES, split
from hal.tables import SHIPPED, load_shipped
from tests.pricing.generate import cases

TABLES = load_shipped()
DAYS = (datetime.date(2024, 2, 1), datetime.date(2026, 12, 31))
ENDS = [day_from_iso(str(day)) for day in DAYS]
# Acts that a visit may combine freely: none refuses another, an age, a place or a series.
_CONDITIONS = {
    "not_session",
    "not_day",
    "max_per_session",
    "max_per_day",
    "age_under",
    "age_over",
    "postop_days",
    "ipa",
    "ap",
    "family_day",
}
_FORFAITS = {"forfait", "forfait_care"}
COMBINABLE = sorted(
    {row.act_id for row in TABLES.acts() if row.discipline == "inf" and all(TABLES.act(row.act_id, day) for day in ENDS)}
    - {row.act_id for row in TABLES.acts() if (_CONDITIONS | _FORFAITS) & set(row.flags) or row.letter == "DI"}
)
INCLUDED = [act_id for act_id in COMBINABLE if "included_in_bsi" in TABLES.any_row(act_id).flags]  # type: ignore[union-attr]
FLAGS = ("amc", "ald", "exonerated", "at_pension", "local_scheme", "aspa", "c2s")

acts = st.lists(st.sampled_from(COMBINABLE), min_size=1, max_size=5)
# The same, on a forfait day or not.
days = st.tuples(st.booleans(), acts).map(lambda pair: (["inf.bsi.care"] if pair[0] else []) + pair[1])
disputed = st.fixed_dictionaries(
    {},
    optional={
        "accept_unconfirmed_tariffs": st.booleans(),
        "third_act_with_sample": st.sampled_from(["drop", "half"]),
        "family_rank": st.sampled_from(["sum", "max"]),
        "mci_with_bsi": st.booleans(),
        "bsi_full_rate_acts": st.sampled_from(["each", "one"]),
        "ik_cap": st.sampled_from(["marginal", "whole"]),
        "travel_amo_rate": st.sampled_from(["act", "full"]),
    },
)
covers = st.fixed_dictionaries(
    {"insurance": st.sampled_from(["illness", "maternity", "work_accident", "prevention"])},
    optional={
        "third_party": st.sampled_from(["none", "amo", "full"]),
        "regime": st.sampled_from(["01", "07", "10"]),
        **{name: st.booleans() for name in FLAGS},
    },
)
visits = st.fixed_dictionaries(
    {"date": st.dates(*DAYS).map(str), "place": st.sampled_from(["home", "care_home"]), "time": st.times().map(lambda at: f"{at:%H:%M}")},
    optional={
        "urgent": st.booleans(),
        "call_time": st.times().map(lambda at: f"{at:%H:%M}"),
        "travel": st.fixed_dictionaries({"same_town": st.booleans(), "distance_m": st.integers(0, 90000)}),
        "home": st.fixed_dictionaries({}, optional={"rank": st.integers(1, 3), "dependent_others": st.integers(0, 2)}),
    },
)


def _request(names: list[str], visit: dict[str, Any], cover: dict[str, Any]) -> dict[str, Any]:
    day = datetime.date.fromisoformat(visit["date"])
    return {
        "professional": {"discipline": "inf", "territory": "metropole", "role": "holder"},
        "patient": {"birth_date": "1940-05-04", "bsi": {"level": "BSB", "from": "2024-01-01", "until": "2026-12-31"}},
        "coverage": cover,
        "prescriptions": [{"id": "P1", "date": str(day - datetime.timedelta(days=9)), "daily": True, "ald": True}],
        "visits": [{**visit, "acts": [{"act": name} for name in names]}],
    }


def _outcome(answer: dict[str, Any]) -> tuple[Any, ...]:
    return sorted(answer["refusals"]), sorted(answer["warnings"]), answer.get("totals")


@given(days, visits, covers, disputed, st.integers())
def test_the_order_of_acts_never_matters(
    names: list[str], visit: dict[str, Any], cover: dict[str, Any], settings: dict[str, Any], seed: int
) -> None:
    answer = price({**_request(names, visit, cover), "settings": settings}, TABLES)
    shuffled = random.Random(seed).sample(names, len(names))
    assert _outcome(price({**_request(shuffled, visit, cover), "settings": settings}, TABLES)) == _outcome(answer)


@given(days, visits, covers)
def test_an_act_that_is_not_billed_could_have_been_left_out(names: list[str], visit: dict[str, Any], cover: dict[str, Any]) -> None:
    """But for what its being done brings: the coordination majoration, the single act that it hides, the analgesia of its wound."""
    waiving = {**visit, "waive": ["MCI", "MAU"]}
    names = [name for name in names if name != "inf.analgesia.topical"]
    assume(names)
    answer = price(_request(names, waiving, cover), TABLES)
    billed = {line["act"] for line in answer["lines"]}
    kept = [name for name in names if name in billed or name == "inf.bsi.care"]
    if kept and len(set(kept)) == len(kept) and kept != ["inf.bsi.care"]:
        assert price(_request(kept, waiving, cover), TABLES)["totals"] == answer["totals"]


@given(acts, visits, covers, st.sampled_from(INCLUDED))
def test_an_act_that_the_forfait_includes_never_changes_a_total(
    names: list[str], visit: dict[str, Any], cover: dict[str, Any], added: str
) -> None:
    care = ["inf.bsi.care", *names]
    answer = price(_request(care, visit, cover), TABLES)
    assert price(_request([*care, added], visit, cover), TABLES).get("totals") == answer.get("totals")


@given(st.lists(st.sampled_from(["inf.injection.iv", "inf.tube.gastric", "inf.bloodletting"]), min_size=2, max_size=4), visits, covers)
def test_a_lower_third_act_never_changes_a_total(names: list[str], visit: dict[str, Any], cover: dict[str, Any]) -> None:
    answer = price(_request(names, visit, cover), TABLES)
    more = price(_request([*names, "inf.skin.tuberculin_test"], visit, cover), TABLES)
    assert more["totals"] == answer["totals"] and "ACT_NOT_BILLED" in more["warnings"]


@given(days, visits, covers)
def test_shares_make_the_amount_and_lines_make_the_totals(names: list[str], visit: dict[str, Any], cover: dict[str, Any]) -> None:
    answer = price(_request(names, visit, cover), TABLES)
    for line in answer["lines"]:
        assert line["amo_cents"] + line["amc_cents"] + line["patient_cents"] == line["amount_cents"]
        assert min(line["amo_cents"], line["amc_cents"], line["patient_cents"]) >= 0
    for name in ("amount_cents", "amo_cents", "amc_cents", "patient_cents"):
        assert answer["totals"][name] == sum(line[name] for line in answer["lines"])


@given(days, visits, covers, st.lists(st.sampled_from(INSURANCES), min_size=6, max_size=6))
def test_invoices_of_several_natures_make_one_visit(
    names: list[str], visit: dict[str, Any], cover: dict[str, Any], natures: list[str]
) -> None:
    asked = _request(names, visit, cover)
    whole = price(asked, TABLES)
    parts = [answer for _, answer in split(asked, {(0, index): nature for index, nature in enumerate(natures)}, TABLES)]
    assert sum(part["totals"]["amount_cents"] for part in parts) == whole["totals"]["amount_cents"]
    assert sum(len(part["lines"]) for part in parts) == len(whole["lines"])


def _later_tables() -> Tables:
    """The shipped tables with every open price raised from 2030 on."""
    rows = list(csv.DictReader(io.StringIO((SHIPPED / "tariffs.csv").read_text(encoding="utf-8"))))
    raised = [
        {**row, "cents": str(int(row["cents"]) + 7), "valid_from": "2030-01-01", "certainty": "F"} for row in rows if not row["valid_to"]
    ]
    closed = [{**row, "valid_to": row["valid_to"] or "2029-12-31"} for row in rows]
    text = io.StringIO()
    writer = csv.DictWriter(text, TARIFF_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(closed + raised)
    texts = [(SHIPPED / name).read_text(encoding="utf-8") for name in ("act-ids.csv", "remedies.csv")]
    return Tables.read(texts[0], text.getvalue(), texts[1])


LATER = _later_tables()


@given(days, visits, covers)
def test_an_old_visit_keeps_its_old_price(names: list[str], visit: dict[str, Any], cover: dict[str, Any]) -> None:
    asked = _request(names, visit, cover)
    assert price(asked, LATER) == price(asked, TABLES)
    assert price(_request(["inf.injection.im"], {**visit, "date": "2030-01-07"}, cover), LATER)["lines"][0]["unit_price_cents"] == 352


@given(acts, visits, covers)
def test_a_request_is_left_as_it_was_and_an_answer_is_plain(names: list[str], visit: dict[str, Any], cover: dict[str, Any]) -> None:
    asked = _request(names, visit, cover)
    before = json.dumps(asked)
    answer = price(asked, TABLES)
    assert json.dumps(asked) == before
    assert json.loads(json.dumps(answer)) == answer
    assert not _floats(answer)


def _floats(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_floats(each) for each in value.values())
    if isinstance(value, list):
        return any(_floats(each) for each in value)
    return isinstance(value, float)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "07", "P1", "home", "2026-02-30", "9999-12-31", "inf.bsi.care"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from(cases()), st.integers(0, 10_000), ANYTHING)
def test_one_wrong_value_is_priced_or_refused_and_never_breaks(case: dict[str, Any], place: int, value: Any) -> None:
    asked = json.loads(json.dumps(case["request"]))
    places = list(_places(asked))
    holder, key = places[place % len(places)]
    holder[key] = value
    answer = price(asked, TABLES)
    assert bool(answer["refusals"]) != ("totals" in answer)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each map or list of a request with each of its keys."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
