"""A visit under way: the stop of the round it answers, and the answers confirmed so far, read back from the ledger."""

from device.flows.round import CORRECTION, REOPENED, person_of, stop_of
from device.flows.series import reopened
from device.flows.sessions import check_awaited
from device.outbox.ledger_visits import ABANDONED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.people import Found
    from device.flows.quote import Part, Quote

ORDER = ("rights", "care", "price", "sign")
# The states of an invoice whose octets are frozen and not yet sealed.
UNSEALED = ("sealing", "to_complete")


class Draft:
    """One open visit. `stop` is a map of the round's plan, `answers` the confirmed ones by step."""

    def __init__(self, desk: "Desk", visit: str, stop: "dict[str, Any]", answers: "dict[str, Any]") -> None:
        self._desk = desk
        self.visit = visit
        self.stop = stop
        self.answers = answers
        self._noted: "list[tuple[str, dict[str, Any]]]" = []
        # What was made of the answers, so that it is not made twice: the rights read from their zone, the price that was seen, the
        # images drawn up for it by mode and number.
        self.found: "tuple[Any, Found] | None" = None
        self.priced: "Quote | None" = None
        self.drawn: "dict[tuple[str, str], tuple[Found, Part, tuple[bytes, bytes]]]" = {}

    @staticmethod
    def opened(desk: "Desk", stop_id: str) -> "Draft":
        """The open visit of that stop of today (or that correction), or a new one; an empty stop is a patient who was not planned;
        `=` and its id an open visit."""
        if not stop_id:
            return Draft.unplanned(desk, "")
        for row in desk.store.rows("visit_open"):
            if _is_for(row, stop_id, desk.now().day):
                return _reopened(desk, row)
        return _begun(desk, stop_id)

    @staticmethod
    def unplanned(desk: "Desk", patient: str) -> "Draft":
        """Today's open visit of that patient whom nobody planned; one whose patient nobody knows yet; or a new one. What was opened on
        an earlier day for nobody is given up: care is dated by the day its visit was opened."""
        loose = [row for row in desk.store.rows("visit_open") if not row["flow"]["stop"]]
        today = [_reopened(desk, row) for row in loose if row["day"] == desk.now().day]
        stale = [row["visit"] for row in loose if row["day"] != desk.now().day and not _reopened(desk, row).patient()]
        if stale:
            desk.record([("visit.closed", {"visit": visit, "reason": ABANDONED}) for visit in stale])
        his = [draft for draft in today if draft.patient() == patient] or [draft for draft in today if not draft.patient()]
        return his[0] if his else _begun(desk, "")

    def has(self, step: str) -> bool:
        """True when that step is confirmed."""
        return self.answers.get(step) is not None

    def note(self, step: str, value: "Any") -> None:
        """Confirm an answer that is journaled with the next one: a cut between leaves the visit before it."""
        self._noted = [_answered(self.visit, step, value)]
        self.answers[step] = value

    def keep(self, step: str, value: "Any", blobs: "tuple[bytes, ...]" = (), more: "tuple[Any, ...]" = ()) -> None:
        """Journal a confirmed answer with the facts that come with it; when it changed, later steps must be confirmed again, and the
        intent made of the former answers is void."""
        if self.answers.get(step) == value and not more:
            return
        later = [name for name in ORDER[ORDER.index(step) + 1 :] if self.has(name)]
        facts = list(more) + [_answered(self.visit, step, value)] + [_answered(self.visit, name, None) for name in later]
        self._desk.record(self._noted + facts + (self._abandoned() if "sign" in later else []), blobs)
        self._noted, self.priced = [], None
        self.answers[step] = value
        for name in later:
            self.answers[name] = None

    def renew(self, context: "dict[str, Any]") -> None:
        """The same rights under a fresh context of the app: what was confirmed after them stands."""
        rights = dict(self.answers["rights"], context=context)
        self._desk.record([_answered(self.visit, "rights", rights)])
        self.answers["rights"] = rights

    def _abandoned(self) -> "list[tuple[str, dict[str, Any]]]":
        """The frozen invoices that nobody will sign any more: their numbers are burned; a series' other visits wait again."""
        facts: "list[tuple[str, dict[str, Any]]]" = []
        for row in self.frozen():
            facts += [voided(row["invoice"], "changed")] + reopened(row, self.visit, self._desk.fresh(len(self.answers)))
        return facts

    def invoices(self) -> "dict[str, str]":
        """The invoices begun for this visit, by nature of insurance (empty: the only one)."""
        kept = self.answers.get("sign") or {}
        return dict(kept["invoices"]) if "invoices" in kept else {"": kept["invoice"]} if kept else {}

    def own_invoices(self) -> "tuple[str, ...]":
        """What must not count as billed already: the invoice replaced and those of the same care beside it, those begun."""
        begun = self.invoices()
        older = [self.stop["replaces"]] if self.stop["replaces"] else []
        return tuple(older + list(self.stop.get("beside", [])) + [begun[name] for name in sorted(begun)])

    def frozen(self) -> "list[dict[str, Any]]":
        """The rows of its invoices whose octets are frozen and that no card has signed yet."""
        return [row for row in self._rows() if is_unsigned(row)]

    def is_partly_signed(self) -> bool:
        """True once a card signed one of its invoices: its care stands."""
        return any(row["parts"] for row in self._rows())

    def _rows(self) -> "list[dict[str, Any]]":
        begun = self.invoices()
        rows = [self._desk.store.row("invoice", begun[name]) for name in sorted(begun)]
        return [row for row in rows if row is not None]

    def patient(self) -> str:
        """The id of the patient: the one read, or the one planned."""
        rights = self.answers.get("rights") or {}
        found: str = rights.get("patient") or self.stop["patient"]
        return found

    def person(self) -> "dict[str, Any]":
        """Name, given name and age of the patient."""
        return person_of(self._desk, self.patient())

    def day(self) -> int:
        """The day of the care: when the visit was opened, or that of the invoice being corrected."""
        row = self._desk.store.row("visit", self.visit) or {}
        day: int = self.stop.get("day") or row["day"]
        return day

    def minute(self) -> int:
        """The minute of the care: when the visit was opened, or that of the invoice being corrected."""
        row = self._desk.store.row("visit", self.visit) or {}
        minute: int = self.stop["minute"] if self.stop["replaces"] else row["minute"]
        return minute


def _is_for(row: "dict[str, Any]", stop: str, day: int) -> bool:
    """A plan's stops are called alike from one day to the next."""
    if stop.startswith(REOPENED):
        return bool(row["visit"] == stop[len(REOPENED) :])
    return bool(row["flow"]["stop"] == stop and (row["day"] == day or stop.startswith(CORRECTION)))


def _reopened(desk: "Desk", row: "dict[str, Any]") -> Draft:
    return Draft(desk, row["visit"], row["flow"], dict(row["answers"]))


def _begun(desk: "Desk", stop_id: str) -> Draft:
    """A new visit. LOCUM_OVER once midnight ended the session of whoever replaces: what he began before, he may finish."""
    check_awaited(desk.store, desk.professional(), desk.now().day)
    stop = stop_of(desk, stop_id)
    visit = desk.fresh()
    desk.record([("visit.opened", {"visit": visit, "patient": stop["patient"], "flow": stop})])
    return Draft(desk, visit, stop, {})


def left_open(desk: "Desk") -> "list[Draft]":
    """The visits, of a known patient, that no stop of today reopens; the latest first."""
    today = desk.now().day
    rows = [row for row in desk.store.rows("visit_open", last_first=True) if not row["flow"]["stop"] or row["day"] != today]
    drafts = [_reopened(desk, row) for row in rows if not row["flow"]["stop"].startswith(CORRECTION)]
    return [draft for draft in drafts if draft.has("rights")]


def is_unsigned(row: "dict[str, Any]") -> bool:
    """True for an invoice whose octets are frozen and that no card has signed yet."""
    return row["state"] in UNSEALED and not row["parts"]


def _answered(visit: str, step: str, value: "Any") -> "tuple[str, dict[str, Any]]":
    return ("visit.answered", {"visit": visit, "step": step, "value": value})


def voided(invoice: str, why: str) -> "tuple[str, dict[str, Any]]":
    """The fact that an invoice is given up while it was being sealed: `mode` or `changed`."""
    return ("invoice.voided", {"invoice": invoice, "why": why})
