"""Travel of a visit: one flat indemnity and the kilometres, with their caps of the day (contract, section 6; I art. 13)."""

from device.pricing.acts_check import within
from device.pricing.bill import Line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.pricing.bill import Bill, Visit

IFI_MOST = 4
TLL_MOST = 2
POSTOP_TRAVEL_DAYS = 35
# Nurses, I art. 13 C 2: kilometres of the day up to the first bound in full, up to the second at half, then nothing. Its list of
# letters leaves out PAI: advanced practice has no bound.
KM_FULL = 299
KM_HALF = 399
# I art. 13 C 1: kilometres taken off each way, which is also the distance that must be passed.
ABATEMENT_KM = {"plain": 2, "mountain": 1}
# Where one trip to several patients has an article of its own.
_ONCE = {"care_home": "I art.13.1", "telecare_site": "I art.14.9.5"}
KM_CODES = {"plain": "IK", "mountain": "IKM", "on_foot": "IKS"}


class DayCounts:
    """What a day has had so far of what is capped: kilometres, IFI, travels to teleconsultation places."""

    def __init__(self, bill: "Bill", day: int) -> None:
        billed = bill.billed.get(day)
        self.km: int = billed["km"] if billed is not None else 0
        self.tll: int = billed["tll_travels"] if billed is not None else 0
        self.ifi: int = bill.billed_code(day, "IFI")
        # Set when an IFI was left out by the cap: a claim of it is then CAP_EXCEEDED.
        self.ifi_refused: "list[Visit]" = []


def add_travel(bill: "Bill", visit: "Visit", day: DayCounts) -> None:
    """Add the flat indemnity and the kilometres that the visit earns."""
    if not _travels(visit):
        return
    if visit.waived("travel"):
        visit.not_billed("WAIVED", "I art.13", code="travel")
        return
    dependent = visit.dependent or bool(visit.letters("DI")) or visit.has("ipa")
    shared = _shared(bill, visit, dependent, day)
    if shared:
        bill.warn("TRAVEL_SHARED")
        visit.not_billed(shared, "I art.13 A" if shared == "DEPENDENT_HOME" else _ONCE.get(visit.place, "I art.13"))
        return
    line = _ifi(bill, visit, day) if dependent else _flat(bill, visit)
    if line is not None:
        if visit.place == "care_home":
            line.because("CARE_HOME", "I art.13.1")
        visit.lines.append(line)
    _add_kilometres(bill, visit, day)


def _travels(visit: "Visit") -> bool:
    """At home, in a care home, or at a teleconsultation place for TLL; not for acts without travel or all free."""
    place = visit.at_home() or (visit.place == "telecare_site" and bool(visit.letters("TLL")))
    moving = [entry for entry in visit.entries if "no_travel" not in entry.flags]
    return place and bool(moving) and not visit.all_free


def _shared(bill: "Bill", visit: "Visit", dependent: bool, day: DayCounts) -> str:
    """Why another patient or another trip carries the travel; empty when none does."""
    if visit.place == "telecare_site":
        if day.tll >= TLL_MOST:
            return "TLL_CAP"
        if visit.asked["home"]["rank"] == 1:
            day.tll += 1
    if dependent:
        return ""
    if visit.asked["home"]["rank"] > 1:
        return "SAME_HOME"
    return "DEPENDENT_HOME" if bill.nurse and visit.asked["home"]["dependent_others"] > 0 else ""


def _ifi(bill: "Bill", visit: "Visit", day: DayCounts) -> "Line | None":
    """IFI: coefficient 1 for the first patient of the home, 0.01 for the others; four a day (I art. 13 D)."""
    article = "I art.13 D"
    if day.ifi >= IFI_MOST:
        bill.warn("IFI_CAP")
        visit.not_billed("IFI_CAP", article, count=IFI_MOST)
        day.ifi_refused.append(visit)
        return None
    day.ifi += 1
    first: bool = visit.asked["home"]["rank"] == 1
    return Line("IFI", 100 if first else 1, 100, article).because("IFI" if first else "IFI_NEXT", article, count=day.ifi)


def _flat(bill: "Bill", visit: "Visit") -> Line:
    """IFD, or the physiotherapist's specific indemnity (I art. 13 A and E)."""
    for entry in visit.entries:
        if "travel" in entry.flags:
            return Line(entry.flags["travel"], 100, 100, "I art.13 A").because("IFD_FORMER", "", act=entry.row.act_id)
    for entry in visit.entries:
        if "ifs" in entry.flags or ("ifs_postop" in entry.flags and _after_surgery(bill, visit)):
            reason = "IFS" if "ifs" in entry.flags else "IFS_POSTOP"
            return Line("IFS", 100, 100, "I art.13 E").because(reason, "", act=entry.row.act_id)
    return Line("IFD", 100, 100, "I art.13 A").because("IFD")


def _after_surgery(bill: "Bill", visit: "Visit") -> bool:
    return bill.patient["home_return_programme"] or within(bill.patient["surgery_discharge"], visit.day, POSTOP_TRAVEL_DAYS)


def billable_km(travel: "dict[str, Any]", whoever_is_nearest: bool, iks_abatement_km: int) -> int:
    """Whole kilometres, there and back, after the abatement; 0 in the same town or under the distance."""
    if travel["same_town"]:
        return 0
    metres: int = travel["distance_m"]
    if travel["nearest_m"] is not None and not whoever_is_nearest:
        metres = min(metres, travel["nearest_m"])
    abated = 1000 * ABATEMENT_KM.get(travel["terrain"], iks_abatement_km)
    return max(0, 2 * (metres - abated)) // 1000


def bands(before: int, km: int, whole: bool) -> "list[tuple[int, int]]":
    """The visit's kilometres as (rate, kilometres), `before` being those of the day so far; those not paid are left out.

    `whole`: all at the rate that the last one reaches (setting `ik_cap`)."""
    last = before + km
    if whole:
        rate = 100 if last <= KM_FULL else 50 if last <= KM_HALF else 0
        return [(rate, km)] if rate else []
    full = max(0, min(last, KM_FULL) - before)
    half = max(0, min(last, KM_HALF) - max(before, KM_FULL))
    return [(rate, count) for rate, count in ((100, full), (50, half)) if count]


def _add_kilometres(bill: "Bill", visit: "Visit", day: DayCounts) -> None:
    """One line per rate; the first patient of the home carries them."""
    travel = visit.asked["travel"]
    whoever = bill.patient["home_return_programme"] or visit.has("ipa")
    km = billable_km(travel, whoever, bill.settings["iks_abatement_km"])
    if km == 0 or visit.asked["home"]["rank"] > 1:
        return
    capped = bill.nurse and not visit.has("ipa")
    parts = bands(day.km, km, bill.settings["ik_cap"] == "whole") if capped else [(100, km)]
    day.km += km if capped else 0
    for rate, count in parts:
        line = Line(KM_CODES[travel["terrain"]], 100, rate, "I art.13 C")
        line.quantity = count
        near = not whoever and travel["nearest_m"] is not None and travel["nearest_m"] < travel["distance_m"]
        visit.lines.append(line.because("KM_NEAREST" if near else "KM", km=count))
        if rate == 50:
            line.because("KM_HALF", km=day.km)
    if travel["terrain"] == "on_foot":
        bill.settle("iks_abatement_km")
    if parts != [(100, km)]:
        bill.warn("IK_CAP")
        bill.settle("ik_cap")
        unpaid = km - sum([count for _, count in parts])
        if unpaid:
            visit.not_billed("IK_CAP", "I art.13 C", km=unpaid)
