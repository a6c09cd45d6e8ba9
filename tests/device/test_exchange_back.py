"""The way back: mail is stored before it is deleted, receipts and returns move what they speak of, once."""

from device.ports import Done, Failed, NetworkChanged, Ticked
from simulator.inmemory import signed_by
from tests.device import returns_made as made
from tests.device.office import FUND, INSURER, US, Office

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def sent(count: int = 1, **how: "Any") -> Office:
    """An office whose invoices were handed over."""
    desk = Office()
    desk.begin()
    for _ in range(count):
        desk.sealed(**how)
    desk.wait(10)
    desk.run(Ticked())
    return desk


def look(desk: Office) -> None:
    """The mailbox is looked at."""
    desk.run(NetworkChanged(True))


def aside(desk: Office) -> "list[str]":
    """Why mails were set aside."""
    return [mail["code"] for mail in desk.store.rows("mail") if mail["state"] == "aside"]


def test_a_positive_receipt_acknowledges_the_lot_and_its_claims() -> None:
    desk = sent(2, complement=False)
    desk.deliver(desk.receipt(desk.lots()[0]))
    look(desk)
    assert desk.lots()[0]["state"] == "acked"
    assert [claim["state"] for claim in desk.store.rows("claim")] == ["acknowledged"] * 2
    assert desk.courier.box == []
    assert desk.store.row("mail", desk.store.rows("mail")[0]["mail"])["state"] == "receipt"  # type: ignore[index]
    assert desk.store.count("lot_open") == 0


def test_mail_is_stored_before_it_is_deleted_and_only_once() -> None:
    desk = sent(complement=False)
    desk.deliver(desk.receipt(desk.lots()[0]))
    fetch = [effect for effect in desk.background.handle(NetworkChanged(True)) if effect.verb == "fetch"][0]
    assert desk.store.count("mail") == 0
    ack = desk.background.handle(desk.answer(fetch))[0]
    assert ack.verb == "ack"
    assert desk.store.count("mail") == 1
    assert len(desk.courier.box) == 1
    desk.background.handle(Failed(ack.number, "NETWORK_DOWN"))
    look(desk)
    assert desk.store.count("mail") == 1
    assert desk.courier.box == []


def test_two_copies_in_one_box_are_one_mail() -> None:
    desk = sent(complement=False)
    for _ in range(2):
        desk.deliver(desk.receipt(desk.lots()[0]))
    desk.courier.box[1] = desk.courier.box[1].replace(uid="other")
    look(desk)
    assert desk.store.count("mail") == 1
    assert desk.courier.box == []


def test_a_lot_refused_travels_again_as_signed_under_another_number() -> None:
    desk = sent(2, complement=False)
    first = desk.lots()[0]
    desk.deliver(desk.receipt(first, positive=False))
    look(desk)
    assert desk.lots()[0]["state"] == "rejected"
    assert [claim["state"] for claim in desk.store.rows("claim")] == ["queued"] * 2
    desk.wait(10)
    desk.run(Ticked())
    second = desk.lots()[1]
    assert (second["number"], second["claims"], second["state"]) == (2, first["claims"], "handed_over")
    assert second["digest"] != first["digest"]
    assert [claim["lots"] for claim in desk.store.rows("claim")] == [2, 2]


def test_the_third_lot_refused_waits_for_a_person() -> None:
    desk = sent(complement=False)
    for rank in range(3):
        desk.deliver(desk.receipt(desk.lots()[rank], positive=False))
        look(desk)
        desk.wait(10)
        desk.run(Ticked())
    assert desk.store.rows("claim")[0]["state"] == "held"
    assert len(desk.lots()) == 3
    assert [(row["kind"], row["code"], row["label"]) for row in desk.store.rows("todo")] == [("reject", "0101", "LOT INVERIFIABLE")]


def test_one_invoice_named_is_refused_and_the_others_travel_again() -> None:
    desk = sent(3, complement=False)
    named = desk.store.rows("claim")[1]
    desk.deliver(desk.receipt(desk.lots()[0], positive=False, invoice=named["number"], code="0105", label="NUMERO PRIS"))
    look(desk)
    assert [claim["state"] for claim in desk.store.rows("claim")] == ["queued", "refused", "queued"]
    assert desk.state(named["claim"]) == "refused"
    todo = desk.store.rows("todo")[0]
    assert (todo["kind"], todo["number"], todo["code"], todo["label"]) == ("reject", named["number"], "0105", "NUMERO PRIS")
    desk.wait(10)
    desk.run(Ticked())
    assert len(desk.lots()[1]["claims"]) == 2


def test_already_received_is_received() -> None:
    desk = sent(complement=False)
    desk.deliver(desk.receipt(desk.lots()[0], positive=False, code="0106", label="DEJA RECU"))
    look(desk)
    assert desk.lots()[0]["state"] == "acked"


def test_the_first_answer_stands() -> None:
    desk = sent(complement=False)
    desk.deliver(desk.receipt(desk.lots()[0]))
    look(desk)
    desk.deliver(desk.receipt(desk.lots()[0], positive=False))
    look(desk)
    desk.deliver(desk.receipt(desk.lots()[0], day="261022"))
    look(desk)
    assert desk.lots()[0]["state"] == "acked"
    assert desk.store.rows("claim")[0]["state"] == "acknowledged"
    assert desk.store.count("mail_unread") == 0
    assert aside(desk) == []


def test_a_late_receipt_for_a_silent_lot_is_taken() -> None:
    desk = sent(complement=False)
    for _ in range(5):
        desk.wait(2880)
        desk.run(Ticked())
    assert desk.lots()[0]["state"] == "escalated"
    desk.deliver(desk.receipt(desk.lots()[0]))
    look(desk)
    assert desk.lots()[0]["state"] == "acked"
    assert desk.store.rows("todo") == []


def test_what_speaks_of_no_lot_of_ours_is_set_aside() -> None:
    desk = sent(complement=False)
    lot = desk.lots()[0]
    for changes in ({"digest": "0" * 64}, {"lot": 2}, {"kind": "D"}, {"lot_day": "261017"}, {"biller": "000000001"}):
        desk.deliver(desk.receipt(lot, **changes))
    desk.deliver(desk.receipt(lot, invoice="000000099", positive=False))
    desk.deliver(desk.receipt(lot), sender=INSURER.address)
    look(desk)
    assert aside(desk) == ["RECEIPT_UNKNOWN"] * 7
    assert desk.lots()[0]["state"] == "handed_over"
    assert {row["kind"] for row in desk.store.rows("todo")} == {"aside"}


def test_what_is_badly_signed_or_no_receipt_is_set_aside() -> None:
    desk = sent(complement=False)
    desk.deliver(desk.receipt(desk.lots()[0]), signer=INSURER.address)
    desk.deliver(b"HELLO")
    desk.deliver(desk.receipt(desk.lots()[0])[:-1])
    look(desk)
    assert aside(desk) == ["SEAL_FALSE", "MAIL_UNKNOWN", "RECORD_TORN"]
    assert desk.lots()[0]["state"] == "handed_over"


def test_a_receipt_that_cannot_be_read_now_is_read_later() -> None:
    desk = sent(complement=False)
    desk.deliver(desk.receipt(desk.lots()[0]))
    effects = list(desk.background.handle(NetworkChanged(True)))
    while effects[0].verb != "open":
        effects = effects[1:] + list(desk.background.handle(desk.answer(effects[0])))
    assert desk.background.handle(Failed(effects[0].number, "DEADLINE")) == ()
    assert desk.store.count("mail_unread") == 1
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "acked"


def test_a_refused_reading_is_said() -> None:
    for port, code in (("open", "CERTIFICATE_MISSING"), ("read_receipt", "CARD_ANSWER")):
        desk = sent(complement=False)
        desk.deliver(desk.receipt(desk.lots()[0]))
        effects = list(desk.background.handle(NetworkChanged(True)))
        while effects[0].verb != port:
            effects = effects[1:] + list(desk.background.handle(desk.answer(effects[0])))
        desk.background.handle(Failed(effects[0].number, code))
        assert aside(desk) == [code]


def test_purged_mail_is_set_aside() -> None:
    desk = sent(complement=False)
    desk.deliver(desk.receipt(desk.lots()[0]))
    effects = list(desk.background.handle(NetworkChanged(True)))
    while effects[0].verb != "open":
        effects = effects[1:] + list(desk.background.handle(desk.answer(effects[0])))
    desk.background.handle(Failed(effects[0].number, "DEADLINE"))
    desk.store.purge((desk.store.rows("mail")[0]["blob"],))
    desk.run(Ticked())
    assert aside(desk) == ["LEDGER_UNKNOWN"]


def test_answers_to_nothing_and_other_events_are_passed_over() -> None:
    desk = sent(complement=False)
    assert desk.background.handle(Done(999)) == ()
    assert desk.background.handle("something else") == ()


def test_a_mailbox_that_cannot_be_reached_is_tried_again() -> None:
    desk = sent(complement=False)
    desk.courier.up = False
    look(desk)
    desk.courier.up = True
    desk.deliver(desk.receipt(desk.lots()[0]))
    desk.wait(10)
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "acked"


# returns


def rsp(desk: Office, *entities: bytes, amount: int, sender: str = FUND.address, label: str = "VIREMENT 000123") -> None:
    """A return arrives, enveloped for us and signed by its sender."""
    octets = made.file(made.transfer(label), *entities, amount=amount)
    message = signed_by(sender, octets)
    desk.post(sender, desk.vault.envelope(message, US, 0))
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
    reject = made.entity("294", code="4012", label="ACTE NON REMBOURSABLE", level="L", part="O", day="261018")
    rsp(desk, answered(17, "198", 354, "P", 300, reject), amount=300)
    claim = desk.store.rows("claim")[0]
    assert (claim["state"], claim["received"], claim["code"], claim["label"]) == ("partly_paid", 300, "4012", "ACTE NON REMBOURSABLE")
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
