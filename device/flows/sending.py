"""What leaves by itself, looked at: each lot on its way, from the device to the funds."""

from device.exchange.reconcile import first_deadline
from device.flows.books import unsent
from device.flows.flow import Ask
from device.flows.views import Action, Row, Step, Wait, say
from device.signals import Answered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow

# How far along the thread a lot's state is: 0 on the device, 1 at the mail server, 2 at the fund.
REACHED = {
    "sealed": 0,
    "sending": 0,
    "uncertain": 0,
    "blocked": 0,
    "silent": 1,
    "handed_over": 1,
    "escalated": 1,
    "no_ack_due": 1,
    "acked": 2,
    "rejected": 2,
}
# What has room under the places.
ROWS_SHOWN = 2


def sending(desk: "Desk", _argument: str) -> "Flow":
    """Follows what goes on in the background until the user goes back to the round."""
    while True:
        signal = yield Ask(_view(desk))
        if isinstance(signal, Answered):
            return "home"


def _view(desk: "Desk") -> Wait:
    lots, deadline = desk.store.rows("lot", limit=ROWS_SHOWN, last_first=True), _deadline(desk)
    waiting = unsent(desk)["count"]
    reached = min([REACHED.get(lot["state"], 0) for lot in lots], default=0)
    return Wait(
        say("sending.title", count=waiting) if waiting else say("sending.none"),
        Action("home", say("sending.go_on"), "arrow_forward"),
        sub=say("sending.online") if desk.online else say("sending.offline"),
        steps=tuple(Step(say("sending." + name), _state(index, reached), icon) for index, (name, icon) in enumerate(STOPS)),
        seconds=0,
        rows=tuple(lot_row(lot) for lot in lots[: ROWS_SHOWN - len(deadline)]) + deadline,
    )


def _deadline(desk: "Desk") -> "tuple[Row, ...]":
    """The last day of what must leave first, the working days left for it, and how many are as urgent or late; nothing when nothing
    waits."""
    first = first_deadline(desk.store, desk.now().day, desk.profile.region)
    if first is None:
        return ()
    left, pressing = first.left, first.pressing
    title = say("sending.until", day=first.until, days=left) if left >= 0 else say("sending.late", days=-left)
    sub = say("sending.pressing", count=pressing) if pressing else say("sending.in_time")
    return (Row("", title, sub, "schedule", tone="warn" if pressing else "plain"),)


STOPS = (("device", "shield"), ("mail", "mark_email_read"), ("fund", "account_balance"))


def _state(index: int, reached: int) -> str:
    if index == reached:
        return "here"
    return "done" if index < reached else "todo"


def lot_row(lot: "dict[str, Any]") -> Row:
    """One lot: its number, how many invoices, where it stands."""
    tone = {"acked": "ok", "rejected": "stop", "blocked": "stop", "escalated": "warn", "silent": "warn"}.get(lot["state"], "plain")
    return Row("", say("lot.title", lot=lot["number"], count=len(lot["claims"])), say("lot." + lot["state"]), "outbox", tone=tone)
