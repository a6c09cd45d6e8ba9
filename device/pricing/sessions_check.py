"""The third step of a pricing: acts together, in a visit and on a day (contract, section 3, step 3)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import ActRow
    from device.pricing.bill import Bill, Entry, Visit

    Plain = dict[str, Any]


def check_visits(bill: "Bill") -> None:
    """CAP_EXCEEDED and INCOMPATIBLE_ACTS inside each visit."""
    for visit in bill.visits:
        counts = _counted([visit])
        for entry in visit.entries:
            if counts[entry.row.act_id] > entry.flags.get("max_per_session", 999):
                bill.refuse("CAP_EXCEEDED", act=entry.row.act_id, count=entry.flags["max_per_session"])
        for entry in visit.entries:
            other = _beside(counts, entry.row.act_id, entry.flags.get("not_session", ()))
            if other:
                bill.refuse("INCOMPATIBLE_ACTS", act=entry.row.act_id, other=other)


def _counted(visits: "list[Visit]") -> "dict[str, int]":
    """How many of each act."""
    counts: "dict[str, int]" = {}
    for visit in visits:
        for entry in visit.entries:
            counts[entry.row.act_id] = counts.get(entry.row.act_id, 0) + entry.quantity
    return counts


def _beside(counts: "dict[str, int]", act_id: str, prefixes: "tuple[str, ...]") -> str:
    """Another act of the count, or the same a second time, that has one of the prefixes; empty when there is none."""
    if prefixes:
        for other in sorted(counts):
            if other.startswith(prefixes) and (other != act_id or counts[other] > 1):
                return other
    return ""


def check_days(bill: "Bill") -> None:
    """CAP_EXCEEDED and INCOMPATIBLE_ACTS over each day, what is billed already included; then the physiotherapist's
    sessions: ONE_COTATION and SECOND_SESSION."""
    for day in sorted(bill.days):
        visits = bill.days[day]
        asked = _counted(visits)
        counts = dict(asked)
        billed = bill.billed_acts(day)
        for act_id in billed:
            counts[act_id] = counts.get(act_id, 0) + billed[act_id]
        _check_caps(bill, visits, counts, day)
        _check_incompatible(bill, asked, counts, day)
        if not bill.nurse:
            _check_isolated(bill, asked, counts, day)
            _check_sessions(bill, visits, day)


def _flags(bill: "Bill", act_id: str, day: int) -> "Plain":
    """The act's flags on that day; none for an act billed elsewhere that the table does not have then."""
    row = bill.tables.act(act_id, day)
    return row.flags if row is not None else {}


def _check_caps(bill: "Bill", visits: "list[Visit]", counts: "dict[str, int]", day: int) -> None:
    groups: "dict[str, int]" = {}
    for act_id in counts:
        group = _flags(bill, act_id, day).get("family_day", "")
        groups[group] = groups.get(group, 0) + counts[act_id]
    for visit in visits:
        for entry in visit.entries:
            # A second day forfait has a refusal of its own, FORFAIT_TWICE.
            cap = 999 if "forfait" in entry.flags else entry.flags.get("max_per_day", 999)
            if counts[entry.row.act_id] > cap or ("family_day" in entry.flags and groups[entry.flags["family_day"]] > 1):
                bill.refuse("CAP_EXCEEDED", act=entry.row.act_id, day=day)


def _check_incompatible(bill: "Bill", asked: "dict[str, int]", counts: "dict[str, int]", day: int) -> None:
    """Two acts that exclude each other on one day, at least one of them asked for here."""
    for act_id in sorted(counts):
        within = counts if act_id in asked else asked
        other = _beside(within, act_id, _flags(bill, act_id, day).get("not_day", ()))
        if other:
            bill.refuse("INCOMPATIBLE_ACTS", act=act_id, other=other, day=day)


def _check_isolated(bill: "Bill", asked: "dict[str, int]", counts: "dict[str, int]", day: int) -> None:
    """NGAP XIV ch. I section 1: an isolated assessment is for a patient without a treatment in progress."""
    isolated = [act_id for act_id in sorted(counts) if "isolated" in _flags(bill, act_id, day)]
    treatments = [act_id for act_id in sorted(counts) if is_treatment(_flags(bill, act_id, day))]
    for act_id in isolated:
        for other in treatments:
            if act_id in asked or other in asked:
                bill.refuse("INCOMPATIBLE_ACTS", act=act_id, other=other, day=day)


def is_treatment(flags: "Plain") -> bool:
    """True for an act of a treatment in progress, its assessments and supplements included."""
    return "isolated" not in flags and "outside_11b" not in flags


def _is_session(flags: "Plain") -> bool:
    """True for an act that is the one cotation of a physiotherapist's session."""
    return "supplement" not in flags and "bdk" not in flags and "outside_11b" not in flags


def _check_sessions(bill: "Bill", visits: "list[Visit]", day: int) -> None:
    """One act a visit; a second session of the day only as NGAP XIV allows, and never a third."""
    sessions: "list[Entry]" = []
    for visit in visits:
        acts = [entry for entry in visit.entries if _is_session(entry.flags)]
        if sum([entry.quantity for entry in acts]) > 1:
            bill.refuse("ONE_COTATION", act=acts[0].row.act_id)
        sessions += acts[:1]
    count = len(sessions)
    elsewhere = bill.billed_acts(day)
    for act_id in sorted(elsewhere):
        row = bill.tables.act(act_id, day)
        if row is not None and _is_session(row.flags):
            count += elsewhere[act_id]
            if not all([_may_join(entry.row, row) for entry in sessions]):
                bill.refuse("SECOND_SESSION", act=act_id, day=day)
    for index, entry in enumerate(sessions):
        for later in sessions[index + 1 :]:
            if not _may_follow(entry, later):
                bill.refuse("SECOND_SESSION", act=later.row.act_id, day=day)
    if sessions and count > 2:
        bill.refuse("SECOND_SESSION", act=sessions[-1].row.act_id, day=day)


def _may_join(first: "ActRow", second: "ActRow") -> bool:
    """Two sessions of a day: acts of different articles, or one same act that the table allows twice."""
    if first.act_id == second.act_id and "two_per_day" in first.flags:
        return True
    return article_of(first.article) != article_of(second.article)


def _may_follow(first: "Entry", second: "Entry") -> bool:
    """The same inside one request, where the prescriptions are known: they must differ too, unless it is one same act."""
    same = first.row.act_id == second.row.act_id
    return _may_join(first.row, second.row) and (same or first.prescription is not second.prescription)


def article_of(article: str) -> str:
    """The article without its paragraph: A to F of article 1 are one article."""
    article = article.partition(" (")[0]
    return article[:-1] if article[-1] in "ABCDEF" else article
