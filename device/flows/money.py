"""The till: the cash in the box when the day begins, what was taken by each means, what is counted when it ends."""

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
        answer = yield from choose(_view(till_of(desk, today - back), back == 0))
        if answer == BACK:
            return "office"
        if answer == EARLIER:
            back += 1
        elif answer == LATER_DAY:
            back = max(0, back - 1)
        else:
            yield from _counted(desk, answer)


def _counted(desk: "Desk", answer: str) -> "Step":
    """The cash in the box, typed: the till is opened or closed with it."""
    if answer == OPEN:
        cents = yield from amount("till.start.ask", 0)
        desk.record([("till.opened", {"cents": cents})])
        return
    till = till_of(desk, desk.now().day)
    cents = yield from amount("till.count.ask", due_in_box(till))
    desk.record([("till.closed", {"cents": cents})])


def due_in_box(till: "Plain") -> int:
    """The cash that must be there: what was there when it was opened, and what came."""
    start: int = till["start"]
    cash: int = till["taken"]["cash"]
    return start + cash


def _view(till: "Plain", is_today: bool) -> Facts4:
    means = tuple([Row("", say("means." + name), say("line.amount", cents=till["taken"][name]), ICONS[name]) for name in MEANS])
    is_open = till["opened"] >= 0 and till["closed"] < 0
    primary = Action(CLOSE, say("till.close"), "lock") if is_open else Action(OPEN, say("till.open"), "payments")
    return Facts4(
        say("till.title", day=till["day"], cents=taken(till)),
        primary if is_today else Action(LATER_DAY, say("till.later"), "arrow_forward"),
        Action(BACK, say("act.back"), "arrow_back"),
        sub=_stands(till),
        rows=means + (Row(EARLIER, say("till.earlier"), say("till.earlier.sub"), "event"),),
        grid=True,
    )


def _stands(till: "Plain") -> "Say":
    """Not opened, open with so much, or closed: right, or by how much it is not."""
    if till["closed"] >= 0:
        gap = till["counted"] - due_in_box(till)
        return say("till.gap", cents=till["counted"], missing_cents=gap) if gap else say("till.right", cents=till["counted"])
    if till["opened"] >= 0:
        return say("till.opened", minute=till["opened"], cents=till["start"])
    return say("till.unopened")
