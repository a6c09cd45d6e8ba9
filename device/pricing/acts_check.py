"""The first two steps of a pricing: the invoice as such, then each act by itself (contract, section 3, steps 1 and 2)."""

from device.acts.prescription import agreement_needed, is_silence, last_day
from device.base.dates import age_on
from device.pricing.bill import Entry, Visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.pricing.bill import Bill

    Plain = dict[str, Any]


def check_invoice(bill: "Bill") -> None:
    """DUPLICATE_INVOICE for a number already paid; AT_NOT_INSURED for a work accident of anyone but the insured."""
    invoice = bill.asked["invoice"]
    if invoice is not None and invoice["number"] in invoice["paid_numbers"]:
        bill.refuse("DUPLICATE_INVOICE", invoice=invoice["number"])
    if bill.coverage["insurance"] == "work_accident" and bill.coverage["quality"] != "insured":
        bill.refuse("AT_NOT_INSURED")


def check_acts(bill: "Bill") -> None:
    """Find each act's row and prescription, and hold the act to its flags; fills `bill.visits`."""
    for asked in bill.asked["visits"]:
        entries = []
        for act in asked["acts"]:
            entry = _entry(bill, asked, act)
            if entry is not None:
                _check(bill, asked, entry)
                entries.append(entry)
        bill.add(Visit(asked, entries))
    for billed in bill.asked["already_billed"]:
        for act_id in billed["acts"]:
            if not bill.tables.knows(act_id):
                bill.refuse("UNKNOWN_ACT", act=act_id)


def _entry(bill: "Bill", visit: "Plain", asked: "Plain") -> "Entry | None":
    """The act with its row; None, with its refusal, when it is unknown, not valid that day or of another profession."""
    act_id = asked["act"]
    row = bill.tables.act(act_id, visit["date"])
    if row is None:
        bill.refuse("ACT_NOT_VALID" if bill.tables.knows(act_id) else "UNKNOWN_ACT", act=act_id, day=visit["date"])
        return None
    if row.discipline != bill.professional["discipline"] or ("ipa" in row.flags and not bill.professional["ipa"]):
        bill.refuse("WRONG_PROFESSION", act=act_id)
        return None
    entry = Entry(asked, row, _prescription(bill, asked["rx"]))
    if entry.prescription is None and (asked["rx"] or "no_rx" not in row.flags):
        bill.refuse("PRESCRIPTION_MISSING", act=act_id)
    return entry


def _prescription(bill: "Bill", name: str) -> "Plain | None":
    """The prescription of that id, the first when no id is given."""
    for prescription in bill.asked["prescriptions"]:
        if not name or prescription["id"] == name:
            found: "Plain" = prescription
            return found
    return None


def _check(bill: "Bill", visit: "Plain", entry: "Entry") -> None:
    """The act's own conditions, in the order of the contract."""
    act = entry.row.act_id
    if entry.prescription is not None and "no_rx" not in entry.flags:
        _check_prescription(bill, entry.prescription, visit["date"], entry)
    if not _age_fits(entry.flags, bill.patient["birth_date"], visit["date"]):
        bill.refuse("AGE", act=act)
    if not _place_fits(entry.flags, visit["place"]):
        bill.refuse("PLACE", act=act, place=visit["place"])
    if not _number_fits(entry.flags, entry.asked["session_no"]):
        bill.refuse("CAP_EXCEEDED", act=act, count=entry.asked["session_no"])
    if "postop_days" in entry.flags and not within(bill.patient["surgery_discharge"], visit["date"], entry.flags["postop_days"]):
        bill.refuse("OUT_OF_PERIOD", act=act)
    if "ald_only" in entry.flags and not bill.coverage["ald"]:
        bill.refuse("COVERAGE", act=act)
    if "bdk_at" in entry.flags and not assessment_due(entry.flags["bdk_at"], entry.asked["session_no"]):
        bill.refuse("BDK_NOT_DUE", act=act, count=entry.asked["session_no"])
    if not _group_fits(entry.flags, entry.asked["group_size"]):
        bill.refuse("GROUP_SIZE", act=act, count=entry.asked["group_size"])
    _check_agreement(bill, entry, visit["date"])


def _check_prescription(bill: "Bill", prescription: "Plain", day: int, entry: "Entry") -> None:
    """Dated on or before the care, and not ended."""
    if prescription["date"] > day:
        bill.refuse("PRESCRIPTION_AFTER_CARE", act=entry.row.act_id, day=prescription["date"])
    elif day > last_day(prescription, entry.row):
        bill.refuse("PRESCRIPTION_EXPIRED", act=entry.row.act_id, day=last_day(prescription, entry.row))


def _age_fits(flags: "Plain", birth: int, day: int) -> bool:
    if "age_under" in flags and age_on(birth, day) >= flags["age_under"]:
        return False
    return "age_over" not in flags or age_on(birth, day) > flags["age_over"]


def _place_fits(flags: "Plain", place: str) -> bool:
    if "home_only" in flags and place not in ("home", "care_home"):
        return False
    return not ("no_care_home" in flags and place == "care_home")


def _number_fits(flags: "Plain", number: "int | None") -> bool:
    """The act's number in its series, year or month is within the caps of the nomenclature."""
    if number is None:
        return True
    for name in ("max_series", "max_per_year", "max_per_month"):
        if name in flags and number > flags[name]:
            return False
    return True


def within(discharge: "int | None", day: int, days: int) -> bool:
    """True from the day of discharge (day 0) to day `days` after it."""
    return discharge is not None and 0 <= day - discharge <= days


def assessment_due(dates: "tuple[int, int, int]", number: "int | None") -> bool:
    """NGAP XIV ch. I section 2: once in the first sessions, again at one session, then every so many after it."""
    if number is None:
        return True
    first, again, every = dates
    return number <= first or (number >= again and (number - again) % every == 0)


def _group_fits(flags: "Plain", size: int) -> bool:
    if "group4" in flags:
        return 2 <= size <= 4
    return size <= (3 if "group3" in flags else 1)


def _check_agreement(bill: "Bill", entry: "Entry", day: int) -> None:
    """Agreed, urgent, or more than fifteen days of silence."""
    if not agreement_needed(entry.flags, entry.asked["session_no"]):
        return
    agreement = entry.asked["prior_agreement"]
    if agreement is None:
        bill.refuse("DAP_REQUIRED", act=entry.row.act_id)
    elif agreement["answer"] == "refused":
        bill.refuse("DAP_REFUSED", act=entry.row.act_id)
    elif agreement["answer"] != "accepted" and not agreement["urgent"]:
        if not is_silence(agreement["received"], day):
            bill.refuse("DAP_REQUIRED", act=entry.row.act_id)
