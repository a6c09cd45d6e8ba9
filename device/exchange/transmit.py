"""The way out: claims into lots, lots to their destination, again and again with the same octets until somebody answers.

What is due is read from the ledger and the clock. A job is a generator of effects; each `yield` is a place where the power may
go, so what must be known afterwards is recorded before it.
"""

from device.base.refusal import Refusal
from device.exchange.office import lot_moved
from device.outbox.destinations import address_of
from device.outbox.ledger_claims import group_text
from device.outbox.ledger_lots import CLOSED, RECEIPT_MINUTES, RESENDS
from device.outbox.lots import Cover, content, fact, gathered, images_of, parcel
from device.outbox.numbers import is_free, next_lot_number
from device.outbox.sheet import stamp
from device.signals import Done

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator

    from device.exchange.office import Desk, Fact, Job
    from device.outbox.sheet import Row
    from device.ports import Moment, Store
    from device.signals import Effect, Failed

# Invoices signed one after the other travel together: the last one waits this long for company.
SETTLE_MINUTES = 5
SEAL_MS = 60000
SEND_MS = 180000
_MOST_OPEN = 1000
# Refusals to seal a lot that a card put back, a code typed or a better moment mends.
_PASSING = (
    "CARD_ABSENT", "CARD_MUTE", "CARD_WITHDRAWN", "CARD_RESET", "CARD_SHARED", "CARD_ANSWER", "CARD_SWAPPED", "SLOT_LOST", "PIN_NEEDED",
    "DEADLINE",
)  # fmt: skip


# lots to seal


def ripe(store: "Store", moment: "Moment", online: bool, at_once: bool, refused: "list[str]", limit: int) -> "list[Row]":
    """The claims of the next lot to seal; empty when none is due. Off line only a full one is: later claims may join the others.
    `at_once` does not wait for company; the groups `refused` are passed over; `limit` claims fill a lot."""
    if store.count("claim_queued") == 0:
        return []
    for claims in gathered(store, limit):
        if group_text(claims[0]) in refused:
            continue
        rested = stamp(moment) - max(claim["moved"] for claim in claims)
        if len(claims) == limit or (online and (at_once or not 0 <= rested < SETTLE_MINUTES)):
            return claims
    return []


def seal(desk: "Desk", claims: "list[Row]", sender: str, route: str, insurers: "dict[str, str]") -> "Job":
    """A job: number, octets, seal of the card, envelope; then everything in one transaction. A cut before it leaves no trace, and
    the number free. Ends early when the card or the vault refuses; a refusal that time alone does not mend is told."""
    moment = desk.now()
    first = claims[0]
    if not desk.may_seal(first["payee"]):
        return _told(desk, first, "MAY_NOT_SIGN")
    try:
        address = address_of(first, insurers)
        number = next_lot_number(desk.store, first["payee"], first["kind"])
        images = images_of(desk.store, claims)
        claims, octets = claims[: len(images)], content(desk.store, first, images, number, moment.day)
    except Refusal as refusal:
        return _told(desk, first, refusal.code)
    answer = yield desk.effect("sesam", "seal_lot", (octets,), SEAL_MS)
    if not isinstance(answer, Done):
        return _told(desk, first, answer.code)
    octets = answer.value
    answer = yield desk.effect("vault", "envelope", (octets, address, moment.day))
    if not isinstance(answer, Done):
        return _told(desk, first, answer.code)
    if not _still_so(desk.store, claims, number):
        return False
    cover = Cover(desk.fresh(), first["kind"], first["mode"], first["payee"], address, number, sender, route)
    body = fact(cover, [claim["claim"] for claim in claims], [], moment, octets, answer.value)
    desk.record([("lot.sealed", body)], (octets, answer.value.octets))
    return True


def _told(desk: "Desk", claim: "Row", code: str) -> bool:
    """Record, once, why the claims of that group make no lot: a certificate, a right to sign, an image that is not there."""
    known = desk.store.row("lot_hindered", group_text(claim))
    if code not in _PASSING and (known is None or known["code"] != code):
        body = {name: claim[name] for name in ("payee", "kind", "destination", "receiver", "mode")}
        desk.record([("lot.hindered", dict(body, code=code))])
    return False


def _still_so(store: "Store", claims: "list[Row]", number: int) -> bool:
    """True when no claim left the queue and nobody took the number while the card was signing."""
    states = [(store.row("claim", claim["claim"]) or claim)["state"] for claim in claims]
    return states == ["queued"] * len(claims) and is_free(store, claims[0]["payee"], claims[0]["kind"], number)


# lots on their way


def next_event(lot: "Row", moment: "Moment", online: bool, flying: str = "") -> str:
    """What is due for a lot: `send`, `doubt`, `silence`, `escalate`, or nothing. `flying` is the lot being handed over now.

    The eve of the legal deadline is an alarm, not an end: what may still be sent is sent.
    """
    state = lot["state"]
    wait = lot["next"] - stamp(moment)
    is_time = wait <= 0 or (wait > RECEIPT_MINUTES and state != "handed_over")  # no wait is that long: a clock was wrong
    if state in CLOSED:
        return ""
    if state == "sending":
        return "" if lot["lot"] == flying else "doubt"
    if state == "handed_over":
        return "silence" if is_time else ""
    if state == "sealed" and online:
        return "send"
    is_tired = lot["silences"] > RESENDS
    is_eve = moment.day >= lot["until"] - 1 and not lot["escalated"]
    if state != "escalated" and (is_eve or (is_tired and state == "silent")):
        return "escalate"
    if not online or not is_time or is_tired or lot["blocked"]:
        return ""
    return "send"


def settle(desk: "Desk", flying: str) -> None:
    """Record what time alone decides: attempts that a cut left open, silences, alarms."""
    facts: list[Fact] = []
    for lot in desk.store.rows("lot_open", limit=_MOST_OPEN):
        event = next_event(lot, desk.now(), desk.online, flying)
        if event not in ("", "send"):
            facts.append(lot_moved(lot["lot"], event, "POWER" if event == "doubt" else ""))
    if facts:
        desk.record(facts)


def to_send(desk: "Desk") -> "Row | None":
    """The next lot to hand over; None when none is due."""
    moment = desk.now()
    for lot in desk.store.rows("lot_open", limit=_MOST_OPEN):
        if next_event(lot, moment, desk.online) == "send":
            return lot
    return None


def send(desk: "Desk", lot: "Row") -> "Job":
    """A job: the attempt is recorded, then made, then its outcome recorded. Anything between two records is doubt, and doubt only
    means the same octets again. A lot whose key changed is not sent but by a person's decision."""
    code = yield from _key_trouble(desk, lot)
    lot = desk.store.row("lot", lot["lot"]) or lot
    if code in _PASSING:
        return False
    if next_event(lot, desk.now(), desk.online) != "send":
        return True  # answered meanwhile
    if code:
        desk.record([lot_moved(lot["lot"], "hold", code)])
        return True
    try:
        octets = parcel(desk.store, lot)
    except Refusal as refusal:
        desk.record([lot_moved(lot["lot"], "send"), lot_moved(lot["lot"], "block", refusal.code)])
        return False
    desk.record([lot_moved(lot["lot"], "send")])
    answer = yield desk.effect("courier", "send", (octets,), SEND_MS)
    desk.record([_outcome(lot, answer)])
    return True


def _key_trouble(desk: "Desk", lot: "Row") -> "Generator[Effect, Done | Failed, str]":
    """Why a lot is no longer enveloped for its destination's key; empty when it is, or nobody knows (lots of 0.1), or a person decided
    that it goes all the same: in the field, lots sent again after a change of key were paid twice."""
    if not lot["key"] or lot["decided"]:
        return ""
    answer = yield desk.effect("vault", "key", (lot["destination"], desk.now().day))
    if not isinstance(answer, Done):
        return answer.code
    return "" if answer.value == lot["key"] else "KEY_CHANGED"


def _outcome(lot: "Row", answer: "Done | Failed") -> "Fact":
    """Handed over on the far end's word; blocked when it will never take it; in doubt otherwise. A degraded lot awaits no receipt."""
    if isinstance(answer, Done):
        return lot_moved(lot["lot"], "waive" if lot["mode"] == "degraded" else "hand", "", str(answer.value))
    if answer.code == "SEND_REFUSED":
        return lot_moved(lot["lot"], "block", (answer.code + " " + str(dict(answer.facts).get("reply", ""))).strip())
    return lot_moved(lot["lot"], "doubt", answer.code)


def retry(desk: "Desk", lot: str) -> None:
    """A person asks to send a blocked or escalated lot once more: the same octets, whatever their key. FATE when it is neither."""
    desk.record([lot_moved(lot, "ask")])
