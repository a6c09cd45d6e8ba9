"""The way in: a request and the tables give the answer of the pricing contract, in the order of its section 3."""

from device.base.dates import iso_from_day
from device.base.money import half_up
from device.base.record import Record, in_order
from device.base.refusal import Refusal
from device.pricing import acts_check, claims, dependency, majorations, ranking, sessions_check, shares, travel
from device.pricing.bill import Bill, Line
from device.pricing.shape import checked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import Tables
    from device.pricing.bill import Reason, Visit

    Plain = dict[str, Any]


class Assessment(Record):
    """A pricing and what explains it: the contract's `answer`; `reasons`, one tuple per line of the answer; `unbilled`
    and `refused`, each a reason; `steps`, the rules in the order in which they applied; `settled`, the settings of disputed
    rules that decided. A reason is (code, article, facts)."""

    FIELDS = ("answer", "reasons", "unbilled", "refused", "steps", "settled")
    answer: "Plain"
    reasons: "tuple[tuple[Reason, ...], ...]"
    unbilled: "tuple[Reason, ...]"
    refused: "tuple[Reason, ...]"
    steps: "tuple[str, ...]"
    settled: "tuple[str, ...]" = ()


def price(request: "Plain", tables: "Tables") -> "Plain":
    """The contract's answer: lines, totals, nature, payee, refusals, warnings. With a refusal: no lines, no totals."""
    answer: "Plain" = assess(request, tables).answer
    return answer


def assess(request: "Plain", tables: "Tables") -> Assessment:
    """The same with its reasons. Never raises on bad input: the answer then holds refusals only."""
    try:
        bill = run(request, tables)
    except Refusal as refusal:
        facts = (refusal.code, "", refusal.facts)
        return Assessment(refused_answer([refusal.code]), (), (), (facts,), ("BAD_REQUEST",))
    if bill.refusals:
        return Assessment(refused_answer(bill.refusals), (), (), tuple(bill.refused), tuple(bill.done))
    return assessment_of(bill)


def assessment_of(bill: Bill) -> Assessment:
    """The answer and the reasons of a pricing that nothing refused."""
    reasons = tuple([tuple(line.reasons) for line in bill.lines()])
    unbilled = tuple([reason for visit in bill.visits for reason in visit.unbilled])
    return Assessment(answer_of(bill), reasons, unbilled, (), tuple(bill.done), tuple(bill.settled))


def run(request: "Plain", tables: "Tables") -> Bill:
    """The steps in their order, up to the first that refuses. BAD_REQUEST(key, value) when the request is not well formed."""
    bill = Bill(checked(request), tables)
    for name, step in _STEPS:
        step(bill)
        bill.done.append(name)
        if bill.refusals:
            break
    return bill


def refused_answer(codes: "list[str]") -> "Plain":
    """The answer that only refuses."""
    return {"lines": [], "refusals": list(codes), "warnings": []}


def _add_lines(bill: "Bill") -> None:
    """Step 5: the acts' lines and rates, by regime."""
    dependent = [day for day in bill.days if bill.days[day][0].dependent]
    full = {day: dependency.FullUnits(bill, bill.days[day], day) for day in dependent}
    taken = {day: dependency.billed_before(bill, day) for day in dependent}
    for visit in bill.visits:
        plain = [entry for entry in visit.entries if not dependency.is_forfait(entry)]
        if visit.dependent:
            taken[visit.day] = dependency.add_forfait(bill, visit, taken[visit.day])
            dependency.add_beside_forfait(bill, visit, plain, full[visit.day])
        elif bill.nurse:
            ranking.rank(bill, visit, plain)
        else:
            _add_sessions(visit)
        visit.lines = in_order(visit.lines, lambda line: _place(bill, line))


def _add_sessions(visit: "Visit") -> None:
    """A physiotherapist's acts, all in full."""
    for entry in visit.entries:
        reason = "SUPPLEMENT" if "supplement" in entry.flags else "SESSION"
        for line in ranking.lines_of(entry, entry.row.letter, 100, entry.quantity):
            visit.lines.append(line.because(reason, count=line.quantity))


def _place(bill: "Bill", line: Line) -> "tuple[int, int, int]":
    """Order in a visit: forfait and assessment; acts in full, then at half, by falling coefficient; then acts with a
    letter of their own and a physiotherapist's supplements. Ties stay in the order of the request."""
    entry: "Any" = line.entry
    if dependency.is_forfait(entry):
        return 0, 0, entry.position
    if line.code == "DI":
        return 1, 0, entry.position
    if "outside_11b" in entry.flags:
        return 4, 0, entry.position
    if "supplement" in entry.flags and not bill.nurse:
        return 5, 0, entry.position
    return 2 if line.rate == 100 else 3, -line.coefficient, entry.position


def _check_letters(bill: "Bill") -> None:
    for visit in bill.visits:
        claims.check_letters(bill, visit)


def _add_extras(bill: "Bill") -> None:
    """Majorations, travel and claims, visit by visit."""
    days = {day: travel.DayCounts(bill, day) for day in bill.days}
    for visit in bill.visits:
        if bill.nurse and not visit.all_free:
            majorations.add_flat(bill, visit)
        travel.add_travel(bill, visit, days[visit.day])
        if not visit.all_free:
            majorations.add_timed(bill, visit)
    for visit in bill.visits:
        claims.check_claims(bill, visit, days[visit.day])


def _set_amounts(bill: "Bill") -> None:
    """Steps 6 and 7: unit price by the day of the visit, amount, shares."""
    for visit in bill.visits:
        for line in visit.lines:
            _set_amount(bill, visit, line)
        shares.share(bill, visit)


def _set_amount(bill: "Bill", visit: "Visit", line: Line) -> None:
    """Amount: coefficient x rate x price x quantity, rounded half up to the cent, plus the majoration; 0 when free."""
    unit = bill.price(line.code, visit.day)
    if unit is None or (line.majoration and bill.price(line.majoration, visit.day) is None):
        bill.refuse("TARIFF_MISSING", code=line.code, day=visit.day)
        return
    line.price = unit.cents
    if unit.certainty == "LOCAL":
        line.why.append("tarif saisi par le cabinet : " + unit.source)
        line.because("LOCAL_TARIFF", label=unit.source)
    if line.free:
        line.because("FREE")
        return
    line.amount = half_up(line.coefficient * line.rate * unit.cents * line.quantity, 10000) + line.majoration_cents


_STEPS = (
    ("INVOICE_CHECKED", acts_check.check_invoice),
    ("ACTS_CHECKED", acts_check.check_acts),
    ("VISITS_CHECKED", sessions_check.check_visits),
    ("DAYS_CHECKED", sessions_check.check_days),
    ("REGIME_SET", dependency.set_regimes),
    ("ACTS_RANKED", _add_lines),
    ("LETTERS_CHECKED", _check_letters),
    ("EXTRAS_ADDED", _add_extras),
    ("AMOUNTS_SET", _set_amounts),
)


def answer_of(bill: Bill) -> "Plain":
    """The contract's answer of a pricing that nothing refused."""
    plain = []
    for visit in bill.visits:
        date = iso_from_day(visit.day)
        plain += [_line(date, line) for line in visit.lines]
    return {
        "lines": plain,
        "totals": shares.totals(bill, bill.lines()),
        "nature": shares.nature_of(bill.coverage),
        "payee": "holder" if bill.professional["role"] == "locum" else "self",
        "refusals": [],
        "warnings": bill.warnings,
    }


def _line(date: str, line: Line) -> "Plain":
    found: "Plain" = {
        "date": date,
        "code": line.code,
        "act": line.act,
        "coefficient_x100": line.coefficient,
        "rate_pct": line.rate,
        "quantity": line.quantity,
        "unit_price_cents": line.price,
        "majoration": line.majoration,
        "majoration_cents": line.majoration_cents,
        "amount_cents": line.amount,
        "amo_rate": line.amo_rate,
        "exo": line.exo,
        "amo_cents": line.amo,
        "amc_cents": line.amc,
        "patient_cents": line.patient,
        "why": line.why,
    }
    if line.free:
        found["free"] = True
    return found
