"""The end of a replacement: the locum's key goes, the journal stays, and the holder is told what is still unsent."""

from device.flows import actions
from device.flows.flow import call, choose
from device.flows.refusals import failed_view
from device.flows.sessions import keeps_a_slot, running, unsent_of, untold
from device.flows.views import Action, Finished, Row, Wait, say
from device.signals import Answered, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step

    Plain = dict[str, Any]


def end(desk: "Desk", session: "Plain") -> "Step":
    """Close a session, its key first: a cut between the two closes it again. True when it is closed."""
    if not keeps_a_slot(desk.store, session):
        signal = yield from call(_leaving_view(), desk.effect("keys", "withdraw", (session["locum"],)))
        if isinstance(signal, Answered):
            return False
        # A locum who never came has no key.
        if isinstance(signal, Failed) and signal.code != "KEY_SLOT_MISSING":
            yield from choose(failed_view(signal))
            return False
    unsent, _ = unsent_of(desk.store, session)
    desk.record([("session.closed", {"holder": session["holder"], "locum": session["locum"], "unsent": unsent})])
    return True


def end_over(desk: "Desk") -> "Step":
    """Close every session past its last day."""
    for session in [session for session in running(desk.store) if session["until"] < desk.now().day]:
        yield from end(desk, session)


def tell_ended(desk: "Desk") -> "Step":
    """Show the holder who is at work each session of his that is over, whoever closed it: once."""
    for session in untold(desk.store, desk.payee()["billing"]):
        yield from choose(_ended_view(session, unsent_of(desk.store, session)))
        desk.record([("session.told", {"holder": session["holder"], "locum": session["locum"]})])


def _ended_view(session: "Plain", unsent: "tuple[int, int]") -> Finished:
    """A session is over: what is unsent, what only its locum can complete, where everything is."""
    return Finished(
        say("leaving.done"),
        actions.close(),
        sub=say("leaving.done.sub", rpps=session["locum"]),
        rows=unsent_rows(unsent) + (Row("", say("leaving.kept"), say("leaving.kept.sub"), "verified_user"),),
    )


def unsent_rows(unsent: "tuple[int, int]") -> "tuple[Row, ...]":
    """How many of the locum's invoices will leave by themselves, and how many await his card."""
    count, unsigned = unsent
    if not count:
        return (Row("", say("leaving.sent"), say("leaving.sent.sub"), "mark_email_read", tone="ok"),)
    rows = (Row("", say("leaving.unsent", count=count - unsigned), say("leaving.unsent.sub"), "outbox", tone="warn"),)
    waiting = Row("", say("leaving.unsigned", count=unsigned), say("leaving.unsigned.sub"), "draw", tone="stop")
    return (rows if count > unsigned else ()) + ((waiting,) if unsigned else ())


def _leaving_view() -> Wait:
    return Wait(say("leaving.title"), secondary=Action("cancel", say("act.cancel"), "close"), holds=say("leaving.holds"))
