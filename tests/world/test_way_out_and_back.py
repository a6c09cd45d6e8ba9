"""A lot goes out by mail, the insurer reads it and answers, the courier brings the receipt and the return."""

from collections.abc import Iterator

import pytest

from device.formats import arl, noemie
from tests.waiting import until
from tests.world.made import FUND, Maker, parcel
from tests.world.processes import TODAY, Stage, stage


@pytest.fixture
def made() -> Iterator[Stage]:
    with stage() as running:
        yield running


def test_a_lot_is_acknowledged_then_paid(made: Stage) -> None:
    maker = Maker(made.directory)
    lot = maker.lot(1, [maker.image(17), maker.image(18)])
    made.client.send(parcel("T1-5", made.vault.envelope(lot, FUND.address, TODAY).octets))
    until(lambda: len(made.world.lots()) == 1)
    made.world.jump("2026-10-18", 600)
    (receipt,) = made.client.fetch()
    read = arl.read(made.vault.verified(receipt.octets, FUND.address))
    assert (read.lot, read.kind, read.positive) == (1, "F", True)
    made.client.ack(receipt.uid)
    assert made.client.fetch() == []
    made.world.jump("2026-10-21", 600)
    (returned,) = made.client.fetch()
    content = made.vault.verified(returned.octets, FUND.address)
    paid = [entity.integer("paid") for entity in noemie.entities([content]) if entity.kind == "198"]
    assert paid == [354, 354]
    assert [(row["invoice"], row["asked"], row["paid"], row["state"]) for row in made.world.book()] == [
        ("000000017", 354, 354, "paid"),
        ("000000018", 354, 354, "paid"),
    ]
