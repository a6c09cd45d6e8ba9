"""One visit, two invoices: acts of different natures of insurance (an illness and a work accident, say) given together.

The visit is priced once, so that article 11 B, majorations and travel count once; then each line goes to the invoice of its
nature, majorations and travel with the visit's first act, and each invoice has its own shares.
"""

from device.pricing import shares
from device.pricing.invoice import Assessment, assessment_of, refused_answer, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import Tables
    from device.pricing.bill import Bill, Line, Visit

    Plain = dict[str, Any]
    Natures = dict[tuple[int, int], str]

INSURANCES = ("illness", "maternity", "work_accident", "prevention")


def split(request: "Plain", natures: "Natures", tables: "Tables") -> "tuple[tuple[str, Plain], ...]":
    """(insurance, answer) for each nature that has a line; see `assessed`."""
    return tuple([(insurance, each.answer) for insurance, each in assessed(request, natures, tables)])


def assessed(request: "Plain", natures: "Natures", tables: "Tables") -> "tuple[tuple[str, Assessment], ...]":
    """(insurance, what `assess` gives of its part) for each nature that has a line; `natures` names the insurance of an act by its
    visit and place in it, where that is not the request's. One refused answer when the visit as a whole, or an invoice of it, is
    refused.

    BAD_REQUEST(key, value) is raised for a request that is not well formed."""
    bill = run(request, tables)
    coverage = bill.coverage
    if "work_accident" in natures.values() and coverage["quality"] != "insured":
        bill.refuse("AT_NOT_INSURED")
    if bill.refusals:
        return ((coverage["insurance"], Assessment(refused_answer(bill.refusals), (), (), tuple(bill.refused), tuple(bill.done))),)
    owned = [
        (index, visit, line, _nature(bill, index, visit, line, natures)) for index, visit in enumerate(bill.visits) for line in visit.lines
    ]
    found = []
    warnings = bill.warnings
    for insurance in INSURANCES:
        bill.coverage, bill.warnings = dict(coverage, insurance=insurance), list(warnings)
        for index, visit in enumerate(bill.visits):
            visit.lines = [line for at, _, line, nature in owned if at == index and nature == insurance]
            for line in visit.lines:
                line.reasons = [reason for reason in line.reasons if not reason[0].startswith("COVER_")]
            shares.share(bill, visit)
        if bill.lines():
            found.append((insurance, assessment_of(bill)))
    return tuple(found)


def _nature(bill: "Bill", index: int, visit: "Visit", line: "Line", natures: "Natures") -> str:
    """The insurance of a line: that of its act, or of the visit's first act."""
    entry = line.entry if line.entry is not None else visit.first_entry()
    default: str = bill.asked["coverage"]["insurance"]
    return natures.get((index, entry.position), default)
