"""Replacement sessions as the journal knows them: who may work for whom today, and in which situations."""

from device.base.refusal import Refusal
from device.flows.people import situation_of, situations_of
from device.formats.zone import decode, first
from device.rights.replacement import Replacement, holders_for
from device.rights.worlds import signing_situation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.ports import Store

    Plain = dict[str, Any]

MOST = 500
MOST_UNSENT = 5000
PRESIGNED = "presigned"


def sessions(store: "Store") -> "tuple[Replacement, ...]":
    """Every session, the latest first; one that was closed ended on the eve."""
    return tuple(_session(row) for row in store.rows("session", limit=MOST, last_first=True))


def _session(row: "Plain") -> Replacement:
    until = min(row["until"], row["closed"] - 1) if row["closed"] else row["until"]
    return Replacement(row["holder"], row["locum"], row["start"], until)


def running(store: "Store") -> "list[Plain]":
    """The rows of the sessions not closed yet, the latest first."""
    return [row for row in store.rows("session", limit=MOST, last_first=True) if not row["closed"]]


def untold(store: "Store", holder: str) -> "list[Plain]":
    """The rows of that holder's sessions that are over and of which he was not told, the first to end first."""
    rows = store.rows("session", limit=MOST)
    return [row for row in rows if row["holder"] == holder and row["closed"] and not row.get("told")]


def holders_today(store: "Store", zone: bytes, day: int) -> "tuple[str, ...]":
    """The billing numbers of those who await the professional of that card today. A card without a practice of its own that
    nobody awaits is refused: LOCUM_MISMATCH, LOCUM_OVER(day)."""
    try:
        return holders_for(sessions(store), decode(zone), day)
    except Refusal:
        if own_situations(zone):
            return ()
        raise


def replaced_today(store: "Store", zone: bytes, day: int) -> "tuple[str, ...]":
    """Those of them whom that professional replaces: a card that bears the holder's own number is his practice's, and replaces nobody."""
    own = [each["billing"] for each in own_situations(zone)]
    return tuple([each for each in holders_today(store, zone, day) if each not in own])


def own_situations(zone: bytes) -> "tuple[Plain, ...]":
    """The situations in which the professional of that card bills for himself."""
    return tuple(each for each in situations_of(zone) if not each["locum"])


def replacing(store: "Store", zone: bytes, holder: str) -> "Plain":
    """The situation in which the professional of that card works for that holder, who is in its `holder`. MAY_NOT_SIGN when the card
    has none, LOCUM_MISMATCH when the holder's own card was never read here."""
    groups = decode(zone)
    return dict(situation_of(first(groups, 1), signing_situation(groups, holder)), holder=holder_situation(store, holder))


def holder_situation(store: "Store", holder: str) -> "Plain":
    """The holder's situation, as it was last read from the holder's own card."""
    row = store.row("user", holder)
    zone = store.blob(row["zone_blob"]) if row else None
    found = [each for each in situations_of(zone) if each["billing"] == holder] if zone else []
    if not found:
        raise Refusal("LOCUM_MISMATCH")
    return found[0]


def may_replace(store: "Store", locum: str, holder: str, day: int) -> bool:
    """True when a session of that day names them."""
    return any(each.locum == locum and each.holder == holder and each.holds(day) for each in sessions(store))


def check_awaited(store: "Store", user: "Plain", day: int) -> None:
    """LOCUM_OVER(day) when whoever works for a holder is not awaited that day."""
    holder = user.get("holder")
    if holder is not None and not may_replace(store, user["rpps"], holder["billing"], day):
        days = [each.until for each in sessions(store) if (each.locum, each.holder) == (user["rpps"], holder["billing"])]
        raise Refusal("LOCUM_OVER", day=max(days, default=day - 1))


def unsent_of(store: "Store", session: "Plain") -> "tuple[int, int]":
    """How many invoices made in that session have not left the device, and how many of these await the locum's second signature."""
    claims = [
        claim
        for claim in store.rows("claim_unsent", limit=MOST_UNSENT)
        if claim["payee"] == session["holder"] and _is_by(store, claim, session["locum"])
    ]
    unsent = {claim["invoice"]: True for claim in claims}
    unsigned = {claim["invoice"]: True for claim in claims if claim["state"] == PRESIGNED}
    return len(unsent), len(unsigned)


def _is_by(store: "Store", claim: "Plain", locum: str) -> bool:
    row = store.row("user", claim["executant"])
    return row is not None and bool(row["rpps"] == locum)


def keeps_a_slot(store: "Store", session: "Plain") -> bool:
    """True when the locum still opens the device after that session: for another holder, or because he numbers invoices of his own."""
    others = [each for each in running(store) if each["locum"] == session["locum"] and each["holder"] != session["holder"]]
    users = [row for row in store.rows("user", limit=MOST) if row["rpps"] == session["locum"]]
    return bool(others) or any(store.row("counter", row["billing"] + "/invoice") for row in users)
