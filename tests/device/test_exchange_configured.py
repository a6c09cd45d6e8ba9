"""The way out as a device is configured, and what its configuration or its clock has wrong."""

from device.exchange.background import Background
from device.outbox.destinations import insurer_destination
from device.signals import Ticked
from tests.device.office import FUND, INSURER, US, Office
from tests.device.test_exchange_out import office


def test_a_password_that_is_refused_is_told_while_the_lot_is_tried_again() -> None:
    desk = office(1, complement=False)
    desk.courier.next_send = "LOGIN_REFUSED"
    desk.run(Ticked())
    assert [(row["code"], row["lot"]) for row in desk.store.rows("todo")] == [("LOGIN_REFUSED", "001")]
    desk.wait(1)
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "handed_over" and desk.store.rows("todo") == []


def test_a_clock_that_was_wrong_by_a_year_holds_up_nothing() -> None:
    desk = office(1, complement=False)
    right = desk.moment
    desk.wait(365 * 1440)
    desk.courier.next_send = "SEND_UNCERTAIN"
    desk.run(Ticked())
    desk.moment = right
    desk.run(Ticked())
    assert (desk.lots()[0]["state"], desk.lots()[0]["attempts"]) == ("handed_over", 2)


def test_an_insurer_that_the_card_does_not_route_to_is_found_in_the_directory_or_told() -> None:
    desk = Office()
    desk.begin()
    invoice = desk.intend(insurer=insurer_destination(INSURER.receiver, "", "", ""))
    row = desk.row("invoice", invoice)
    desk.record([("invoice.sealed", {name: row[name] for name in ("invoice", "fse_blob", "dre_blob")})])
    desk.wait(10)
    desk.run(Ticked())
    assert [lot["kind"] for lot in desk.lots()] == ["F"]
    (item,) = desk.store.rows("todo")
    assert (item["kind"], item["code"], item["label"]) == ("silent", "INSURER_UNKNOWN", INSURER.receiver)
    desk.background = Background(desk, US, insurers={INSURER.receiver: INSURER.address})
    desk.run(Ticked())
    assert [(lot["kind"], lot["destination"]) for lot in desk.lots()] == [("F", FUND.address), ("D", INSURER.address)]
    assert desk.store.rows("todo") == [] and desk.row("claim", invoice + "/D")["destination"] == INSURER.address


def test_a_lot_is_as_full_as_its_deployer_says() -> None:
    desk = office(5, complement=False)
    desk.background = Background(desk, US, limit=2)
    desk.run(Ticked())
    assert [len(lot["claims"]) for lot in desk.lots()] == [2, 2, 1]
