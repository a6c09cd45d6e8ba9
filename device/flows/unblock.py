"""At the locked screen, a card whose code is not what it was: unblocked with the code of its letter, or changed elsewhere."""

from device.flows import actions
from device.flows.codes import answered, code_view, new_code, opening_view, typed_code
from device.flows.flow import CANCEL, call, choose
from device.flows.refusals import failed_view, refusal_view
from device.flows.views import Action, Listing, Row, Text, Wait, say
from device.signals import Answered, Done, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Step
    from device.flows.views import View

UNBLOCK, OLD, PAPER = "unblock", "old", "paper"
# As long as those of the letters.
LETTER_FIGURES = 8


def unblocked(desk: "Desk") -> "Step":
    """The new code of a card that was blocked; empty when it stays so."""
    if (yield from answered(desk, _blocked_view())) != UNBLOCK:
        return ""
    tries = 0
    while True:
        asked = code_view(say("unblock.letter"), say("unblock.letter.sub"), tries, LETTER_FIGURES, say("unblock.over"))
        letter = yield from typed_code(desk, asked)
        new = (yield from new_code(desk)) if letter else ""
        if not new:
            return ""
        signal = yield from call(_unblocking_view(), desk.effect("sesam", "unblock_pin", (letter, new)))
        if not isinstance(signal, Failed):
            return new
        if signal.code != "PIN_WRONG":
            yield from choose(refusal_view("UNBLOCK_ENDED") if signal.code == "PIN_BLOCKED" else failed_view(signal, "cps"))
            return ""
        tries = dict(signal.facts)["tries"]


def rewrapped(desk: "Desk", rpps: str, code: str) -> "Step":
    """The store opened although the card took a code that the device does not know: by the former one, or by the code on paper; from
    then on by this one. The answer of the key slots; an `Answered` when the user gave up or the card left."""
    while True:
        answer = yield from answered(desk, _ways_view())
        if answer not in (OLD, PAPER):
            return Answered(0, CANCEL)
        signal = yield from (_by_former(desk, rpps, code) if answer == OLD else _by_paper(desk, rpps, code))
        if isinstance(signal, Done):
            return signal
        if isinstance(signal, Failed):
            yield from choose(failed_view(signal, "cps"))


def _by_former(desk: "Desk", rpps: str, code: str) -> "Step":
    former = yield from typed_code(desk, code_view(say("rewrap.former"), say("rewrap.former.sub")))
    if not former:
        return None
    signal = yield from call(opening_view(), desk.effect("keys", "prepare", (rpps, former, code)))
    if isinstance(signal, Done):
        signal = yield from call(opening_view(), desk.effect("keys", "open", (rpps, code)))
    return signal


def _by_paper(desk: "Desk", rpps: str, code: str) -> "Step":
    paper = yield from answered(desk, _paper_view())
    if paper in ("", CANCEL):
        return None
    return (yield from call(opening_view(), desk.effect("keys", "recover", (paper, rpps, code))))


def _blocked_view() -> "View":
    return refusal_view("PIN_BLOCKED", slot="cps").replace(primary=Action(UNBLOCK, say("unblock.start"), "lock_open"))


def _unblocking_view() -> Wait:
    return Wait(say("unblock.title"), cards=("cps",), holds=say("code.changing.holds"))


def _ways_view() -> Listing:
    return Listing(
        say("rewrap.title"),
        secondary=actions.cancel(),
        rows=(
            Row(OLD, say("rewrap.by_former"), say("rewrap.by_former.sub"), "badge"),
            Row(PAPER, say("rewrap.by_paper"), say("rewrap.by_paper.sub"), "receipt"),
            Row("", say("rewrap.why"), say("rewrap.why.sub"), "help"),
        ),
    )


def _paper_view() -> Text:
    return Text(say("rewrap.paper"), Action("typed", say("typed.done"), "check"), actions.cancel(), field=say("rewrap.paper.field"))
