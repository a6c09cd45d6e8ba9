"""The courier against Debian's Postfix and Dovecot: what is sent arrives, octet for octet, whatever breaks on the way."""

import contextlib
import dataclasses
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from device.ports import Parcel
from hal.courier.server import Courier
from simulator.proxy import Proxy, Wire
from tests.courier.far_end import ADDRESS, LIMIT, FarEnd
from tests.courier.lines import asked, random_cut
from tests.waiting import until


@pytest.fixture(scope="module")
def far_end() -> Iterator[FarEnd]:
    with tempfile.TemporaryDirectory(prefix="f") as name:
        running = FarEnd(Path(name))
        yield running
        running.stop()


@pytest.fixture(params=["pop3", "imap"])
def courier(far_end: FarEnd, request: pytest.FixtureRequest) -> Iterator[Courier]:
    with contextlib.closing(Courier(far_end.by_imap if request.param == "imap" else far_end.config)) as made:
        yield made


def parcel(number: int, size: int = 5000, recipient: str = ADDRESS) -> Parcel:
    octets = b"%08d" % number + random.Random(number).randbytes(size)
    return Parcel(f"T1-{number}", "mail", ADDRESS, recipient, f"<{number}@poste.sim.fr>", f"essai {number}", "SESAM/FSE", octets)


def waiting(courier: Courier) -> dict[str, bytes]:
    """What is in the mailbox, by name."""
    answer, octets = courier.answer({"verb": "fetch"}, b"")
    assert "refused" not in answer, answer
    return taken(answer, octets)


def taken(answer: dict[str, Any], octets: bytes) -> dict[str, bytes]:
    """What a fetch brought, by name; nothing when it was refused."""
    found, at = {}, 0
    for head in answer.get("deliveries", []):
        found[head["uid"]] = octets[at : at + head["size"]]
        at += head["size"]
    return found


def empty(courier: Courier) -> None:
    for uid in waiting(courier):
        assert courier.answer({"verb": "ack", "uid": uid}, b"")[0] == {}


def test_what_is_sent_comes_back_octet_for_octet(courier: Courier) -> None:
    empty(courier)
    sent = [parcel(1), parcel(2, 900_000)]
    assert [asked(courier, each) for each in sent] == ["sent", "sent"]
    until(lambda: len(waiting(courier)) == 2)
    assert sorted(waiting(courier).values()) == [each.octets for each in sent]
    empty(courier)
    assert waiting(courier) == {}


def test_they_say_no(far_end: FarEnd) -> None:
    courier = Courier(far_end.config)
    assert asked(courier, parcel(3, recipient="nobody@poste.sim.fr")) == "SEND_REFUSED"
    assert asked(courier, parcel(4, recipient="nobody@example.fr")) == "SEND_REFUSED"
    assert asked(courier, parcel(5, size=LIMIT)) == "SEND_REFUSED"
    smtp, pop3 = (dataclasses.replace(server, password="x") for server in (far_end.config.smtp, far_end.config.pop3))
    stranger = Courier(dataclasses.replace(far_end.config, smtp=smtp, pop3=pop3))
    imap = dataclasses.replace(far_end.by_imap.imap, password="x")
    assert asked(stranger, parcel(6)) == "LOGIN_REFUSED"
    for each in (stranger, Courier(dataclasses.replace(far_end.by_imap, imap=imap))):
        assert each.answer({"verb": "fetch"}, b"")[0]["refused"] == "LOGIN_REFUSED"
    courier.close()


@pytest.mark.parametrize("way", ["pop3", "imap"])
def test_a_mail_goes_only_once_it_is_acked_wherever_the_line_breaks(far_end: FarEnd, way: str) -> None:
    config = far_end.by_imap if way == "imap" else far_end.config
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    with contextlib.closing(Courier(config)) as courier, contextlib.closing(Proxy(("127.0.0.1", getattr(config, way).port))) as proxy:
        empty(courier)
        sent = [parcel(200 + number) for number in range(6)]
        assert {asked(courier, each) for each in sent} == {"sent"}
        until(lambda: len(waiting(courier)) == 6)
        whole = waiting(courier)
        behind = dataclasses.replace(config, **{way: dataclasses.replace(getattr(config, way), port=proxy.port)}, seconds=2.0)
        committed: dict[str, bytes] = {}
        for _ in range(8):
            proxy.wire = random_cut(chance, 1500, 70_000)
            broken = Courier(behind)
            answer, octets = broken.answer({"verb": "fetch"}, b"")
            assert answer.get("refused", "NETWORK_DOWN") == "NETWORK_DOWN", seed
            committed |= taken(answer, octets)
            for uid in committed:
                broken.answer({"verb": "ack", "uid": uid}, b"")
            proxy.wire = Wire(cut_up=chance.randrange(1, 300))
            broken.close()
            left = waiting(courier)
            assert set(whole) - set(committed) <= set(left) <= set(whole), seed
        assert committed.items() <= whole.items(), seed
        empty(courier)
        assert waiting(courier) == {}


def test_a_storm_loses_nothing_and_changes_nothing(far_end: FarEnd, courier: Courier) -> None:
    """Each lot goes again, the same octets, until it is handed over; lines break at random octets meanwhile."""
    empty(courier)
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    proxy = Proxy(("127.0.0.1", far_end.config.smtp.port))
    behind = dataclasses.replace(far_end.config, smtp=dataclasses.replace(far_end.config.smtp, port=proxy.port))
    sent = [parcel(100 + number) for number in range(20)]
    with contextlib.closing(proxy), contextlib.closing(Courier(behind)) as storm:
        for each in sent:
            for _ in range(3):
                proxy.wire = random_cut(chance, 9000, 2500)
                if asked(storm, each) == "sent":
                    break
            else:
                proxy.wire = type(proxy.wire)()
                assert asked(storm, each) == "sent", seed
    until(lambda: {octets[:8] for octets in waiting(courier).values()} == {each.octets[:8] for each in sent})
    assert set(waiting(courier).values()) == {each.octets for each in sent}, seed
    empty(courier)


def test_servers_that_restart_are_found_again(far_end: FarEnd, courier: Courier) -> None:
    empty(courier)
    assert asked(courier, parcel(7)) == "sent"
    until(lambda: len(waiting(courier)) == 1)
    far_end.stop()
    assert asked(courier, parcel(8)) == "NETWORK_DOWN"
    assert courier.answer({"verb": "fetch"}, b"")[0]["refused"] == "NETWORK_DOWN"
    far_end.start()
    assert asked(courier, parcel(8)) == "sent"
    until(lambda: len(waiting(courier)) == 2)
    empty(courier)
