"""The whole device through a concentrator: another route, the same lots; its own key lies encrypted from the first unlock on."""

import dataclasses

from tests.flows.bench import UNLOCKED, Bench


def test_through_a_concentrator_and_back_by_mail(sending: Bench) -> None:
    own = sending.settings.vault / "own.key.pem"
    assert b"ENCRYPTED" not in own.read_bytes(), "as it was handed over"
    sending.cut()
    sending.settings = dataclasses.replace(sending.settings, route="oct")
    sending.again()
    sending.play(UNLOCKED)
    sending.bill("salaun")
    sending.send("lot.handed_over")
    assert b"ENCRYPTED" in own.read_bytes()
    sending.jump("2026-10-23")
    sending.send("lot.acked")
    sending.collect()
    with sending.books() as store:
        assert {lot["route"] for lot in store.rows("lot")} == {"oct"} and all(lot["key"] for lot in store.rows("lot"))
        assert {row["state"] for row in store.rows("claim")} == {"reconciled"}
