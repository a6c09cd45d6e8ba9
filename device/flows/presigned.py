"""Second signatures: what was presigned at the bedside is completed with a card that may sign, days later or after a restart."""

from device.base.wire import digest_hex
from device.flows import actions
from device.flows.flow import call, choose
from device.flows.refusals import RESUME, failed_view, refusal_view
from device.flows.views import Action, Finished, Row, Step, Wait, say
from device.outbox.ledger_invoices import SECOND
from device.ports import Sealed
from device.signals import Answered, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow
    from device.flows.flow import Step as Move

    Plain = dict[str, Any]

SIGN_SECONDS = 20
MOST = 200


def waiting(desk: "Desk") -> "list[Plain]":
    """The presigned invoices that whoever works now completes, the most urgent first: those of whom is paid now, made in his own name.
    Each image names who gave the care, and nobody else's card signs it."""
    items = [item for item in desk.store.rows("todo", limit=MOST) if item["kind"] == SECOND]
    rows = [desk.store.row("invoice", item["invoice"]) for item in items]
    names = (desk.payee()["billing"], desk.professional()["billing"])
    return [row for row in rows if row is not None and (row["payee"], row["executant"]) == names]


def presigned(desk: "Desk", _argument: str) -> "Flow":
    """Signs them one after the other; ends at what is left to do. What is signed stays signed, wherever it stops."""
    invoices = waiting(desk)
    if not invoices or not desk.professional()["may_sign_invoice"]:
        yield from choose(refusal_view("MAY_NOT_SIGN", (("kind", "invoice"),), "cps", leave="act.back"))
        return "todo"
    for index, invoice in enumerate(invoices):
        if not (yield from _completed(desk, invoice, index, len(invoices))):
            return "todo"
    yield from choose(_done_view(len(invoices)))
    return "todo"


def _completed(desk: "Desk", invoice: "Plain", index: int, count: int) -> "Move":
    """Sign the invoice's images and record it; False when the user stops."""
    while True:
        sealed = yield from _second_signatures(desk, invoice, _view(index, count))
        if isinstance(sealed, Sealed):
            digests = {"fse_blob": digest_hex(sealed.fse), "dre_blob": digest_hex(sealed.dre) if sealed.dre else ""}
            blobs = tuple(octets for octets in (sealed.fse, sealed.dre) if octets)
            desk.record([("invoice.sealed", dict(digests, invoice=invoice["invoice"]))], blobs)
            return True
        if isinstance(sealed, Answered) or (yield from choose(failed_view(sealed, "cps"))) != RESUME:
            return False


def _second_signatures(desk: "Desk", invoice: "Plain", view: Wait) -> "Move":
    """The images signed by the card that is in the slot: a `Sealed`, else the signal that stopped it."""
    signed = []
    for digest in (invoice["fse_blob"], invoice["dre_blob"]):
        octets = (desk.store.blob(digest) or b"") if digest else b""
        if octets:
            signal = yield from call(view, desk.effect("sesam", "second_signature", (octets,), SIGN_SECONDS * 1000))
            if isinstance(signal, (Answered, Failed)):
                return signal
            octets = signal.value
        signed.append(octets)
    return Sealed(signed[0], signed[1])


def _view(index: int, count: int) -> Wait:
    return Wait(
        say("sign.title"),
        secondary=Action("cancel", say("act.cancel"), "close"),
        sub=say("second.sub", done=index + 1, count=count),
        steps=(Step(say("sign.step.vitale"), "done"), Step(say("sign.step.cps"), "here"), Step(say("sign.step.safe"), "todo")),
        seconds=SIGN_SECONDS,
        cards=("cps",),
        holds=say("second.holds"),
    )


def _done_view(count: int) -> Finished:
    return Finished(
        say("second.done", count=count),
        actions.close(),
        sub=say("second.done.sub"),
        rows=(Row("", say("done.safe"), say("second.safe"), "verified_user"),),
    )
