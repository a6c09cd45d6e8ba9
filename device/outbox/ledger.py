"""The ledger: what each fact of the journal makes of the derived rows. Rebuilding them is projecting every fact again."""

from device.outbox import ledger_bank as bank
from device.outbox import ledger_claims as claims
from device.outbox import ledger_invoices as invoices
from device.outbox import ledger_lots as lots
from device.outbox import ledger_mails as mails
from device.outbox import ledger_papers as papers
from device.outbox import ledger_people as people
from device.outbox import ledger_till as till
from device.outbox import ledger_visits as visits
from device.outbox.sheet import Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from device.journal.events import Event
    from device.outbox.sheet import Read
    from device.ports import Change

    Projection = Callable[[Sheet, Event], None]

PROJECTIONS: "dict[str, Projection]" = {
    "user.known": people.user_known,
    "user.unlocked": people.user_unlocked,
    "patient.known": people.patient_known,
    "rights.read": people.rights_read,
    "prescriber.known": people.prescriber_known,
    "prescription.known": people.prescription_known,
    "series.ordered": people.series_ordered,
    "agreement.asked": people.agreement_asked,
    "agreement.answered": people.agreement_answered,
    "bsi.known": people.bsi_known,
    "patient.condition": people.patient_condition,
    "round.planned": visits.round_planned,
    "visit.opened": visits.visit_opened,
    "visit.answered": visits.visit_answered,
    "visit.closed": visits.visit_closed,
    "invoice.opened": invoices.invoice_opened,
    "invoice.priced": invoices.invoice_priced,
    "invoice.kept": invoices.invoice_kept,
    "invoice.sealing": invoices.invoice_sealing,
    "invoice.presigned": invoices.invoice_presigned,
    "invoice.sealed": invoices.invoice_sealed,
    "invoice.to_complete": invoices.invoice_to_complete,
    "invoice.voided": invoices.invoice_voided,
    "invoice.cancelled": invoices.invoice_cancelled,
    "claim.moved": claims.claim_moved,
    "lot.sealed": lots.lot_sealed,
    "lot.moved": lots.lot_moved,
    "lot.hindered": lots.lot_hindered,
    "key.ending": lots.key_ending,
    "mailbox.hindered": mails.mailbox_hindered,
    "mail.stored": mails.mail_stored,
    "mail.set_aside": mails.mail_set_aside,
    "receipt.read": mails.receipt_read,
    "return.read": mails.return_read,
    "bank.line": bank.bank_line,
    "paper.owed": papers.paper_owed,
    "paper.sent": papers.paper_sent,
    "document.kept": papers.document_kept,
    "money.received": invoices.money_received,
    "till.opened": till.till_opened,
    "till.closed": till.till_closed,
    "session.opened": people.session_opened,
    "session.closed": people.session_closed,
    "session.told": people.session_told,
    "range.given": people.range_given,
    "setting.chosen": people.setting_chosen,
    "purge.done": mails.purge_done,
    "quarantine.settled": people.quarantine_settled,
}


def project(read: "Read", event: "Event") -> "tuple[Change, ...]":
    """The changes one fact brings; `read(table, key)` gives the rows before it.

    Refusals, after which nothing may be written: FATE, LEDGER_UNKNOWN, NUMBER_TWICE, NUMBER_CHANGED.
    """
    sheet = Sheet(read)
    PROJECTIONS[event.kind](sheet, event)
    return sheet.changes()
