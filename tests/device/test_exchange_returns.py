"""Returns: what insurers paid, refused or put off moves the claims they received, and every transfer is accounted for or kept aside."""

from device.exchange.returns import PART, Reading, apply
from device.formats.noemie import entities
from device.formats.noemie_entries import ReturnEntry
from device.formats.noemie_returns import returns
from simulator.inmemory import signed_by
from tests.device import returns_made as made
from tests.device.office import FUND, INSURER, US, Office, aside, look, sent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def rsp(desk: Office, *entities: bytes, amount: int, sender: str = FUND.address, label: str = "VIREMENT 000123") -> None:
    """A return arrives, enveloped for us and signed by its sender."""
    octets = made.file(made.transfer(label), *entities, amount=amount)
    message = signed_by(sender, octets)
    desk.post(sender, desk.vault.envelope(message, US, 0).octets)
    look(desk)


def answered(number: int, code: str, asked: int, state: str, paid: int, *more: bytes) -> bytes:
    return made.invoice(number) + made.part(code, asked, state, paid) + b"".join(more)


def test_paid_is_reconciled_when_the_transfer_is_accounted_for() -> None:
    desk = sent()
    claim = desk.store.rows("claim")[1]
    assert (claim["kind"], claim["expected"], claim["number"]) == ("F", 354, "000000017")
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
    assert [row["state"] for row in desk.store.rows("claim")] == ["sent", "reconciled"]
    assert desk.store.rows("claim")[1]["received"] == 354
    transfer = desk.store.rows("transfer")[0]
    assert (transfer["total"], transfer["matched"], transfer["label"]) == (354, True, "VIREMENT 000123")
    rsp(desk, made.invoice(17, "D") + made.part("199", 236, "P", 236), amount=236, sender=INSURER.address)
    assert [row["state"] for row in desk.store.rows("claim")] == ["reconciled", "reconciled"]
    assert desk.store.rows("takings")[0]["paid"] == 590
    assert desk.store.count("claim_open") == 0


def test_less_than_asked_is_partly_paid_until_the_rest_comes() -> None:
    desk = sent(complement=False)
    reject = made.entity("294", code="4012", label="ACTE NON REMBOURSABLE", level="L", part="O", act="AMI", day="261018")
    rsp(desk, answered(17, "198", 354, "P", 300, reject), amount=300)
    claim = desk.store.rows("claim")[0]
    assert (claim["state"], claim["received"], claim["code"], claim["label"]) == ("partly_paid", 300, "4012", "ACTE NON REMBOURSABLE (AMI)")
    rsp(desk, answered(17, "198", 354, "P", 54), amount=54, label="REGULARISATION")
    claim = desk.store.rows("claim")[0]
    assert (claim["state"], claim["received"]) == ("reconciled", 354)


def test_a_reject_waits_for_a_person_with_its_reason() -> None:
    desk = sent(complement=False)
    reject = made.entity("294", code="4001", label="DROITS FERMES", level="F", part="O", day="261018")
    rsp(desk, answered(17, "198", 354, "R", 0, reject), amount=0)
    assert desk.store.rows("claim")[0]["state"] == "rejected"
    todo = desk.store.rows("todo")[0]
    assert (todo["kind"], todo["code"], todo["label"], todo["cents"]) == ("reject", "4001", "DROITS FERMES", 354)
    assert desk.store.rows("takings")[0]["refused"] == 354


def test_a_delay_then_the_money() -> None:
    desk = sent(complement=False)
    rsp(desk, answered(17, "198", 354, "D", 0), amount=0)
    assert desk.store.rows("claim")[0]["state"] == "deferred"
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
    assert desk.store.rows("claim")[0]["state"] == "reconciled"


def test_a_debt_takes_back_what_was_paid() -> None:
    desk = sent(complement=False)
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
    debt = made.entity("250", reference="17", day="261120", kind="IND", recovery="RPR", amount=354, sign="N", left=0)
    rsp(desk, debt, amount=-354, label="RETENUE")
    claim = desk.store.rows("claim")[0]
    assert (claim["state"], claim["received"]) == ("recovered", 0)
    rsp(desk, debt, amount=-354, label="RETENUE ENCORE")
    assert [row["matched"] for row in desk.store.rows("transfer")] == [True, True, False]


def debt(amount: int, reference: str = "17", recovery: str = "RPR") -> bytes:
    """A movement of a debt on an invoice, in signed cents."""
    signed = {"amount": abs(amount), "sign": "N" if amount < 0 else "P"}
    return made.entity("250", reference=reference, day="261120", kind="IND", recovery=recovery, left=0, **signed)


def test_a_debt_is_taken_back_in_instalments() -> None:
    desk = sent(complement=False)
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
    rsp(desk, debt(-100), debt(-54), amount=-154, label="RETENUE 1")
    rsp(desk, debt(-200), amount=-200, label="RETENUE 2")
    claim = desk.store.rows("claim")[0]
    assert (claim["state"], claim["received"]) == ("recovered", 0)
    assert [row["matched"] for row in desk.store.rows("transfer")] == [True, True, True]


def test_no_more_is_taken_back_than_came() -> None:
    for more in (debt(-355), answered(17, "198", 0, "P", -355)):
        desk = sent(complement=False)
        rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
        rsp(desk, more, amount=-355, label="RETENUE")
        assert desk.store.rows("claim")[0]["received"] == 354
        assert [row["matched"] for row in desk.store.rows("transfer")] == [True, False]


def test_a_debt_that_is_only_told_or_given_up_takes_nothing_back() -> None:
    for amount in (0, 100):
        desk = sent(complement=False)
        rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
        rsp(desk, debt(amount, recovery="ANT"), amount=amount, label="ANNULATION")
        claim = desk.store.rows("claim")[0]
        assert (claim["state"], claim["received"]) == ("reconciled", 354)
        assert [row["matched"] for row in desk.store.rows("transfer")] == [True, not amount]


def test_money_counts_whatever_the_state_beside_it_says() -> None:
    for state in ("R", "D", ""):
        desk = sent(complement=False)
        rsp(desk, answered(17, "198", 354, state, 300), amount=300)
        claim = desk.store.rows("claim")[0]
        assert (claim["state"], claim["received"]) == ("partly_paid", 300), state


def test_an_invoice_is_found_without_the_zeros_before_its_number() -> None:
    desk = sent(complement=False)
    head = made.entity("102", invoice="17", lot="012", lot_day="261018", kind="F", day="261018", nature="10")
    rsp(desk, head + made.part("198", 354, "P", 354), amount=354)
    assert desk.store.rows("claim")[0]["state"] == "reconciled"


def test_more_than_was_asked_leaves_nothing_to_wait_for() -> None:
    desk = sent(complement=False)
    rsp(desk, answered(17, "198", 354, "P", 400), amount=400)
    day = desk.store.rows("takings")[0]
    assert (desk.store.rows("claim")[0]["received"], day["paid"], day["waiting"], day["refused"]) == (400, 400, 0, 0)


def test_money_taken_back_inside_an_invoice() -> None:
    desk = sent(complement=False)
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
    rsp(desk, answered(17, "198", 0, "P", -354), amount=-354, label="ANNULATION")
    assert desk.store.rows("claim")[0]["state"] == "recovered"


def test_a_transfer_told_twice_pays_once() -> None:
    desk = sent(complement=False)
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
    rsp(desk, answered(17, "198", 354, "P", 354), made.entity("295", comment="BIS"), amount=354)
    assert desk.store.rows("claim")[0]["received"] == 354
    assert desk.store.count("transfer") == 1
    assert desk.store.count("mail_unread") == 0
    assert desk.store.rows("todo") == []


def test_what_one_day_tells_in_two_returns_is_told_twice_only_when_it_is_the_same() -> None:
    for label, state, paid in (("", "R", 0), ("", "P", 354), ("VIREMENT", "P", 354)):
        desk = sent(2, complement=False)
        for at, number in enumerate((17, 18, 17)):
            rsp(desk, answered(number, "198", 354, state, paid), made.entity("295", comment="NO %d" % at), amount=paid, label=label)
        due = "rejected" if state == "R" else "reconciled"
        assert [(row["state"], row["received"]) for row in desk.store.rows("claim")] == [(due, paid), (due, paid)]
        assert [row["matched"] for row in desk.store.rows("transfer")] == [True, True]


def test_a_transfer_with_every_kind_of_entry_is_known_when_it_is_told_again() -> None:
    desk = sent(3, complement=False)
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
    lump = made.entity("261", code="00017", amount=5000)
    entries = (debt(-100), answered(18, "198", 354, "P", 200), answered(19, "198", 354, "D", 0), answered(99, "198", 0, "R", 0), lump)
    rsp(desk, *entries, amount=5100, label="TOUT")
    before = desk.store.rows("claim")
    rsp(desk, *entries, made.entity("295", comment="BIS"), amount=5100, label="TOUT")
    assert (desk.store.rows("claim"), desk.store.count("transfer"), desk.store.count("mail_unread")) == (before, 2, 0)


def test_money_paid_twice_is_kept_for_a_person() -> None:
    desk = sent(complement=False)
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354, label="AUTRE VIREMENT")
    assert desk.store.rows("claim")[0]["received"] == 354
    strange = desk.store.rows("transfer")[1]
    assert (strange["matched"], strange["entries"][0]["why"]) == (False, "twice")
    assert [(row["kind"], row["cents"]) for row in desk.store.rows("todo")] == [("aside", 354)]


def test_what_cannot_be_is_kept_for_a_person() -> None:
    desk = sent(complement=False)
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354)
    rsp(desk, answered(17, "198", 354, "R", 0), answered(99, "198", 100, "P", 100), amount=100, label="AUTRE")
    assert [entry["why"] for entry in desk.store.rows("transfer")[1]["entries"]] == ["impossible", "unknown"]
    assert desk.store.rows("claim")[0]["state"] == "reconciled"


def test_a_lump_sum_is_no_claim_and_is_accounted_for() -> None:
    desk = sent(complement=False)
    lump = made.entity("261", code="00017", amount=5000)
    rsp(desk, lump, answered(17, "198", 354, "P", 354), amount=5354)
    assert desk.store.rows("transfer")[0]["matched"]
    assert desk.store.rows("claim")[0]["state"] == "reconciled"


def test_an_insurer_answers_for_its_own_claims_only() -> None:
    desk = sent()
    rsp(desk, answered(17, "198", 354, "P", 354), amount=354, sender=INSURER.address)
    assert [row["state"] for row in desk.store.rows("claim")] == ["sent", "sent"]
    rsp(desk, made.invoice(17) + made.part("198", 354, "P", 354) + made.part("199", 236, "", 0), amount=354)
    assert [row["state"] for row in desk.store.rows("claim")] == ["sent", "reconciled"]


def test_money_for_a_part_that_its_sender_was_not_asked_is_kept_for_a_person() -> None:
    for sender, moved in ((FUND, [("sent", 0), ("paid", 354)]), (INSURER, [("paid", 236), ("sent", 0)])):
        desk = sent()
        rsp(desk, answered(17, "198", 354, "P", 354, made.part("199", 236, "P", 236)), amount=590, sender=sender.address)
        claims = desk.store.rows("claim")
        assert [(row["state"], row["received"]) for row in claims] == moved
        transfer = desk.store.rows("transfer")[0]
        assert (transfer["total"], transfer["matched"]) == (590, False)
        assert [entry["why"] for entry in transfer["entries"]] == ["", "unknown"]


def test_an_fse_that_asked_both_parts_is_answered_by_both() -> None:
    desk = sent(complement=False)
    rsp(desk, made.invoice(17) + made.part("198", 200, "P", 200) + made.part("199", 154, "P", 154), amount=354)
    assert desk.store.rows("claim")[0]["state"] == "reconciled"


def test_a_return_of_nothing_is_read() -> None:
    desk = sent(complement=False)
    rsp(desk, amount=0)
    assert desk.store.count("mail_unread") == 0
    assert desk.store.count("transfer") == 0


def test_a_return_whose_sums_disagree_moves_nothing() -> None:
    desk = sent(complement=False)
    rsp(desk, answered(17, "198", 354, "P", 354), amount=353)
    assert aside(desk) == ["RECORD_TOTAL"]
    assert desk.store.rows("claim")[0]["state"] == "sent"


def test_a_day_that_is_none_is_today() -> None:
    desk = sent(complement=False)
    octets = made.file(made.entity("071", day="260231", label="TRENTE ET UN"), answered(17, "198", 354, "P", 354), amount=354)
    desk.post(FUND.address, signed_by(FUND.address, octets))
    look(desk)
    assert desk.store.rows("transfer")[0]["paid_on"] == desk.moment.day


def test_a_long_return_is_recorded_in_parts_and_goes_on_after_a_cut() -> None:
    desk = sent(3, complement=False)
    entries = [answered(17 + rank % 3, "198", 354, "D", 0) for rank in range(PART + 1)]
    octets = made.file(made.transfer(), answered(19, "198", 354, "P", 354), *entries, made.transfer("AUTRE"), amount=354)
    desk.deliver(octets)
    desk.record([("mail.stored", {"mail": "T0042-950", "digest": "d", "sender": FUND.address, "description": "", "blob": ""})])
    mail = desk.row("mail", "T0042-950")
    reading = Reading(desk.store, mail, desk.moment.day)
    desk.record(first_part(reading, octets))
    assert desk.row("mail", "T0042-950")["state"] == "unread"
    assert [claim["state"] for claim in desk.store.rows("claim")] == ["deferred", "deferred", "reconciled"]
    apply(desk, mail, octets)
    assert desk.row("mail", "T0042-950")["state"] == "return"
    assert [(row["part"], len(row["entries"])) for row in desk.store.rows("transfer")] == [(1, PART), (2, 2)]
    assert desk.store.rows("claim")[2]["received"] == 354


def first_part(reading: Reading, octets: bytes) -> "list[Any]":
    """The facts of the first part that is full."""
    for entry in returns(reading.headed(entities((octets,)))):
        if isinstance(entry, ReturnEntry):
            facts = reading.before(entry)
            if facts:
                return facts
            reading.take(entry)
    raise AssertionError("no part was full")
