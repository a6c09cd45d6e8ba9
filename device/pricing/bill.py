"""What one pricing works on: the request with its rows found, and the lines as they grow. Plain objects, made and dropped in
one call; what leaves `invoice.price` are plain values."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import ActRow, Price, Tables

    Plain = dict[str, Any]
    Reason = tuple[str, str, Plain]

AMI = "AMI"
AMX = "AMX"
FORFAITS = ("BSA", "BSB", "BSC")
# The general rule that a refusal rests on, beside the article of the act that it speaks of.
_RULES = {
    "PRESCRIPTION_MISSING": "I art.5",
    "PRESCRIPTION_AFTER_CARE": "I art.5",
    "PRESCRIPTION_EXPIRED": "I art.5",
    "DAP_REQUIRED": "I art.7",
    "DAP_REFUSED": "I art.7",
    "ONE_COTATION": "XIV",
    "SECOND_SESSION": "XIV",
    "NOT_WITH_BSI": "XVI ch.I art.12",
}
# The article of what is claimed.
_CLAIMED = {
    "MAU": "I art.23.1", "MCI": "I art.23.2", "MIE": "I art.23.5", "N": "I art.14", "ND": "I art.14", "F": "I art.14",
    "BSA": "I art.23.3", "BSB": "I art.23.3", "BSC": "I art.23.3", "IFD": "I art.13 A", "IFI": "I art.13 D", "IFS": "I art.13 E",
    "IK": "I art.13 C", "IKM": "I art.13 C", "IKS": "I art.13 C",
}  # fmt: skip


class Entry:
    """One act asked for in a visit, with the row and the prescription it stands on."""

    def __init__(self, asked: "Plain", row: "ActRow", prescription: "Plain | None") -> None:
        # Its place among the acts of the visit, set by the visit.
        self.position = 0
        self.row = row
        self.flags = row.flags
        self.quantity: int = asked["qty"]
        self.prescription = prescription
        default_ald = prescription is not None and prescription["ald"]
        self.ald: bool = default_ald if asked["ald"] is None else asked["ald"]
        self.free: bool = asked["free"]
        self.asked = asked


class Line:
    """A line of the invoice: `code`, `coefficient` in hundredths, `rate` 100 or 50, `quantity`; money in cents."""

    def __init__(self, code: str, coefficient: int, rate: int, article: str, entry: "Entry | None" = None) -> None:
        self.code = code
        self.entry = entry
        self.act = entry.row.act_id if entry is not None else ""
        self.coefficient = coefficient
        self.rate = rate
        self.quantity = 1
        self.free = entry is not None and entry.free
        self.majoration = ""
        self.why = article.split("; ")
        self.reasons: "list[Reason]" = []
        self.price = self.majoration_cents = self.amount = 0
        self.amo_rate = self.amo = self.amc = self.patient = 0
        self.exo = "0"

    def because(self, reason: str, article: str = "", **facts: "Any") -> "Line":
        """Add a reason: its name and facts, and the article when the line does not name it yet."""
        if article and article not in self.why:
            self.why.append(article)
        self.reasons.append((reason, article, facts))
        return self

    def travels(self) -> bool:
        """True for a flat indemnity or kilometres."""
        return self.code.startswith("I")


class Visit:
    """A visit: what was asked (`asked`), its entries, whether it is under a day forfait, and its lines."""

    def __init__(self, asked: "Plain", entries: "list[Entry]") -> None:
        self.asked = asked
        self.day: int = asked["date"]
        self.place: str = asked["place"]
        self.entries = entries
        self.dependent = False
        self.lines: "list[Line]" = []
        self.unbilled: "list[Reason]" = []
        # What acts of the visit, billed or not, have: flags and key letters; and whether none of them is to be paid.
        self._flags: "Plain" = {}
        self.all_free = True
        for position, entry in enumerate(entries):
            entry.position = position
            self._flags.update(entry.flags)
            self.all_free = self.all_free and entry.free

    def at_home(self) -> bool:
        """At home or in a care home."""
        return self.place in ("home", "care_home")

    def has(self, flag: str) -> bool:
        """True when an act of the visit, billed or not, has the flag."""
        return flag in self._flags

    def letters(self, letter: str) -> "list[Entry]":
        """The acts of that key letter."""
        return [entry for entry in self.entries if entry.row.letter == letter]

    def first_entry(self) -> Entry:
        """The act of the first act line, or the first act when no line has one."""
        for line in self.lines:
            if line.entry is not None:
                return line.entry
        return self.entries[0]

    def waived(self, code: str) -> bool:
        """True when the professional does not bill that code, by choice."""
        return code in self.asked["waive"]

    def not_billed(self, reason: str, article: str, **facts: "Any") -> None:
        """Note something that is not billed, and why."""
        self.unbilled.append((reason, article, facts))


class Bill:
    """One pricing under way: the checked request, the tables, refusals in order, warnings, the settings that
    decided and the steps `done`."""

    def __init__(self, asked: "Plain", tables: "Tables") -> None:
        self.asked = asked
        self.tables = tables
        self.professional: "Plain" = asked["professional"]
        self.patient: "Plain" = asked["patient"]
        self.coverage: "Plain" = asked["coverage"]
        self.settings: "Plain" = asked["settings"]
        self.nurse: bool = self.professional["discipline"] == "inf"
        self.billed: "dict[int, Plain]" = {each["date"]: each for each in asked["already_billed"]}
        self.visits: "list[Visit]" = []
        # The visits of each day, in the order of the request.
        self.days: "dict[int, list[Visit]]" = {}
        self.refusals: "list[str]" = []
        self.refused: "list[Reason]" = []
        self.warnings: "list[str]" = []
        self.settled: "list[str]" = []
        self.done: "list[str]" = []

    def territory(self) -> str:
        """Whose tariff counts: the holder's for a locum."""
        professional = self.professional
        owner = professional["holder"] if professional["role"] == "locum" else professional
        territory: str = owner["territory"]
        return territory

    def add(self, visit: Visit) -> None:
        """The next visit of the request."""
        self.visits.append(visit)
        self.days.setdefault(visit.day, []).append(visit)

    def lines(self) -> "list[Line]":
        """The lines of all visits, in order."""
        return [line for visit in self.visits for line in visit.lines]

    def billed_acts(self, day: int) -> "Plain":
        """Acts billed already that day to this patient: how many of each."""
        acts: "Plain" = self.billed[day]["acts"] if day in self.billed else {}
        return acts

    def billed_code(self, day: int, code: str) -> int:
        """How many times a code is billed already that day to this patient."""
        count: int = self.billed[day]["codes"].get(code, 0) if day in self.billed else 0
        return count

    def price(self, code: str, day: int) -> "Price | None":
        """The unit price of a code that day; warns when an unconfirmed one was passed over."""
        accept: bool = self.settings["accept_unconfirmed_tariffs"]
        territory, discipline = self.territory(), self.professional["discipline"]
        price = self.tables.price(code, territory, discipline, day, accept)
        if price is not None and price.until < day:
            self.warn("UNCONFIRMED_TARIFF")
        if price is not None and (price.until < day or price.certainty == "F2"):
            self.settle("accept_unconfirmed_tariffs")
        return price

    def settle(self, setting: str) -> None:
        """Note that a setting of a disputed rule decided this price."""
        if setting not in self.settled:
            self.settled.append(setting)

    def dispute(self, setting: str) -> None:
        """The same, with the warning that the contract wants."""
        self.settle(setting)
        self.warn("DISPUTED_RULE")

    def refuse(self, refusal: str, **facts: "Any") -> None:
        """Add a refusal; each stands once in the answer, at its first place."""
        if refusal not in self.refusals:
            self.refusals.append(refusal)
        row = self.tables.any_row(facts.get("act", ""))
        own = row.article if row is not None else _CLAIMED.get(facts.get("code", ""), "")
        reason = (refusal, "; ".join([article for article in (_RULES.get(refusal, ""), own) if article]), facts)
        if reason not in self.refused:
            self.refused.append(reason)

    def warn(self, code: str) -> None:
        """Add a warning; each appears once."""
        if code not in self.warnings:
            self.warnings.append(code)
