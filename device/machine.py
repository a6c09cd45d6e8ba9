"""The Machine: one event in, effects out. It never waits; what is durable is written before any effect leaves."""

from device.base.refusal import Refusal
from device.flows.bar import bar
from device.flows.refusals import explain
from device.flows.unlock import unlock
from device.signals import Answered, CardGone, CardSeen, Done, Effect, Failed, NetworkChanged, PinTyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from device.flows.desk import Desk
    from device.flows.flow import Ask, Flow

    class Background(Protocol):
        """What goes on beside the screen: sending, receipts, look-ups."""

        def handle(self, event: Any) -> tuple[Effect, ...]:
            """Effects that follow from this event; facts are recorded before they leave."""

        def hurry(self) -> tuple[Effect, ...]:
            """A person looks: send now what is queued, look at the mailbox now."""


# Whoever looks at what is sent wants it sent.
HURRYING = "sending"
# A flow ends by naming its next place; what follows a colon is the place's argument.
LOCKED = "lock"
HOME = "home"
# What a touch on the top bar answers, whatever the view.
STATUS = "status"
# Where codes are typed: what was typed there is forgotten with the card.
CODE = "code"


def place_of(name: str) -> "Callable[[Desk, str], Flow]":
    """The flow of a place. All but the locked screen are loaded when the first of them is entered: the start is short."""
    if name == LOCKED:
        return unlock
    from device.flows.places import PLACES

    return PLACES[name]


class Conversation:
    """A running flow: its generator, the place it stands for, and the last thing it asked."""

    def __init__(self, place: str, flow: "Flow") -> None:
        self.place = place
        self.flow = flow
        self.ask: "Ask | None" = None


class Machine:
    """Drives the foreground flow and the background steppers over one desk. What a pulled card suspended goes on only for whoever
    was at work."""

    def __init__(self, desk: "Desk", background: "Background") -> None:
        self._desk = desk
        self._background = background
        self._front: "Conversation | None" = None
        self._suspended: "Conversation | None" = None
        self._author: "dict[str, Any] | None" = None
        self._owners: "dict[int, Conversation]" = {}
        self._view = 0
        self._shown: "tuple[Any, Any]" = (None, None)

    def start(self) -> "tuple[Effect, ...]":
        """The first effects: the locked screen. Nothing is sent before one unlock."""
        return self._outgoing(self._enter(LOCKED))

    def handle(self, event: "Any") -> "tuple[Effect, ...]":
        """What follows from one event."""
        self._note(event)
        effects: "list[Effect]" = []
        if self._desk.user is not None:
            effects.extend(self._background.handle(event))
        if isinstance(event, CardGone) and event.slot == "cps":
            effects.extend(self._lock())
        if isinstance(event, Answered) and event.value == STATUS and event.view == self._view:
            effects.extend(self._aside())
            return self._outgoing(effects)
        conversation = self._owner(event)
        if conversation is not None:
            effects.extend(self._advance(conversation, event))
        return self._outgoing(effects)

    def stumble(self) -> "tuple[Effect, ...]":
        """After a defect of ours: what was under way is left as it is in the journal, and the screen says so."""
        place = LOCKED if self._desk.user is None or not self._desk.present["cps"] else HOME
        self._suspended = None
        self._front = Conversation(place, explain(Refusal("DEFECT"), place))
        return self._outgoing(self._advance(self._front, None))

    def _note(self, event: "Any") -> None:
        """What any flow may ask: which slots hold a card, whether there is a network."""
        if isinstance(event, CardSeen):
            self._desk.present[event.slot] = True
        if isinstance(event, CardGone):
            self._desk.present[event.slot] = False
        if isinstance(event, NetworkChanged):
            self._desk.online = event.up

    def _owner(self, event: "Any") -> "Conversation | None":
        """The conversation that an event belongs to; None for a late answer or the answer to a view no longer shown."""
        if isinstance(event, (Done, Failed)):
            owner = self._owners.pop(event.number, None)
            return owner if owner in (self._front, self._suspended) else None
        if isinstance(event, (Answered, PinTyped)) and event.view != self._view:
            return None
        return self._front

    def _lock(self) -> "list[Effect]":
        """Pulling the professional's card locks at once and keeps what was under way, but for codes half typed."""
        if self._front is None or self._front.place == LOCKED:
            return []
        if self._front.place != CODE:
            self._suspended = self._front
            self._author = self._desk.user
        return self._enter(LOCKED)

    def _aside(self) -> "list[Effect]":
        """The top bar was touched: the state of the device, then back to where we were. The locked screen stays locked."""
        front = self._front
        if front is None or front.place in (LOCKED, STATUS):
            return []
        if front.place != HOME:  # the round is told anew: what it shows may be changed there
            self._suspended = front
            self._author = self._desk.user
        return self._enter(STATUS)

    def _enter(self, goal: str) -> "list[Effect]":
        place, _, argument = goal.partition(":")
        kept, self._suspended = self._suspended, None if place == HOME else self._suspended
        if place == HOME and kept is not None and self._author == self._desk.user:
            self._front = kept
            return []
        self._front = Conversation(place, place_of(place)(self._desk, argument))
        hurried = list(self._background.hurry()) if place == HURRYING else []
        return self._advance(self._front, None) + hurried

    def _advance(self, conversation: "Conversation", signal: "Any") -> "list[Effect]":
        """Let a flow go on with what happened; when it ends, enter the place it names."""
        try:
            conversation.ask = conversation.flow.send(signal)
        except StopIteration as stop:
            return self._leave(conversation, stop.value)
        except Refusal as refusal:
            conversation.flow = explain(refusal, HOME)
            return self._advance(conversation, None)
        for effect in conversation.ask.effects:
            self._owners[effect.number] = conversation
        return list(conversation.ask.effects)

    def _leave(self, conversation: "Conversation", goal: str) -> "list[Effect]":
        if conversation is self._suspended:
            self._suspended = None
            return []
        return self._enter(goal)

    def _outgoing(self, effects: "list[Effect]") -> "tuple[Effect, ...]":
        """The view and the bar where they changed, then the effects: the screen says what is under way before it begins."""
        front = self._front
        shown: "tuple[Effect, ...]" = ()
        if front is not None and front.ask is not None and (front.ask.view, front) != self._shown:
            self._shown = (front.ask.view, front)
            self._view += 1
            shown = (Effect(0, "screen", "show", (self._view, front.ask.view)),)
        return shown + bar(self._desk, front.place if front else LOCKED) + tuple(effects)
