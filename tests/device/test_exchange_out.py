"""The way out: lots are made, handed over, doubted, sent again with the same octets, and given to a person when nobody answers."""

from device.exchange.transmit import retry
from device.formats.b2 import read
from device.formats.b2_lot import sealed_images
from device.outbox.ledger import project
from device.signals import CardSeen, NetworkChanged, Ticked
from simulator.inmemory import MemoryStore, MemoryVault
from tests.device.check import refuses
from tests.device.office import BILLING, FUND, INSURER, US, Office


def office(count: int = 1, **how: "object") -> Office:
    """An office with so many invoices queued long enough to go."""
    made = Office()
    made.begin()
    for _ in range(count):
        made.sealed(**how)
    made.wait(10)
    return made


def test_an_fse_and_a_dre_go_out_in_lots_of_their_own() -> None:
    desk = office(2)
    desk.run(Ticked())
    lots = desk.lots()
    assert [(lot["kind"], lot["number"], lot["destination"], len(lot["claims"])) for lot in lots] == [
        ("D", 1, INSURER.address, 2),
        ("F", 1, FUND.address, 2),
    ]
    assert [lot["state"] for lot in lots] == ["handed_over", "handed_over"]
    assert [parcel.recipient for parcel in desk.courier.parcels] == [INSURER.address, FUND.address]
    parcel = desk.courier.parcels[1]
    assert (parcel.sender, parcel.route, parcel.description) == (US, "mail", "SESAM/FSE")
    assert parcel.subject == "IR100500/00000%s/2026101810100000001/00002" % BILLING
    assert parcel.date == "Sun, 18 Oct 2026 10:10:00 +0200"
    assert parcel.octets == desk.store.blob(lots[1]["mail_blob"])
    assert desk.store.count("claim_unsent") == 0


def test_a_lot_holds_the_images_as_they_were_sealed() -> None:
    desk = office(2, complement=False)
    desk.run(Ticked())
    octets = desk.store.blob(desk.lots()[0]["lot_blob"]) or b""
    file = read(octets)
    assert file.lots[0].head.values["lot"] == 1
    assert file.lots[0].head.values["biller_name"] == "SOREL CAMILLE"
    assert [invoice.head.values["invoice"] for invoice in file.lots[0].invoices] == ["000000017", "000000018"]
    blobs = [desk.store.blob(claim["blob"]) for claim in desk.store.rows("claim")]
    assert sealed_images(octets) == blobs


def test_a_claim_waits_for_company_unless_somebody_asks() -> None:
    desk = Office()
    desk.begin()
    desk.sealed(complement=False)
    desk.run(Ticked())
    assert desk.lots() == []
    effects = desk.background.hurry()
    assert [(effect.port, effect.verb) for effect in effects] == [("sesam", "seal_lot"), ("courier", "fetch")]


def test_off_line_only_a_full_lot_is_sealed_and_nothing_leaves() -> None:
    desk = office(50, complement=False)
    desk.online = False
    desk.sealed(complement=False)
    desk.wait(10)
    desk.run(Ticked())
    assert [len(lot["claims"]) for lot in desk.lots()] == [50]
    assert desk.courier.parcels == []
    assert desk.store.count("claim_unsent") == 51


def test_modes_are_not_mixed_and_a_degraded_lot_awaits_no_receipt() -> None:
    desk = office(1, complement=False)
    desk.sealed(complement=False, mode="degraded")
    desk.wait(10)
    desk.run(Ticked())
    assert [(lot["mode"], lot["state"], lot["description"]) for lot in desk.lots()] == [
        ("degraded", "no_ack_due", "IRIS/B2"),
        ("secured", "handed_over", "SESAM/FSE"),
    ]


def test_without_the_professionals_card_no_lot_is_sealed() -> None:
    desk = office(1)
    desk.present["cps"] = False
    desk.run(Ticked())
    assert desk.lots() == []
    desk.present["cps"] = True
    desk.run(CardSeen("cps"))
    assert len(desk.lots()) == 2


def test_a_group_that_cannot_be_sealed_does_not_hold_up_the_others() -> None:
    desk = office(1)
    desk.vault = MemoryVault(US, {FUND.address: (0, 99999)})
    desk.run(Ticked())
    assert [lot["kind"] for lot in desk.lots()] == ["F"]
    assert desk.done.count(("vault", "envelope")) == 2
    assert [(row["kind"], row["label"]) for row in desk.store.rows("todo")] == [("silent", INSURER.address)]
    before = desk.store.next_sequence()
    desk.run(Ticked())
    assert desk.store.next_sequence() == before, "what hinders a lot is told once"
    desk.vault = Office().vault
    desk.run(Ticked())
    assert desk.store.rows("todo") == []
    assert [lot["kind"] for lot in desk.lots()] == ["F", "D"]


def test_a_card_that_refuses_leaves_no_trace_and_the_number_free() -> None:
    desk = office(1, complement=False)
    desk.sesam.release_slots()
    desk.run(Ticked())
    assert desk.lots() == []
    desk.sesam.read_professional("1234")
    desk.run(Ticked())
    assert [lot["number"] for lot in desk.lots()] == [1]


def test_a_card_that_may_not_seal_is_not_asked_and_that_is_told_once() -> None:
    desk = office(1, complement=False)
    desk.sealing = []
    desk.run(Ticked())
    desk.run(Ticked())
    assert ("sesam", "seal_lot") not in desk.done and desk.lots() == []
    assert [event.body["code"] for event in desk.store.events() if event.kind == "lot.hindered"] == ["MAY_NOT_SIGN"]
    desk.sealing = [BILLING]
    desk.run(Ticked())
    assert [lot["number"] for lot in desk.lots()] == [1] and desk.store.count("lot_hindered") == 0


def test_a_claim_cancelled_while_its_lot_is_sealed_stops_the_lot() -> None:
    desk = office(1, complement=False)
    effect = desk.background.handle(Ticked())[0]
    invoice = desk.store.rows("invoice")[0]["invoice"]
    desk.record([("invoice.cancelled", {"invoice": invoice, "why": "error"})])
    effect = desk.background.handle(desk.answer(effect))[0]
    desk.background.handle(desk.answer(effect))
    assert desk.lots() == []
    assert desk.state(invoice + "/F") == "cancelled"


def test_a_lost_image_is_told_and_nothing_is_sealed() -> None:
    desk = office(1, complement=False)
    claim = desk.store.rows("claim")[0]
    desk.store.purge((claim["blob"],))
    desk.run(Ticked())
    assert desk.lots() == []
    assert desk.state(claim["claim"]) == "queued"
    assert desk.store.rows("todo")[0]["code"] == "LEDGER_UNKNOWN"


def test_a_swallowed_word_is_doubt_and_the_same_octets_go_again() -> None:
    desk = office(1, complement=False)
    desk.courier.next_send = "SEND_UNCERTAIN"
    desk.run(Ticked())
    lot = desk.lots()[0]
    assert (lot["state"], lot["attempts"], lot["reason"]) == ("uncertain", 1, "SEND_UNCERTAIN")
    desk.run(Ticked())
    assert len(desk.courier.parcels) == 1
    desk.wait(1)
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "handed_over"
    assert desk.courier.parcels[0] == desk.courier.parcels[1]


def test_attempts_are_spaced() -> None:
    desk = office(1, complement=False)
    waits = []
    for _ in range(6):
        desk.courier.next_send = "SEND_UNCERTAIN"
        desk.run(Ticked())
        lot = desk.lots()[0]
        waits.append(lot["next"] - (desk.moment.day * 1440 + desk.moment.minute - 120))
        desk.wait(waits[-1])
    assert waits == [1, 5, 30, 120, 120, 120]


def test_a_cut_while_sending_is_doubt_at_the_next_start() -> None:
    desk = office(1, complement=False)
    effect = desk.background.handle(Ticked())[0]
    for _ in range(3):
        effect = desk.background.handle(desk.answer(effect))[0]
    assert effect.verb == "send"
    assert desk.lots()[0]["state"] == "sending"
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "sending"
    again = Office(desk.store)
    again.moment = desk.moment
    again.run(NetworkChanged(True))
    assert again.lots()[0]["reason"] == "POWER"
    again.wait(1)
    again.run(Ticked())
    assert again.lots()[0]["state"] == "handed_over"


def test_a_receipt_that_comes_while_sending_again_is_enough() -> None:
    desk = office(1, complement=False)
    desk.courier.next_send = "SEND_UNCERTAIN"
    desk.run(Ticked())
    desk.wait(1)
    asking = desk.background.handle(Ticked())[0]
    sending = desk.background.handle(desk.answer(asking))[0]
    lot = desk.lots()[0]
    assert lot["state"] == "sending"
    desk.record([("lot.moved", {"lot": lot["lot"], "event": "ack", "reason": "", "source": "test"})])
    desk.background.handle(desk.answer(sending))
    assert (desk.lots()[0]["state"], desk.lots()[0]["attempts"]) == ("acked", 2)


def test_a_refusal_of_the_server_is_not_repeated_until_a_person_asks() -> None:
    desk = office(1, complement=False)
    desk.courier.next_send = "SEND_REFUSED"
    desk.run(Ticked())
    lot = desk.lots()[0]
    assert (lot["state"], lot["reason"]) == ("blocked", "SEND_REFUSED")
    assert [row["kind"] for row in desk.store.rows("todo")] == ["silent"]
    desk.wait(600)
    desk.run(Ticked())
    assert desk.courier.parcels == []
    retry(desk, lot["lot"])
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "handed_over"
    assert desk.store.rows("todo") == []
    refuses("FATE", retry, desk, lot["lot"])


def test_a_purged_envelope_blocks_its_lot() -> None:
    desk = office(1, complement=False)
    desk.courier.next_send = "SEND_UNCERTAIN"
    desk.run(Ticked())
    desk.store.purge((desk.lots()[0]["mail_blob"],))
    desk.wait(5)
    desk.run(Ticked())
    assert (desk.lots()[0]["state"], desk.lots()[0]["reason"]) == ("blocked", "LEDGER_UNKNOWN")


def test_with_a_full_store_nothing_moves_and_nothing_breaks() -> None:
    desk = Office(MemoryStore(project, 60000))
    desk.begin()
    desk.sealed(complement=False)
    desk.wait(10)
    desk.courier.next_send = "SEND_UNCERTAIN"
    desk.run(Ticked())
    desk.online = False
    desk.wait(10 * 1440)
    filled = ("setting.chosen", {"name": "filled", "value": ""})
    desk.record([filled], (b"x" * (desk.store.room() - 1500),))
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "uncertain"
    assert len(desk.courier.parcels) == 1


def test_a_lot_that_finds_no_room_is_sealed_when_there_is_some() -> None:
    desk = Office(MemoryStore(project, 60000))
    desk.begin()
    desk.sealed(complement=False)
    desk.wait(10)
    desk.record([("setting.chosen", {"name": "filled", "value": ""})], (b"x" * (desk.store.room() - 3000),))
    desk.run(Ticked())
    assert desk.lots() == []
    assert desk.store.rows("claim")[0]["state"] == "queued"


def test_silence_is_answered_three_times_then_told() -> None:
    desk = office(1, complement=False)
    states = []
    for _ in range(6):
        desk.run(Ticked())
        lot = desk.lots()[0]
        states.append((lot["state"], lot["attempts"], lot["silences"]))
        desk.wait(2880)
    assert states == [
        ("handed_over", 1, 0),
        ("handed_over", 2, 1),
        ("handed_over", 3, 2),
        ("handed_over", 4, 3),
        ("escalated", 4, 4),
        ("escalated", 4, 4),
    ]
    assert {parcel.octets for parcel in desk.courier.parcels} == {desk.courier.parcels[0].octets}


def test_the_eve_of_the_deadline_is_told_and_sending_goes_on() -> None:
    desk = office(1, complement=False)
    desk.courier.next_send = "SEND_UNCERTAIN"
    desk.run(Ticked())
    desk.online = False
    desk.wait(10 * 1440)
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "escalated"
    desk.online = True
    desk.run(NetworkChanged(True))
    assert desk.lots()[0]["state"] == "handed_over"
    assert desk.store.rows("todo") == []
