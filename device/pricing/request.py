"""The pricing request, built from the record: who gives care, to whom, under which cover and prescriptions, in which visits.

`patient` and `coverage` come from `rights.decide.pricing_facts`, `billed` from `outbox.tally.already_billed`: maps of the
contract. What is not known is left out, so that the contract's defaults apply.
"""

from device.base.dates import iso_from_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.care import Care, Given, Travel
    from device.acts.nomenclature import Tables
    from device.acts.prescription import Prescription

    Plain = dict[str, Any]


def build(
    professional: "Plain",
    patient: "Plain",
    coverage: "Plain",
    prescriptions: "tuple[Prescription, ...]",
    cares: "tuple[Care, ...]",
    tables: "Tables",
    billed: "tuple[Plain, ...]" = (),
    settings: "Plain | None" = None,
    invoice: "Plain | None" = None,
) -> "Plain":
    """The contract's request. Each act of a series gets its number: those done before, those of earlier visits here, itself."""
    numbers = _Numbers(prescriptions, tables)
    request: "Plain" = {
        "professional": professional,
        "patient": patient,
        "coverage": coverage,
        "prescriptions": [_prescription(each) for each in prescriptions],
        "already_billed": list(billed),
        "visits": [_visit(care, numbers) for care in cares],
    }
    if settings is not None:
        request["settings"] = settings
    if invoice is not None:
        request["invoice"] = invoice
    return request


class _Numbers:
    """Which session of its series an act is, counted over the visits of one request in order."""

    def __init__(self, prescriptions: "tuple[Prescription, ...]", tables: "Tables") -> None:
        self._prescriptions = prescriptions
        self._tables = tables
        self._given: "dict[tuple[str, str], int]" = {}

    def prescription(self, given: "Given") -> "Prescription | None":
        """The prescription that the act stands on: the one named, or the first."""
        for each in self._prescriptions:
            if not given.prescription or each.prescription == given.prescription:
                return each
        return None

    def of(self, given: "Given", day: int) -> "int | None":
        """The number typed, or that of the series; None for an act without one. An assessment has its treatment's number."""
        row = self._tables.act(given.act, day)
        prescription = self.prescription(given)
        if given.number is not None or row is None or prescription is None:
            return given.number
        if "bdk_at" in row.flags:
            return sum([count for act, count in prescription.done if act != given.act]) + 1
        key = (prescription.prescription, given.act)
        self._given[key] = self._given.get(key, 0) + given.quantity
        number = prescription.done_of(given.act) + self._given[key]
        return number if "max_series" in row.flags or "dap_from" in row.flags else None


def _prescription(each: "Prescription") -> "Plain":
    found: "Plain" = {"id": each.prescription, "date": iso_from_day(each.day)}
    if each.care_start is not None:
        found["care_start"] = iso_from_day(each.care_start)
    if each.end is not None:
        found["end"] = iso_from_day(each.end)
    found.update({flag: True for flag in each.flags})
    return found


def _visit(care: "Care", numbers: _Numbers) -> "Plain":
    found: "Plain" = {
        "date": iso_from_day(care.day),
        "time": _clock(care.minute),
        "place": care.place,
        "acts": [_act(given, care.day, numbers) for given in care.acts],
        "urgent": care.urgent,
        "travel": _travel(care.travel),
        "home": {"rank": care.rank, "dependent_others": care.dependent_others},
        "claim": list(care.claim),
        "waive": list(care.waive),
    }
    if care.call_minute is not None:
        found["call_time"] = _clock(care.call_minute)
    return found


def _clock(minute: int) -> str:
    return "%02d:%02d" % (minute // 60, minute % 60)


def _travel(travel: "Travel") -> "Plain":
    found: "Plain" = {"same_town": travel.same_town, "terrain": travel.terrain}
    if travel.distance_m is not None:
        found["distance_m"] = travel.distance_m
    if travel.nearest_m is not None:
        found["nearest_m"] = travel.nearest_m
    return found


def _act(given: "Given", day: int, numbers: _Numbers) -> "Plain":
    found: "Plain" = {"act": given.act, "qty": given.quantity, "free": given.free, "group_size": given.group_size}
    if given.prescription:
        found["rx"] = given.prescription
    if given.ald is not None:
        found["ald"] = given.ald
    if given.letter:
        found["letter"] = given.letter
    number = numbers.of(given, day)
    if number is not None:
        found["session_no"] = number
    prescription = numbers.prescription(given)
    agreement = prescription.agreement_of(given.act) if prescription is not None else None
    if agreement is not None:
        found["prior_agreement"] = {"received": iso_from_day(agreement.received), "urgent": agreement.urgent}
        if agreement.answer:
            found["prior_agreement"]["answer"] = agreement.answer
    return found
