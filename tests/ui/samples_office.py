"""Sample views of the office, as the flows themselves make them on a device played over twins."""

from device.exchange.office import claim_moved
from device.flows.views import View
from tests.device.played import SUNDAY, Played
from tests.device.test_bank import came
from tests.device.test_flows_home import billed, rejected
from tests.device.test_flows_office import paid_by_patient
from tests.device.test_flows_office_money import entry, owing, transferred
from tests.device.test_flows_photograph import GOOD, LOOSE, before
from tests.device.test_flows_remedies import refused
from tests.device.test_flows_torn import damaged


def shown(device: Played, *answers: str) -> View:
    """What a device shows after some answers."""
    for each in answers:
        device.answer(each)
    view: View = device.view
    return view


def _returned() -> Played:
    """A device to which a transfer came that pays its FSE, and something nobody knows."""
    device = billed()
    claims = {row["kind"]: row["claim"] for row in device.store.rows("claim")}
    transferred(device, entry(claims["F"]), entry("", "", 100, "unknown"), label="VIREMENT CPAM 261024")
    return device


def _partly_paid() -> Played:
    device = billed()
    claim = next(row["claim"] for row in device.store.rows("claim") if row["kind"] == "F")
    moves = (("lot", 0, ""), ("send", 0, ""), ("acknowledge", 0, ""), ("pay_part", 900, "0250 MAJORATION NON PREVUE"))
    device.desk.record([claim_moved(claim, event, cents, reason, "T1-99") for event, cents, reason in moves])
    return device


def views() -> tuple[tuple[str, View], ...]:
    """Name and view of each sample."""
    return (
        ("25-office", shown(owing(rejected()), "month", "office")),
        ("26-invoices", shown(rejected(), "invoices")),
        ("27-invoice", shown(_partly_paid(), "invoices", "item:0")),
        ("28-claim", shown(_partly_paid(), "invoices", "item:0", "part:0")),
        ("29-refused", shown(rejected(), "todo", "item:0")),
        ("30-give-up", shown(rejected(), "todo", "item:0", "give_up")),
        ("31-call", shown(rejected(), "todo", "item:0", "call")),
        ("32-lines", shown(paid_by_patient(), "next", "invoices", "item:0", "lines")),
        ("33-history", shown(_partly_paid(), "invoices", "item:0", "lines", "turn")),
        ("34-papers", shown(owing(billed(), until=SUNDAY - 1), "papers")),
        ("35-paper", shown(owing(billed()), "papers", "item:0")),
        ("36-printed", shown(owing(billed()), "papers", "print")),
        ("37-paid-at-once", shown(paid_by_patient())),
        ("38-collect", shown(paid_by_patient(), "collect")),
        ("39-noted", shown(paid_by_patient(), "collect", "cash")),
        ("40-till", shown(paid_by_patient(), "collect", "cash", "back", "next", "money", "open", "2000")),
        ("41-transfers", shown(_returned(), "transfers")),
        ("42-transfer", shown(_returned(), "transfers", "item:0")),
        ("44-stick", shown(billed(), "month", "office", "stick")),
        ("45-at-the-bank", shown(came(came(_returned(), 945, "VIR CPAM 261024"), 1250, "CB CLIENT"), "transfers")),
        ("46-photograph", shown(before(owing(billed(), "prescription"), GOOD)[0], "photo")),
        ("47-pages", shown(before(owing(billed(), "prescription"), LOOSE)[0], "photo", "take")),
        ("48-document-kept", shown(before(owing(billed(), "prescription"), GOOD)[0], "photo", "take", "keep")),
        ("49-unreadable", shown(damaged(), "todo", "item:0")),
        ("24-deadline", shown(billed(), "sending")),
        ("24-ages", shown(billed(), "month", "office", "ages")),
        ("40-closed", shown(owing(billed()), "money", "open", "1500", "close", "1450")),
        ("43-remedy", shown(refused("3305"), "todo", "item:0")),
    )
