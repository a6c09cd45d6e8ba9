"""What a person may decide about a claim as it stands, and doing it."""

from device.exchange import correct
from device.outbox.fate import CLAIM, INVOICE, may
from device.outbox.ledger_claims import AWAITED, IN_HAND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.exchange.office import Desk
    from device.outbox.sheet import Row
    from device.ports import Store

REDO, ACCEPT, RELEASE, HOLD, CALL = "redo", "accept", "release", "hold", "call"
CANCEL, CANCEL_DRE, GIVE_UP = "cancel", "cancel_dre", "give_up"
# What cannot be taken back.
FINAL = (CANCEL, CANCEL_DRE, GIVE_UP)


def choices(store: "Store", claim: "Row") -> "tuple[str, ...]":
    """The decisions open, the most useful first; REDO and CALL are a person's to carry out, `decide` does the others."""
    state = claim["state"]
    found = (
        (REDO, may(CLAIM, state, "replace")),
        (ACCEPT, state in ("partly_paid", "recovered")),
        (RELEASE, state == "held"),
        (CALL, state in AWAITED or state in ("refused", "rejected", "partly_paid", "recovered")),
        (HOLD, state in ("queued", "lot_refused")),
        (CANCEL, _may_cancel(store, claim)),
        (CANCEL_DRE, claim["kind"] == "D" and may(CLAIM, state, "revoke")),
        (GIVE_UP, state != "held" and may(CLAIM, state, "write_off")),
    )
    return tuple([name for name, is_open in found if is_open])


def decide(desk: "Desk", claim: "Row", choice: str) -> None:
    """Record one of the decisions; FATE when the claim has moved on meanwhile."""
    identity = claim["claim"]
    if choice == ACCEPT:
        correct.accept(desk, identity)
    elif choice == RELEASE:
        correct.release(desk, identity)
    elif choice == HOLD:
        correct.hold(desk, identity)
    elif choice == CANCEL:
        correct.cancel(desk, claim["invoice"], "user")
    elif choice == CANCEL_DRE:
        correct.cancel_dre(desk, identity, "")
    else:
        correct.write_off(desk, identity, "")


def _may_cancel(store: "Store", claim: "Row") -> bool:
    """True while no part of the invoice ever left."""
    invoice = store.row("invoice", claim["invoice"]) or {}
    parts = [invoice["parts"][kind] for kind in sorted(invoice["parts"])]
    return may(INVOICE, invoice["state"], "cancel") and not [part for part in parts if part["state"] not in IN_HAND or part["travelled"]]
