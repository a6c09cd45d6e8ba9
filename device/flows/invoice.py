"""One invoice: what each part was asked, brought and misses, what to do next and by when, its lines, its history."""

from device.exchange.deadlines import working_days_left
from device.exchange.reconcile import balances
from device.flows import actions
from device.flows.claim import claim_shown, redone
from device.flows.collect import collect
from device.flows.flow import BACK, choose
from device.flows.round import person_of
from device.flows.signed import history, lines
from device.flows.views import Action, Facts4, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.exchange.reconcile import Balance
    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step
    from device.flows.views import Say

    Plain = dict[str, Any]

ICONS = {"amo": "account_balance", "amc": "umbrella", "patient": "person"}
KINDS = {"amo": "F", "amc": "D"}
NEXT_ICONS = {"correct": "arrow_forward", "collect": "payments", "document": "photo_camera", "send": "outbox"}
WARNING = ("correct", "accept", "call", "release", "complete", "document", "give_up")
LINES = "lines"
# What to do about these is looked at first.
REFUSED = ("refused", "rejected")
# Where the next thing is done: of itself, or with this invoice.
GOALS = {"document": "papers", "send": "sending"}
GOALS_OF = {"complete": "presigned:"}


def invoice(desk: "Desk", identity: str) -> "Flow":
    """One invoice by its id, until left for the list or for what it leads to."""
    goal: str = yield from invoice_shown(desk, identity)
    return goal or "invoices"


def invoice_shown(desk: "Desk", identity: str) -> "Step":
    """Shows an invoice until it is left; the place to go to, empty to go back."""
    while True:
        row = desk.store.row("invoice", identity) or {}
        parts = balances(desk.store, desk.tables, row, desk.now().day)
        answer = yield from choose(_view(desk, row, parts))
        if answer == BACK:
            return ""
        if answer == LINES:
            yield from _detailed(desk, row)
            continue
        part = parts[int(answer.partition(":")[2])]
        goal = (yield from _part(desk, row, part)) if answer.startswith("part:") else (yield from _next(desk, row, part))
        if goal:
            return goal


def _part(desk: "Desk", row: "Plain", part: "Balance") -> "Step":
    """One part looked at: its claim, or the patient's money."""
    if part.part == "patient":
        return (yield from collect(desk, row))
    leave = actions.back()
    return (yield from claim_shown(desk, row["invoice"] + "/" + KINDS[part.part], leave))


def _next(desk: "Desk", row: "Plain", part: "Balance") -> "Step":
    """What the primary action leads to."""
    if part.next == "correct":
        return (yield from redone(desk, desk.store.row("claim", row["invoice"] + "/" + KINDS[part.part]) or {}))
    if part.next in GOALS and part.state not in REFUSED:
        return GOALS[part.next]
    if part.next in GOALS_OF:
        return GOALS_OF[part.next] + row["invoice"]
    return (yield from _part(desk, row, part))


def _detailed(desk: "Desk", row: "Plain") -> "Step":
    """Its lines, then its history, as long as they are asked for."""
    showing_lines = True
    while True:
        answer = yield from choose(lines(desk, row) if showing_lines else history(desk, row))
        if answer == BACK:
            return
        showing_lines = not showing_lines


def _view(desk: "Desk", row: "Plain", parts: "tuple[Balance, ...]") -> Facts4:
    person = person_of(desk, row["patient"])
    today = desk.now().day
    urgent = [index for index, part in enumerate(parts) if part.next and part.next != "wait"]
    rows = tuple([_row(index, part, today, desk.profile.region) for index, part in enumerate(parts)])
    return Facts4(
        say("todo.person", name=person["name"], given=person["given"]),
        _primary(urgent[0], parts[urgent[0]].next) if urgent else None,
        actions.back(),
        over=say("invoice.over", invoice=row["number"] or "-", day=row["day"]),
        sub=_replaced(desk, row),
        rows=rows + (Row(LINES, say("invoice.lines"), say("invoice.lines.sub"), "receipt"),),
    )


def _replaced(desk: "Desk", row: "Plain") -> "Say":
    """Its total, and which invoice it replaces or is replaced by."""
    cents = row["totals"].get("amount_cents", 0)
    for name in ("replaced_by", "replaces"):
        other = desk.store.row("invoice", row[name]) if row[name] else None
        if other is not None:
            return say("invoice." + name, cents=cents, invoice=other["number"])
    return say("invoice.total", cents=cents)


def _primary(index: int, following: str) -> Action:
    return Action("next:%d" % index, say("next.do." + following), NEXT_ICONS.get(following, "arrow_forward"))


def _row(index: int, part: "Balance", today: int, region: str) -> Row:
    """A part: its figures, what comes next, and the working days left for it."""
    if part.missing:
        figures = say("balance.figures", cents=part.expected, received_cents=part.received, missing_cents=part.missing)
    else:
        figures = say("balance.complete", cents=part.expected, received_cents=part.received)
    days = working_days_left(today, part.until, region) if part.until else 0
    key = "next." + (part.next or "none")
    tag = say("next.left", stands=say(key), days=days) if part.until and part.next and days >= 0 else say(key)
    tone = "warn" if part.next in WARNING else ("plain" if part.next else "ok")
    return Row("part:%d" % index, say("balance." + part.part), figures, ICONS[part.part], tag, tone)
