"""The till: the cash in the box when the day begins, what was taken by each means, what is counted when it ends."""

from device.flows import actions
from device.flows.closing import closed, last_till
from device.flows.collect import ICONS, amount
from device.flows.flow import BACK, choose
from device.flows.views import Action, Facts4, Row, say
from device.outbox.ledger_till import MEANS, new_till, till_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step
    from device.flows.views import Say

    Plain = dict[str, Any]

OPEN, CLOSE, EARLIER, LATER_DAY = "open", "close", "earlier", "later_day"


def till_of(desk: "Desk", day: int) -> "Plain":
    """The till of who works now, on that day."""
    return desk.store.row("till", till_key(desk.professional()["billing"], day)) or new_till(day)


def taken(till: "Plain") -> int:
    """Cents taken by all means."""
    return sum([till["taken"][name] for name in sorted(till["taken"])])


def money(desk: "Desk", _argument: str) -> "Flow":
    """Today's till and those of earlier days, until left for the office."""
    back = 0
    while True:
        today = desk.now().day
        answer = yield from choose(_view(desk, till_of(desk, today - back), back == 0))
        if answer == BACK:
            return "office"
        if answer == EARLIER:
            back += 1
        elif answer == LATER_DAY:
            back = max(0, back - 1)
        else:
            goal: str = yield from (_opened(desk) if answer == OPEN else _closed(desk))
            if goal:
                return goal


def _opened(desk: "Desk") -> "Step":
    """The cash in the box, typed: what was counted the last time is proposed. Ends with an empty place."""
    before = last_till(desk)
    cents = yield from amount("till.start.ask", before["counted"] if before else 0)
    if cents is not None:
        desk.record([("till.opened", {"cents": cents})])
    return ""


def _closed(desk: "Desk") -> "Step":
    """The cash in the box, typed, then what the day misses; the place to go to, empty to stay."""
    due = due_in_box(till_of(desk, desk.now().day))
    cents = yield from amount("till.count.ask", due)
    if cents is None:
        return ""
    desk.record([("till.closed", {"cents": cents})])
    return (yield from closed(desk, cents - due))


def due_in_box(till: "Plain") -> int:
    """The cash that must be there: what was there when it was opened, and what came."""
    start: int = till["start"]
    cash: int = till["taken"]["cash"]
    return start + cash


def _view(desk: "Desk", till: "Plain", is_today: bool) -> Facts4:
    means = tuple([Row("", say("means." + name), say("line.amount", cents=till["taken"][name]), ICONS[name]) for name in MEANS])
    is_open = till["opened"] >= 0 and till["closed"] < 0
    primary = Action(CLOSE, say("till.close"), "lock") if is_open else Action(OPEN, say("till.open"), "payments")
    return Facts4(
        say("till.title", day=till["day"], cents=taken(till)),
        primary if is_today else Action(LATER_DAY, say("till.later"), "arrow_forward"),
        actions.back(),
        sub=_stands(desk, till, is_today),
        rows=means + (Row(EARLIER, say("till.earlier"), say("till.earlier.sub"), "event"),),
        grid=True,
    )


def _stands(desk: "Desk", till: "Plain", is_today: bool) -> "Say":
    """Not opened, nor the day before it closed; open with so much; or closed: right, or by how much it is not."""
    if till["closed"] >= 0:
        gap = till["counted"] - due_in_box(till)
        return say("till.gap", cents=till["counted"], missing_cents=gap) if gap else say("till.right", cents=till["counted"])
    if till["opened"] >= 0:
        return say("till.opened", minute=till["opened"], cents=till["start"])
    before = last_till(desk) if is_today else None
    return say("till.unclosed", day=before["day"]) if before and before["closed"] < 0 else say("till.unopened")
