"""What the professional typed or insists on, held against what the rules gave (contract: `letter`, `claim`)."""

from device.pricing.bill import FORFAITS
from device.pricing.dependency import billed_before, letter_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.pricing.bill import Bill, Visit
    from device.pricing.travel import DayCounts


def check_letters(bill: "Bill", visit: "Visit") -> None:
    """LETTER when a typed key letter is not the one derived."""
    for entry in visit.entries:
        # Care that the forfait covers has the forfait's own letter.
        derived = bill.patient["bsi"]["level"] if "forfait_care" in entry.flags else letter_of(entry, visit.dependent)
        typed = entry.asked["letter"]
        if typed and typed != derived:
            bill.refuse("LETTER", act=entry.row.act_id, value=derived)


def check_claims(bill: "Bill", visit: "Visit", day: "DayCounts") -> None:
    """CLAIMS_EXCLUSIVE, then each code claimed more often than derived: FORFAIT_TWICE, CAP_EXCEEDED or CLAIM_NOT_DUE."""
    claimed: "list[str]" = visit.asked["claim"]
    night = "N" in claimed or "ND" in claimed
    if ("MAU" in claimed and "MCI" in claimed) or (night and "F" in claimed):
        bill.refuse("CLAIMS_EXCLUSIVE", code="MAU" if "MAU" in claimed and "MCI" in claimed else "F")
    for code in sorted(set(claimed)):
        if len([each for each in claimed if each == code]) > _derived(visit, code):
            bill.refuse(_reason(bill, visit, code, day), act=code, code=code)


def _derived(visit: "Visit", code: str) -> int:
    """How many times the rules gave the code in the visit."""
    if code in ("N", "ND", "F"):
        given = ("N", "ND") if code == "N" else (code,)
        return len([line for line in visit.lines if line.majoration in given])
    return len([line for line in visit.lines if line.code == code])


def _reason(bill: "Bill", visit: "Visit", code: str, day: "DayCounts") -> str:
    if code in FORFAITS and visit.dependent and _is_second_forfait(bill, visit, code):
        return "FORFAIT_TWICE"
    return "CAP_EXCEEDED" if code == "IFI" and visit in day.ifi_refused else "CLAIM_NOT_DUE"


def _is_second_forfait(bill: "Bill", visit: "Visit", code: str) -> bool:
    """True when the day has a forfait without the one claimed: on another visit, billed before, or this same one claimed again."""
    others = [other for other in bill.days[visit.day] if other is not visit]
    elsewhere = [line for other in others for line in other.lines if line.code in FORFAITS]
    return bool(elsewhere) or billed_before(bill, visit.day) or _derived(visit, code) > 0
