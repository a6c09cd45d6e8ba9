"""The way back: mail is made durable before the server may forget it, then opened, verified and understood, or set aside and said."""

from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.exchange import receipts, returns
from device.outbox.ledger_lots import BY_A_PERSON
from device.outbox.ledger_mails import MAILBOX
from device.signals import Done

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.exchange.office import Desk, Fact, Job
    from device.outbox.sheet import Row
    from device.ports import Delivery

FETCH_MS = 120000
_RECEIPT, _RETURN = b"930", b"000"
# What a better moment may mend; anything else says that the mail itself is no good.
_PASSING = ("DEADLINE", "COURIER_LOST", "NETWORK_DOWN", "DEVICE_LOCKED")


def fetch(desk: "Desk") -> "Job":
    """A job: what waits in the mailbox is stored, in one transaction, and only then deleted from the server. What is there
    already is deleted without being stored again."""
    answer = yield desk.effect("courier", "fetch", (), FETCH_MS)
    if not isinstance(answer, Done):
        if answer.code in BY_A_PERSON:
            _mailbox(desk, answer.code)
        return False
    _mailbox(desk, "")
    keep(desk, answer.value)
    for delivery in answer.value:
        yield desk.effect("courier", "ack", (delivery.uid,))
    return True


def _mailbox(desk: "Desk", code: str) -> None:
    """Record, once, why no mail comes in, and that it does again (no code)."""
    known = desk.store.row("mailbox_hindered", MAILBOX)
    if code != (known["code"] if known else ""):
        desk.record([("mailbox.hindered", {"code": code})])


def keep(desk: "Desk", deliveries: "list[Delivery]") -> None:
    """Store each delivery whose octets are new; what the courier would not unpack is set aside at once."""
    facts: list[Fact] = []
    blobs: list[bytes] = []
    digests: list[str] = []
    for delivery in deliveries:
        digest = digest_hex(delivery.octets)
        if digest not in digests and desk.store.row("mail_digest", digest) is None:
            body = {"digest": digest, "sender": delivery.sender, "description": delivery.description, "blob": digest}
            mail = desk.fresh(len(facts))
            facts.append(("mail.stored", dict(body, mail=mail)))
            if delivery.refused:
                facts.append(("mail.set_aside", {"mail": mail, "code": delivery.refused}))
            blobs.append(delivery.octets)
            digests.append(digest)
    if facts:
        desk.record(facts, tuple(blobs))


def read(desk: "Desk", mail: "Row") -> "Job":
    """A job: open the envelope, verify the signature of whoever sent it, then do what the content says. What cannot be
    understood is set aside with the refusal's code, and the next mail is read."""
    octets = desk.store.blob(mail["blob"])
    if octets is None:
        return _aside(desk, mail, "LEDGER_UNKNOWN")
    answer = yield desk.effect("vault", "open", (octets,))
    if isinstance(answer, Done):
        octets = answer.value
    elif answer.code != "ENVELOPE_UNREADABLE":
        return _refused(desk, mail, answer.code)
    answer = yield desk.effect("vault", "verified", (octets, mail["sender"]))
    if not isinstance(answer, Done):
        return _refused(desk, mail, answer.code)
    content = answer.value
    if content[:3] == _RECEIPT:
        answer = yield desk.effect("sesam", "read_receipt", (content,))
        if not isinstance(answer, Done):
            return _refused(desk, mail, answer.code)
        content = answer.value
    return _understood(desk, mail, content)


def _refused(desk: "Desk", mail: "Row", code: str) -> bool:
    return False if code in _PASSING else _aside(desk, mail, code)


def _understood(desk: "Desk", mail: "Row", content: bytes) -> bool:
    """Apply a receipt or a return, all of it in one transaction; nothing of it when it is refused."""
    try:
        if content[:3] == _RECEIPT:
            receipts.apply(desk, mail, content)
        elif content[:3] == _RETURN:
            returns.apply(desk, mail, content)
        else:
            raise Refusal("MAIL_UNKNOWN")
    except Refusal as refusal:
        return _aside(desk, mail, refusal.code)
    return True


def _aside(desk: "Desk", mail: "Row", code: str) -> bool:
    desk.record([("mail.set_aside", {"mail": mail["mail"], "code": code})])
    return True
