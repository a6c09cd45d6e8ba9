"""What a person decides about an invoice or a claim: correct, cancel, hold, let go, give up. Each is one fact, or FATE."""

from device.base.refusal import Refusal
from device.exchange.office import claim_moved
from device.outbox.ledger_claims import IN_HAND
from device.outbox.ledger_replaced import KINDS, standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.exchange.office import Desk
    from device.ports import Store


def asked_anew(store: "Store", replaces: str) -> "tuple[str, ...]":
    """The kinds of claims (F, D) that an invoice may make in place of the one it `replaces`: not those that still stand, which
    would be paid twice. Both when it replaces none."""
    old = store.row("invoice", replaces) if replaces else None
    return tuple(kind for kind in KINDS if old is None or not standing(store.row, old, kind))


def cancel(desk: "Desk", invoice: str, why: str) -> None:
    """Before its lot, an invoice and its claims are cancelled; what it billed may be billed again. FATE once a claim has left."""
    desk.record([("invoice.cancelled", {"invoice": invoice, "why": why})])


def cancel_dre(desk: "Desk", claim: str, why: str) -> None:
    """Cancel a DRE alone, queued or already sent: the FSE goes on. SIM: the message of a DRE cancellation is not public, the
    insurer is told by the user. FATE for an FSE, or once it was paid or refused."""
    row = desk.store.row("claim", claim)
    state = row["state"] if row is not None else ""
    if row is None or row["kind"] != "D":
        raise Refusal("FATE", fate="claim", state=state, event="revoke")
    desk.record([claim_moved(claim, "cancel" if state in IN_HAND else "revoke", 0, why, "user")])


def hold(desk: "Desk", claim: str) -> None:
    """Keep a queued claim from the next lots."""
    desk.record([claim_moved(claim, "hold", 0, "", "user")])


def release(desk: "Desk", claim: str) -> None:
    """Let a held claim go."""
    desk.record([claim_moved(claim, "queue", 0, "", "user")])


def write_off(desk: "Desk", claim: str, why: str) -> None:
    """Give up what is still missing of a claim. Money that comes all the same is taken."""
    desk.record([claim_moved(claim, "write_off", 0, why, "user")])


def accept(desk: "Desk", claim: str) -> None:
    """A claim paid in part, or taken back, is accepted as it is: reconciled."""
    desk.record([claim_moved(claim, "reconcile", 0, "", "user")])
