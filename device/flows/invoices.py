"""Every invoice, by what is to be done with it, newest first; ten thousand open as fast as a hundred."""

from device.flows import actions
from device.flows.flow import choose
from device.flows.invoice import invoice_shown
from device.flows.pages import OLDER, Pages
from device.flows.round import person_of
from device.flows.views import NOTHING, Action, Listing, Row, say
from device.outbox.ledger_lists import NAMES, list_of, table_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow

    Plain = dict[str, Any]

ICONS = {
    "rejected": "error",
    "correct": "warning",
    "send": "outbox",
    "awaited": "hourglass_top",
    "open": "schedule",
    "paid": "check_circle",
    "": "block",
}
TONES = {"rejected": "stop", "correct": "warn", "paid": "ok"}


def invoices(desk: "Desk", name: str) -> "Flow":
    """One list, by its name (empty: all of them), until left for the office or for what an invoice leads to."""
    pages = Pages()
    while True:
        shown = [desk.store.row("invoice", row["invoice"]) or row for row in pages.read(desk.store, table_of(name))]
        answer = yield from choose(_view(desk, name, shown, pages.action()))
        word, _, value = answer.partition(":")
        if word == "filter":
            name, pages = value, Pages()
        elif word == OLDER:
            pages.older()
        elif word == "item":
            goal: str = yield from invoice_shown(desk, shown[int(value)]["invoice"])
            if goal:
                return goal
        elif not pages.newer():
            return "office"


def _view(desk: "Desk", name: str, shown: "list[Plain]", older: "Action | None") -> Listing:
    filters = [_filter("", name, desk.store.count("invoice"))]
    filters += [_filter(each, name, desk.store.count(table_of(each))) for each in NAMES]
    return Listing(
        say("invoices.title") if shown else say("invoices.none"),
        older,
        actions.back(),
        filters=tuple([each for each in filters if each is not None]),
        rows=tuple([_row(desk, index, row) for index, row in enumerate(shown)]),
    )


def _filter(name: str, chosen: str, count: int) -> "Row | None":
    """A list that holds something, or the one shown."""
    if not count and name not in ("", chosen):
        return None
    return Row("filter:" + name, say("invoices.filter." + (name or "all"), count=count), on=name == chosen)


def _row(desk: "Desk", index: int, row: "Plain") -> Row:
    person = person_of(desk, row["patient"])
    standing = list_of(row)
    until = min([each["until"] for each in row["intended"]], default=0)
    left = say("todo.left", days=max(0, until - desk.now().day)) if standing == "send" and until else NOTHING
    return Row(
        "item:%d" % index,
        say("todo.person", name=person["name"], given=person["given"]),
        say("invoices.sub", day=row["day"], stands=say("invoices.stands." + (standing or row["state"])), invoice=row["number"] or "-"),
        ICONS[standing],
        left,
        TONES.get(standing, "plain"),
        right=say("line.amount", cents=row["totals"].get("amount_cents", 0)),
    )
