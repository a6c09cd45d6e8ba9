"""From the locked screen to the round: the professional's card goes in, its code is typed, its rights are read."""

from device.base.refusal import Refusal
from device.flows import actions
from device.flows.at_work import at_work
from device.flows.books import unsent
from device.flows.codes import asking_view, code_view, opening_view, recovery_view, typed_code
from device.flows.flow import Ask, call, choose
from device.flows.people import holder_of
from device.flows.refusals import LEAVE, failed_view, view_of
from device.flows.sessions import holders_today
from device.flows.unblock import rewrapped, unblocked
from device.flows.views import Action, Insert, Pin, Text, say
from device.signals import Answered, CardGone, Done, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    signal = yield from call(asking_view(), desk.effect("sesam", "identify"))
    if isinstance(signal, Done):
        holder = holder_of(signal.value)
        signal = yield from call(asking_view(), desk.effect("sesam", "pin_tries"))
        if isinstance(signal, Done):
            return holder.replace(tries=signal.value)
    if not isinstance(signal, Answered):
        yield from _until_moved(desk, failed_view(signal, "cps"))
    return None


def _opened(desk: "Desk", holder: "Holder") -> "Step":
    """Ask for the code until the card and the store take it, for a new one when the card is blocked; False when the card left or the
    user gave up."""
    tries = holder.tries
    while True:
        pin = yield from (typed_code(desk, _pin_view(desk, holder, tries)) if tries else unblocked(desk))
        if not pin:
            if tries:
                yield from _until_moved(desk, _insert_view(desk))
            return False
        signal = yield from call(asking_view(), desk.effect("sesam", "read_professional", (pin,)))
        if isinstance(signal, Done):
            return (yield from _enter(desk, holder, signal.value, pin))
        tries = yield from _refused(signal)
        if tries is None:
            return False


def _refused(signal: "Signal") -> "Step":
    """After a refused code: the tries left, shown by the next pin view. None after anything else, which is shown by itself: the code may
    have been tried, so the card is asked anew."""
    if isinstance(signal, Failed):
        if signal.code == "PIN_WRONG":
            return dict(signal.facts)["tries"]
        if signal.code == "PIN_BLOCKED":
            return 0
        yield from choose(failed_view(signal, "cps"))
    return None


def _until_moved(desk: "Desk", view: "View") -> "Step":
    """Show a view until the card is taken out, or the user asks to try again."""
    while desk.present["cps"]:
        signal = yield Ask(view)
        if isinstance(signal, CardGone) or (isinstance(signal, Answered) and signal.value != LEAVE):
            return


def _enter(desk: "Desk", holder: "Holder", octets: bytes, pin: str) -> "Step":
    """Open the store with the same code, then remember who works now, and for whom; False after a refusal, or when given up."""
    try:
        signal = yield from _store_opened(desk, holder, octets, pin)
        if isinstance(signal, Failed):
            yield from _until_moved(desk, failed_view(signal, "cps"))
        if not isinstance(signal, Done):
            return False
        desk.attach(signal.value.store)
        desk.unsure = ""
        if signal.value.recovery:
            yield from choose(recovery_view(signal.value.recovery))
        yield from at_work(desk, octets)
    except Refusal as refusal:
        yield from _until_moved(desk, view_of(refusal, "cps"))
        return False
    return True


def _store_opened(desk: "Desk", holder: "Holder", octets: bytes, pin: str) -> "Step":
    """The answer of the key slots; a locum whom a session of today names gets a slot first, of the store that the holder opened."""
    signal = yield from call(opening_view(), desk.effect("keys", "open", (holder.rpps, pin)))
    is_stranger = isinstance(signal, Failed) and signal.code == "KEY_SLOT_MISSING"
    if is_stranger and desk.is_open() and holders_today(desk.store, octets, desk.now().day):
        signal = yield from call(opening_view(), desk.effect("keys", "enrol", (holder.rpps, pin)))
        if isinstance(signal, Done):
            signal = yield from call(opening_view(), desk.effect("keys", "open", (holder.rpps, pin)))
    if isinstance(signal, Failed) and signal.code == "KEY_WAIT":
        yield from choose(failed_view(signal, "cps"))
    if isinstance(signal, Failed) and signal.code in ("KEY_WRONG", "KEY_WAIT"):
        signal = yield from rewrapped(desk, holder.rpps, pin)
    return signal


def _insert_view(desk: "Desk") -> Insert:
    waiting = unsent(desk)
    shelter = say("lock.shelter", count=waiting["count"], days=waiting["oldest_days"]) if waiting["count"] else say("lock.empty")
    if not desk.is_open():
        shelter = say("lock.closed")
    return Insert(say("lock.title"), secondary=Action(HELP, say("act.help"), "help"), slot="cps", hint=say("lock.hint"), shelter=shelter)


def _help_view() -> Text:
    return Text(say("help.title"), actions.close(), paragraphs=(say("help.cps"), say("help.pin"), say("help.offline")))


def _pin_view(desk: "Desk", holder: "Holder", tries: int) -> Pin:
    sub = say("pin.unsure") if desk.unsure == holder.rpps else say("pin.sub")
    return code_view(say("pin.title", name=holder.name, given=holder.given), sub, tries, over=say("pin.over"))
