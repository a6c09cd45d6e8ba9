"""What need not be kept any longer: octets of what is over, once the legal time has passed. Digests and facts stay.

Source: code de la sécurité sociale R161-47, the duplicate of what was sent is kept ninety days; products keep ninety-two.
"""

from device.base.record import Record
from device.outbox.ledger_lots import CLOSED
from device.outbox.rows import rows_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.exchange.office import Desk
    from device.outbox.sheet import Row
    from device.ports import Store

KEEP_DAYS = 92
_OVER = ("reconciled", "replaced", "written_off", "cancelled")
_READ = ("receipt", "return", "aside")


class Purge(Record):
    """What a purge would take away: how many `lots`, `images` of invoices, `mails` and photographed `documents`, their `octets`, and the
    `digests` that go."""

    FIELDS = ("lots", "images", "mails", "documents", "octets", "digests")
    lots: int
    images: int
    mails: int
    documents: int
    octets: int
    digests: "tuple[str, ...]"


def purgeable(store: "Store", today: int, keep_days: int = KEEP_DAYS) -> Purge:
    """What is over for more than `keep_days`: lots that were answered and all of whose claims are settled, the images of those
    claims, mails that were understood or set aside, documents that are owed no longer. What a claim still waits for is never in it."""
    last = today - keep_days - 1
    lots = [lot for lot in rows_to(store, "lot", "day", last) if _is_over(store, lot)]
    claims = [claim for claim in rows_to(store, "claim", "day", last) if claim["state"] in _OVER and claim["moved"] // 1440 <= last]
    mails = [mail for mail in rows_to(store, "mail", "day", last) if mail["state"] in _READ]
    sent = _kept(store, [digest for lot in lots for digest in (lot["lot_blob"], lot["mail_blob"])])
    images = _kept(store, [claim["blob"] for claim in claims])
    read = _kept(store, [mail["blob"] for mail in mails])
    documents = _kept(store, [row["blob"] for row in rows_to(store, "document_sent", "day", last)])
    digests = sent + images + read + documents
    octets = sum(len(store.blob(digest) or b"") for digest in digests)
    return Purge(len(sent) // 2, len(images), len(read), len(documents), octets, tuple(digests))


def purge(desk: "Desk", wanted: Purge) -> int:
    """Take away what `purgeable` said, and record that it was done; how many went."""
    counts = {name: getattr(wanted, name) for name in ("lots", "images", "mails", "documents")}
    desk.record([("purge.done", dict(counts, digests=list(wanted.digests)))])
    return desk.store.purge(wanted.digests)


def _is_over(store: "Store", lot: "Row") -> bool:
    claims = [store.row("claim", claim) or {} for claim in lot["claims"]]
    return lot["state"] in CLOSED and not [claim for claim in claims if claim["state"] not in _OVER and claim["lot"] == lot["lot"]]


def _kept(store: "Store", digests: "list[str]") -> "list[str]":
    """Those whose octets are still there, each once."""
    found: list[str] = []
    for digest in digests:
        if digest and digest not in found and store.blob(digest) is not None:
            found.append(digest)
    return found
