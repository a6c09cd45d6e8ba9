"""The shape of a pricing request: every key, its kind and its default. What does not fit is refused, never ignored.

`checked` gives the request back with defaults in place, dates as days and times as minutes of the day.
"""

from device.base.dates import day_from_iso, day_of
from device.base.refusal import Refusal
from device.base.text import is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Plain = dict[str, Any]
    Check = Callable[[Any], Any]
    Shape = dict[str, tuple[Check, Any]]

_FIRST, _LAST = day_of(1880, 1, 1), day_of(2199, 12, 31)
# The default of a key that has none.
NEEDED = "needed"


def _refused(wanted: str) -> Refusal:
    """What a value should have been: one of the words of `wrong.*`."""
    return Refusal("BAD_REQUEST", key="", value=wanted)


def _text(value: "Any") -> str:
    if not isinstance(value, str) or not value:
        raise _refused("text")
    return value


def _label(value: "Any") -> str:
    """A number or reference that is written with figures as well as letters: an integer is its figures."""
    return _text(str(value) if isinstance(value, int) and value is not True and value is not False else value)


def _flag(value: "Any") -> bool:
    if value is not True and value is not False:
        raise _refused("flag")
    return bool(value)


def _count(low: int, high: int) -> "Check":
    """A whole number from `low` to `high`: beyond, it is absurd."""

    def check(value: "Any") -> "Any":
        if not isinstance(value, int) or value is True or value is False:
            raise _refused("whole")
        if not low <= value <= high:
            raise _refused("range")
        return value

    return check


def _one_of(*allowed: str) -> "Check":
    def check(value: "Any") -> "Any":
        if not isinstance(value, str) or value not in allowed:
            raise _refused("choice")
        return value

    return check


def _day(value: "Any") -> int:
    """A day of these centuries: beyond, it is absurd."""
    try:
        day = day_from_iso(_text(value))
    except Refusal:
        raise _refused("date")
    if not _FIRST <= day <= _LAST:
        raise _refused("range")
    return day


def _minute(value: "Any") -> int:
    """Minute of the day of `HH:MM`."""
    hours, _, minutes = _text(value).partition(":")
    if len(hours) != 2 or len(minutes) != 2 or not is_digits(hours + minutes) or int(hours) > 23 or int(minutes) > 59:
        raise _refused("clock")
    return int(hours) * 60 + int(minutes)


def _regime(value: "Any") -> str:
    figures = _label(value)
    if len(figures) != 2 or not is_digits(figures):
        raise _refused("choice")
    return figures


def _list(check: "Check", least: int = 0) -> "Check":
    def check_all(value: "Any") -> "Any":
        if not isinstance(value, (list, tuple)) or len(value) < least:
            raise _refused("list")
        return [_under(str(index), check, each) for index, each in enumerate(value)]

    return check_all


def _counts(value: "Any") -> "Any":
    """A map from codes or acts to how many."""
    if not isinstance(value, dict):
        raise _refused("map")
    return {_text(name): _under(name, _BIG, value[name]) for name in value}


def _map(shape: "Shape") -> "Check":
    """A map with no other key than those of the shape; what is not given has its default."""
    checks = {name: shape[name][0] for name in shape}
    defaults = {name: shape[name][1] for name in shape if shape[name][1] is not NEEDED}
    needed = [name for name in shape if name not in defaults]

    def check(value: "Any") -> "Any":
        if not isinstance(value, dict):
            raise _refused("map")
        found = dict(defaults)
        for name in value:
            if name not in checks:
                raise Refusal("BAD_REQUEST", key=str(name), value="unknown")
            found[name] = _under(name, checks[name], value[name])
        for name in needed:
            if name not in found:
                raise Refusal("BAD_REQUEST", key=name, value="missing")
        return found

    return check


def _under(name: str, check: "Check", value: "Any") -> "Any":
    """The checked value; a refusal names the whole path of keys."""
    try:
        return check(value)
    except Refusal as refusal:
        below = refusal.facts.get("key", "")
        raise Refusal("BAD_REQUEST", key="%s.%s" % (name, below) if below else name, value=refusal.facts["value"])


_FALSE = (_flag, False)
_BIG = _count(0, 100000)
_METRES = (_count(0, 1000000), None)

_PROFESSIONAL: "Shape" = {
    "discipline": (_one_of("inf", "kine"), NEEDED),
    "territory": (_one_of("metropole", "dom"), NEEDED),
    "role": (_one_of("holder", "locum"), NEEDED),
    "holder": (_map({"territory": (_one_of("metropole", "dom"), NEEDED)}), None),
    "local_holidays": (_list(_day), ()),
    "ipa": _FALSE,
}
_BSI: "Shape" = {"level": (_one_of("BSA", "BSB", "BSC"), NEEDED), "from": (_day, NEEDED), "until": (_day, NEEDED)}
_PATIENT: "Shape" = {
    "birth_date": (_day, NEEDED),
    "palliative": _FALSE,
    "surgery_discharge": (_day, None),
    "home_return_programme": _FALSE,
    "bsi": (_map(_BSI), None),
}
_COVERAGE: "Shape" = {
    "insurance": (_one_of("illness", "maternity", "work_accident", "prevention"), NEEDED),
    "third_party": (_one_of("none", "amo", "full"), "full"),
    "amc": _FALSE,
    "ald": _FALSE,
    "exonerated": _FALSE,
    "at_pension": _FALSE,
    "local_scheme": _FALSE,
    "aspa": _FALSE,
    "c2s": _FALSE,
    "regime": (_regime, ""),
    "quality": (_one_of("insured", "spouse", "child"), "insured"),
    "accident_ref": (_label, ""),
}
_PRESCRIPTION: "Shape" = {
    "id": (_label, NEEDED),
    "date": (_day, NEEDED),
    "care_start": (_day, None),
    "end": (_day, None),
    "night": _FALSE,
    "daily": _FALSE,
    "until_healed": _FALSE,
    "ald": _FALSE,
}
_BILLED: "Shape" = {
    "date": (_day, NEEDED),
    "codes": (_counts, {}),
    "acts": (_counts, {}),
    "km": (_BIG, 0),
    "tll_travels": (_BIG, 0),
}
_AGREEMENT: "Shape" = {"answer": (_one_of("accepted", "refused"), ""), "received": (_day, None), "urgent": _FALSE}
_ACT: "Shape" = {
    "act": (_text, NEEDED),
    "qty": (_count(1, 99), 1),
    "rx": (_label, ""),
    "ald": (_flag, None),
    "session_no": (_count(1, 9999), None),
    "prior_agreement": (_map(_AGREEMENT), None),
    "free": _FALSE,
    "letter": (_text, ""),
    "group_size": (_count(1, 99), 1),
}
_TRAVEL: "Shape" = {
    "same_town": (_flag, True),
    "terrain": (_one_of("plain", "mountain", "on_foot"), "plain"),
    "distance_m": _METRES,
    "nearest_m": _METRES,
}
_HOME: "Shape" = {"rank": (_count(1, 999), 1), "dependent_others": (_count(0, 999), 0)}
_VISIT: "Shape" = {
    "date": (_day, NEEDED),
    "time": (_minute, NEEDED),
    "place": (_one_of("home", "practice", "care_home", "telecare_site", "remote"), NEEDED),
    "acts": (_list(_map(_ACT), 1), NEEDED),
    "urgent": _FALSE,
    "call_time": (_minute, None),
    "travel": (_map(_TRAVEL), _map(_TRAVEL)({})),
    "home": (_map(_HOME), _map(_HOME)({})),
    "claim": (_list(_text), ()),
    "waive": (_list(_one_of("travel", "MAU", "MCI", "MIE", "N", "F")), ()),
}
# Disputed rules: each default and its reason stand in the pricing contract, section 7, and in docs/pricing.md.
_SETTINGS: "Shape" = {
    "accept_unconfirmed_tariffs": _FALSE,
    "third_act_with_sample": (_one_of("drop", "half"), "drop"),
    "family_rank": (_one_of("sum", "max"), "sum"),
    "mci_with_bsi": (_flag, True),
    "bsi_full_rate_acts": (_one_of("each", "one"), "each"),
    "ik_cap": (_one_of("marginal", "whole"), "marginal"),
    "iks_abatement_km": (_count(0, 10), 1),
    "travel_amo_rate": (_one_of("act", "full"), "act"),
}
DEFAULTS: "Plain" = _map(_SETTINGS)({})
_REQUEST: "Shape" = {
    "professional": (_map(_PROFESSIONAL), NEEDED),
    "patient": (_map(_PATIENT), NEEDED),
    "coverage": (_map(_COVERAGE), NEEDED),
    "prescriptions": (_list(_map(_PRESCRIPTION)), ()),
    "already_billed": (_list(_map(_BILLED)), ()),
    "visits": (_list(_map(_VISIT), 1), NEEDED),
    "settings": (_map(_SETTINGS), DEFAULTS),
    "invoice": (_map({"number": (_label, NEEDED), "paid_numbers": (_list(_label), ())}), None),
}
_check_request = _map(_REQUEST)


def checked(request: "Any") -> "Plain":
    """The request with defaults, dates as days, times as minutes. BAD_REQUEST(key, value) names the key (`request` for the
    whole) and what is wrong with it: `unknown`, `missing`, `twice`, `order`, `range`, or what it should have been (text, flag, whole,
    choice, date, clock, list, map)."""
    if not isinstance(request, dict):
        raise Refusal("BAD_REQUEST", key="request", value="map")
    asked: "Plain" = _check_request(request)
    if asked["professional"]["role"] == "locum" and asked["professional"]["holder"] is None:
        raise Refusal("BAD_REQUEST", key="professional.holder", value="missing")
    bsi = asked["patient"]["bsi"]
    if bsi is not None and bsi["until"] < bsi["from"]:
        raise Refusal("BAD_REQUEST", key="patient.bsi.until", value="order")
    _once(asked["prescriptions"], "prescriptions", "id")
    _once(asked["already_billed"], "already_billed", "date")
    for index, visit in enumerate(asked["visits"]):
        _possible(visit, "visits.%d." % index, asked["patient"]["birth_date"])
    return asked


def _once(items: "list[Plain]", key: str, name: str) -> None:
    """No two of the items have the same name."""
    seen = set()
    for index, each in enumerate(items):
        if each[name] in seen:
            raise Refusal("BAD_REQUEST", key="%s.%d.%s" % (key, index, name), value="twice")
        seen.add(each[name])


def _possible(visit: "Plain", key: str, birth: int) -> None:
    """A visit after the patient's birth, with the distance that its kilometres need."""
    if visit["date"] < birth:
        raise Refusal("BAD_REQUEST", key=key + "date", value="order")
    travel = visit["travel"]
    if not travel["same_town"] and travel["distance_m"] is None:
        raise Refusal("BAD_REQUEST", key=key + "travel.distance_m", value="missing")
