"""How a conversation is written: a generator that yields what to show and do, and is sent what happened."""

from device.base.record import Record
from device.signals import Answered, Done, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any

    from device.flows.views import View
    from device.signals import CardGone, CardSeen, Effect, NetworkChanged, PinTyped, Ticked

    Signal = Answered | Done | Failed | CardSeen | CardGone | NetworkChanged | PinTyped | Ticked


class Ask(Record):
    """What a flow yields: the view to show, and effects to start."""

    FIELDS = ("view", "effects")
    view: "View"
    effects: "tuple[Effect, ...]" = ()


if TYPE_CHECKING:
    Flow = Generator[Ask, Signal, str]
    Step = Generator[Ask, Signal, Any]

# Answers that leave a step; a flow returns one of the places `machine` knows.
BACK = "back"
NEXT = "next"
CANCEL = "cancel"
LATER = "later"


def choose(view: "View") -> "Step":
    """Show a view until it is answered; the answer."""
    while True:
        signal = yield Ask(view)
        if isinstance(signal, Answered):
            return signal.value


def call(view: "View", effect: "Effect") -> "Step":
    """Show a view while an effect runs: its `Done` or `Failed`, or the `Answered` of the way out."""
    signal = yield Ask(view, (effect,))
    while not settles(signal, effect.number):
        signal = yield Ask(view)
    return signal


def settles(signal: "Signal", number: int) -> bool:
    """True for the answer to the effect of that number, and for any answer of the user."""
    if isinstance(signal, (Done, Failed)):
        return signal.number == number
    return isinstance(signal, Answered)
