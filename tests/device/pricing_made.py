"""Requests for the tests of pricing: the shipped tables, the generated cases, and a visit in few words."""

from device.acts.bundle import FILES
from device.acts.nomenclature import Tables
from device.base import wire
from device.pricing.invoice import assess, price

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from device.pricing.invoice import Assessment

    Plain = dict[str, Any]


def text_of(name: str) -> str:
    """A file of the project as text; tests run at its root."""
    with open(name, "rb") as file:
        return file.read().decode("utf-8")


TABLES = Tables.read(*[text_of("tables/" + name) for name in FILES])


def cases() -> "Iterator[Plain]":
    """The generated cases, one at a time."""
    with open("tests/device/cases/pricing.wire", "rb") as file:
        while True:
            head = file.readline()
            if not head:
                return
            yield wire.read(head + file.readline()[:-1])


def act(name: str, **facts: "Any") -> "Plain":
    """An act asked for."""
    return dict(facts, act=name)


def visit(*acts: "Plain | str", **facts: "Any") -> "Plain":
    """A visit at home on an ordinary Monday morning of March 2026."""
    found: "Plain" = {"date": "2026-03-02", "time": "10:00", "place": "home"}
    found.update(facts)
    found["acts"] = [act(each) if isinstance(each, str) else each for each in acts]
    return found


def request(*visits: "Plain", **parts: "Any") -> "Plain":
    """A nurse's request for an adult with a prescription; `parts` replace or add to its maps."""
    found: "Plain" = {
        "professional": {"discipline": "inf", "territory": "metropole", "role": "holder"},
        "patient": {"birth_date": "1950-05-04"},
        "coverage": {"insurance": "illness", "amc": True},
        "prescriptions": [{"id": "P1", "date": "2026-02-20"}],
        "visits": list(visits),
    }
    for name in parts:
        if isinstance(parts[name], dict) and name in found:
            found[name] = dict(found[name], **parts[name])
        else:
            found[name] = parts[name]
    return found


KINE = {"discipline": "kine"}
BSI = {"bsi": {"level": "BSB", "from": "2025-12-01", "until": "2026-11-30"}}


def priced(*visits: "Plain", **parts: "Any") -> "Plain":
    """The answer to such a request."""
    return price(request(*visits, **parts), TABLES)


def assessed(*visits: "Plain", **parts: "Any") -> "Assessment":
    """The same with its reasons."""
    return assess(request(*visits, **parts), TABLES)


def lines(answer: "Plain") -> "list[tuple[Any, ...]]":
    """Code, act, coefficient, rate, quantity and amount of each line; the refusals when there are any."""
    if answer["refusals"]:
        return [tuple(answer["refusals"])]
    names = ("code", "act", "coefficient_x100", "rate_pct", "quantity", "amount_cents")
    return [tuple([line[name] for name in names]) for line in answer["lines"]]


def codes(answer: "Plain") -> "list[str]":
    """The codes of the lines, or the refusals."""
    return [line[0] for line in lines(answer)] if not answer["refusals"] else answer["refusals"]
