"""What is known of a lot after each way in which handing it over can go wrong; whatever it was, the same octets may go again."""

import contextlib
import dataclasses
import json
import random
from pathlib import Path

import pytest

from device.base.refusal import Refusal
from device.ports import Parcel
from hal.courier.client import CourierClient
from hal.courier.config import Config, load
from hal.courier.server import Courier
from simulator.proxy import Wire
from tests.courier.lines import asked, broken, dripping, random_cut
from tests.waiting import until
from tests.world.processes import Process, Stage


def refused(made: Stage, sent: Parcel) -> Refusal:
    with pytest.raises(Refusal) as caught:
        made.client.send(sent)
    return caught.value


def test_the_250_that_never_comes_leaves_it_uncertain_and_the_lot_is_counted_once(made: Stage) -> None:
    sent = made.parcel()
    made.world.faults(swallow=2)
    assert [refused(made, sent).code for _ in range(2)] == ["SEND_UNCERTAIN"] * 2
    assert made.client.send(sent)
    until(lambda: made.copies(sent) == 3)
    assert len([row for row in made.world.lots() if row["digest"] == sent.uid]) == 1


@pytest.mark.parametrize(
    ("faults", "code", "reply"),
    [
        ({"refuse": 1, "refuse_code": 550}, "SEND_REFUSED", "550"),
        ({"refuse": 1, "refuse_code": 451}, "SEND_UNCERTAIN", "451"),
        ({"full": 1}, "SEND_REFUSED", "552"),
    ],
)
def test_the_server_says_no(made: Stage, faults: dict[str, int], code: str, reply: str) -> None:
    sent = made.parcel()
    made.world.faults(**faults)
    refusal = refused(made, sent)
    assert (refusal.code, refusal.facts["reply"]) == (code, reply)
    made.client.send(sent)
    until(lambda: made.copies(sent) == 1)


def test_a_line_cut_inside_the_message_hands_nothing_over(made: Stage) -> None:
    sent = made.parcel()
    made.world.faults(cut_after=4000)
    assert refused(made, sent).code == "SEND_UNCERTAIN"
    made.client.send(sent)
    until(lambda: made.copies(sent) == 1)


def test_without_a_network_nothing_is_begun(made: Stage) -> None:
    sent = made.parcel()
    made.world.network(False)
    assert not made.client.online()
    assert refused(made, sent).code == "NETWORK_DOWN"
    with pytest.raises(Refusal, match="NETWORK_DOWN"):
        made.client.fetch()
    with pytest.raises(Refusal, match="NETWORK_DOWN"):
        made.client.call("apcv", b"")
    made.world.network(True)
    assert made.client.online()
    made.client.send(sent)
    until(lambda: made.copies(sent) == 1)


def test_an_expired_certificate_is_not_trusted(made: Stage) -> None:
    made.world.network(False)
    made.world.network(True)  # lines that were trusted before are gone
    made.world.certificate(expired=True)
    assert refused(made, made.parcel()).code == "SERVER_UNTRUSTED"
    for call in (made.client.fetch, lambda: made.client.call("apcv", b"")):
        with pytest.raises(Refusal, match="SERVER_UNTRUSTED"):
            call()
    made.world.certificate(expired=False)
    made.client.send(made.parcel())


def test_a_wrong_password_is_said(made: Stage) -> None:
    config = load(made.directory / "device" / "courier.json")
    smtp, pop3 = (dataclasses.replace(server, password="x") for server in (config.smtp, config.pop3))
    courier = Courier(dataclasses.replace(config, smtp=smtp, pop3=pop3))
    assert asked(courier, made.parcel()) == "LOGIN_REFUSED"
    assert courier.answer({"verb": "fetch"}, b"")[0]["refused"] == "LOGIN_REFUSED"


def test_a_header_cannot_carry_a_second_one(made: Stage) -> None:
    assert refused(made, made.parcel().replace(subject="A\r\nBcc: b@example.fr")).code == "SEND_REFUSED"


def test_a_line_may_break_anywhere(made: Stage) -> None:
    """Cut at random octets of the whole conversation, either way, by FIN, RST or silence: never a false `sent`, never a lot twice."""
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    with broken(made, "smtp") as (courier, proxy):
        assert asked(courier, made.parcel()) == "sent"
        up, down = proxy.up, proxy.down
        for _ in range(25):
            sent = made.parcel()
            with broken(made, "smtp") as (other, wire):
                wire.wire = random_cut(chance, up, down)
                outcome = asked(other, sent)
                assert outcome in ("NETWORK_DOWN", "SEND_UNCERTAIN", "sent"), (seed, outcome)
                if outcome == "NETWORK_DOWN":
                    assert made.copies(sent) == 0, seed
                if outcome == "sent":
                    until(lambda: made.copies(sent) == 1)
            assert asked(courier, sent) == "sent"
            until(lambda: made.copies(sent) >= 1)


def test_a_line_that_dies_in_silence_is_given_up(made: Stage) -> None:
    with broken(made, "smtp") as (courier, proxy):
        proxy.wire = Wire(cut_up=6000, hole=True)
        assert asked(courier, made.parcel()) == "SEND_UNCERTAIN"


def test_a_line_kept_open_too_long_is_opened_anew(made: Stage) -> None:
    with broken(made, "smtp") as (courier, proxy):
        assert asked(courier, made.parcel()) == "sent"
        proxy.wire = Wire(cut_up=0)
        assert asked(courier, made.parcel()) == "sent"


def test_the_concentrator_takes_a_lot_once(made: Stage) -> None:
    sent = made.parcel(route="oct")
    assert made.client.send(sent) == made.client.send(sent)
    until(lambda: made.copies(sent) == 1)


def test_no_courier_is_said(made: Stage) -> None:
    alone = CourierClient(made.directory / "nobody")
    assert not alone.online()
    with pytest.raises(Refusal, match="COURIER_LOST"):
        alone.fetch()


def test_an_unknown_option_is_an_error(made: Stage) -> None:
    path = made.directory / "device" / "courier.json"
    good = json.loads(path.read_text())
    two, none = good | {"imap": good["pop3"]}, {name: value for name, value in good.items() if name != "pop3"}
    for wrong in (good | {"colour": 1}, good | {"smtp": {"host": "h"}}, good | {"limits": {"mails": 1}}, two, none):
        bad = made.directory / "bad.json"
        bad.write_text(json.dumps(wrong))
        with pytest.raises(Refusal, match="OPTION_UNKNOWN"):
            load(bad)
    (made.directory / "bad.json").write_text("{")
    with pytest.raises(Refusal, match="OPTION_UNKNOWN"):
        load(made.directory / "bad.json")
    assert isinstance(load(path), Config)


def test_a_server_that_sends_an_octet_now_and_then_is_given_up(made: Stage) -> None:
    """Every wait is short, the whole would never end."""
    config = load(made.directory / "device" / "courier.json")
    with dripping() as port:
        smtp, pop3 = (dataclasses.replace(server, port=port) for server in (config.smtp, config.pop3))
        web = {"apcv": dataclasses.replace(config.services["apcv"], url=f"https://127.0.0.1:{port}/apcv")}
        courier = Courier(dataclasses.replace(config, smtp=smtp, pop3=pop3, services=web, seconds=1.0, session_seconds=0.5))
        assert asked(courier, made.parcel()) == "NETWORK_DOWN"
        assert courier.answer({"verb": "fetch"}, b"")[0]["refused"] == "NETWORK_DOWN"
        assert courier.answer({"verb": "call", "service": "apcv"}, b"")[0]["refused"] == "NETWORK_DOWN"


def test_a_far_end_that_answered_lately_is_not_knocked_at_again(made: Stage) -> None:
    config = load(made.directory / "device" / "courier.json")
    with contextlib.closing(Courier(dataclasses.replace(config, probe_seconds=600))) as courier:
        assert courier.answer({"verb": "online"}, b"")[0]["online"]
        made.world.network(False)
        assert courier.answer({"verb": "online"}, b"")[0]["online"]
        assert asked(courier, made.parcel()) == "NETWORK_DOWN"
        assert not courier.answer({"verb": "online"}, b"")[0]["online"]
        made.world.network(True)
        assert courier.answer({"verb": "online"}, b"")[0]["online"]


def test_the_courier_writes_nothing(made: Stage, tmp_path: Path) -> None:
    """In a home of its own, with everything a program might write to beneath it."""
    config = json.loads((made.directory / "device" / "courier.json").read_text())
    path = made.directory / "third.json"
    path.write_text(json.dumps(config | {"socket": str(made.directory / "third.sock")}))
    courier = Process("hal.courier", "--config", str(path), home=tmp_path)
    client = CourierClient(made.directory / "third.sock")
    until(client.online)
    client.send(made.parcel())
    made.world.post(b"From: a@example.fr\r\nContent-Type: application/edi-consent\r\n\r\nABC\r\n")
    for delivery in client.fetch():
        client.ack(delivery.uid)
    courier.end()
    assert list(tmp_path.iterdir()) == []
