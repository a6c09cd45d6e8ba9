"""The bank transfers that insurers announced: what each paid, for which invoices, and whether every cent of it is accounted for."""

from device.flows.flow import BACK, choose
from device.flows.invoice import invoice_shown
from device.flows.pages import OLDER, Pages
from device.flows.round import person_of
from device.flows.views import Action, Listing, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step

    Plain = dict[str, Any]


def transfers(desk: "Desk", _argument: str) -> "Flow":
    """The transfers, newest first, until left for the office or for what an invoice leads to."""
    pages = Pages()
    while True:
        shown = pages.read(desk.store, "transfer")
        answer = yield from choose(_view(shown, pages.action()))
        name, _, value = answer.partition(":")
        if name == OLDER:
            pages.older()
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


def _view(shown: "list[Plain]", older: "Action | None") -> Listing:
    return Listing(
        say("transfers.title") if shown else say("transfers.none"),
        older,
        Action(BACK, say("act.back"), "arrow_back"),
        rows=tuple([_row(index, each) for index, each in enumerate(shown)]),
    )


def _row(index: int, each: "Plain") -> Row:
    stands = say("transfers.matched") if each["matched"] else say("transfers.strange")
    return Row(
        "item:%d" % index,
        say("transfers.of", day=each["paid_on"]),
        say("transfers.sub", count=len(each["entries"]), label=each["label"].strip() or each["sender"]),
        "account_balance",
        stands,
        "ok" if each["matched"] else "warn",
        right=say("line.amount", cents=each["total"]),
    )


def _entries_view(desk: "Desk", transfer: "Plain") -> Listing:
    matched = Row("", say("transfers.all"), icon="check_circle") if transfer["matched"] else Row("", say("transfers.some"), icon="warning")
    return Listing(
        say("transfers.entries", day=transfer["paid_on"], cents=transfer["total"]),
        secondary=Action(BACK, say("act.back"), "arrow_back"),
        filters=(matched,),
        rows=tuple([_entry(desk, index, each) for index, each in enumerate(transfer["entries"])]),
    )


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
