"""Patients and prescriptions from another program: two files of comma-separated text, read strictly; nothing is taken of a wrong one.

Patients: `ref` is the other program's own name for the patient, which the prescriptions use. Dates are `YYYY-MM-DD`; a date of birth
may be lunar. Prescriptions: `acts` are act ids parted by `|`, `flags` some of night, daily, until_healed, ald parted by `|`.
"""

from device.base import csv
from device.base.dates import day_from_iso, iso_from_day
from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import capitals
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
# No name nor address is longer: a card's have 27 characters.
LONGEST = 80
_RANKS, _QUALITIES, _FIGURES = "123456789", "012345689", "0123456789"


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


def patients(text: str, today: int) -> "list[PatientLine]":
    """IMPORT_FORM(line), IMPORT_VALUE(line, value: the column) for a wrong value, a birth after `today` among them;
    IMPORT_TWICE(line) for a ref or a person that stands there twice."""
    found: list[PatientLine] = []
    seen: dict[Any, bool] = {}
    for number, row in csv.imported(text, PATIENTS):
        line = PatientLine(row["ref"], _patient(number, row, today))
        for mark in (line.ref, line.person()):
            if mark in seen:
                raise Refusal("IMPORT_TWICE", line=number)
            seen[mark] = True
        found.append(line)
    return found


def prescriptions(text: str, refs: "list[str]", known_act: "Callable[[str], bool]") -> "list[PrescriptionLine]":
    """The refusals of `patients`; IMPORT_UNKNOWN(line, value) for a ref that is none of `refs` or an act that `known_act` does not know."""
    found = []
    for number, row in csv.imported(text, PRESCRIPTIONS):
        acts = [act for act in row["acts"].split("|") if act]
        if row["ref"] not in refs:
            raise Refusal("IMPORT_UNKNOWN", line=number, value="ref")
        if not all([known_act(act) for act in acts]):
            raise Refusal("IMPORT_UNKNOWN", line=number, value="acts")
        found.append(PrescriptionLine(row["ref"], _prescriber(number, row), _prescription(number, row, acts)))
    return found


def _patient(number: int, row: "Row", today: int) -> "Plain":
    _words(number, row, "ref")
    name, given = _words(number, row, "name"), _words(number, row, "given")
    key = _figures(number, row, "key", _FIGURES, 2)
    _checked(number, "nir", check_nir, row["nir"], key)
    birth = _checked(number, "birth", lunar_from_iso, row["birth"]).iso()
    if birth > iso_from_day(today):
        raise Refusal("IMPORT_VALUE", line=number, value="birth")
    return {
        "name": capitals(name),
        "given": capitals(given),
        "birth": birth,
        "nir": row["nir"],
        "key": key,
        "rank": _figures(number, row, "rank", _RANKS, 1),
        "quality": _figures(number, row, "quality", _QUALITIES, 1),
        "address": _words(number, row, "address", 0),
    }


def _prescriber(number: int, row: "Row") -> "Plain":
    name = _words(number, row, "prescriber")
    _checked(number, "rpps", check_rpps, row["rpps"])
    _checked(number, "am_number", check_am_number, row["am_number"])
    _figures(number, row, "specialty", _FIGURES, 2)
    return {"rpps": row["rpps"], "am_number": row["am_number"], "name": capitals(name), "specialty": row["specialty"]}


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


def _words(number: int, row: "Row", name: str, least: int = 1) -> str:
    """Words that our papers and messages can carry: so many characters at least, LONGEST at most, printed by ISO-8859-1 (apostrophes and
    ligatures as offices write them come down to it)."""
    text = row[name].strip().replace("\u2019", "'")
    if not least <= len(text) <= LONGEST or not all([_is_printed(ord(character)) for character in capitals(text)]):
        raise Refusal("IMPORT_VALUE", line=number, value=name)
    return text


def _is_printed(code: int) -> bool:
    return 32 <= code < 127 or 160 <= code < 256


def _figures(number: int, row: "Row", name: str, among: str, length: int) -> int:
    """A number of so many figures, each one of those."""
    if len(row[name]) != length or row[name].strip(among):
        raise Refusal("IMPORT_VALUE", line=number, value=name)
    return int(row[name])


def _checked(number: int, name: str, check: "Callable[..., Any]", *values: "Any") -> "Any":
    """What the check gives; its own refusal becomes one that names the line and the column, never the value."""
    try:
        return check(*values)
    except Refusal:
        raise Refusal("IMPORT_VALUE", line=number, value=name)


def order_of(body: "Plain") -> "tuple[str, str, int, str]":
    """What makes two prescriptions the same one: patient, prescriber, day and acts."""
    return body["patient"], body["prescriber"], body["day"], "|".join(body["acts"])


def facts(
    people: "list[PatientLine]",
    ordered: "list[PrescriptionLine]",
    known: "Callable[[PatientLine], str]",
    orders: "dict[tuple[str, str, int, str], str]",
    fresh: "Callable[[int], str]",
) -> "list[tuple[str, Plain]]":
    """The facts to record, in one transaction. `known` gives the id of a patient who is there already (empty: nobody), `orders` that of a
    prescription by `order_of`, `fresh` the id that the fact so many places ahead will have."""
    made: list[tuple[str, Plain]] = []
    ids: dict[str, str] = {}
    for person in people:
        ids[person.ref] = known(person) or fresh(len(made))
        made.append(("patient.known", dict(person.body, patient=ids[person.ref])))
    told: dict[str, bool] = {}
    orders = dict(orders)
    for line in ordered:
        rpps = line.prescriber["rpps"]
        if rpps not in told:
            told[rpps] = True
            made.append(("prescriber.known", line.prescriber))
        body = dict(line.body, patient=ids[line.ref], prescriber=rpps)
        identity = orders.setdefault(order_of(body), fresh(len(made)))
        made.append(("prescription.known", dict(body, prescription=identity)))
    return made
