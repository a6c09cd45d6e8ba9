"""The facts of the journal: their envelope and the table of their kinds. The journal is the truth; all else derives."""

from device.base.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Event(Record):
    """One fact that happened.

    `uid` is the device's id and its own sequence (`T0042-17`). `author` is who acted, `executant` who gave the care,
    `payee` who is paid, `tariff_owner` whose tariff counts (billing numbers, or empty). Local `day`, `minute`, UTC
    `offset` and whether the clock was `certain`. `body` is a map of plain values, its keys those of `KINDS`.
    """

    FIELDS = ("uid", "kind", "version", "author", "executant", "payee", "tariff_owner", "day", "minute", "offset", "certain", "body")
    uid: str
    kind: str
    version: int
    author: str
    executant: str
    payee: str
    tariff_owner: str
    day: int
    minute: int
    offset: int
    certain: bool
    body: "dict[str, Any]"

    def sequence(self) -> int:
        """The device's own sequence number, from its uid."""
        return int(self.uid.rpartition("-")[2])


# What `outbox/lots.py` freezes: every attempt sends the same octets under the same headers. A lot of kind S holds papers, no claims.
LOT_SEALED = (
    "lot", "kind", "mode", "payee", "destination", "number", "sender", "route", "claims", "papers", "day", "digest", "lot_blob",
    "mail_blob", "message_id", "subject", "description", "date", "key",
)  # fmt: skip

# kind: (version, keys of the body). Identities: patient, prescription, visit, invoice, claim and lot ids are `<device>-<n>`
# texts, never row numbers and never a NIR. Money in cents, days as integers. A `_blob` is the SHA-256 of stored octets.
KINDS = {
    # people and rights
    "user.known": (1, ("billing", "rpps", "name", "given", "specialty", "zone_blob")),
    "user.unlocked": (1, ("billing",)),
    "patient.known": (1, ("patient", "name", "given", "birth", "nir", "key", "rank", "quality", "address")),
    "rights.read": (1, ("patient", "source", "zone_blob", "serial", "beneficiary", "until")),
    "prescriber.known": (1, ("rpps", "am_number", "name", "specialty")),
    "prescription.known": (1, ("prescription", "patient", "prescriber", "day", "care_start", "end", "acts", "flags")),
    # how many sessions of an act a prescription orders
    "series.ordered": (1, ("prescription", "act", "count")),
    "agreement.asked": (1, ("prescription", "act", "day")),
    "agreement.answered": (1, ("prescription", "act", "answer", "day")),
    "bsi.known": (1, ("patient", "level", "start", "until")),
    # palliative care, a return-home programme, the day of discharge after surgery (0 for none)
    "patient.condition": (1, ("patient", "palliative", "home_return", "surgery")),
    # the round
    "round.planned": (1, ("day", "stops")),
    "visit.opened": (1, ("visit", "patient", "flow")),
    "visit.answered": (1, ("visit", "step", "value")),
    "visit.closed": (1, ("visit", "reason")),
    # invoices (fate table: outbox/fate.py); `claims` of the intent are made by outbox/destinations.py: `claim`
    "invoice.opened": (1, ("invoice", "patient", "visits", "mode", "replaces")),
    "invoice.priced": (1, ("invoice", "request", "answer")),
    # it waits for more visits, until that day at the latest; `visits` are all those it has now
    "invoice.kept": (1, ("invoice", "visits", "until")),
    "invoice.sealing": (1, ("invoice", "number", "mode", "fse_blob", "dre_blob", "claims")),
    "invoice.presigned": (1, ("invoice", "fse_blob", "dre_blob")),
    "invoice.sealed": (1, ("invoice", "fse_blob", "dre_blob")),
    "invoice.to_complete": (1, ("invoice", "why")),
    "invoice.voided": (1, ("invoice", "why")),
    "invoice.cancelled": (1, ("invoice", "why")),
    # claims: one FSE or one DRE of an invoice; `claim` is `<invoice>/F` or `<invoice>/D`; `reason` is code, space, label
    "claim.moved": (1, ("claim", "event", "amount", "reason", "source")),
    # lots
    # `key` is the certificate it was enveloped for, empty in lots of version 1
    "lot.sealed": (2, LOT_SEALED),
    "lot.moved": (1, ("lot", "event", "reason", "source")),
    # why claims that could travel together make no lot, until they do
    "lot.hindered": (1, ("payee", "kind", "destination", "receiver", "mode", "code")),
    # a certificate ends on that day, the `next` one is here or not; 0 when there is nothing to say any more
    "key.ending": (1, ("address", "last", "next")),
    # why the mailbox cannot be read until a person does something; no code once it can
    "mailbox.hindered": (1, ("code",)),
    # what came back
    "mail.stored": (1, ("mail", "digest", "sender", "description", "blob")),
    "mail.set_aside": (1, ("mail", "code")),
    "receipt.read": (1, ("mail", "lot", "positive", "invoice", "code", "label")),
    "return.read": (1, ("mail", "part", "last", "paid_on", "label", "total", "entries")),
    # a credit on the statement of the bank; `line` is the digest of the rest: the same line twice is one
    "bank.line": (1, ("line", "day", "label", "cents", "reference")),
    # papers and money in hand
    "paper.owed": (1, ("invoice", "paper", "until")),
    "document.kept": (1, ("invoice", "paper", "name", "blob")),
    "paper.sent": (1, ("invoice", "paper")),
    "money.received": (1, ("invoice", "cents", "means")),
    # the cash in the box when the day begins, and as counted when it ends
    "till.opened": (1, ("cents",)),
    "till.closed": (1, ("cents",)),
    # replacement sessions, numbers, settings
    "session.opened": (1, ("holder", "locum", "start", "until")),
    "session.closed": (1, ("holder", "locum", "unsent")),
    # its holder was shown that it is over, and what was unsent then
    "session.told": (1, ("holder", "locum")),
    "range.given": (1, ("billing", "kind", "first", "last")),
    "setting.chosen": (1, ("name", "value")),
    # octets whose legal time is over went; their digests stay
    "purge.done": (2, ("lots", "images", "mails", "documents", "digests")),
    # a person's decision about an entry of the journal that cannot be read: what it was about is free again
    "quarantine.settled": (1, ("sequence", "decision")),
}
