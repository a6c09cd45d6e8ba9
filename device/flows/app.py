"""The patient's app as a way in: its code seen by the camera, or read from the phone that is held to the contactless reader."""

from device.base.refusal import Refusal
from device.cards import apcv
from device.flows import actions
from device.flows.flow import Ask, call, choose, settles
from device.flows.people import candidates
from device.flows.refusals import LEAVE, failed_view, view_of
from device.flows.views import Scan, Wait, say
from device.rights.coverage import APCV
from device.signals import Answered, CardSeen, Done, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Signal, Step
    from device.flows.views import Say, View

SCAN_SECONDS, PHONE_SECONDS = 30, 5


def is_phone(signal: "Signal") -> bool:
    """True when something was just held to the contactless reader."""
    return isinstance(signal, CardSeen) and signal.slot == "nfc"


def by_code(desk: "Desk", title: "Say") -> "Step":
    """Show the camera until it sees the app's code, or the phone is held to the reader: everybody whom the service then names; nobody
    after a refusal or the way out."""
    view = _scan_view(desk, title)
    scan = desk.effect("eye", "scan", ("qr", SCAN_SECONDS), SCAN_SECONDS * 1000 + 2000)
    signal = yield Ask(view, (scan,))
    while not (settles(signal, scan.number) or is_phone(signal)):
        signal = yield Ask(view)
    if isinstance(signal, (Done, Failed)):
        return (yield from _behind(desk, signal))
    yield from call(view, desk.effect("shutter", "stop"))  # nobody looks any more
    return (yield from by_phone(desk)) if is_phone(signal) else ()


def by_phone(desk: "Desk") -> "Step":
    """Read the phone that is held to the reader, as `by_code`; what cannot be read is read again when it comes back."""
    while True:
        signal = yield from call(_phone_view(), desk.effect("nfc", "read_code", (), PHONE_SECONDS * 1000))
        if not isinstance(signal, Failed):
            return (yield from _behind(desk, signal))
        if not (yield from _is_back(failed_view(signal))):
            return ()


def _is_back(view: "View") -> "Step":
    """Show a refusal until the phone is held to the reader again, or the user resumes; False when he leaves."""
    while True:
        signal = yield Ask(view)
        if isinstance(signal, Answered):
            return signal.value != LEAVE
        if is_phone(signal):
            return True


def _behind(desk: "Desk", signal: "Signal") -> "Step":
    """Everybody of the context that the service gives for the code just read."""
    try:
        if isinstance(signal, Done):
            payee = desk.payee()
            asked = apcv.request(signal.value, payee["billing"], payee["specialty"])
            signal = yield from call(_context_view(), desk.effect("courier", "call", (apcv.SERVICE, asked)))
        if isinstance(signal, Done):
            context = apcv.context(signal.value, desk.now())
            return candidates(context.zone, APCV, desk.now().day, context)
    except Refusal as refusal:
        yield from choose(view_of(refusal))
    if isinstance(signal, Failed):
        yield from choose(failed_view(signal))
    return ()


def _scan_view(desk: "Desk", title: "Say") -> Scan:
    strip = say("scan.strip.phone" if desk.profile.contactless else "scan.strip")
    return Scan(title, secondary=actions.cancel(), strip=strip, seconds=SCAN_SECONDS)


def _phone_view() -> Wait:
    return Wait(say("phone.title"), secondary=actions.cancel(), seconds=PHONE_SECONDS, holds=say("phone.holds"))


def _context_view() -> Wait:
    return Wait(say("context.title"), secondary=actions.cancel(), holds=say("context.holds"))
