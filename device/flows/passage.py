"""One passage in a home: the patients seen there one after the other today, and those whom the plan still has there."""

from device.acts.care import Seen, home_of
from device.flows.round import CORRECTION, stops_waiting
from device.outbox.sheet import day_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.draft import Draft

    Plain = dict[str, Any]

MOST_VISITS = 200


def home_now(desk: "Desk", draft: "Draft") -> "Plain":
    """The contract's `home` of the draft's patient: rank and dependent others (I art. 13 D). Patients share a home when they have
    the same address, and a passage when no visit elsewhere stands between them."""
    patient = draft.patient()
    where = _address(desk, patient)
    before = _run(desk, where, [_patient_of(row) for row in reversed(_given_today(desk, draft))], [patient])
    after = _run(desk, where, [stop["patient"] for stop in _planned_after(desk, draft)], before + [patient])
    before.reverse()
    return home_of(tuple(Seen(each, _is_dependent(desk, each)) for each in before + [patient] + after), patient)


def _run(desk: "Desk", where: str, patients: "list[str]", seen: "list[str]") -> "list[str]":
    """The first of the patients, as long as they live there and come for the first time."""
    found: "list[str]" = []
    for patient in patients:
        if not where or _address(desk, patient) != where or patient in seen + found:
            return found
        found.append(patient)
    return found


def _given_today(desk: "Desk", draft: "Draft") -> "list[Plain]":
    """Today's other visits in which care was given, in their order; not those that only correct an invoice."""
    rows = desk.store.rows("visit", day_text(desk.now().day), MOST_VISITS)
    others = [row for row in rows if row["visit"] != draft.visit and not row["flow"]["stop"].startswith(CORRECTION)]
    return [row for row in others if row["answers"].get("care")]


def _planned_after(desk: "Desk", draft: "Draft") -> "list[Plain]":
    """The stops that the plan has after the draft's; all that wait when it was not planned."""
    waiting = stops_waiting(desk)
    places = [index for index, stop in enumerate(waiting) if stop["stop"] == draft.stop["stop"]]
    return waiting[places[0] + 1 :] if places else waiting


def _patient_of(row: "Plain") -> str:
    patient: str = row["answers"]["rights"]["patient"]
    return patient


def _address(desk: "Desk", patient: str) -> str:
    """An address as it is compared: capitals, single spaces; empty while it is unknown."""
    row = desk.store.row("patient", patient) or {"address": ""}
    return " ".join([word for word in row["address"].upper().replace(",", " ").split(" ") if word])


def _is_dependent(desk: "Desk", patient: str) -> bool:
    """True under a day forfait of today."""
    bsi = (desk.store.row("patient", patient) or {}).get("bsi")
    return bsi is not None and bsi["start"] <= desk.now().day <= bsi["until"]
