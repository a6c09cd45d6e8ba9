"""The day forfait of a dependent patient: when it applies, and what may stand beside it (XVI ch. I art. 12, I art. 11 B 5)."""

from device.base.record import in_order
from device.pricing.bill import AMX, FORFAITS, Line
from device.pricing.ranking import exempt, lines_of, outside_at_home, units_of, with_ulcer_dressing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.pricing.bill import Bill, Entry, Visit

FORFAIT = "XVI ch.I art.12"


def is_forfait(entry: "Entry") -> bool:
    """The forfait itself, or care that it covers."""
    return "forfait" in entry.flags or "forfait_care" in entry.flags


def covers(bill: "Bill", day: int) -> bool:
    """The patient's assessment (BSI) covers the day."""
    bsi = bill.patient["bsi"]
    return bsi is not None and bsi["from"] <= day <= bsi["until"]


def billed_before(bill: "Bill", day: int) -> bool:
    """A day forfait is billed that day already."""
    for code in FORFAITS:
        if bill.billed_code(day, code):
            return True
    for act_id in bill.billed_acts(day):
        row = bill.tables.act(act_id, day)
        if row is not None and "forfait" in row.flags:
            return True
    return False


def set_regimes(bill: "Bill") -> None:
    """Mark the visits of a forfait day. BSI_MISSING, BSI_LEVEL, FORFAIT_TWICE, NOT_WITH_BSI."""
    for visit in bill.visits:
        _check_forfaits(bill, visit)
    for day in sorted(bill.days) if bill.nurse else ():
        visits = bill.days[day]
        asked = [entry for visit in visits for entry in visit.entries if is_forfait(entry)]
        if not covers(bill, day) or not (asked or billed_before(bill, day)):
            continue
        taken = billed_before(bill, day)
        for visit in visits:
            visit.dependent = True
            taken = _check_dependent(bill, visit, taken)


def _check_forfaits(bill: "Bill", visit: "Visit") -> None:
    for entry in visit.entries:
        if is_forfait(entry) and not covers(bill, visit.day):
            bill.refuse("BSI_MISSING", act=entry.row.act_id, day=visit.day)
        elif "forfait" in entry.flags and entry.row.letter != bill.patient["bsi"]["level"]:
            bill.refuse("BSI_LEVEL", act=entry.row.act_id, value=bill.patient["bsi"]["level"])


def _check_dependent(bill: "Bill", visit: "Visit", taken: bool) -> bool:
    """True when the day's forfait is billed once this visit is done."""
    for entry in visit.entries:
        if "not_with_bsi" in entry.flags:
            bill.refuse("NOT_WITH_BSI", act=entry.row.act_id)
        if "forfait" in entry.flags and (taken or entry.quantity > 1):
            bill.refuse("FORFAIT_TWICE", act=entry.row.act_id, day=visit.day)
    asked = [entry for entry in visit.entries if is_forfait(entry)]
    if len([entry for entry in asked if "forfait" in entry.flags]) > 1:
        bill.refuse("FORFAIT_TWICE", act=asked[0].row.act_id, day=visit.day)
    return taken or bool(asked)


def add_forfait(bill: "Bill", visit: "Visit", taken: bool) -> bool:
    """Add the day's forfait when this visit is the first to ask for it; True when it is billed by now."""
    asked = [entry for entry in visit.entries if is_forfait(entry)]
    if not asked:
        return taken
    explicit = [entry for entry in asked if "forfait" in entry.flags]
    level = bill.patient["bsi"]["level"]
    if taken:
        visit.not_billed("FORFAIT_DONE", FORFAIT, code=level, day=visit.day)
        return True
    line = Line(level, 100, 100, FORFAIT, (explicit + asked)[0])
    row = bill.tables.act("inf.bsi." + level.lower(), visit.day)
    if row is not None:
        line.act, line.coefficient, line.why = row.act_id, row.coefficient, row.article.split("; ")
    visit.lines.append(line.because("FORFAIT", FORFAIT, code=level))
    return True


class FullUnits:
    """The units at full rate of one forfait day, what is billed already included (`count`), and which of them keeps its
    full rate when the setting allows only one."""

    def __init__(self, bill: "Bill", visits: "list[Visit]", day: int) -> None:
        self._one = bill.settings["bsi_full_rate_acts"] == "one"
        entries = [entry for visit in visits for entry in visit.entries if counts_as_full(visit, entry)]
        units = units_of(entries, bill.settings["family_rank"])
        elsewhere = _billed_units(bill, day)
        families = [_family(unit.entries[0]) for unit in units]
        for unit in units:
            unit.worth += sum([worth for name, worth in elsewhere if name and name == _family(unit.entries[0])])
        units = in_order(units, lambda unit: -unit.worth)
        apart = [worth for name, worth in elsewhere if not name or name not in families]
        self.count = len(units) + len(apart)
        beaten = bool(apart) and bool(units) and max(apart) >= units[0].worth
        self._kept: "list[Entry]" = units[0].entries if units and not beaten else []

    def rate(self, entry: "Entry", index: int) -> int:
        """100, or 50 when the setting keeps another unit; `index` counts the repetitions of the act."""
        if not self._one:
            return 100
        if _family(entry):
            return 100 if self._kept and _family(self._kept[0]) == _family(entry) else 50
        return 100 if self._kept and self._kept[0] is entry and index == 0 else 50


def _family(entry: "Entry") -> str:
    name: str = entry.flags.get("family", "")
    return name


def counts_as_full(visit: "Visit", entry: "Entry") -> bool:
    """An act at full rate beside a forfait by art. 12: not a vaccination at home, nor an analgesia with its dressing."""
    return "bsi_full" in entry.flags and not outside_at_home(visit, entry) and not with_ulcer_dressing(visit, entry)


def _billed_units(bill: "Bill", day: int) -> "list[tuple[str, int]]":
    """Family (or an empty text) and worth of each full-rate unit billed already that day."""
    found = []
    families: "dict[str, int]" = {}
    billed = bill.billed_acts(day)
    rows = [bill.tables.act(act_id, day) for act_id in sorted(billed)]
    dressed = [row for row in rows if row is not None and "ulcer_dressing" in row.flags]
    for row in rows:
        if row is None or "bsi_full" not in row.flags or "outside_11b_home" in row.flags or "supplement" in row.flags:
            continue
        if "full_with_ulcer_dressing" in row.flags and dressed:
            continue
        for _ in range(billed[row.act_id]):
            if "family" in row.flags:
                families[row.flags["family"]] = families.get(row.flags["family"], 0) + row.coefficient
            else:
                found.append(("", row.coefficient))
    return found + [(name, families[name]) for name in sorted(families)]


def add_beside_forfait(bill: "Bill", visit: "Visit", entries: "list[Entry]", full: FullUnits) -> None:
    """Add the lines of the acts that stand beside the forfait, and note those it includes."""
    if full.count > 1 and [entry for entry in entries if counts_as_full(visit, entry)]:
        bill.dispute("bsi_full_rate_acts")
    for entry in entries:
        letter = letter_of(entry, True)
        if "included_in_bsi" in entry.flags:
            visit.not_billed("INCLUDED", FORFAIT, act=entry.row.act_id)
            bill.warn("INCLUDED_IN_FORFAIT")
            continue
        for index, line in enumerate(lines_of(entry, letter, 100, entry.quantity)):
            if "bsi_half" in entry.flags:
                line.rate = 50
                line.because("BESIDE_FORFAIT_HALF", FORFAIT)
            elif counts_as_full(visit, entry):
                line.rate = full.rate(entry, index)
                line.because("BESIDE_FORFAIT_FULL" if line.rate == 100 else "BESIDE_FORFAIT_ONE", FORFAIT)
            else:
                line.because(*exempt(visit, entry))
            visit.lines.append(line)


def letter_of(entry: "Entry", dependent: bool) -> str:
    """The key letter by which the act is billed: AMX beside a forfait for the acts that may carry it."""
    return AMX if dependent and "amx" in entry.flags else entry.row.letter
