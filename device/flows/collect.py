"""The patient's own share: cash, cheque or card, noted against what is due, all of it or a part."""

from device.flows import actions
from device.flows.flow import BACK, choose
from device.flows.printing import printed
from device.flows.round import person_of
from device.flows.sheets import receipt_of
from device.flows.views import Action, Finished, Keypad, Listing, Row, say
from device.outbox.ledger_till import MEANS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step

    Plain = dict[str, Any]

ICONS = {"cash": "payments", "cheque": "receipt", "card": "credit_card"}
PART, RECEIPT = "part", "receipt"
# Nobody pays more than 99 999,99 euros at a bedside.
DIGITS = 7


def collect(desk: "Desk", invoice: "Plain") -> "Step":
    """Notes what the patient gives; ends with an empty place, whether something was noted or not."""
    due = max(0, invoice["due"] - invoice["received"])
    cents = due
    while True:
        answer = yield from choose(_view(desk, invoice, due, cents))
        if answer in MEANS and cents:
            desk.record([("money.received", {"invoice": invoice["invoice"], "cents": cents, "means": answer})])
            return (yield from _noted(desk, invoice["invoice"], cents))
        if answer != PART:
            return ""
        typed = yield from amount("collect.amount", cents)
        cents = cents if typed is None else typed


def _noted(desk: "Desk", identity: str, cents: int) -> "Step":
    """What was noted, and a receipt for whoever wants one."""
    invoice = desk.store.row("invoice", identity) or {}
    view = Finished(
        say("collect.noted", cents=cents),
        actions.close(BACK),
        Action(RECEIPT, say("collect.receipt"), "receipt"),
        sub=say("collect.left", cents=max(0, invoice["due"] - invoice["received"])),
    )
    if (yield from choose(view)) == RECEIPT:
        yield from printed(desk, "recu", receipt_of(desk, invoice))
    return ""


def amount(title: str, cents: int) -> "Step":
    """An amount typed in cents, `cents` proposed; None when the user goes back. `title` is the key of the question."""
    answer = yield from choose(
        Keypad(
            say(title),
            secondary=actions.back(),
            sub=say("collect.amount.sub"),
            unit=say("collect.unit"),
            digits=DIGITS,
            value=str(cents) if cents else "",
        )
    )
    return None if answer == BACK else int(answer or "0")


def _view(desk: "Desk", invoice: "Plain", due: int, cents: int) -> Listing:
    person = person_of(desk, invoice["patient"])
    title = say("collect.title", cents=cents) if due else say("collect.nothing")
    means = tuple([Row(name, say("means." + name), say("collect.means", cents=cents), ICONS[name]) for name in MEANS])
    return Listing(
        title,
        Action(PART, say("collect.part"), "payments"),
        actions.back(),
        filters=(Row("", say("todo.person", name=person["name"], given=person["given"]), icon="person"),),
        rows=means if cents else (),
    )
