"""Thousands of random visits, priced by the engine and by the naive second opinion."""

import random
from datetime import date, timedelta
from typing import Any

from device.acts.nomenclature import Tables
from device.pricing.invoice import price
from hal.tables import load_shipped
from tests.pricing import naive, naive_visit

TABLES: Tables = load_shipped()


def _request(visits: list[dict[str, Any]], **settings: str) -> dict[str, Any]:
    return {
        "professional": {"discipline": "inf", "territory": "metropole", "role": "holder"},
        "patient": {"birth_date": "1940-05-04"},
        "coverage": {"insurance": "illness"},
        "prescriptions": [{"id": "P1", "date": "2026-02-20"}],
        "visits": visits,
        "settings": settings,
    }


def _visit(acts: list[str], **facts: Any) -> dict[str, Any]:
    return {"date": "2026-03-02", "time": "10:00", "place": "home", "acts": [{"act": name} for name in acts], **facts}


def test_article_11b_over_thousands_of_visits(seeded: random.Random) -> None:
    for _ in range(4000):
        acts = seeded.choices(naive.ORDER, k=seeded.randint(1, 6))
        third, family = seeded.choice(("drop", "half")), seeded.choice(("sum", "max"))
        asked = _request([_visit(acts, waive=["travel", "MAU", "MCI"])], third_act_with_sample=third, family_rank=family)
        answer = price(asked, TABLES)
        expected = naive.rates(acts, third, family)
        assert sorted((line["act"], line["rate_pct"]) for line in answer["lines"]) == expected, acts
        assert answer["totals"]["amount_cents"] == naive.cents(expected, 315), acts


def test_kilometres_over_thousands_of_visits(seeded: random.Random) -> None:
    for _ in range(400):
        road = [(seeded.randint(0, 60000), seeded.choice(("plain", "mountain"))) for _ in range(seeded.randint(1, 12))]
        visits = []
        for hour, (metres, terrain) in enumerate(road):
            way = {"same_town": False, "distance_m": metres, "terrain": terrain}
            visits.append(_visit(["inf.injection.iv"], time=f"{8 + hour:02d}:00", travel=way))
        answer = price(_request(visits), TABLES)
        lines = [line for line in answer["lines"] if line["code"] in ("IK", "IKM")]
        walked = naive.kilometres(road)
        assert [(line["rate_pct"], line["quantity"]) for line in lines] == [part for parts in walked for part in parts], road


def _asked(seeded: random.Random) -> naive_visit.Asked:
    """A random visit of 2026, before the tariff that nobody confirmed."""
    place = seeded.choice(("home", "home", "care_home", "practice"))
    names = [name for name in naive_visit.ACTS if place != "practice" or name not in naive_visit.AT_HOME_ONLY]
    return naive_visit.Asked(
        seeded.choices(names, k=seeded.randint(1, 4)),
        date(2026, 2, 21) + timedelta(seeded.randint(0, 250)),
        seeded.randint(0, 23),
        place,
        seeded.choice((None, None, seeded.randint(0, 23))),
        seeded.random() < 0.3,
        seeded.random() < 0.3,
        seeded.random() < 0.2,
        seeded.random() < 0.2,
        place != "practice" and seeded.random() < 0.4,
        seeded.choice((1, 1, 2)),
        seeded.choice((0, 0, 1)),
        seeded.choice((0, seeded.randint(0, 60000))),
    )


def _of(asked: naive_visit.Asked) -> dict[str, Any]:
    """The request of such a visit."""
    acts = ["inf.bsi.care", *asked.acts] if asked.forfait else asked.acts
    urgency = {"urgent": True, "call_time": f"{asked.call:02d}:00"} if asked.call is not None else {}
    way = {"same_town": not asked.metres, "distance_m": asked.metres}
    home = {"rank": asked.rank, "dependent_others": asked.others}
    visit = _visit(acts, date=str(asked.day), time=f"{asked.hour:02d}:00", place=asked.place, travel=way, home=home, **urgency)
    request = _request([visit])
    request["patient"] = {
        "birth_date": str(date(2020, 6, 1) if asked.child else date(1940, 5, 4)),
        "palliative": asked.palliative,
        "bsi": {"level": "BSB", "from": "2026-01-01", "until": "2026-12-31"},
    }
    request["prescriptions"] = [{"id": "P1", "date": "2026-02-20", "night": asked.night, "daily": asked.daily}]
    return request


def test_whole_visits_with_majorations_forfaits_and_travel(seeded: random.Random) -> None:
    for _ in range(4000):
        asked = _asked(seeded)
        # The simple dressing costs more from 21 June on: the second opinion knows one day's coefficients.
        if asked.day >= date(2026, 6, 21) and "inf.dressing.simple" in asked.acts:
            continue
        answer = price(_of(asked), TABLES)
        expected = naive_visit.cents(asked)
        extras = sorted(line["code"] for line in answer["lines"] if not line["act"])
        assert (answer["totals"]["amount_cents"], extras) == (expected, asked.codes), asked
