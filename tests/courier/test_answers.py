"""What comes back through a real courier: receipts of every kind, in every order, and mail that means harm."""

import base64
import gzip
from collections.abc import Iterator
from typing import Any

import pytest

from device.signals import Ticked
from simulator.insurer import post
from simulator.insurer.desk import ARL
from simulator.keys import Keys
from simulator.world.papers import DEVICE_ADDRESS, insurer_pair
from tests.courier.engine import LIMITS, Engine, Line, Row
from tests.courier.test_receiving import GOOD, clear, nested, packed, two_parts
from tests.device.office import FUND, INSURER
from tests.world.processes import Stage


@pytest.fixture
def engine(made: Stage, line: Line) -> Iterator[Engine]:
    made.world.answer_now()
    clear(made)
    yield Engine(made, line[0], "mail", line[1])
    made.world.scenario({})


def every_lot(answer: str, **more: Any) -> dict[str, Any]:
    return {"lots": [{"answer": answer, **more}], "invoices": [{"state": "N"}]}


def written(engine: Engine, octets: bytes, sender: str = FUND.address, signer: str = "") -> bytes:
    """A mail with that content, signed."""
    pair = insurer_pair(Keys(engine.made.directory / "keys"), signer or sender)
    return post.mail(sender, DEVICE_ADDRESS, ARL, "signed-data", post.signed(octets, pair), "by-hand")


def posted(engine: Engine, lot: Row, **how: Any) -> None:
    """A receipt of that lot comes, written by hand."""
    engine.made.world.post(written(engine, engine.receipt(lot, **how)))
    engine.look()


def aside(engine: Engine) -> list[str]:
    return [row["code"] for row in engine.store.rows("todo") if row["kind"] == "aside"]


def test_a_lot_refused_goes_again_as_it_was_signed_under_another_number(engine: Engine) -> None:
    engine.made.world.scenario(every_lot("refuse_lot", code="0101", label="LOT INVERIFIABLE"))
    first = engine.out(2, complement=False)
    engine.arrives(first)
    engine.answered()
    assert engine.lot()["state"] == "rejected" and engine.lot()["reason"] == "0101 LOT INVERIFIABLE"
    engine.made.world.scenario(every_lot("accept"))
    engine.wait(10)
    engine.run(Ticked())
    second = engine.lot(1)
    assert (second["claims"], second["number"]) == (first["claims"], first["number"] + 1)
    engine.arrives(second)
    engine.answered()
    assert engine.lot(1)["state"] == "acked" and engine.told() == []


def test_the_invoice_named_is_made_anew_and_the_others_travel_as_they_were(engine: Engine) -> None:
    engine.made.world.scenario(every_lot("refuse_invoice", invoice=2, code="0203", label="NIR INCONNU"))
    first = engine.out(3, complement=False)
    engine.arrives(first)
    engine.answered()
    named = first["claims"][1]
    assert [engine.state(claim) for claim in first["claims"]] == ["queued", "refused", "queued"]
    assert engine.told() == [("reject", "0203")]
    engine.made.world.scenario(every_lot("accept"))
    engine.sealed(replaces=engine.row("claim", named)["invoice"], kinds="F")
    engine.wait(10)
    engine.run(Ticked())
    assert len(engine.lot(1)["claims"]) == 3 and engine.state(named) == "replaced"
    engine.arrives(engine.lot(1))
    engine.answered()
    assert engine.lot(1)["state"] == "acked" and engine.told() == []


def test_a_receipt_that_comes_twice_moves_once(engine: Engine) -> None:
    engine.made.world.scenario(every_lot("twice"))
    engine.arrives(engine.out(complement=False))
    engine.answered()
    posted(engine, engine.lot(), day="261101")
    assert engine.lot()["state"] == "acked" and aside(engine) == []


def test_a_late_receipt_ends_the_alarm(engine: Engine) -> None:
    engine.made.world.scenario(every_lot("accept", minutes=30 * 1440))
    lot = engine.out(complement=False)
    for _ in range(4):
        engine.wait(2880)
        engine.run(Ticked())
    assert engine.told() == [("silent", "")] and engine.lot()["state"] == "escalated"
    engine.arrives(lot, 4)
    engine.answered()
    assert engine.lot()["state"] == "acked" and engine.told() == []


def test_out_of_order_the_first_answer_stands(engine: Engine) -> None:
    engine.made.world.scenario(every_lot("never"))
    first = engine.out(complement=False)
    posted(engine, first, positive=False)
    engine.wait(10)
    engine.run(Ticked())
    second = engine.lot(1)
    posted(engine, second)
    posted(engine, first)
    posted(engine, second, positive=False)
    assert [lot["state"] for lot in engine.lots()] == ["rejected", "acked"]
    assert [row["state"] for row in engine.store.rows("claim")] == ["acknowledged"] and engine.told() == []


def test_already_received_is_received(engine: Engine) -> None:
    engine.made.world.scenario(every_lot("never"))
    posted(engine, engine.out(complement=False), positive=False, code="0106", label="DEJA RECU")
    assert engine.lot()["state"] == "acked"


def test_a_receipt_of_no_lot_of_ours_or_of_somebody_elses_is_kept_and_told(engine: Engine) -> None:
    engine.made.world.scenario(every_lot("never"))
    lot = engine.out(complement=False)
    posted(engine, lot, digest="0" * 64)
    posted(engine, lot, invoice="000000009", positive=False)
    engine.made.world.post(written(engine, engine.receipt(lot), INSURER.address))
    engine.look()
    assert engine.lot()["state"] == "handed_over" and aside(engine) == ["RECEIPT_UNKNOWN"] * 3


def test_a_receipt_badly_signed_is_kept_and_told(engine: Engine) -> None:
    engine.made.world.scenario(every_lot("badly_signed"))
    lot = engine.out(complement=False)
    engine.arrives(lot)
    engine.answered()
    engine.made.world.post(written(engine, engine.receipt(lot), FUND.address, INSURER.address))
    engine.look()
    assert engine.lot()["state"] == "handed_over" and aside(engine) == ["SEAL_FALSE"] * 2


def test_a_clock_wrong_by_a_year_makes_no_receipt_false_and_says_which_day_it_is(engine: Engine) -> None:
    engine.made.world.scenario(every_lot("never"))
    lot = engine.out(complement=False)
    right = engine.moment
    engine.moment = right.replace(day=right.day - 3650)
    engine.made.world.post(written(engine, engine.receipt(lot)))
    engine.look()
    assert aside(engine) == ["CERTIFICATE_EXPIRED"] and engine.lot()["state"] == "handed_over"
    engine.sealed(complement=False)
    engine.moment = engine.moment.replace(minute=engine.moment.minute + 10)
    engine.run(Ticked())
    assert len(engine.lots()) == 1 and ("silent", "CERTIFICATE_EXPIRED") in engine.told()
    engine.moment = right
    engine.wait(10)
    engine.run(Ticked())
    assert len(engine.lots()) == 2 and ("silent", "CERTIFICATE_EXPIRED") not in engine.told()


def envelope(engine: Engine, content: bytes) -> bytes:
    """A mail whose envelope is really for us, and whose part holds that."""
    own = insurer_pair(Keys(engine.made.directory / "keys"), FUND.address)
    device = Keys(engine.made.directory / "keys").mailbox("device", DEVICE_ADDRESS)
    return post.mail(FUND.address, DEVICE_ADDRESS, ARL, "enveloped-data", post.enveloped(post.signed(content, own), device), "bomb")


HOSTILE = {
    "MAIL_HUGE": GOOD + b"QUJD\r\n" * (LIMITS["mail"] // 5),
    "MAIL_NESTED": nested(40),
    "MAIL_INFLATES": packed(gzip.compress(bytes(30_000_000))),
    "MAIL_UNREADABLE": two_parts(),
    "SEAL_FALSE": GOOD.replace(b"349.01", b"999.99"),
}


@pytest.mark.parametrize("code", HOSTILE)
def test_hostile_mail_is_kept_aside_and_told_and_what_follows_is_read(engine: Engine, code: str) -> None:
    engine.made.world.scenario(every_lot("accept"))
    engine.arrives(engine.out(complement=False))
    engine.made.world.post(HOSTILE[code])
    engine.answered()
    assert engine.lot()["state"] == "acked"
    (item,) = engine.store.rows("todo")
    assert (item["kind"], item["code"]) == ("aside", code) and "@" in item["label"]
    kept = engine.store.blob(engine.row("mail", item["key"])["blob"])
    assert kept, "what came is kept, its beginning at least"


def test_a_bomb_inside_a_sound_envelope_of_a_known_signer_is_kept_aside_too(engine: Engine) -> None:
    bomb = gzip.compress(bytes(140 << 20), 9)
    engine.made.world.post(envelope(engine, bomb))
    engine.made.world.post(GOOD.replace(b"QUJD", base64.b64encode(b"BONJOUR")))
    engine.look()
    assert sorted(aside(engine)) == ["MAIL_INFLATES", "SEAL_FALSE"]
