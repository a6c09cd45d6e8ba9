"""Certificates that end are announced; a lot whose key changed is held for a person; what is compressed says so."""

from device.exchange.keys import WITHIN_DAYS
from device.exchange.transmit import retry
from device.journal.encode import UPGRADES, upgraded
from device.journal.events import KINDS, Event
from device.outbox.ledger import project
from device.signals import Failed, NetworkChanged, Ticked
from simulator.inmemory import MemoryStore, MemoryVault
from tests.device.office import FUND, INSURER, SUNDAY, US, Office

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.ports import Change

FAR = 99999


def doubted(desk: "Office | None" = None) -> Office:
    """An office whose lot was cut on its way, a minute ago."""
    desk = desk or Office()
    desk.begin()
    desk.sealed(complement=False)
    desk.wait(10)
    desk.courier.next_send = "SEND_UNCERTAIN"
    desk.run(Ticked())
    desk.wait(1)
    return desk


def told(desk: Office) -> "list[tuple[str, str, str]]":
    """What waits for a person."""
    return [(row["kind"], row["code"], row["label"]) for row in desk.store.rows("todo")]


def test_a_lot_whose_key_changed_is_held_until_a_person_decides() -> None:
    desk = doubted()
    lot = desk.lots()[0]
    desk.vault.certificates[FUND.address] = (0, FAR + 1)
    desk.run(Ticked())
    lot = desk.lots()[0]
    assert (lot["state"], lot["reason"], lot["attempts"]) == ("blocked", "KEY_CHANGED", 1)
    assert told(desk) == [("silent", "KEY_CHANGED", "")]
    desk.wait(600)
    desk.run(Ticked())
    assert len(desk.courier.parcels) == 1, "not by itself"
    retry(desk, lot["lot"])
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "handed_over" and told(desk) == []
    assert desk.courier.parcels[0] == desk.courier.parcels[1], "the same octets"


def test_the_decision_of_a_person_is_good_for_one_handing_over() -> None:
    desk = doubted()
    desk.vault.certificates[FUND.address] = (0, FAR + 1)
    desk.run(Ticked())
    retry(desk, desk.lots()[0]["lot"])
    desk.courier.next_send = "SEND_UNCERTAIN"
    desk.run(Ticked())
    desk.wait(1)
    desk.run(Ticked())
    assert (desk.lots()[0]["state"], len(desk.courier.parcels)) == ("handed_over", 3)
    desk.wait(2880)
    desk.run(Ticked())
    assert (desk.lots()[0]["state"], len(desk.courier.parcels)) == ("blocked", 3), "silence does not send it again"


def test_a_held_lot_keeps_its_reason_on_the_eve_of_its_deadline() -> None:
    desk = doubted()
    desk.vault.certificates[FUND.address] = (0, FAR + 1)
    desk.run(Ticked())
    desk.wait(10 * 1440)
    desk.run(Ticked())
    assert (desk.lots()[0]["state"], desk.lots()[0]["reason"]) == ("escalated", "KEY_CHANGED")
    retry(desk, desk.lots()[0]["lot"])
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "handed_over"


def test_a_lot_whose_certificate_is_over_is_held_too() -> None:
    desk = doubted()
    desk.vault.certificates[FUND.address] = (0, SUNDAY - 1)
    desk.run(Ticked())
    assert told(desk) == [("silent", "CERTIFICATE_EXPIRED", "")]


def test_a_vault_that_does_not_answer_now_is_asked_again() -> None:
    desk = doubted()
    effect = desk.background.handle(Ticked())[0]
    assert (effect.verb, desk.background.handle(Failed(effect.number, "DEADLINE"))) == ("key", ())
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "handed_over"


def test_a_receipt_that_comes_while_the_key_is_asked_is_enough() -> None:
    desk = doubted()
    effect = desk.background.handle(Ticked())[0]
    desk.record([("lot.moved", {"lot": desk.lots()[0]["lot"], "event": "ack", "reason": "", "source": "test"})])
    assert desk.background.handle(desk.answer(effect)) == ()
    assert desk.lots()[0]["state"] == "acked"
    assert "send" not in desk.background._failed, "the next lot may go"


def test_a_lot_of_the_first_version_names_no_key_and_goes_as_before() -> None:
    desk = doubted(Office(MemoryStore(first_version)))
    assert desk.lots()[0]["key"] == ""
    desk.vault.certificates[FUND.address] = (0, FAR + 1)
    desk.run(Ticked())
    assert desk.lots()[0]["state"] == "handed_over"


def first_version(read: "Any", event: Event) -> "tuple[Change, ...]":
    """The ledger over a journal whose lots are of version 1: they name no key."""
    if event.kind != "lot.sealed":
        return project(read, event)
    body = {name: event.body[name] for name in event.body if name != "key"}
    return project(read, upgraded(event.replace(version=1, body=body), UPGRADES, KINDS))


def test_a_certificate_that_ends_is_announced_once_and_until_it_is_replaced() -> None:
    desk = Office()
    desk.begin()
    desk.vault.certificates[FUND.address] = (0, SUNDAY + WITHIN_DAYS)
    desk.vault.today = SUNDAY - 1
    desk.run(Ticked())
    assert told(desk) == []
    desk.vault.today = SUNDAY
    desk.wait(1440)
    desk.run(Ticked())
    (item,) = desk.store.rows("todo")
    assert (item["kind"], item["label"], item["until"]) == ("key", FUND.address, SUNDAY + WITHIN_DAYS)
    before = desk.store.next_sequence()
    desk.wait(1440)
    desk.run(Ticked())
    assert desk.store.next_sequence() == before, "told once"
    desk.vault.following = (FUND.address,)
    desk.wait(1440)
    desk.run(Ticked())
    assert told(desk) == [] and desk.store.row("key_ending", FUND.address)["next"]
    desk.vault.certificates[FUND.address] = (0, FAR)
    desk.wait(1440)
    desk.run(Ticked())
    assert desk.store.count("key_ending") == 0


def test_a_vault_that_cannot_be_asked_for_what_ends_is_asked_at_the_next_moment() -> None:
    desk = Office()
    desk.begin()
    effect = [each for each in desk.background.handle(NetworkChanged(True)) if each.verb == "ending"][0]
    assert desk.background.handle(Failed(effect.number, "DEADLINE")) == ()
    assert [each.verb for each in desk.background.handle(Ticked())] == ["ending"]


def test_what_is_compressed_for_its_destination_says_so() -> None:
    desk = Office()
    desk.begin()
    desk.vault = MemoryVault(US, {address: (0, FAR) for address in (FUND.address, INSURER.address)}, (FUND.address,))
    desk.sealed()
    desk.sealed(complement=False, mode="degraded")
    desk.wait(10)
    desk.run(Ticked())
    assert [parcel.description for parcel in desk.courier.parcels] == ["SESAM/DRE", "IRIS/B2/Z", "SESAM/FSE/Z"]
