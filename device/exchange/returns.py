"""Returns (RSP): what each insurer paid, refused or put off, claim by claim, and whether each transfer is accounted for.

A transfer is matched when every cent of it belongs to claims of ours that may take it, or to lump sums; then what it paid is
reconciled. Anything else in it is kept as strange, with the reason, for a person.
"""

from device.base.dates import day_of
from device.base.refusal import Refusal
from device.exchange.office import claim_moved
from device.formats.noemie import entities
from device.formats.noemie_entries import DebtEntry, LumpEntry, ReturnEntry, Transfer
from device.formats.noemie_returns import returns
from device.outbox.fate import CLAIM, may, step
from device.outbox.ledger_invoices import number_key
from device.outbox.ledger_mails import transfer_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from device.exchange.office import Desk, Fact
    from device.formats.noemie import Entity
    from device.formats.noemie_entries import Part
    from device.outbox.sheet import Row
    from device.ports import Store

# Why an entry is strange.
UNKNOWN, TWICE, IMPOSSIBLE = "unknown", "twice", "impossible"
_PAID = ("paid", "reconciled")
# Entries recorded at once.
PART = 200


def apply(desk: "Desk", mail: "Row", octets: bytes) -> None:
    """Record a return and all it moves; the refusals of `noemie_returns.returns`, after which nothing is kept.

    It is read twice: first to see that every control agrees, then to record it part by part, so that memory does not grow with
    the file. A cut between two parts leaves the mail unread; the parts that were recorded are known, and move nothing again.
    """
    for _ in returns(entities((octets,))):
        pass
    reading = Reading(desk.store, mail, desk.now().day)
    for entry in returns(reading.headed(entities((octets,)))):
        if isinstance(entry, (ReturnEntry, DebtEntry, LumpEntry)):
            facts = reading.before(entry)
            if facts:
                desk.record(facts)
            reading.take(entry)
    desk.record(reading.part(True))


class Reading:
    """One return under way: the part of a transfer being read, and the claims as what was read so far leaves them."""

    def __init__(self, store: "Store", mail: "Row", today: int) -> None:
        self._store = store
        self._mail = mail
        self._today = today
        self._payee = ""
        self._rows: dict[str, Row] = {}
        self._transfer = Transfer()
        self._part = 0
        self._lines: list[Row] = []

    def headed(self, read: "Iterable[Entity]") -> "Iterator[Entity]":
        """The same entities; the first one tells who is paid: its receiver's number ends with the nine figures of a payee."""
        for entity in read:
            if entity.kind == "000":
                self._payee = ("0" * 9 + entity.text("receiver"))[-9:]
            yield entity

    def before(self, entry: "ReturnEntry | DebtEntry | LumpEntry") -> "list[Fact]":
        """What must be recorded before that entry is taken: the part that is full, or whose transfer is over."""
        another = entry.transfer != self._transfer
        facts = self.part(False) if self._lines and (another or len(self._lines) >= PART) else []
        if another:
            self._transfer, self._part = entry.transfer, 0
        return facts

    def take(self, entry: "ReturnEntry | DebtEntry | LumpEntry") -> None:
        """One entry of the transfer under way."""
        if isinstance(entry, LumpEntry):
            self._lines.append(_line("", "", "lump", entry.amount, "", " ".join(entry.labels)))
        elif isinstance(entry, DebtEntry):
            self._lines.append(self._debt(entry))
        else:
            self._lines.extend(self._invoice(entry))

    def part(self, last: bool) -> "list[Fact]":
        """A part and what it moves; nothing of it when it came before under the same name."""
        lines, self._lines, self._rows = self._lines, [], {}
        sender, source, self._part = self._mail["sender"], self._mail["mail"], self._part + 1
        paid_on, label, total = _day(self._transfer.day, self._today), self._transfer.label, sum(line["paid"] for line in lines)
        body = {"mail": source, "part": self._part, "last": last, "paid_on": paid_on, "label": label, "total": total, "entries": lines}
        if self._store.row("transfer_known", transfer_key(sender, body)) is not None:
            return [("return.read", dict(body, total=0, entries=[]))]
        moving = [line for line in lines if line["claim"] and not line["why"] and line["event"]]
        facts: list[Fact] = [("return.read", body)]
        facts += [claim_moved(line["claim"], line["event"], abs(line["paid"]), line["reason"], source) for line in moving]
        if not [line for line in lines if line["why"]]:
            facts += [claim_moved(line["claim"], "reconcile", 0, "", source) for line in moving if line["event"] == "pay"]
        return facts

    def _invoice(self, entry: ReturnEntry) -> "list[Row]":
        """The lines of one invoice answered: its FSE's and its DRE's, as far as the sender is where they went. Money for a part that the
        sender was not asked is nobody's."""
        claims = self._claims(entry.invoice)
        asked = self._asked(claims)
        lines = []
        left = entry.paid()
        for claim in asked:
            parts = _parts(claim, len(claims) > 1, entry)
            if parts:
                lines.append(self._answered(claim, parts, _reason(claim, entry)))
                left -= lines[-1]["paid"]
        if left or not asked:
            lines.append(_line("", entry.invoice, "", left, UNKNOWN, ""))
        return lines

    def _answered(self, claim: "Row", parts: "list[Part]", reason: str) -> "Row":
        paid = sum(part.paid for part in parts)
        event = _event(claim, parts, paid)
        why = ""
        if event == "pay" and claim["state"] in _PAID:
            why = TWICE
        elif event and not (may(CLAIM, claim["state"], event) and claim["received"] + paid >= 0):
            why = IMPOSSIBLE
        elif event:
            claim["state"] = step(CLAIM, claim["state"], event)
            claim["received"] += paid
        return _line(claim["claim"], claim["number"], event, paid, why, reason)

    def _debt(self, entry: DebtEntry) -> "Row":
        """A debt whose reference ends with the number of an invoice of ours takes back what it was paid, all or an instalment. One that
        is only told moves no money; one given up gives back what no claim of ours can take."""
        if not entry.amount:
            return _line("", entry.reference, "", 0, "", entry.kind)
        claims = [claim for claim in self._asked(self._claims(entry.reference)) if may(CLAIM, claim["state"], "recover")]
        paid = [claim for claim in claims if entry.amount < 0 <= claim["received"] + entry.amount]
        if not paid:
            return _line("", entry.reference, "recover", entry.amount, IMPOSSIBLE if claims else UNKNOWN, entry.kind)
        paid[0]["state"] = step(CLAIM, paid[0]["state"], "recover")
        paid[0]["received"] += entry.amount
        return _line(paid[0]["claim"], paid[0]["number"], "recover", entry.amount, "", entry.kind)

    def _claims(self, number: str) -> "list[Row]":
        """The claims of an invoice of that payee, as read so far; its number with or without zeros before."""
        nine = ("0" * 9 + number.strip())[-9:]
        found = self._store.row("invoice_number", number_key(self._payee, nine))
        claims = [self._claim(found["invoice"] + "/" + kind) for kind in ("F", "D")] if found else []
        return [claim for claim in claims if claim is not None]

    def _asked(self, claims: "list[Row]") -> "list[Row]":
        """Those that went to the sender."""
        return [claim for claim in claims if claim["destination"] == self._mail["sender"]]

    def _claim(self, claim: str) -> "Row | None":
        if claim not in self._rows:
            row = self._store.row("claim", claim)
            if row is None:
                return None
            self._rows[claim] = row
        return self._rows[claim]


def _line(claim: str, invoice: str, event: str, paid: int, why: str, reason: str) -> "Row":
    return {"claim": claim, "invoice": invoice, "event": event, "paid": paid, "why": why, "reason": reason}


def _parts(claim: "Row", has_both: bool, entry: ReturnEntry) -> "list[Part]":
    """The parts that answer a claim: the compulsory one an FSE, the complementary one a DRE, or the FSE where it asked both."""
    if claim["kind"] == "D":
        found = [entry.amc]
    else:
        found = [entry.amo] if has_both else [entry.amo, entry.amc]
    return [part for part in found if part is not None and (part.state or part.paid)]


def _event(claim: "Row", parts: "list[Part]", paid: int) -> str:
    """What happened to the claim: money first, whatever state stands beside it, then a reject, then a delay."""
    states = [part.state for part in parts]
    if paid < 0:
        return "recover"
    if paid or "P" in states:
        return "pay" if claim["received"] + paid >= claim["expected"] else "pay_part"
    return "reject" if "R" in states else "defer"


def _reason(claim: "Row", entry: ReturnEntry) -> str:
    """Code, label and act of the first reject of that part, or of any part."""
    part = "C" if claim["kind"] == "D" else "O"
    named = [reject for reject in entry.rejects if reject.part == part] + list(entry.rejects)
    if not named:
        return ""
    act = " (" + named[0].act + ")" if named[0].act else ""
    return (named[0].code + " " + named[0].label + act).strip()


def _day(six: str, today: int) -> int:
    """AAMMJJ of this century; today when the file names none."""
    try:
        return day_of(2000 + int(six[:2]), int(six[2:4]), int(six[4:6]))
    except (Refusal, ValueError):
        return today
