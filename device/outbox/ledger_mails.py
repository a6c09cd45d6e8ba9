"""Derived rows of what came in: `mail`, those unread, those set aside; `transfer` for the money of each return."""

from device.base.wire import canonical, digest_hex
from device.outbox.ledger_bank import announce
from device.outbox.ledger_claims import todo
from device.outbox.sheet import day_text, id_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.journal.events import Event
    from device.outbox.sheet import Row, Sheet


# The one mailbox there is.
MAILBOX = "mailbox"


def mailbox_hindered(sheet: "Sheet", event: "Event") -> None:
    """`mailbox_hindered` while no mail comes in; a person is told."""
    code = event.body["code"]
    sheet.set("mailbox_hindered", MAILBOX, MAILBOX, {"code": code}, bool(code))
    todo(sheet, "silent", MAILBOX, bool(code), {"code": code})


def mail_stored(sheet: "Sheet", event: "Event") -> None:
    """`mail` by id and `mail_digest` by content; `mail_unread` until it is understood or set aside."""
    body = event.body
    row = dict(body, state="unread", code="", day=event.day)
    sort = day_text(event.day) + id_text(body["mail"])
    sheet.put("mail", body["mail"], sort, row)
    sheet.put("mail_unread", body["mail"], sort, row)
    sheet.put("mail_digest", body["digest"], body["digest"], {"mail": body["mail"]})


def mail_set_aside(sheet: "Sheet", event: "Event") -> None:
    """Kept, not used: `code` of the catalogue says why. A person is told."""
    mail = event.body["mail"]
    row = sheet.update("mail", mail, state="aside", code=event.body["code"])
    sheet.drop("mail_unread", mail)
    todo(sheet, "aside", mail, True, {"code": row["code"], "label": row["sender"]})


def receipt_read(sheet: "Sheet", event: "Event") -> None:
    """An ARL was understood; what it moves stands in facts of its own, in the same transaction."""
    sheet.update("mail", event.body["mail"], state="receipt")
    sheet.drop("mail_unread", event.body["mail"])


def transfer_key(sender: str, body: "Row") -> str:
    """What makes a part of a transfer the same one when it is told twice: not its label and sum alone, which two returns of one day may
    share, but whom it pays how much. What a claim makes of it (`why`, all or a part) differs the second time, and does not count."""
    told = [[entry["invoice"].strip().lstrip("0"), entry["event"].replace("pay_part", "pay"), entry["paid"]] for entry in body["entries"]]
    return "%s|%s|%s|%d|%s" % (sender, day_text(body["paid_on"]), body["label"], body["part"], digest_hex(canonical(told).encode("utf-8")))


def return_read(sheet: "Sheet", event: "Event") -> None:
    """A part of one transfer of an RSP: its `total`, and `entries` of {claim, invoice, event, paid, why, reason}; `matched` when none
    is strange (`why`). One told twice has no entries. The mail is read with the `last` part of its last transfer."""
    body = event.body
    mail = sheet.get("mail", body["mail"])
    if body["last"]:
        sheet.update("mail", body["mail"], state="return")
        sheet.drop("mail_unread", body["mail"])
    if not body["entries"]:
        return
    strange = [entry for entry in body["entries"] if entry["why"]]
    row = dict(body, transfer=event.uid, sender=mail["sender"], matched=not strange)
    sheet.put("transfer", event.uid, day_text(body["paid_on"]) + id_text(event.uid), row)
    key = transfer_key(mail["sender"], body)
    sheet.put("transfer_known", key, key, {"transfer": event.uid})
    announce(sheet, event.uid, mail["sender"], body)
    facts = {"label": body["label"], "expected": sum(entry["paid"] for entry in strange)}
    todo(sheet, "aside", event.uid, bool(strange), facts)


def purge_done(sheet: "Sheet", event: "Event") -> None:
    """`purge` by day: what went, by how many."""
    body = event.body
    counts = {name: body[name] for name in ("lots", "images", "mails", "documents")}
    sheet.put("purge", event.uid, day_text(event.day) + id_text(event.uid), dict(counts, day=event.day, digests=len(body["digests"])))
