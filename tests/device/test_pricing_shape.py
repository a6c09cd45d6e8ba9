"""A request that is not well formed is refused whole, with the key that is wrong."""

from device.pricing.invoice import assess, price
from device.pricing.shape import DEFAULTS, checked
from tests.device.check import refuses
from tests.device.pricing_made import BSI, TABLES, act, request, visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The path of the key, and a value that it may not have.
WRONG: "tuple[tuple[str, Any], ...]" = (
    ("professional.discipline", "ortho"),
    ("professional.discipline", 3),
    ("professional.ipa", 1),
    ("professional.ipa", "true"),
    ("professional.holder.territory", "mars"),
    ("professional.local_holidays", "2026-03-02"),
    ("professional.local_holidays.0", "2026-02-30"),
    ("patient.birth_date", "1950-5-4"),
    ("patient.birth_date", 19500504),
    ("patient.birth_date", "1879-12-31"),
    ("prescriptions.0.care_start", "2200-01-01"),
    ("patient.bsi", "BSA"),
    ("patient.bsi.level", "BSD"),
    ("coverage.regime", "1"),
    ("coverage.regime", "ab"),
    ("coverage.quality", "cousin"),
    ("coverage.amc", None),
    ("prescriptions.0.id", ""),
    ("prescriptions.0.night", "oui"),
    ("already_billed.0.codes", ["BSA"]),
    ("already_billed.0.codes.BSA", -1),
    ("already_billed.0.km", True),
    ("visits", []),
    ("visits.0.time", "24:00"),
    ("visits.0.time", "9:00"),
    ("visits.0.time", "09:60"),
    ("visits.0.time", "09-00"),
    ("visits.0.acts", []),
    ("visits.0.acts.0.qty", 0),
    ("visits.0.acts.0.qty", 1000),
    ("visits.0.acts.0.session_no", "3"),
    ("visits.0.acts.0.group_size", -2),
    ("visits.0.travel.distance_m", -1),
    ("visits.0.travel.distance_m", 2000000),
    ("visits.0.home.rank", 0),
    ("visits.0.waive.0", "IFD"),
    ("visits.0.claim.0", 3),
    ("settings.family_rank", "mean"),
    ("settings.iks_abatement_km", -1),
    ("invoice.number", ""),
)


def _with(path: str, value: "Any") -> "Any":
    """A good request, with one value changed; maps and lists are made on the way."""
    asked = request(visit(act("inf.injection.sc")), already_billed=[{"date": "2026-03-02"}])
    asked["patient"]["bsi"] = dict(BSI["bsi"])
    at: "Any" = asked
    names = path.split(".")
    for index, name in enumerate(names):
        key: "Any" = int(name) if isinstance(at, list) else name
        empty: "Any" = [None] if names[index + 1 :] and names[index + 1] == "0" else {}
        if index == len(names) - 1:
            at[key] = value
        elif isinstance(at, dict) and key not in at:
            at[key] = empty
        at = at[key] if index < len(names) - 1 else at
    return asked


def test_a_wrong_value_is_refused_with_its_key() -> None:
    for path, value in WRONG:
        refusal = refuses("BAD_REQUEST", checked, _with(path, value))
        assert refusal.facts["key"] == path, (path, value, refusal.facts)
        assert price(_with(path, value), TABLES) == {"lines": [], "refusals": ["BAD_REQUEST"], "warnings": []}


def test_a_refusal_says_what_was_expected() -> None:
    wanted: "tuple[tuple[str, Any, str], ...]" = (
        ("visits.0.acts.0.qty", "1", "whole"),
        ("visits.0.acts.0.qty", 0, "range"),
        ("visits.0.acts.0.free", "yes", "flag"),
        ("visits.0.place", "moon", "choice"),
        ("visits.0.date", "2026-02-30", "date"),
        ("visits.0.date", "1850-01-01", "range"),
        ("visits.0.time", "9h", "clock"),
        ("visits.0.acts", [], "list"),
        ("visits.0.travel", "far", "map"),
        ("prescriptions.0.id", "", "text"),
    )
    for path, value, expected in wanted:
        assert refuses("BAD_REQUEST", checked, _with(path, value)).facts == {"key": path, "value": expected}, path


def test_unknown_and_missing_keys_are_refused() -> None:
    for path in ("tip", "professional.tip", "visits.0.tip", "visits.0.acts.0.tip", "settings.tip", "already_billed.0.tip"):
        assert refuses("BAD_REQUEST", checked, _with(path, 1)).facts == {"key": path, "value": "unknown"}
    for name in ("professional", "patient", "coverage", "visits"):
        asked = request(visit(act("inf.injection.sc")))
        del asked[name]
        assert refuses("BAD_REQUEST", checked, asked).facts == {"key": name, "value": "missing"}
    for whole in ((), "text", None, 7):
        assert refuses("BAD_REQUEST", checked, whole).facts == {"key": "request", "value": "map"}
    assert assess({}, TABLES).refused[0][0] == "BAD_REQUEST"


def test_what_cannot_be_is_refused() -> None:
    sc = act("inf.injection.sc")
    bad = (
        ("professional.holder", request(visit(sc), professional={"role": "locum"})),
        ("patient.bsi.until", request(visit(sc), patient={"bsi": {"level": "BSA", "from": "2026-03-02", "until": "2026-03-01"}})),
        ("prescriptions.1.id", request(visit(sc), prescriptions=[{"id": "P1", "date": "2026-01-01"}] * 2)),
        ("already_billed.1.date", request(visit(sc), already_billed=[{"date": "2026-01-01"}] * 2)),
        ("visits.0.date", request(visit(sc), patient={"birth_date": "2026-03-03"})),
        ("visits.0.travel.distance_m", request(visit(sc, travel={"same_town": False}))),
    )
    for key, asked in bad:
        assert refuses("BAD_REQUEST", checked, asked).facts["key"] == key


def test_defaults_stand_where_nothing_is_said() -> None:
    found = checked(request(visit(act("inf.injection.sc"))))
    assert found["settings"] == DEFAULTS and DEFAULTS["mci_with_bsi"] is True
    assert found["coverage"]["third_party"] == "full" and found["coverage"]["quality"] == "insured"
    assert found["visits"][0]["time"] == 600 and found["visits"][0]["home"] == {"rank": 1, "dependent_others": 0}
    assert found["visits"][0]["acts"][0]["qty"] == 1


def test_numbers_and_references_may_be_written_as_figures() -> None:
    asked = request(visit(act("inf.injection.sc", rx=7)), coverage={"regime": 13}, prescriptions=[{"id": 7, "date": "2026-02-20"}])
    found = checked(dict(asked, invoice={"number": 12, "paid_numbers": ["12"]}))
    assert (found["coverage"]["regime"], found["prescriptions"][0]["id"], found["invoice"]["number"]) == ("13", "7", "12")
