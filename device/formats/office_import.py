"""Patients and prescriptions from another program: two files of comma-separated text, read strictly; nothing is taken of a wrong one.

Patients: `ref` is the other program's own name for the patient, which the prescriptions use. Dates are `YYYY-MM-DD`; a date of birth
may be lunar. Prescriptions: `acts` are act ids parted by `|`, `flags` some of night, daily, until_healed, ald parted by `|`.
"""

from device.base import csv
from device.base.dates import day_from_iso
from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import capitals, is_digits
from device.formats.identifiers import check_am_number, check_nir, check_rpps
from device.formats.lunar import lunar_from_iso

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Plain = dict[str, Any]
    Row = dict[str, str]

PATIENTS = ("ref", "name", "given", "birth", "nir", "key", "rank", "quality", "address")
PRESCRIPTIONS = ("ref", "rpps", "am_number", "prescriber", "specialty", "day", "care_start", "end", "acts", "flags")
FLAGS = ("night", "daily", "until_healed", "ald")


class PatientLine(Record):
    """A patient read: its `ref`, and what the journal says of it (the body of `patient.known` without its id)."""

    FIELDS = ("ref", "body")
    ref: str
    body: "Plain"

    def person(self) -> "tuple[str, int, str]":
        """What makes two lines the same person: birth, rank and NIR."""
        return self.body["birth"], self.body["rank"], self.body["nir"]


class PrescriptionLine(Record):
    """A prescription read: the patient's `ref`, the bodies of `prescriber.known` and of `prescription.known` without its ids."""

    FIELDS = ("ref", "prescriber", "body")
    ref: str
    prescriber: "Plain"
    body: "Plain"


def patients(text: str) -> "list[PatientLine]":
    """TABLE_COLUMNS, TABLE_ROW(line); IMPORT_VALUE(line, value: the column) for a wrong value; IMPORT_TWICE(line) for a ref or a
    person that stands there twice."""
    found: list[PatientLine] = []
    seen: dict[Any, bool] = {}
    for number, row in csv.rows(text, PATIENTS):
        line = PatientLine(row["ref"], _patient(number, row))
        for mark in (line.ref, line.person()):
            if mark in seen:
                raise Refusal("IMPORT_TWICE", line=number)
            seen[mark] = True
        found.append(line)
    return found


def prescriptions(text: str, refs: "list[str]", known_act: "Callable[[str], bool]") -> "list[PrescriptionLine]":
    """The refusals of `patients`; IMPORT_UNKNOWN(line, value) for a ref that is none of `refs` or an act that `known_act` does not know."""
    found = []
    for number, row in csv.rows(text, PRESCRIPTIONS):
        acts = [act for act in row["acts"].split("|") if act]
        if row["ref"] not in refs:
            raise Refusal("IMPORT_UNKNOWN", line=number, value="ref")
        if not all([known_act(act) for act in acts]):
            raise Refusal("IMPORT_UNKNOWN", line=number, value="acts")
        found.append(PrescriptionLine(row["ref"], _prescriber(number, row), _prescription(number, row, acts)))
    return found


def _patient(number: int, row: "Row") -> "Plain":
    _need(number, row, "ref", "name", "given")
    key = _digits(number, row, "key")
    _checked(number, "nir", check_nir, row["nir"], key)
    return {
        "name": capitals(row["name"]),
        "given": capitals(row["given"]),
        "birth": _checked(number, "birth", lunar_from_iso, row["birth"]).iso(),
        "nir": row["nir"],
        "key": key,
        "rank": _digits(number, row, "rank"),
        "quality": _digits(number, row, "quality"),
        "address": row["address"],
    }


def _prescriber(number: int, row: "Row") -> "Plain":
    _need(number, row, "prescriber")
    _checked(number, "rpps", check_rpps, row["rpps"])
    _checked(number, "am_number", check_am_number, row["am_number"])
    if len(row["specialty"]) != 2:
        raise Refusal("IMPORT_VALUE", line=number, value="specialty")
    _digits(number, row, "specialty")
    return {"rpps": row["rpps"], "am_number": row["am_number"], "name": capitals(row["prescriber"]), "specialty": row["specialty"]}


def _prescription(number: int, row: "Row", acts: "list[str]") -> "Plain":
    flags = [flag for flag in row["flags"].split("|") if flag]
    if not acts or [flag for flag in flags if flag not in FLAGS]:
        raise Refusal("IMPORT_VALUE", line=number, value="flags" if acts else "acts")
    day = _checked(number, "day", day_from_iso, row["day"])
    start = _checked(number, "care_start", day_from_iso, row["care_start"]) if row["care_start"] else None
    end = _checked(number, "end", day_from_iso, row["end"]) if row["end"] else None
    if end is not None and end < (day if start is None else start):
        raise Refusal("IMPORT_VALUE", line=number, value="end")
    return {"day": day, "care_start": start, "end": end, "acts": acts, "flags": flags}


def _need(number: int, row: "Row", *names: str) -> None:
    for name in names:
        if not row[name].strip():
            raise Refusal("IMPORT_VALUE", line=number, value=name)


def _digits(number: int, row: "Row", name: str) -> int:
    if not is_digits(row[name]):
        raise Refusal("IMPORT_VALUE", line=number, value=name)
    return int(row[name])


def _checked(number: int, name: str, check: "Callable[..., Any]", *values: "Any") -> "Any":
    """What the check gives; its own refusal becomes one that names the line and the column, never the value."""
    try:
        return check(*values)
    except Refusal:
        raise Refusal("IMPORT_VALUE", line=number, value=name)


def facts(
    people: "list[PatientLine]", ordered: "list[PrescriptionLine]", known: "Callable[[PatientLine], str]", fresh: "Callable[[int], str]"
) -> "list[tuple[str, Plain]]":
    """The facts to record, in one transaction. `known` gives the id of a patient who is there already (empty: nobody), `fresh` the id
    that the fact so many places ahead will have."""
    made: list[tuple[str, Plain]] = []
    ids: dict[str, str] = {}
    for person in people:
        ids[person.ref] = known(person) or fresh(len(made))
        made.append(("patient.known", dict(person.body, patient=ids[person.ref])))
    told: dict[str, bool] = {}
    for line in ordered:
        rpps = line.prescriber["rpps"]
        if rpps not in told:
            told[rpps] = True
            made.append(("prescriber.known", line.prescriber))
        body = dict(line.body, prescription=fresh(len(made)), patient=ids[line.ref], prescriber=rpps)
        made.append(("prescription.known", body))
    return made
