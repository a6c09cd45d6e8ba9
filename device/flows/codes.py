"""Codes typed on the screen: they go to the card and to the keys, and are kept nowhere. A step ends when the card leaves."""

from device.flows import actions
from device.flows.flow import Ask
from device.flows.views import NOTHING, Action, Pin, Text, Wait, say
from device.signals import Answered, PinTyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Step
    from device.flows.views import Say, View


def typed_code(desk: "Desk", view: Pin) -> "Step":
    """The code typed; empty when the card left or the user gave up."""
    while desk.present["cps"]:
        signal = yield Ask(view)
        if isinstance(signal, PinTyped):
            return signal.pin
        if isinstance(signal, Answered):
            return ""
    return ""


def answered(desk: "Desk", view: "View") -> "Step":
    """The answer to a view; empty when the card left."""
    while desk.present["cps"]:
        signal = yield Ask(view)
        if isinstance(signal, Answered):
            return signal.value
    return ""


def new_code(desk: "Desk", present: str = "") -> "Step":
    """A code that is not the present one, typed twice alike; empty when left."""
    sub = say("code.new.sub")
    while True:
        first: str = yield from typed_code(desk, code_view(say("code.new"), sub))
        if not first:
            return ""
        if first == present:
            sub = say("code.same")
            continue
        again: str = yield from typed_code(desk, code_view(say("code.again"), say("code.again.sub")))
        if again in ("", first):
            return again
        sub = say("code.differs")


def code_view(title: "Say", sub: "Say", tries: int = 0, length: int = 4, over: "Say" = NOTHING) -> Pin:
    """Asks for a code; without `tries` no attempt at the card's code is at stake."""
    return Pin(title, secondary=actions.cancel(), over=over, sub=sub, tries=tries, length=length)


def asking_view() -> Wait:
    """While the card is asked whether the code is its own."""
    return Wait(say("reading.cps.title"), secondary=actions.cancel(), cards=("cps",), holds=say("reading.cps.holds"))


def opening_view() -> Wait:
    """While the store is opened."""
    return Wait(say("opening.title"), cards=("cps",), holds=say("opening.holds"))


def recovery_view(code: str) -> Text:
    """The code on paper, told once."""
    noted = Action("noted", say("recovery.noted"), "check")
    return Text(say("recovery.title"), noted, paragraphs=(say("recovery.why"), say("recovery.code", recovery=code), say("recovery.where")))
