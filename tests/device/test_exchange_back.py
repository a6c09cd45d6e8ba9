"""The way back: mail is stored before it is deleted, receipts move what they speak of, once."""

from device.signals import Done, Effect, Failed, NetworkChanged, Ticked
from tests.device.office import INSURER, Office, aside, look, sent


def test_a_positive_receipt_acknowledges_the_lot_and_its_claims() -> None:
    desk = sent(2, complement=False)
    desk.deliver(desk.receipt(desk.lots()[0]))
    look(desk)
    assert desk.lots()[0]["state"] == "acked"
    assert [claim["state"] for claim in desk.store.rows("claim")] == ["acknowledged"] * 2
    assert desk.courier.box == []
    assert desk.store.row("mail", desk.store.rows("mail")[0]["mail"])["state"] == "receipt"
    assert desk.store.count("lot_open") == 0


def test_the_receipt_of_what_asks_for_nothing_settles_it() -> None:
    desk = sent(complement=False, asked=0)
    desk.deliver(desk.receipt(desk.lots()[0]))
    look(desk)
    assert (desk.lots()[0]["state"], desk.store.rows("claim")[0]["state"]) == ("acked", "reconciled")
    assert desk.store.count("claim_open") == 0 and desk.store.count("invoice_paid") == 1
    desk.deliver(desk.receipt(desk.lots()[0], day="261022"))
    look(desk)
    assert desk.store.rows("claim")[0]["state"] == "reconciled"


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


def test_what_the_courier_would_not_unpack_is_set_aside() -> None:
    desk = sent(complement=False)
    desk.post(INSURER.address, b"PK bomb")
    desk.courier.box[0] = desk.courier.box[0].replace(refused="MAIL_INFLATES")
    desk.deliver(desk.receipt(desk.lots()[0]))
    look(desk)
    assert aside(desk) == ["MAIL_INFLATES"]
    assert desk.lots()[0]["state"] == "acked"
    assert desk.courier.box == []


def reach(desk: Office, verb: str) -> Effect:
    """What the mailbox brings is answered up to the first effect with that verb, which is left to the test."""
    effects: list[Effect] = list(desk.background.handle(NetworkChanged(True)))
    while effects[0].verb != verb:
        effects = effects[1:] + list(desk.background.handle(desk.answer(effects[0])))
    return effects[0]


def test_a_receipt_that_cannot_be_read_now_is_read_later() -> None:
    desk = sent(complement=False)
    desk.deliver(desk.receipt(desk.lots()[0]))
    effect = reach(desk, "open")
    assert desk.background.handle(Failed(effect.number, "DEADLINE")) == ()
    assert desk.store.count("mail_unread") == 1
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "acked"


def test_a_mail_that_cannot_be_read_now_does_not_hold_up_the_others() -> None:
    desk = sent(complement=False)
    desk.deliver(b"HELLO")
    desk.deliver(desk.receipt(desk.lots()[0]))
    effect = reach(desk, "open")
    waiting = list(desk.background.handle(Failed(effect.number, "DEADLINE")))
    assert waiting[0].verb == "open"
    while waiting:
        waiting += desk.background.handle(desk.answer(waiting.pop(0)))
    assert desk.lots()[0]["state"] == "acked"
    assert desk.store.count("mail_unread") == 1
    desk.run(Ticked())
    assert aside(desk) == ["MAIL_UNKNOWN"]


def test_a_refused_reading_is_said() -> None:
    for port, code in (("open", "CERTIFICATE_MISSING"), ("read_receipt", "CARD_ANSWER")):
        desk = sent(complement=False)
        desk.deliver(desk.receipt(desk.lots()[0]))
        effect = reach(desk, port)
        desk.background.handle(Failed(effect.number, code))
        assert aside(desk) == [code]


def test_purged_mail_is_set_aside() -> None:
    desk = sent(complement=False)
    desk.deliver(desk.receipt(desk.lots()[0]))
    effect = reach(desk, "open")
    desk.background.handle(Failed(effect.number, "DEADLINE"))
    desk.store.purge((desk.store.rows("mail")[0]["blob"],))
    desk.run(Ticked())
    assert aside(desk) == ["LEDGER_UNKNOWN"]


def test_answers_to_nothing_and_other_events_are_passed_over() -> None:
    desk = sent(complement=False)
    assert desk.background.handle(Done(999)) == ()
    assert desk.background.handle("something else") == ()


def test_a_mailbox_that_wants_another_password_is_told_once_until_it_opens() -> None:
    desk = sent(complement=False)
    desk.run(Ticked())
    for _ in range(2):
        fetch = [effect for effect in desk.background.handle(NetworkChanged(True)) if effect.verb == "fetch"][0]
        desk.background.handle(Failed(fetch.number, "LOGIN_REFUSED"))
    assert [(row["kind"], row["code"], row["label"]) for row in desk.store.rows("todo")] == [("silent", "LOGIN_REFUSED", "")]
    assert [event.body for event in desk.store.events() if event.kind == "mailbox.hindered"] == [{"code": "LOGIN_REFUSED"}]
    look(desk)
    assert desk.store.rows("todo") == []


def test_a_mailbox_that_cannot_be_reached_is_tried_again() -> None:
    desk = sent(complement=False)
    desk.courier.up = False
    look(desk)
    desk.courier.up = True
    desk.deliver(desk.receipt(desk.lots()[0]))
    desk.wait(10)
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "acked"
