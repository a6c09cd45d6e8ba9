"""What a person may decide about a claim as it stands, and doing it."""

from device.acts import remedies
from device.exchange import correct
from device.exchange.remedies import remedy_of
from device.outbox.fate import CLAIM, INVOICE, may
from device.outbox.ledger_claims import AWAITED, IN_HAND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.acts.nomenclature import Tables
    from device.exchange.office import Desk
    from device.outbox.sheet import Row
    from device.ports import Store

REDO, ACCEPT, RELEASE, HOLD, CALL, DOCUMENT = "redo", "accept", "release", "hold", "call", "document"
CANCEL, CANCEL_DRE, GIVE_UP = "cancel", "cancel_dre", "give_up"
# What cannot be taken back.
FINAL = (CANCEL, CANCEL_DRE, GIVE_UP)
_CORRECTABLE = ("refused", "rejected")
# What the action of a remedy leads to.
_BY_REMEDY = {
    remedies.CORRECT: REDO,
    remedies.CALL: CALL,
    remedies.DOCUMENT: DOCUMENT,
    remedies.WAIT: CALL,
    remedies.GIVE_UP: GIVE_UP,
}


def choices(store: "Store", tables: "Tables", claim: "Row") -> "tuple[str, ...]":
    """The decisions open, the most useful first: of what was refused, the one that its code calls for. REDO, CALL and DOCUMENT are a
    person's to carry out, `decide` does the others."""
    open_now = _open(store, claim)
    if claim["state"] not in _CORRECTABLE:
        return open_now
    best = _BY_REMEDY[remedy_of(tables, claim).action]
    return (best,) + tuple([choice for choice in open_now if choice != best])


def _open(store: "Store", claim: "Row") -> "tuple[str, ...]":
    state = claim["state"]
    found = (
        (REDO, may(CLAIM, state, "replace")),
        (ACCEPT, state in ("partly_paid", "recovered")),
        (RELEASE, state == "held"),
        (CALL, state in AWAITED or state in ("refused", "rejected", "partly_paid", "recovered")),
        (DOCUMENT, claim["kind"] == "F" and state in AWAITED),
        (HOLD, state in ("queued", "lot_refused")),
        (CANCEL, _may_cancel(store, claim)),
        (CANCEL_DRE, claim["kind"] == "D" and may(CLAIM, state, "cancel" if state in IN_HAND else "revoke")),
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
