"""What a price costs, and that a day of many visits costs no more each than a day of few."""

import json
from typing import Any

from bench.measure import Measure, alternating, seconds
from device.pricing.invoice import price
from hal.tables import load_shipped

TABLES = load_shipped()
# Calls in one measure of each side: about as long as each other, so that a busy machine interrupts both as often.
PRICES, FLOORS = 20, 200
REQUEST: dict[str, Any] = {
    "professional": {"discipline": "inf", "territory": "metropole", "role": "holder"},
    "patient": {"birth_date": "1950-05-04"},
    "coverage": {"insurance": "illness", "third_party": "full", "amc": True, "regime": "01"},
    "prescriptions": [{"id": "P1", "date": "2026-02-20"}],
    "already_billed": [{"date": "2026-03-02", "km": 12}],
    "visits": [
        {
            "date": "2026-03-02",
            "time": "10:00",
            "place": "home",
            "travel": {"same_town": False, "terrain": "plain", "distance_m": 9000},
            "acts": [{"act": "inf.dressing.heavy.packing"}, {"act": "inf.injection.sc"}],
        }
    ],
}


def measure() -> list[Measure]:
    """`price_visit` beside JSON both ways; `price_day_growth` and `price_invoice_growth` beside ten times a tenth."""
    text = json.dumps(REQUEST)
    visit = alternating(
        lambda: _each(lambda: price(REQUEST, TABLES), PRICES), lambda: _each(lambda: json.dumps(json.loads(text)), FLOORS), 400
    )
    day = alternating(lambda: seconds(lambda: _day(60)), lambda: _each(lambda: _day(6), 10) * 10, 60)
    invoice = alternating(lambda: seconds(lambda: _invoice(60)), lambda: _each(lambda: _invoice(6), 10) * 10, 60)
    return [
        Measure("price_visit", visit[0] * 1e6, visit[1] * 1e6, 15.0, "us", 400),
        Measure("price_day_growth", day[0] * 1e3, day[1] * 1e3, 1.2, "ms", 60),
        Measure("price_invoice_growth", invoice[0] * 1e3, invoice[1] * 1e3, 1.2, "ms", 60),
    ]


def _each(call: Any, times: int) -> float:
    """Seconds of one call, over many."""

    def loop() -> None:
        for _ in range(times):
            call()

    return seconds(loop) / times


def _day(visits: int) -> None:
    """A professional's day: each visit priced after those before it, with the kilometres they have billed."""
    km = 0
    for _ in range(visits):
        answer = price({**REQUEST, "already_billed": [{"date": "2026-03-02", "km": km}]}, TABLES)
        km += sum(line["quantity"] for line in answer["lines"] if line["code"] == "IK")


def _invoice(visits: int) -> None:
    """One invoice of many visits of one day."""
    visit = REQUEST["visits"][0]
    price({**REQUEST, "visits": [{**visit, "time": f"{8 + index // 6:02d}:{index % 6}0"} for index in range(visits)]}, TABLES)
