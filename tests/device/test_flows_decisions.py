"""What a person decides about a claim or a lot: correct, call, hold, let go, cancel, accept, give up, send again."""

from device.exchange.office import lot_moved
from device.signals import Ticked
from tests.device.played import BILLING, SUNDAY
from tests.device.test_flows_home import a_lot, billed, rejected
from tests.device.test_flows_modes import presigned
from tests.device.test_flows_office import facts_of, listed, moved


def test_a_reject_says_what_was_sent_and_how_long_is_left() -> None:
    device = billed()
    claim = [row["claim"] for row in device.store.rows("claim") if row["kind"] == "F"]
    lot = a_lot(device, claim)
    device.desk.record([("lot.sealed", lot), lot_moved(lot["lot"], "send"), lot_moved(lot["lot"], "hand")])
    moved(device, "F", "refuse", reason="0101 INCONNU").answer("todo").answer("item:0").see("Explain")
    assert facts_of(device.view.before.sub) == {"day": SUNDAY, "lot": "001"}
    assert device.view.before.title.key == "claim.fund" and facts_of(facts_of(device.view.sum)["stands"])["days"] == 8
    device.answer("call").see("Text", "call.title")
    assert [each.key for each in device.view.paragraphs] == ["call.invoice", "call.lot", "call.reason", "call.ask"]
    device.answer("back").see("Explain").answer("later").see("Listing").answer("back")
    device.clock.advance(30 * 1440)
    device.happen(Ticked()).answer("todo").answer("item:0").see("Explain")
    assert facts_of(device.view.sum)["stands"].key == "reject.late"


def test_giving_up_is_asked_twice_and_then_done() -> None:
    device = rejected().answer("todo").answer("item:0").answer("give_up").see("Text", "final.give_up")
    assert device.view.primary.danger
    device.answer("back").see("Explain").answer("give_up").answer("give_up").see("Explain")
    assert device.view.primary is None and device.view.reasons == () and device.view.before is None
    device.answer("later").see("Listing", "todo.nothing")
    assert [row["state"] for row in device.store.rows("claim") if row["kind"] == "F"] == ["written_off"]


def test_before_its_lot_an_invoice_is_held_let_go_or_cancelled() -> None:
    device = billed().answer("invoices").answer("item:0").answer("part:1").see("Explain")
    assert device.view.primary.answer == "hold" and [row.answer for row in device.view.reasons] == ["cancel", "cancel_dre"]
    assert facts_of(device.view.story)["whom"].key == "claim.insurer"
    device.answer("hold").see("Explain")
    assert device.view.primary.answer == "release"
    device.answer("release").answer("cancel").see("Text", "final.cancel").answer("cancel").see("Explain")
    assert device.view.primary is None and listed(device) == []
    device.answer("back").see("Facts4")
    assert [row.tone for row in device.view.rows[:2]] == ["ok", "ok"]


def test_a_request_to_the_insurer_is_cancelled_alone() -> None:
    device = moved(billed(), "D", "lot", "send").answer("invoices").answer("item:0").answer("part:1").see("Explain")
    assert device.view.primary.answer == "call" and [row.answer for row in device.view.reasons] == ["cancel_dre", "give_up"]
    device.answer("call").see("Text").answer("back").answer("cancel_dre").answer("cancel_dre").see("Explain")
    assert [row["state"] for row in device.store.rows("claim")] == ["cancelled", "queued"]


def test_a_request_that_has_not_left_is_cancelled_alone_when_its_invoice_has() -> None:
    device = moved(billed(), "F", "lot", "send").answer("invoices").answer("item:0").answer("part:1").see("Explain")
    assert [row.answer for row in device.view.reasons] == ["cancel_dre"], "the invoice itself has left"
    device.answer("cancel_dre").see("Text", "final.cancel_dre")
    assert device.view.primary.danger
    device.answer("cancel_dre").see("Explain")
    assert [row["state"] for row in device.store.rows("claim")] == ["cancelled", "sent"]
    device.answer("back").answer("part:0").see("Explain")
    assert "cancel_dre" not in [row.answer for row in device.view.reasons]


def test_what_was_paid_in_part_is_accepted() -> None:
    device = moved(billed(), "F", "lot", "send", "acknowledge")
    moved(device, "F", "pay_part", amount=900, reason="2 PARTIEL").answer("invoices").answer("item:0").see("Facts4")
    device.answer("next:0").see("Explain")
    assert facts_of(device.view.sum) == {"missing_cents": 45, "received_cents": 900} and facts_of(device.view.article)["code"] == "2"
    device.answer("accept").see("Explain")
    assert device.view.primary is None


def test_what_is_refused_and_not_in_a_lot_yet() -> None:
    device = rejected()
    device.answer("todo").answer("item:0").answer("call").see("Text")
    assert [each.key for each in device.view.paragraphs] == ["call.invoice", "call.no_lot", "call.reason", "call.ask"]


def test_a_lot_that_was_given_up_goes_again() -> None:
    device = billed()
    claims = [row["claim"] for row in device.store.rows("claim") if row["kind"] == "F"]
    lot = a_lot(device, claims)
    device.desk.record([("lot.sealed", lot), lot_moved(lot["lot"], "escalate")])
    device.answer("todo").answer("item:0").see("Explain")
    assert device.view.primary.answer == "ask"
    device.answer("later").see("Listing").answer("item:0").answer("ask").see("Wait")
    assert device.row("lot", lot["lot"])["state"] == "uncertain" and lot["payee"] == BILLING


def test_a_hindered_lot_and_a_mail_set_aside_are_looked_at() -> None:
    device = billed()
    group = {"payee": BILLING, "kind": "F", "destination": "01349@349.01.rss.fr", "receiver": "01349", "mode": "secured"}
    device.desk.record([("lot.hindered", dict(group, code="CERTIFICATE_MISSING"))])
    mail = {"mail": device.desk.fresh(), "digest": "ab", "sender": "x@y", "description": "", "blob": ""}
    device.desk.record([("mail.stored", mail), ("mail.set_aside", {"mail": mail["mail"], "code": "MAIL_UNKNOWN"})])
    device.answer("todo").see("Listing")
    assert sorted(row.title.key for row in device.view.rows) == ["todo.from", "todo.to"]
    assert sorted(row.sub.key for row in device.view.rows) == ["refusal.CERTIFICATE_MISSING.title", "refusal.MAIL_UNKNOWN.title"]
    device.answer("item:0").see("Explain").answer("close").see("Listing").answer("item:1").see("Explain")
    assert device.view.sum.key == "refusal.CERTIFICATE_MISSING.title"
    assert [(row.title.key, row.sub.key) for row in device.view.reasons] == [
        ("refusal.CERTIFICATE_MISSING.do", ""), ("ui.number", ""),
    ]  # fmt: skip
    device.answer("close").see("Listing")


def test_a_lot_whose_key_changed_goes_again_when_a_person_says_so() -> None:
    device = billed()
    lot = a_lot(device, [row["claim"] for row in device.store.rows("claim") if row["kind"] == "F"])
    device.desk.record([("lot.sealed", lot), lot_moved(lot["lot"], "hold", "KEY_CHANGED")])
    device.answer("todo").see("Listing")
    assert device.view.rows[0].sub.key == "refusal.KEY_CHANGED.title"
    device.answer("item:0").see("Explain")
    assert (device.view.primary.answer, device.view.reasons[0].title.key) == ("ask", "refusal.KEY_CHANGED.do")
    device.answer("ask").see("Wait")
    assert device.row("lot", lot["lot"])["decided"]


def test_a_certificate_that_ends_is_announced() -> None:
    device = billed()
    ends = {"address": "*.rss.fr", "last": SUNDAY + 20, "next": False}
    device.desk.record([("key.ending", ends), ("key.ending", dict(ends, address="", next=True))])
    device.answer("todo").see("Listing")
    assert [(row.title.key, row.sub.key) for row in device.view.rows] == [("todo.key", "key.of")]
    device.answer("item:0").see("Explain")
    assert (device.view.sum.key, device.view.reasons[0].title.key) == ("key.of", "reject.do.key")
    device.answer("close").see("Listing").answer("back").answer("status").see("Facts4")
    shown = [(row.title.key, row.sub.key, row.tone) for row in device.view.rows if row.title.key == "status.key"]
    assert shown == [("status.key", "status.key.next", "ok"), ("status.key", "status.key.last", "warn")]


def test_what_is_presigned_is_completed_from_its_invoice() -> None:
    device = presigned().answer("invoices").answer("item:0").see("Facts4")
    assert device.view.primary.label.key == "next.do.complete"
    device.answer("next:0")
    assert device.machine._front is not None and device.machine._front.place == "presigned"
