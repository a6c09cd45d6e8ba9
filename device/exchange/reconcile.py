"""What is due, what came, what is missing, and what to do next: per invoice, per claim, per age."""

from device.base.record import Record
from device.exchange.deadlines import documents_due, working_days_left
from device.exchange.remedies import remedy_of
from device.outbox.rows import rows_of, rows_to
from device.outbox.takings import parts_of_claim

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.acts.nomenclature import Tables
    from device.outbox.sheet import Row
    from device.ports import Store

# Days after which an acknowledged claim is asked after. Source: FSE are paid in about 3 days, DRE in at most 4 working days; a
# fortnight leaves room for both.
CALL_DAYS = 14
# Upper bounds, in days, of the ages in which open money is shown; the last one is open.
AGES = (8, 30, 60)
_DEGRADED = "degraded"
_CORRECTABLE = ("refused", "rejected")
_OVER = ("paid", "reconciled", "replaced", "written_off", "cancelled")


class Balance(Record):
    """One part of an invoice in cents: who pays (`amo`, `amc` or `patient`), `state` (of the claim; empty for the patient),
    `expected`, `received`, `missing`, what to do `next`, and by which day (0: none)."""

    FIELDS = ("part", "state", "expected", "received", "missing", "next", "until")
    part: str
    state: str
    expected: int
    received: int
    missing: int
    next: str
    until: int


def balances(store: "Store", tables: "Tables", invoice: "Row", today: int) -> "tuple[Balance, ...]":
    """The parts of an invoice: each of its claims, then the patient's own share when something was due."""
    found = []
    for kind, part in (("F", "amo"), ("D", "amc")):
        claim = store.row("claim", invoice["invoice"] + "/" + kind)
        if claim is not None:
            found.append(_claimed(store, tables, claim, part, today))
    if invoice["due"] or invoice["received"]:
        missing = 0 if invoice["replaced_by"] else max(0, invoice["due"] - invoice["received"])
        found.append(Balance("patient", "", invoice["due"], invoice["received"], missing, "collect" if missing else "", 0))
    return tuple(found)


def _claimed(store: "Store", tables: "Tables", claim: "Row", part: str, today: int) -> Balance:
    _, waiting, refused = parts_of_claim(claim)
    missing = waiting + refused
    following = next_step(store, tables, claim, today)
    return Balance(part, claim["state"], claim["expected"], claim["received"], missing, following, _until(claim))


def _until(claim: "Row") -> int:
    """The last day of what comes next: to send, or to send documents for what owes them."""
    if claim["state"] in _OVER or claim["state"] in _CORRECTABLE:
        return 0
    if claim["mode"] == _DEGRADED and claim["lot"]:
        return documents_due(claim["day"])
    return 0 if claim["state"] in ("acknowledged", "deferred") else int(claim["until"])


def next_step(store: "Store", tables: "Tables", claim: "Row", today: int) -> str:
    """What to do next: `send`, `release`, `complete`, `wait`, `call`, `document`, `correct`, `give_up`, `accept`; empty when it is
    over. What was refused asks for what the table of codes says."""
    state = claim["state"]
    if state in _OVER:
        return ""
    if state in _CORRECTABLE:
        return remedy_of(tables, claim).action
    if state in ("partly_paid", "recovered"):
        return "accept"
    if state in ("presigned", "held"):
        return "complete" if state == "presigned" else "release"
    if state in ("sealed", "queued", "lot_refused"):
        return "send"
    if claim["mode"] == _DEGRADED and store.row("paper", claim["invoice"] + "/form") is not None:
        return "document"
    if state == "no_ack_due" and not claim["expected"]:
        return ""  # the patient paid all, and was paid: nobody answers us
    lot = store.row("lot", claim["lot"])
    if lot is not None and lot["state"] in ("escalated", "blocked"):
        return "call"
    return "call" if state != "in_lot" and today - claim["moved"] // 1440 > CALL_DAYS else "wait"


def urgent(store: "Store", today: int, within: int = 1) -> "list[Row]":
    """The claims that have not left and whose last day to be sent is at most `within` days away, or past; most urgent first."""
    return rows_to(store, "claim_due", "until", today + within)


class Deadline(Record):
    """What must leave first: by which day (`until`), the working days `left` for it, how many claims are `pressing`."""

    FIELDS = ("until", "left", "pressing")
    until: int
    left: int
    pressing: int


def first_deadline(store: "Store", today: int, region: str) -> "Deadline | None":
    """The last day of what must leave first; None when nothing waits."""
    first = store.rows("claim_due", limit=1)
    if not first:
        return None
    until = first[0]["until"]
    return Deadline(until, working_days_left(today, until, region), len(urgent(store, today)))


def ageing(store: "Store", today: int) -> "tuple[tuple[int, int, int], ...]":
    """Open money by age: (days at most, claims, cents missing); 0 days stands for beyond the last bound."""
    totals = [[bound, 0, 0] for bound in AGES + (0,)]
    for claim in rows_of(store, "claim_open"):
        _, waiting, refused = parts_of_claim(claim)
        age = today - claim["day"]
        row = [total for total in totals if age <= total[0] or total[0] == 0][0]
        row[1] += 1
        row[2] += waiting + refused
    return tuple((bound, count, cents) for bound, count, cents in totals)
