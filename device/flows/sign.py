"""Sealing: the intent first, durable, with the frozen octets; then the cards; then the result. Never two numbers."""

from device.base.refusal import Refusal
from device.cards import apcv
from device.flows import actions
from device.flows.asked import found_of
from device.flows.collect import collect
from device.flows.flow import BACK, CANCEL, NEXT, Ask, call, choose
from device.flows.intent import intents_of, settle
from device.flows.quote import quote
from device.flows.refusals import LEAVE, failed_view
from device.flows.renewal import renewed
from device.flows.ribbon import ribbon
from device.flows.round import next_stop, stop_words
from device.flows.views import NOTHING, Action, Finished, Row, Step, Wait, say
from device.flows.ways import CARDS, RENEW, way_to_sign
from device.rights.modes import DESYNCHRONISED
from device.signals import Answered, CardSeen, Done, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.flow import Step as Move
    from device.flows.intent import Intent
    from device.flows.quote import Quote
    from device.flows.views import View

SEAL_SECONDS = 20
# The patient's own share, taken at once.
COLLECT = "collect"


def sign(desk: "Desk", draft: "Draft") -> "Move":
    """Ends with the visit closed and its claims queued, or with the intents kept for the same octets later. Once one invoice of a
    visit is signed its care stands: the way back leads home."""
    priced = draft.priced or quote(desk, draft, draft.answers["care"])
    found = found_of(desk, draft)
    frozen = draft.frozen()
    mode = frozen[0]["mode"] if frozen else found.mode
    while True:
        way = yield from way_to_sign(desk, draft, found, mode)
        if way is None:
            return _back(draft)
        is_over = way == RENEW
        if not is_over:
            mode = way.mode
            intents = intents_of(desk, draft, priced, mode)
            signal = yield from _all_sealed(desk, draft, intents)
            if isinstance(signal, Done):
                return (yield from _finished(desk, draft, intents, priced))
            if isinstance(signal, Answered):
                return _back(draft)
            is_over = signal.code == "APCV_EXPIRED"
        if is_over:
            outcome = yield from renewed(desk, draft)
            if outcome != NEXT:
                return _back(draft) if outcome == BACK else outcome
            found = found_of(desk, draft)
        else:
            answer = yield from _until_ready(failed_view(signal, dict(signal.facts).get("slot", CARDS[mode][-1])))
            if answer in (LEAVE, CANCEL):
                return _back(draft)


def _back(draft: "Draft") -> str:
    return "home" if draft.is_partly_signed() else BACK


def _all_sealed(desk: "Desk", draft: "Draft", intents: "tuple[Intent, ...]") -> "Move":
    """Have the invoices signed one after the other, each safe before the next: the last `Done`, or the signal that stopped it."""
    for index, intent in enumerate(intents):
        signal = yield from _sealed(desk, _signing_view(draft, intent), intent)
        if not isinstance(signal, Done):
            break
        settle(desk, draft, intent, signal.value, index == len(intents) - 1)
    return signal


def _sealed(desk: "Desk", view: "View", intent: "Intent") -> "Move":
    """Ask the cards for the seal; with an app's context its service signs in the place of the patient's card."""
    proofs: "tuple[bytes, ...]" = ()
    if intent.context is not None:
        try:
            asked = apcv.sign_request(intent.context, intent.digests(), desk.now())
            signal = yield from call(view, desk.effect("courier", "call", (apcv.SERVICE, asked)))
            if not isinstance(signal, Done):
                return signal
            proofs = apcv.proofs(signal.value)
        except Refusal as refusal:
            return Failed(0, refusal.code, tuple((name, refusal.facts[name]) for name in sorted(refusal.facts)))
    args = (intent.fse, intent.dre, intent.mode, proofs)
    return (yield from call(view, desk.effect("sesam", "seal", args, SEAL_SECONDS * 1000)))


def _until_ready(view: "View") -> "Move":
    """Show why signing stopped until the user resumes, leaves, or the card comes back."""
    while True:
        signal = yield Ask(view)
        if isinstance(signal, Answered):
            return signal.value
        if isinstance(signal, CardSeen) and signal.slot != "nfc":
            return NEXT


def _signing_view(draft: "Draft", intent: "Intent") -> Wait:
    cards = ("cps",) if intent.context is not None else CARDS[intent.mode]
    signing = [Step(say("sign.step." + card), "todo") for card in ("vitale", "cps") if card in cards]
    steps = (
        (Step(say("sign.step.check"), "done"), signing[0].replace(state="here"))
        + tuple(signing[1:])
        + (Step(say("sign.step.safe"), "todo"),)
    )
    return Wait(
        say("sign.title"),
        secondary=actions.cancel(),
        ribbon=ribbon(draft, 3),
        sub=say("sign.sub" if "cps" in cards else "sign.sub.vitale", cents=intent.cents),
        steps=steps,
        seconds=SEAL_SECONDS,
        cards=cards,
        holds=say("sign.holds"),
    )


def _finished(desk: "Desk", draft: "Draft", intents: "tuple[Intent, ...]", priced: "Quote") -> "Move":
    """Show that the invoices are safe, note what the patient pays at once, and go to the next visit or home."""
    upcoming = next_stop(desk)
    answer = COLLECT
    while answer == COLLECT:
        rows = [desk.store.row("invoice", intent.invoice) or {} for intent in intents]
        owing = [at for at, row in enumerate(rows) if row["due"] > row["received"]]
        at = owing[0] if owing else len(rows) - 1
        rest = max(0, rows[at]["due"] - rows[at]["received"])
        answer = yield from choose(_done_view(desk, draft, intents[at], priced.total(), rest))
        if answer == COLLECT:
            yield from collect(desk, rows[at])
    return "visit:" + upcoming["stop"] if answer == "next" and upcoming else "home"


def _done_view(desk: "Desk", draft: "Draft", intent: "Intent", total: int, rest: int) -> Finished:
    upcoming = next_stop(desk)
    follow = say("done.next", **stop_words(desk, upcoming)) if upcoming else NOTHING
    card = Row("", say("done.card." + intent.mode), say("done.card.sub"), "badge")
    later = "done.safe.second" if intent.mode == DESYNCHRONISED else "done.safe.sub"
    safe = Row("", say("done.safe"), say(later, day=intent.due), "verified_user")
    money = Row(COLLECT, say("done.collect", cents=rest), say("done.collect.sub"), "payments")
    person = draft.person()
    return Finished(
        say("done.title"),
        Action("next", say("act.next"), "arrow_forward", follow),
        Action("receipt", say("act.home"), "receipt"),
        sub=say("done.sub", name=person["name"], given=person["given"], cents=total, rest_cents=rest, invoice=intent.number),
        rows=(card, safe, money) if rest else (card, safe),
    )
