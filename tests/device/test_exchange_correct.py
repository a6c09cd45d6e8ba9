"""What a person decides: corrections, cancellations, holds; and what each invoice and each age of money still waits for."""

from device.exchange import correct
from device.exchange.reconcile import Balance, ageing, balances, urgent
from device.outbox.tally import already_billed
from device.signals import NetworkChanged, Ticked
from tests.device.check import refuses
from tests.device.office import BILLING, FUND, SUNDAY, Office, sent
from tests.device.played import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DATE = "2026-10-18"


def office() -> Office:
    desk = Office()
    desk.begin()
    return desk


def go(desk: Office) -> None:
    """What is queued goes out."""
    desk.wait(10)
    desk.run(Ticked())


def answer(desk: Office, rank: int, **how: "Any") -> None:
    """A receipt for the lot of that rank comes."""
    lot = desk.lots()[rank]
    desk.deliver(desk.receipt(lot, **how), sender=lot["destination"])
    desk.run(NetworkChanged(True))


def move(desk: Office, claim: str, event: str, amount: int = 0) -> None:
    desk.record([("claim.moved", {"claim": claim, "event": event, "amount": amount, "reason": "9 TEST", "source": "test"})])


# corrections


def test_a_refused_invoice_is_corrected_by_one_that_names_it() -> None:
    desk = office()
    old = desk.sealed()
    go(desk)
    answer(desk, 1, positive=False, invoice="000000017")
    assert (desk.state(old + "/F"), desk.state(old + "/D")) == ("refused", "sent")
    assert correct.asked_anew(desk.store, old) == ("F",)
    assert correct.asked_anew(desk.store, "") == ("F", "D")
    desk.record([("money.received", {"invoice": old, "cents": 100, "means": "cash"})])
    new = desk.sealed(replaces=old, complement=False)
    assert (desk.state(old + "/F"), desk.state(old + "/D"), desk.state(new + "/F")) == ("replaced", "sent", "queued")
    assert desk.row("invoice", old)["replaced_by"] == new
    assert (desk.row("invoice", new)["received"], desk.row("invoice", new)["number"]) == (100, "000000018")
    assert already_billed(desk.store, "T0042-900", BILLING, DATE)["codes"] == {"AMI": 1, "IFD": 1}
    assert already_billed(desk.store, "T0042-900", BILLING, DATE, (old,))["codes"] == {"AMI": 1, "IFD": 1}
    takings = desk.store.rows("takings")[0]
    assert (takings["paid"], takings["waiting"], takings["refused"]) == (100, 354 + 236 - 100, 0)
    assert [row["kind"] for row in desk.store.rows("todo")] == []


def test_what_still_stands_is_not_asked_again() -> None:
    desk = office()
    old = desk.sealed()
    go(desk)
    answer(desk, 1, positive=False, invoice="000000017")
    refuses("CLAIM_STANDS", desk.intend, replaces=old)


def test_what_has_not_left_gives_way_to_the_correction() -> None:
    desk = office()
    old = desk.sealed()
    move(desk, old + "/F", "lot")
    move(desk, old + "/F", "refuse")
    assert correct.asked_anew(desk.store, old) == ("F", "D")
    new = desk.sealed(replaces=old)
    assert (desk.state(old + "/F"), desk.state(old + "/D")) == ("replaced", "cancelled")
    assert (desk.state(new + "/F"), desk.state(new + "/D")) == ("queued", "queued")


def test_each_claim_is_corrected_once_and_the_care_is_counted_once() -> None:
    """The DRE is rejected and corrected first, the FSE later, each by an invoice of its own."""
    desk = office()
    old = desk.sealed()
    go(desk)
    move(desk, old + "/D", "reject")
    assert correct.asked_anew(desk.store, old) == ("D",)
    first = desk.sealed(kinds="D", replaces=old)
    move(desk, old + "/F", "reject")
    assert correct.asked_anew(desk.store, old) == ("F",)
    refuses("CLAIM_STANDS", desk.intend, kinds="FD", replaces=old)
    second = desk.sealed(kinds="F", replaces=old)
    assert [desk.state(claim) for claim in (old + "/F", old + "/D", first + "/D", second + "/F")] == ["replaced"] * 2 + ["queued"] * 2
    assert already_billed(desk.store, "T0042-900", BILLING, DATE)["codes"] == {"AMI": 1, "IFD": 1}


def test_a_correction_of_a_correction_asks_only_what_that_one_asked() -> None:
    desk = office()
    old = desk.sealed()
    go(desk)
    move(desk, old + "/D", "reject")
    first = desk.sealed(kinds="D", replaces=old)
    go(desk)
    move(desk, first + "/D", "reject")
    assert correct.asked_anew(desk.store, first) == ("D",)
    second = desk.sealed(kinds="D", replaces=first)
    go(desk)
    move(desk, second + "/D", "reject")
    assert correct.asked_anew(desk.store, second) == ("D",)


def test_what_came_back_with_a_refused_lot_keeps_its_number() -> None:
    desk = office()
    old = desk.sealed()
    go(desk)
    answer(desk, 0, positive=False)
    answer(desk, 1, positive=False, invoice="000000017")
    assert (desk.state(old + "/F"), desk.state(old + "/D")) == ("refused", "queued")
    assert correct.asked_anew(desk.store, old) == ("F",)


def test_a_claim_refused_meanwhile_is_not_replaced_by_what_does_not_ask_it() -> None:
    desk = office()
    old = desk.sealed()
    go(desk)
    move(desk, old + "/F", "reject")
    new = desk.intend(kinds="F", replaces=old)
    move(desk, old + "/D", "reject")
    row = desk.row("invoice", new)
    desk.record([("invoice.sealed", {name: row[name] for name in ("invoice", "fse_blob", "dre_blob")})])
    assert (desk.state(old + "/F"), desk.state(old + "/D")) == ("replaced", "rejected")


def test_a_correction_that_is_cancelled_gives_back_what_it_took_over() -> None:
    desk = office()
    old = desk.sealed(complement=False)
    go(desk)
    answer(desk, 0, positive=False, invoice="000000017")
    new = desk.sealed(complement=False, replaces=old)
    assert desk.store.rows("todo") == []
    correct.cancel(desk, new, "error")
    assert (desk.state(old + "/F"), desk.row("claim", old + "/F")["label"]) == ("refused", "LOT INVERIFIABLE")
    assert [row["claim"] for row in desk.store.rows("todo")] == [old + "/F"]
    assert desk.row("invoice", old)["replaced_by"] == ""
    assert already_billed(desk.store, "T0042-900", BILLING, DATE)["codes"] == {"AMI": 1, "IFD": 1}


def test_a_dre_is_cancelled_alone() -> None:
    desk = office()
    queued = desk.sealed()
    correct.cancel_dre(desk, queued + "/D", "error")
    assert (desk.state(queued + "/F"), desk.state(queued + "/D")) == ("queued", "cancelled")
    sent = desk.sealed()
    go(desk)
    correct.cancel_dre(desk, sent + "/D", "error")
    assert desk.state(sent + "/D") == "cancelled"
    refuses("FATE", correct.cancel_dre, desk, sent + "/F", "error")
    refuses("FATE", correct.cancel_dre, desk, "T0042-1/D", "error")


def test_a_person_holds_releases_gives_up_accepts() -> None:
    desk = office()
    claim = desk.sealed(complement=False) + "/F"
    correct.hold(desk, claim)
    go(desk)
    assert desk.lots() == []
    correct.release(desk, claim)
    go(desk)
    move(desk, claim, "pay_part", 300)
    correct.accept(desk, claim)
    assert desk.state(claim) == "reconciled"
    other = desk.sealed(complement=False) + "/F"
    correct.hold(desk, other)
    correct.write_off(desk, other, "too old")
    assert (desk.state(other), desk.row("claim", other)["label"]) == ("written_off", "old")
    correct.cancel(desk, desk.sealed(), "error")


# reconciliation


def test_the_parts_of_an_invoice() -> None:
    desk = office()
    invoice = desk.sealed()
    desk.record([("money.received", {"invoice": invoice, "cents": 50, "means": "card"})])
    go(desk)
    move(desk, invoice + "/F", "pay", 354)
    row = dict(desk.row("invoice", invoice), due=120)
    until = desk.row("claim", invoice + "/D")["until"]
    assert balances(desk.store, TABLES, row, SUNDAY) == (
        Balance("amo", "paid", 354, 354, 0, "", 0),
        Balance("amc", "sent", 236, 0, 236, "wait", until),
        Balance("patient", "", 120, 50, 70, "collect", 0),
    )
    assert balances(desk.store, TABLES, dict(row, due=0, received=0, invoice="T0042-1"), SUNDAY) == ()


def steps(desk: Office, invoice: str, today: int = SUNDAY) -> "tuple[str, int]":
    """What to do next of its FSE, and by when."""
    balance = balances(desk.store, TABLES, desk.row("invoice", invoice), today)[0]
    return balance.next, balance.until


def test_what_to_do_next() -> None:
    desk = office()
    invoice = desk.sealed(complement=False)
    claim, until = invoice + "/F", SUNDAY + 11
    assert steps(desk, invoice) == ("send", until)
    correct.hold(desk, claim)
    assert steps(desk, invoice) == ("release", until)
    correct.release(desk, claim)
    move(desk, claim, "lot")
    assert steps(desk, invoice, SUNDAY + 90) == ("wait", until)
    move(desk, claim, "send")
    move(desk, claim, "acknowledge")
    assert steps(desk, invoice) == ("wait", 0)
    assert steps(desk, invoice, SUNDAY + 15) == ("call", 0)
    move(desk, claim, "pay_part", 1)
    assert steps(desk, invoice) == ("accept", until)
    move(desk, claim, "pay", 353)
    assert steps(desk, invoice) == ("", 0)


def test_what_to_do_next_of_what_went_wrong() -> None:
    desk = office()
    invoice = desk.intend(complement=False)
    row = desk.row("invoice", invoice)
    desk.record([("invoice.presigned", {name: row[name] for name in ("invoice", "fse_blob", "dre_blob")})])
    assert steps(desk, invoice)[0] == "complete"
    other = desk.sealed(complement=False)
    desk.courier.next_send = "SEND_REFUSED"
    go(desk)
    assert steps(desk, other)[0] == "call"
    move(desk, other + "/F", "reject")
    assert steps(desk, other) == ("correct", 0)


def test_a_degraded_invoice_owes_its_paper() -> None:
    desk = office()
    invoice = desk.sealed(complement=False, mode="degraded")
    desk.record([("paper.owed", {"invoice": invoice, "paper": "form", "until": SUNDAY + 30})])
    go(desk)
    assert steps(desk, invoice) == ("document", SUNDAY + 30)
    desk.record([("paper.sent", {"invoice": invoice, "paper": "form"})])
    assert steps(desk, invoice) == ("wait", SUNDAY + 30)


def test_what_must_be_sent_now() -> None:
    desk = office()
    first = desk.sealed(complement=False)
    desk.wait(1440)
    second = desk.sealed(complement=False)
    assert [row["claim"] for row in urgent(desk.store, SUNDAY + 9)] == []
    assert [row["claim"] for row in urgent(desk.store, SUNDAY + 10)] == [first + "/F"]
    assert [row["claim"] for row in urgent(desk.store, SUNDAY + 10, 2)] == [first + "/F", second + "/F"]
    go(desk)
    assert urgent(desk.store, SUNDAY + 90) == []


def test_open_money_by_age() -> None:
    desk = office()
    for _ in range(2):
        desk.sealed(complement=False)
    desk.wait(40 * 1440)
    last = desk.sealed(complement=False)
    assert ageing(desk.store, desk.moment.day) == ((8, 1, 354), (30, 0, 0), (60, 2, 708), (0, 0, 0))
    move(desk, last + "/F", "hold")
    assert ageing(desk.store, desk.moment.day + 100) == ((8, 0, 0), (30, 0, 0), (60, 0, 0), (0, 3, 1062))
    assert desk.store.rows("claim")[0]["destination"] == FUND.address


def test_a_degraded_invoice_that_the_patient_paid_is_not_asked_after() -> None:
    desk = sent(mode="degraded", complement=False, asked=0)
    row = desk.store.rows("invoice")[0]
    balance = balances(desk.store, TABLES, row, SUNDAY + 60)[0]
    assert (balance.state, balance.missing, balance.next) == ("no_ack_due", 0, "")
