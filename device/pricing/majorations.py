"""Majorations of a visit: single act (MAU), coordination (MCI), young child (MIE), night (N, ND) and Sunday (F); contract,
section 5."""

from device.base.dates import age_on, is_holiday, weekday
from device.pricing.bill import Line
from device.pricing.ranking import single_ami

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.pricing.bill import Bill, Visit

MAU_MOST = 150
MIE_AGE = 7
NF = "I art.14"
# Minutes of the day: night from 20:00 to 8:00 when called from 19:00 to 7:00; deep night from 23:00 to 5:00.
_NIGHT = (20 * 60, 8 * 60)
_CALL = (19 * 60, 7 * 60)
_DEEP = (23 * 60, 5 * 60)


def add_flat(bill: "Bill", visit: "Visit") -> None:
    """Add the lines MCI, MAU and MIE that are due to a nurse's visit and not waived."""
    mci = _mci_reason(bill, visit)
    mau = "" if mci and not visit.waived("MCI") else _mau_reason(visit)
    mie = _mie_reason(bill, visit)
    for code, reason, article in (("MAU", mau, "I art.23.1"), ("MCI", mci, "I art.23.2"), ("MIE", mie, "I art.23.5")):
        if reason and visit.waived(code):
            visit.not_billed("WAIVED", article, code=code)
        elif reason:
            visit.lines.append(Line(code, 100, 100, article).because(reason, article))
            if code == "MCI" and visit.dependent:
                bill.dispute("mci_with_bsi")


def _mau_reason(visit: "Visit") -> str:
    """One single AMI act of coefficient 1.5 or less, neither under a forfait nor with the IFI that an assessment or advanced
    practice brings (I art. 23.1)."""
    entry = single_ami(visit)
    if entry is None or visit.dependent or entry.free or visit.letters("DI") or visit.has("ipa"):
        return ""
    fits = "mau" in entry.flags and entry.row.coefficient <= MAU_MOST and visit.place in ("home", "care_home", "practice")
    return "SINGLE_ACT" if fits else ""


def _mci_reason(bill: "Bill", visit: "Visit") -> str:
    """A heavy dressing, or any Title XVI care to a palliative patient, at home (I art. 23.2)."""
    if visit.place != "home" or visit.has("no_mci"):
        return ""
    title_xvi = [entry for entry in visit.entries if "XVI " in entry.row.article]
    reason = "HEAVY_DRESSING" if visit.has("mci") else "PALLIATIVE" if bill.patient["palliative"] and title_xvi else ""
    if reason and visit.dependent and not bill.settings["mci_with_bsi"]:
        bill.settle("mci_with_bsi")
        visit.not_billed("MCI_BY_SETTING", "I art.23.2")
        return ""
    return reason


def _mie_reason(bill: "Bill", visit: "Visit") -> str:
    """Care to a child under seven; accompaniment and expertise at a distance are no care (I art. 23.5)."""
    if visit.has("no_mie") or age_on(bill.patient["birth_date"], visit.day) >= MIE_AGE:
        return ""
    care = [entry for entry in visit.entries if not entry.row.article.startswith("I art.14.9")]
    return "YOUNG_CHILD" if care else ""


def add_timed(bill: "Bill", visit: "Visit") -> None:
    """Add the night or Sunday majoration to the first line that may carry it; NF_NOT_DUE when none is due."""
    night = _between(visit.asked["time"], _NIGHT)
    sunday = weekday(visit.day) == 6 or is_holiday(visit.day) or visit.day in bill.professional["local_holidays"]
    carrier = _carrier(visit)
    if carrier is None or not (night or sunday):
        return
    prescription = _prescription(visit)
    due = []
    if night and _night_reason(visit, prescription):
        code = "ND" if bill.nurse and _between(visit.asked["time"], _DEEP) else "N"
        due.append((code, _night_reason(visit, prescription)))
    if sunday and (visit.asked["urgent"] or prescription.get("daily", False)):
        due.append(("F", "SUNDAY_URGENT" if visit.asked["urgent"] else "SUNDAY_DAILY"))
    if not due:
        bill.warn("NF_NOT_DUE")
        visit.not_billed("CALL_NOT_NIGHT" if visit.asked["urgent"] else "NF_NOT_DUE", NF, code="N" if night else "F")
    _add_higher(bill, visit, carrier, due)


def _add_higher(bill: "Bill", visit: "Visit", carrier: Line, due: "list[tuple[str, str]]") -> None:
    """Write the higher of the majorations due, those waived left out; one per visit."""
    for code, reason in due:
        price = bill.price(code, visit.day)
        cents = price.cents if price is not None else 0
        if visit.waived(code[0]):
            visit.not_billed("WAIVED", NF, code=code)
        elif not carrier.majoration or cents > carrier.majoration_cents:
            carrier.majoration, carrier.majoration_cents = code, cents
            higher = reason
    if carrier.majoration:
        carrier.because(higher, NF, code=carrier.majoration, cents=carrier.majoration_cents)


def _between(minute: int, span: "tuple[int, int]") -> bool:
    """In a span that crosses midnight: from its first minute, to before its last."""
    return minute >= span[0] or minute < span[1]


def _night_reason(visit: "Visit", prescription: "dict[str, Any]") -> str:
    call = visit.asked["call_time"]
    if visit.asked["urgent"] and call is not None and _between(call, _CALL):
        return "NIGHT_URGENT"
    return "NIGHT_PRESCRIBED" if prescription.get("night", False) else ""


def _prescription(visit: "Visit") -> "dict[str, Any]":
    """That of the visit's first line, or of its first act; an empty one when it needs none."""
    entry = visit.first_entry()
    return entry.prescription if entry.prescription is not None else {}


def _carrier(visit: "Visit") -> "Line | None":
    """The first act line that may carry a majoration; the IFI when there is no act line."""
    acts = [line for line in visit.lines if line.entry is not None]
    for line in acts:
        if "no_nf" not in line.entry.flags and not line.free:  # type: ignore[union-attr]
            return line
    if not acts:
        for line in visit.lines:
            if line.code == "IFI":
                return line
    return None
