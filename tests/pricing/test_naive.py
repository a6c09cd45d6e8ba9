"""Thousands of random visits, priced by the engine and by the naive second opinion."""

import random
from typing import Any

from device.acts.nomenclature import Tables
from device.pricing.invoice import price
from hal.tables import load_shipped
from tests.pricing import naive

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
        asked = _request([_visit(acts, waive=["travel", "MAU"])], third_act_with_sample=third, family_rank=family)
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
