"""The bank transfers that insurers announced: what each paid, for which invoices, whether every cent of it is accounted for, and
whether it arrived at the bank; and the money that arrived which nobody announced."""

from device.base.dates import date_of
from device.exchange import bank
from device.flows import actions
from device.flows.flow import BACK, choose
from device.flows.invoice import invoice_shown
from device.flows.pages import OLDER, Pages
from device.flows.round import person_of
from device.flows.views import NOTHING, Action, Listing, Row, Text, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step
    from device.flows.views import Say

    Plain = dict[str, Any]

# What the list shows: every transfer announced, those that did not arrive, what arrived unannounced.
ALL, LATE, UNKNOWN = "all", "late", "unknown"
TABLES = {ALL: "transfer", UNKNOWN: "bank_unknown"}
TONES = {bank.ARRIVED: "ok", bank.DIFFERS: "warn", bank.LATE: "warn", bank.AWAITED: "plain", bank.NONE: "ok"}


def transfers(desk: "Desk", _argument: str) -> "Flow":
    """The transfers, newest first, until left for the office or for what an invoice leads to."""
    pages, kind = Pages(), ALL
    while True:
        overdue = bank.late(desk.store, desk.now().day)
        shown = overdue if kind == LATE else pages.read(desk.store, TABLES[kind])
        answer = yield from choose(_view(desk, kind, shown, len(overdue), None if kind == LATE else pages.action()))
        name, _, value = answer.partition(":")
        if name == OLDER:
            pages.older()
        elif name == "filter":
            pages, kind = Pages(), value
        elif name == LATE:
            yield from choose(_call_view(shown[int(value)]))
        elif name == "item":
            goal: str = yield from transfer_shown(desk, shown[int(value)])
            if goal:
                return goal
        elif not pages.newer():
            return "office"


def transfer_shown(desk: "Desk", transfer: "Plain") -> "Step":
    """One transfer until it is left: its entries, each leading to its invoice; the place to go to, empty to go back."""
    entries = transfer["entries"]
    while True:
        answer = yield from choose(_entries_view(desk, transfer))
        name, _, value = answer.partition(":")
        if name != "entry":
            return ""
        invoice = entries[int(value)]["claim"].partition("/")[0]
        goal = yield from invoice_shown(desk, invoice)
        if goal:
            return goal


def _view(desk: "Desk", kind: str, shown: "list[Plain]", overdue: int, older: "Action | None") -> Listing:
    counts = ((ALL, desk.store.count("transfer")), (LATE, overdue), (UNKNOWN, desk.store.count("bank_unknown")))
    filters = [Row("filter:" + name, say("bank.filter." + name, count=count), on=name == kind) for name, count in counts if count]
    rows = {ALL: _row, LATE: _late_row, UNKNOWN: _unknown_row}
    return Listing(
        say("transfers.title") if shown else say("transfers.none"),
        older,
        actions.back(),
        filters=tuple(filters) if len(filters) > 1 else (),
        rows=_month(desk) + tuple([rows[kind](desk, index, each) for index, each in enumerate(shown)]),
    )


def _month(desk: "Desk") -> "tuple[Row, ...]":
    """What reached the bank this month, of what was announced; nothing before any statement was read."""
    year, month, _ = date_of(desk.now().day)
    sums = desk.store.row("banked", "%04d%02d" % (year, month))
    if sums is None or not desk.store.count("bank_line"):
        return ()
    figures = say("bank.month", received_cents=sums["arrived"], cents=sums["announced"])
    return (Row("", figures, say("bank.month.sub", cents=sums["unknown"]), "bar_chart"),)


def _row(desk: "Desk", index: int, each: "Plain") -> Row:
    at_bank = bank.stands(desk.store, bank.announced_of(desk.store, each), desk.now().day)
    known = say("bank." + at_bank) if at_bank else say("transfers.matched")
    return Row(
        "item:%d" % index,
        say("transfers.of", day=each["paid_on"]),
        say("transfers.sub", count=len(each["entries"]), label=each["label"].strip() or each["sender"]),
        "account_balance",
        known if each["matched"] else say("transfers.strange"),
        TONES[at_bank] if each["matched"] else "warn",
        right=say("line.amount", cents=each["total"]),
    )


def _late_row(desk: "Desk", index: int, each: "Plain") -> Row:
    """A transfer to ask after: who announced it, and since when it is awaited."""
    sub = say("bank.ask", label=each["label"].strip() or each["sender"])
    days = say("bank.since", days=desk.now().day - each["day"])
    amount = say("line.amount", cents=each["cents"])
    return Row("late:%d" % index, say("transfers.of", day=each["day"]), sub, "hourglass_top", days, "warn", right=amount)


def _call_view(each: "Plain") -> Text:
    """What whoever announced it asks for on the telephone."""
    told = say("bank.call.told", cents=each["cents"], day=each["day"], label=each["label"].strip() or "-", text=each["sender"])
    return Text(say("bank.call"), actions.close(BACK), paragraphs=(told, say("bank.call.check"), say("bank.call.ask")))


def _unknown_row(_desk: "Desk", _index: int, each: "Plain") -> Row:
    """Money on the statement that no return announced."""
    label = say("bank.label", label=each["label"])
    return Row(
        "", say("transfers.of", day=each["day"]), label, "payments", say("bank.unknown"), right=say("line.amount", cents=each["cents"])
    )


def _entries_view(desk: "Desk", transfer: "Plain") -> Listing:
    matched = Row("", say("transfers.all"), icon="check_circle") if transfer["matched"] else Row("", say("transfers.some"), icon="warning")
    arrived = _at_bank(desk, transfer)
    return Listing(
        say("transfers.entries", day=transfer["paid_on"], cents=transfer["total"]),
        secondary=actions.back(),
        filters=(matched,) if arrived == NOTHING else (matched, Row("", arrived, icon="account_balance")),
        rows=tuple([_entry(desk, index, each) for index, each in enumerate(transfer["entries"])]),
    )


def _at_bank(desk: "Desk", transfer: "Plain") -> "Say":
    """When it arrived and how much, or that it did not."""
    announced = bank.announced_of(desk.store, transfer)
    line = bank.line_of(desk.store, announced)
    if line is not None:
        return say("bank.line", day=line["day"], cents=line["cents"])
    at_bank = bank.stands(desk.store, announced, desk.now().day)
    return say("bank." + at_bank) if at_bank else NOTHING


def _entry(desk: "Desk", index: int, each: "Plain") -> Row:
    """One entry: whose invoice, what happened to it, or why it is strange."""
    claim = desk.store.row("claim", each["claim"]) if each["claim"] else None
    key = "transfers.why." + each["why"] if each["why"] else "transfers.event." + (each["event"] or "none")
    person = person_of(desk, claim["patient"]) if claim else None
    title = say("todo.person", name=person["name"], given=person["given"]) if person else say("transfers.stranger")
    return Row(
        "entry:%d" % index if claim else "",
        title,
        say("transfers.entry", invoice=each["invoice"].strip() or "-", stands=say(key)),
        "warning" if each["why"] else "receipt",
        tone="warn" if each["why"] else "plain",
        right=say("line.amount", cents=each["paid"]),
    )
