"""One claim, looked at: what was asked, what came, what the insurer says, and every decision that is open."""

from device.acts.remedies import DATE, ORDER
from device.acts.remedies import DOCUMENT as ASKED
from device.exchange.choices import CALL, DOCUMENT, FINAL, REDO, choices, decide
from device.exchange.deadlines import working_days_left
from device.exchange.remedies import remedy_of
from device.flows import actions, typed
from device.flows.flow import BACK, choose
from device.flows.papers import owed_for, paper_shown
from device.flows.round import corrected, person_of
from device.flows.sheets import FORM, PRESCRIPTION
from device.flows.views import NOTHING, Action, Explain, Row, Text, say
from device.rights.modes import DEGRADED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step
    from device.flows.views import Say

    Plain = dict[str, Any]

ICONS = {
    "redo": "arrow_forward",
    "accept": "check",
    "release": "outbox",
    "call": "account_balance",
    "document": "photo_camera",
    "hold": "schedule",
    "cancel": "close",
    "cancel_dre": "close",
    "give_up": "delete",
}
# Beside the primary action, as many decisions as fit the width of the screen.
SHOWN = 3
_REJECTED = ("refused", "rejected")


def claim_shown(desk: "Desk", identity: str, leave: Action) -> "Step":
    """Shows a claim until it is left; the place to go to, empty to stay. `leave` is the way out."""
    while True:
        claim = desk.store.row("claim", identity) or {}
        open_now = choices(desk.store, desk.tables, claim)
        answer = yield from choose(_view(desk, claim, open_now, leave))
        if answer not in open_now:
            return ""
        goal = yield from _decided(desk, claim, answer)
        if goal:
            return goal


def whom(claim: "Plain") -> "Say":
    """The insurer a claim went to, in words."""
    if claim["kind"] == "F":
        return say("claim.fund", fund=claim["receiver"][:2] + " " + claim["receiver"][2:])
    return say("claim.insurer", insurer=claim["receiver"])


def _decided(desk: "Desk", claim: "Plain", choice: str) -> "Step":
    """Carry out a decision; the place to go to, empty to stay. What cannot be taken back is asked once more."""
    if choice == REDO:
        return (yield from redone(desk, claim))
    if choice == DOCUMENT:
        return (yield from paper_shown(desk, owed_for(desk, claim["invoice"], _document_of(desk, claim))))
    if choice == CALL:
        yield from choose(_call_view(desk, claim))
        return ""
    if choice in FINAL and (yield from choose(_final_view(claim, choice))) != choice:
        return ""
    decide(desk, claim, choice)
    return ""


def _document_of(desk: "Desk", claim: "Plain") -> str:
    """Which document the fund wants: the form of a degraded invoice, or where a refusal asks for it; else the prescription."""
    remedy = remedy_of(desk.tables, claim)
    asks = claim["state"] in _REJECTED and remedy.action == ASKED and remedy.field != ORDER
    return FORM if asks or claim["mode"] == DEGRADED else PRESCRIPTION


def redone(desk: "Desk", claim: "Plain") -> "Step":
    """The place where the invoice of a claim is made again; the date of care is asked first where that is what was wrong, and it is
    empty when left."""
    if remedy_of(desk.tables, claim).field != DATE:
        return corrected(claim["invoice"])
    title = say("fix.day")
    while True:
        day = yield from typed.day(title, claim["day"])
        if day <= desk.now().day:
            return corrected(claim["invoice"], day) if day else ""
        title = say("fix.day.ahead")


def _view(desk: "Desk", claim: "Plain", open_now: "tuple[str, ...]", leave: Action) -> Explain:
    person = person_of(desk, claim["patient"])
    first = [choice for choice in open_now[:1] if choice not in FINAL]
    view = Explain(
        say("todo.person", name=person["name"], given=person["given"]),
        Action(first[0], say("choice." + first[0]), ICONS[first[0]]) if first else None,
        leave,
        amount=say("line.amount", cents=claim["expected"]),
        reasons=tuple([_other(choice) for choice in open_now if choice not in first][:SHOWN]),
    )
    return _rejected(desk, claim, view) if claim["state"] in _REJECTED else _followed(claim, view)


def _other(choice: str) -> Row:
    return Row(choice, say("choice." + choice), say("choice.sub." + choice), ICONS[choice])


def _rejected(desk: "Desk", claim: "Plain", view: Explain) -> Explain:
    """What was sent, why it was refused, what the insurer says, what to do, and how long is left."""
    remedy = remedy_of(desk.tables, claim)
    left = working_days_left(desk.now().day, claim["until"], desk.profile.region)
    sent = say("reject.sent.lot", day=claim["day"], lot=_lot_number(desk, claim)) if claim["lot"] else say("reject.sent", day=claim["day"])
    urgent = say("reject.left", days=left) if left >= 0 else say("reject.late", days=-left)
    return view.replace(
        sub=say("reject.invoice", invoice=claim["number"]),
        sum=say("reject.told", why=remedy.why, label=claim["label"] or say("todo.reject"), code=claim["code"] or "-", stands=urgent),
        before=Row("", whom(claim), sent, tag=say("reject.before")),
        after=Row("", say("reject.fix", fix=remedy.fix), tag=say("reject.after")),
    )


def _followed(claim: "Plain", view: Explain) -> Explain:
    """Where it stands, and what it brought."""
    missing = max(0, claim["expected"] - claim["received"])
    label = say("reject.says", label=claim["label"], code=claim["code"]) if claim["label"] else NOTHING
    return view.replace(
        sub=say("reject.invoice", invoice=claim["number"]),
        story=say("claim.story", whom=whom(claim), stands=say("claim.state." + claim["state"])),
        sum=say("claim.figures", received_cents=claim["received"], missing_cents=missing),
        article=label,
    )


def _lot_number(desk: "Desk", claim: "Plain") -> str:
    return "%03d" % (desk.store.row("lot", claim["lot"]) or {})["number"]


def _call_view(desk: "Desk", claim: "Plain") -> Text:
    """What an insurer asks for on the telephone."""
    lot = say("call.lot", lot=_lot_number(desk, claim), day=claim["day"]) if claim["lot"] else say("call.no_lot", day=claim["day"])
    asked = say("call.invoice", invoice=claim["number"], cents=claim["expected"], billing=claim["payee"])
    reason = (say("call.reason", label=claim["label"], code=claim["code"]),) if claim["label"] else ()
    return Text(say("call.title", whom=whom(claim)), actions.close(BACK), paragraphs=(asked, lot) + reason + (say("call.ask"),))


def _final_view(claim: "Plain", choice: str) -> Text:
    """Asked once more, by a touch that is held."""
    missing = claim["expected"] - claim["received"]
    return Text(
        say("final." + choice),
        Action(choice, say("choice." + choice), ICONS[choice], danger=True),
        actions.back(),
        paragraphs=(say("final.what." + choice, invoice=claim["number"], cents=missing), say("final.safe." + choice)),
    )
