"""Who pays what: the insurer's rate and exoneration of each line, the rest, and what is due now (contract, section 8)."""

from device.base.money import half_up

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.pricing.bill import Bill, Line, Visit

    Plain = dict[str, Any]

ALD = "4"
_NATURES = {"illness": "10", "maternity": "30", "work_accident": "41", "prevention": "90"}


def nature_of(coverage: "Plain") -> str:
    """Nature of insurance: 10 illness, 13 illness under the local scheme, 30, 41, 90."""
    if coverage["insurance"] == "illness" and coverage["local_scheme"]:
        return "13"
    return _NATURES[coverage["insurance"]]


def rate_of(coverage: "Plain", ald: bool) -> "tuple[int, str, str]":
    """The insurer's rate in percent, the exoneration, and the reason: the first rule that applies."""
    if coverage["insurance"] != "illness":
        return 100, "0", "COVER_" + coverage["insurance"].upper()
    if coverage["regime"] == "07":
        return 100, "6", "COVER_REGIME"
    if coverage["ald"] and ald:
        return 100, ALD, "COVER_ALD"
    if coverage["exonerated"] or coverage["at_pension"]:
        return 100, "5", "COVER_EXONERATED"
    if coverage["local_scheme"]:
        return 90, "0", "COVER_LOCAL"
    if coverage["aspa"]:
        return 80, "9", "COVER_ASPA"
    return 60, "0", "COVER_ORDINARY"


def share(bill: "Bill", visit: "Visit") -> None:
    """Set rate and shares of every line of the visit; majorations and travel follow its first act."""
    first = visit.first_entry()
    to_amc = bill.coverage["c2s"] or (bill.coverage["third_party"] == "full" and bill.coverage["amc"])
    for line in visit.lines:
        entry = line.entry if line.entry is not None else first
        line.amo_rate, line.exo, reason = rate_of(bill.coverage, entry.ald)
        if line.travels() and bill.settings["travel_amo_rate"] == "full" and line.amo_rate != 100:
            line.amo_rate, line.exo, reason = 100, "0", "COVER_TRAVEL_FULL"
            bill.settle("travel_amo_rate")
        line.because(reason, percent=line.amo_rate)
        line.amo = half_up(line.amount * line.amo_rate, 100)
        rest = line.amount - line.amo
        line.amc, line.patient = (rest, 0) if to_amc else (0, rest)


def third_party(bill: "Bill", lines: "list[Line]") -> str:
    """The third-party payment that applies: compulsory with C2S, maternity, work accident or a line of long-term illness."""
    wanted: str = bill.coverage["third_party"]
    forced = bill.coverage["c2s"] or bill.coverage["insurance"] in ("maternity", "work_accident")
    if wanted == "none" and (forced or [line for line in lines if line.exo == ALD]):
        bill.warn("THIRD_PARTY_FORCED")
        return "amo"
    return wanted


def totals(bill: "Bill", lines: "list[Line]") -> "Plain":
    """Sums of the lines, and what the patient pays now."""
    amount = sum([line.amount for line in lines])
    patient = sum([line.patient for line in lines])
    return {
        "amount_cents": amount,
        "amo_cents": sum([line.amo for line in lines]),
        "amc_cents": sum([line.amc for line in lines]),
        "patient_cents": patient,
        "due_now_cents": amount if third_party(bill, lines) == "none" else patient,
    }
