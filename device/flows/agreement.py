"""The insurer's prior agreement about one act of a prescription: asked, answered, or agreed to by silence."""

from device.acts.prescription import NEVER_ASKED, WAITING, Agreement, silent_on, state_of
from device.flows import actions
from device.flows.flow import BACK, choose
from device.flows.views import Action, Facts4, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step
    from device.flows.views import Say

    Plain = dict[str, Any]

ASKED, ACCEPTED, REFUSED = "asked", "accepted", "refused"


def may_need(flags: "Plain") -> bool:
    """True for an act that needs the agreement, always or from some session on."""
    return "ap" in flags or "dap_from" in flags


def words_of(prescription: "Plain", act: str, day: int) -> "Say":
    """How the agreement about an act stands that day, with the day it was asked, answered or is agreed to by silence."""
    row = prescription["agreements"].get(act)
    if row is None:
        return say("agreement." + NEVER_ASKED)
    state = state_of(Agreement(act, row["asked"], row["answer"]), day)
    return say("agreement." + state, day=row["day"] if row["answer"] else silent_on(row["asked"]))


def agreement(desk: "Desk", prescription: str, act: str) -> "Step":
    """Shows how it stands; each touch notes a fact of today, until left."""
    while True:
        row = desk.store.row("prescription", prescription) or {}
        answer = yield from choose(_view(desk, row, act))
        today = desk.now().day
        if answer == BACK:
            return
        if answer == ASKED:
            desk.record([("agreement.asked", {"prescription": prescription, "act": act, "day": today})])
        else:
            desk.record([("agreement.answered", {"prescription": prescription, "act": act, "answer": answer, "day": today})])


def _view(desk: "Desk", row: "Plain", act: str) -> Facts4:
    today = desk.now().day
    known = row["agreements"].get(act)
    state = NEVER_ASKED if known is None else state_of(Agreement(act, known["asked"], known["answer"]), today)
    stands = Row("", words_of(row, act, today), say("agreement.sub." + state), "hourglass_top" if state == WAITING else "info")
    answers = (
        Row(ACCEPTED, say("agreement.note.accepted"), say("agreement.note.sub"), "check"),
        Row(REFUSED, say("agreement.note.refused"), say("agreement.note.sub"), "close"),
    )
    return Facts4(
        say("agreement.title"),
        Action(ASKED, say("agreement.ask"), "outbox") if known is None or known["answer"] == REFUSED else None,
        actions.back(),
        rows=(stands,) + (answers if known is not None else ()),
    )
