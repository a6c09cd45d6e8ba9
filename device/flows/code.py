"""The professional gives the card another code, or the device another code on paper. The keys of the device are prepared for a code
before the card takes it: whatever is cut between, the code that the card has opens the store."""

from device.flows import actions
from device.flows.codes import answered, asking_view, code_view, new_code, recovery_view, typed_code
from device.flows.flow import call, choose
from device.flows.refusals import failed_view, refusal_view
from device.flows.views import Finished, Listing, Row, Wait, say
from device.signals import Done, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step
    from device.flows.views import View

TRIES = 3
LOCKED = "lock"
CHANGE, PAPER = "change", "paper"
# A card that says so has not changed its code; after anything else it may have.
_UNCHANGED = ("PIN_FORMAT", "PIN_WRONG", "PIN_BLOCKED", "LIBRARY_ERROR")


def code(desk: "Desk", _argument: str) -> "Flow":
    """Ends at home; in the locked screen when the card is blocked, or trusts nobody any more after a wrong code."""
    present: str = yield from _present_code(desk)
    if present in ("home", LOCKED):
        return present
    what = (yield from answered(desk, _what_view())) if _may_renew(desk) else CHANGE
    goal: str = (yield from _changed(desk, present)) if what == CHANGE else "home"
    if what == PAPER:
        yield from _renewed(desk)
    return goal


def _may_renew(desk: "Desk") -> bool:
    """The code on paper opens the device for ever: it is not for whoever works here for some days."""
    return desk.payee() is desk.professional() and desk.professional()["may_sign_invoice"]


def _renewed(desk: "Desk") -> "Step":
    """Tell another code on paper."""
    signal = yield from call(_paper_view(), desk.effect("keys", "renew_recovery"))
    yield from choose(recovery_view(signal.value) if isinstance(signal, Done) else failed_view(signal, "cps"))


def _changed(desk: "Desk", present: str) -> "Step":
    """Give the card another code, the keys before it: where to go then."""
    new = yield from new_code(desk, present)
    if not new:
        return "home"
    rpps = desk.professional()["rpps"]
    signal = yield from call(_changing_view(), desk.effect("keys", "prepare", (rpps, present, new)))
    if isinstance(signal, Done):
        desk.unsure = rpps
        signal = yield from call(_changing_view(), desk.effect("sesam", "change_pin", (present, new)))
        if isinstance(signal, Done) or signal.code in _UNCHANGED:
            desk.unsure = ""
    if desk.unsure == rpps:
        yield from choose(refusal_view("CODE_UNSURE", slot="cps").replace(secondary=None))
        return LOCKED
    if isinstance(signal, Done):
        signal = yield from call(_changing_view(), desk.effect("keys", "open", (rpps, new)))
    yield from choose(_done_view() if isinstance(signal, Done) else failed_view(signal, "cps"))
    return "home"


def _present_code(desk: "Desk") -> "Step":
    """The code that the card took just now; else where to go: home, or the locked screen after a wrong one."""
    tries, goal = TRIES, "home"
    while True:
        present = yield from typed_code(desk, code_view(say("code.old"), say("code.old.sub"), tries, over=say("code.over")))
        if not present:
            return goal
        signal = yield from call(asking_view(), desk.effect("sesam", "read_professional", (present,)))
        if isinstance(signal, Done):
            return present
        goal = LOCKED
        if not isinstance(signal, Failed) or signal.code == "PIN_BLOCKED":
            return goal
        if signal.code != "PIN_WRONG":
            yield from choose(failed_view(signal, "cps"))
            return goal
        tries = dict(signal.facts)["tries"]


def _what_view() -> Listing:
    return Listing(
        say("code.what"),
        secondary=actions.cancel(),
        rows=(
            Row(CHANGE, say("code.what.change"), say("code.what.change.sub"), "badge"),
            Row(PAPER, say("code.what.paper"), say("code.what.paper.sub"), "receipt"),
        ),
    )


def _paper_view() -> Wait:
    return Wait(say("code.paper"), holds=say("reading.cps.holds"))


def _changing_view() -> Wait:
    return Wait(say("code.changing"), sub=say("code.changing.sub"), cards=("cps",), holds=say("code.changing.holds"))


def _done_view() -> "View":
    return Finished(
        say("code.done"),
        actions.close(),
        sub=say("code.done.sub"),
        rows=(
            Row("", say("code.done.opens"), say("code.done.opens.sub"), "lock_open"),
            Row("", say("code.done.paper"), say("code.done.paper.sub"), "receipt"),
        ),
    )
