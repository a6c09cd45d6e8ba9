"""Article 11 B of the general provisions: the highest act in full, the second at half, the rest not billed; and the acts
that are exempt from it (contract, section 4)."""

from device.base.record import in_order
from device.pricing.bill import AMI, Line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.pricing.bill import Bill, Entry, Visit

RANK = "I art.11 B"


class Unit:
    """What ranks as one: an act, or all acts of one family together. `worth` is in hundredths of a coefficient."""

    def __init__(self, entries: "list[Entry]", worth: int) -> None:
        self.entries = entries
        self.worth = worth
        self.order = min([entry.row.order for entry in entries])


def units_of(entries: "list[Entry]", family_rank: str) -> "list[Unit]":
    """The units by falling worth; equal worth: the fewest acts first, then the order of the table, so that the order of
    entry never changes a total. A supplement never counts in a worth, and is no unit by itself."""
    families: "dict[str, list[Entry]]" = {}
    found = []
    for entry in entries:
        if "supplement" in entry.flags:
            continue
        if "family" in entry.flags:
            families.setdefault(entry.flags["family"], []).extend([entry] * entry.quantity)
        else:
            found += [Unit([entry], entry.row.coefficient) for _ in range(entry.quantity)]
    for name in sorted(families):
        coefficients = [entry.row.coefficient for entry in families[name]]
        found.append(Unit(families[name], max(coefficients) if family_rank == "max" else sum(coefficients)))
    return in_order(found, lambda unit: (-unit.worth, len(unit.entries), unit.order))


def exempt(visit: "Visit", entry: "Entry") -> "tuple[str, str]":
    """Why the act takes no rank and is in full, with the article; two empty texts when it is ranked."""
    flags = entry.flags
    if "full_rate_11b" in flags:
        return "FULL_RATE", RANK
    if "outside_11b" in flags:
        return "OUTSIDE_RANK", ""
    if outside_at_home(visit, entry):
        return "OUTSIDE_RANK_HOME", RANK
    if with_ulcer_dressing(visit, entry):
        return "WITH_ULCER_DRESSING", ""
    return "", ""


def outside_at_home(visit: "Visit", entry: "Entry") -> bool:
    """A vaccination at home (11 B 4 d)."""
    return "outside_11b_home" in entry.flags and visit.at_home()


def with_ulcer_dressing(visit: "Visit", entry: "Entry") -> bool:
    """An analgesia in the visit of its ulcer dressing (XVI ch. I art. 3)."""
    return "full_with_ulcer_dressing" in entry.flags and visit.has("ulcer_dressing")


def lines_of(entry: "Entry", code: str, rate: int, times: int) -> "list[Line]":
    """The act's lines: one per repetition, or one with its quantity for a supplement."""
    if "supplement" not in entry.flags:
        return [Line(code, entry.row.coefficient, rate, entry.row.article, entry) for _ in range(times)]
    line = Line(code, entry.row.coefficient, rate, entry.row.article, entry)
    line.quantity = times
    return [line]


def rank(bill: "Bill", visit: "Visit", entries: "list[Entry]") -> None:
    """Add the lines of an ordinary nurse's visit, and note the acts that are not billed."""
    ranked = []
    for entry in entries:
        reason, article = exempt(visit, entry)
        if not reason:
            ranked.append(entry)
        for line in lines_of(entry, entry.row.letter, 100, entry.quantity) if reason else ():
            visit.lines.append(line.because(reason, article))
    units = units_of(ranked, bill.settings["family_rank"])
    sample = visit.has("full_rate_11b")
    if sample and len(units) > 1:
        bill.dispute("third_act_with_sample")
    if len(units) > 1 and [unit for unit in units if len(unit.entries) > 1]:
        bill.settle("family_rank")
    dropped = sample and bill.settings["third_act_with_sample"] == "drop"
    rates = {}
    for index, unit in enumerate(units):
        rate = 100 if index == 0 else 50 if index == 1 and not dropped else 0
        _add_unit(visit, unit, index, rate, len(units), sample)
        rates[unit.entries[0].flags.get("family", "")] = rate
    _add_supplements(visit, ranked, rates)
    if visit.unbilled:
        bill.warn("ACT_NOT_BILLED")


def _add_unit(visit: "Visit", unit: Unit, index: int, rate: int, count: int, sample: bool) -> None:
    """The unit's lines at its rate, or its acts among those not billed."""
    for entry in unit.entries:
        if rate == 0:
            visit.not_billed("THIRD_WITH_SAMPLE" if sample and index == 1 else "THIRD_ACT", RANK, act=entry.row.act_id)
            continue
        line = lines_of(entry, entry.row.letter, rate, 1)[0]
        if len(unit.entries) > 1:
            line.because("FAMILY", entry.row.article, family=entry.flags["family"])
        if count == 1:
            line.because("ALONE")
        else:
            line.because("RANK_FIRST" if rate == 100 else "RANK_SECOND", RANK)
        visit.lines.append(line)


def _add_supplements(visit: "Visit", entries: "list[Entry]", rates: "dict[str, int]") -> None:
    """A supplement follows the rate of its family; alone it is in full."""
    for entry in entries:
        if "supplement" not in entry.flags:
            continue
        rate = rates.get(entry.flags.get("family", "none"), 100)
        if rate == 0:
            visit.not_billed("THIRD_ACT", RANK, act=entry.row.act_id)
            continue
        for line in lines_of(entry, entry.row.letter, rate, entry.quantity):
            visit.lines.append(line.because("SUPPLEMENT", RANK if rate == 50 else "", count=entry.quantity))


def single_ami(visit: "Visit") -> "Entry | None":
    """The one AMI act performed in the visit; None when there is none or more than one."""
    acts = visit.letters(AMI)
    return acts[0] if len(acts) == 1 and acts[0].quantity == 1 else None
