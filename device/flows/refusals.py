"""Refusals on the screen: what happened, what is safe, what to do, and the number for support."""

from device.base.catalogue import NUMBERS
from device.base.refusal import Refusal
from device.flows.flow import choose
from device.flows.views import Action, Refuse, Say, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.flow import Flow
    from device.signals import Failed

RESUME = "resume"
LEAVE = "cancel"
# Their title says what is there, when it is told.
_NAMING = ("CARD_UNKNOWN", "CARD_WRONG_KIND", "PHONE_OTHER")


def refusal_view(code: str, facts: "tuple[tuple[str, int | str], ...]" = (), slot: str = "", leave: str = "act.cancel") -> Refuse:
    """The screen of a refusal; `slot` draws the card to put back at its edge."""
    words = "refusal.%s." % code
    kind = dict(facts).get("kind", "")
    return Refuse(
        say("seen.%s" % kind) if kind and code in _NAMING else Say(words + "title", facts),
        Action(RESUME, say("act.resume"), "refresh"),
        Action(LEAVE, say(leave), "close"),
        sub=Say(words + "safe", facts),
        steps=(Say(words + "do", facts),),
        number=NUMBERS[code],
        slot=slot,
    )


def failed_view(failed: "Failed", slot: str = "") -> Refuse:
    """The screen of an effect that was refused."""
    return refusal_view(failed.code, failed.facts, slot)


def view_of(refusal: Refusal, slot: str = "", leave: str = "act.cancel") -> Refuse:
    """The screen of a refusal raised here."""
    return refusal_view(refusal.code, tuple((name, refusal.facts[name]) for name in sorted(refusal.facts)), slot, leave)


def explain(refusal: Refusal, then: str) -> "Flow":
    """Show a refusal, then go to the place named."""
    yield from choose(view_of(refusal))
    return then
