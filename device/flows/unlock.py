"""From the locked screen to the round: the professional's card goes in, its code is typed, its rights are read."""

from device.flows.books import unsent
from device.flows.flow import CANCEL, Ask, call, choose
from device.flows.people import holder_of, situations_of
from device.flows.refusals import LEAVE, failed_view, refusal_view
from device.flows.views import Action, Insert, Listing, Pin, Row, Text, Wait, say
from device.signals import Answered, CardGone, Done, Failed, PinTyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow, Signal, Step
    from device.flows.people import Holder
    from device.flows.views import View

HELP = "help"


def unlock(desk: "Desk", _argument: str) -> "Flow":
    """Runs until one professional is known and may bill; then home, or back to what was under way."""
    while True:
        holder = yield from _identified(desk)
        if holder is not None:
            if (yield from _opened(desk, holder)):
                return "home"


def _identified(desk: "Desk") -> "Step":
    """Wait for a card, then read who holds it: the free identity, or None after a refusal."""
    while not desk.present["cps"]:
        signal = yield Ask(_insert_view(desk))
        if isinstance(signal, Answered) and signal.value == HELP:
            yield from choose(_help_view())
    signal = yield from call(_reading_view(), desk.effect("sesam", "identify"))
    if isinstance(signal, Done):
        holder = holder_of(signal.value)
        signal = yield from call(_reading_view(), desk.effect("sesam", "pin_tries"))
        if isinstance(signal, Done):
            return holder.replace(tries=signal.value)
    if not isinstance(signal, Answered):
        yield from _until_moved(desk, failed_view(signal, "cps"))
    return None


def _opened(desk: "Desk", holder: "Holder") -> "Step":
    """Ask for the code until the card and the store take it; False when the card left or the user gave up."""
    tries = holder.tries
    while desk.present["cps"]:
        if tries == 0:
            yield from _until_moved(desk, refusal_view("PIN_BLOCKED", slot="cps"))
            return False
        signal = yield Ask(_pin_view(holder, tries))
        if isinstance(signal, Answered) and signal.value == CANCEL:
            yield from _until_moved(desk, _insert_view(desk))
            return False
        if isinstance(signal, PinTyped):
            pin = signal.pin
            signal = yield from call(_reading_view(), desk.effect("sesam", "read_professional", (pin,)))
            if isinstance(signal, Done):
                return (yield from _enter(desk, holder, signal.value, pin))
            tries = yield from _refused(signal, tries)
    return False


def _refused(signal: "Signal", tries: int) -> "Step":
    """After a refused code: the tries left, shown by the next pin view; another refusal is shown by itself."""
    if not isinstance(signal, Failed):
        return tries
    facts = dict(signal.facts)
    if signal.code == "PIN_WRONG":
        return facts["tries"]
    if signal.code == "PIN_BLOCKED":
        return 0
    yield from choose(failed_view(signal, "cps"))
    return tries


def _until_moved(desk: "Desk", view: "View") -> "Step":
    """Show a view until the card is taken out, or the user asks to try again."""
    while desk.present["cps"]:
        signal = yield Ask(view)
        if isinstance(signal, CardGone) or (isinstance(signal, Answered) and signal.value != LEAVE):
            return


def _enter(desk: "Desk", holder: "Holder", octets: bytes, pin: str) -> "Step":
    """Open the store with the same code, then remember who works now, in the situation chosen when the card holds several."""
    signal = yield from call(_opening_view(), desk.effect("keys", "open", (holder.rpps, pin)))
    if isinstance(signal, Failed):
        yield from _until_moved(desk, failed_view(signal, "cps"))
    if not isinstance(signal, Done):
        return False
    desk.attach(signal.value.store)
    if signal.value.recovery:
        yield from choose(_recovery_view(signal.value.recovery))
    situations = situations_of(octets)
    chosen = situations[0]
    if len(situations) > 1:
        answer = yield from choose(_situations_view(situations))
        chosen = situations[int(answer)]
    desk.open(chosen, octets)
    return True


def _insert_view(desk: "Desk") -> Insert:
    waiting = unsent(desk)
    shelter = say("lock.shelter", count=waiting["count"], days=waiting["oldest_days"]) if waiting["count"] else say("lock.empty")
    if not desk.is_open():
        shelter = say("lock.closed")
    return Insert(say("lock.title"), secondary=Action(HELP, say("act.help"), "help"), slot="cps", hint=say("lock.hint"), shelter=shelter)


def _help_view() -> Text:
    return Text(
        say("help.title"), Action("close", say("act.close"), "close"), paragraphs=(say("help.cps"), say("help.pin"), say("help.offline"))
    )


def _reading_view() -> Wait:
    return Wait(
        say("reading.cps.title"), secondary=Action(CANCEL, say("act.cancel"), "close"), cards=("cps",), holds=say("reading.cps.holds")
    )


def _opening_view() -> Wait:
    return Wait(say("opening.title"), cards=("cps",), holds=say("opening.holds"))


def _recovery_view(code: str) -> Text:
    noted = Action("noted", say("recovery.noted"), "check")
    return Text(say("recovery.title"), noted, paragraphs=(say("recovery.why"), say("recovery.code", recovery=code), say("recovery.where")))


def _pin_view(holder: "Holder", tries: int) -> Pin:
    return Pin(
        say("pin.title", name=holder.name, given=holder.given),
        over=say("pin.over"),
        secondary=Action(CANCEL, say("act.cancel"), "close"),
        sub=say("pin.sub"),
        tries=tries,
    )


def _situations_view(situations: "tuple[dict[str, Any], ...]") -> Listing:
    rows = tuple(
        Row(str(index), say("situation.title", place=each["practice"]), say("situation.sub", billing=each["billing"]), "home")
        for index, each in enumerate(situations)
    )
    return Listing(say("situation.pick"), rows=rows)
