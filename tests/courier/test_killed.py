"""Either side of the Unix socket may die at any octet: the other goes on, and asking again settles everything."""

import contextlib
import json
import random
import socket
import threading
from collections.abc import Callable

import pytest

from device.base.refusal import Refusal
from device.ports import Parcel
from hal.courier import frames
from hal.courier.client import CourierClient
from simulator.proxy import Proxy, Wire
from tests.waiting import until
from tests.world.processes import Process, Stage

MAIL = b"From: 01349@349.01.rss.fr\r\nContent-Type: application/edi-consent\r\n\r\nABC\r\n"


def outcome(call: Callable[[], object]) -> str:
    """`done`, or the code of the refusal."""
    try:
        call()
    except Refusal as refusal:
        return refusal.code
    return "done"


def size_of(made: Stage, call: Callable[[CourierClient], object]) -> tuple[int, int]:
    """Octets that a call takes, either way."""
    with contextlib.closing(Proxy(str(made.directory / "device" / "courier.sock"), made.directory / "p0")) as proxy:
        call(CourierClient(made.directory / "p0"))
        until(lambda: proxy.down > 0)
        return proxy.up, proxy.down


def cut_everywhere(made: Stage, call: Callable[[CourierClient], object], places: list[Wire], allowed: set[str]) -> None:
    for wire in places:
        with contextlib.closing(Proxy(str(made.directory / "device" / "courier.sock"), made.directory / "p1")) as proxy:
            proxy.wire = wire
            found = outcome(lambda: call(CourierClient(made.directory / "p1", 5.0, 5.0)))
            assert found in allowed, (wire, found)
    assert made.client.online()


def test_a_small_request_may_be_cut_at_every_octet(made: Stage) -> None:
    up, down = size_of(made, lambda client: client.ack("nothing"))
    places = [Wire(cut_up=at) for at in range(up)] + [Wire(cut_down=at) for at in range(down)]
    cut_everywhere(made, lambda client: client.ack("nothing"), places, {"COURIER_LOST"})


def test_a_lot_may_be_cut_at_any_octet_and_is_counted_once(made: Stage) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    sent = made.parcel()
    up, down = size_of(made, lambda client: client.send(sent))
    places = [Wire(cut_up=chance.randrange(up)) for _ in range(15)] + [Wire(cut_down=at) for at in range(0, down, 9)]
    cut_everywhere(made, lambda client: client.send(sent), places, {"SEND_UNCERTAIN"})
    until(lambda: made.copies(sent) > 1)
    assert len([row for row in made.world.lots() if row["digest"] == sent.uid]) == 1, seed


def test_mail_may_be_cut_at_any_octet_and_is_still_there(made: Stage) -> None:
    made.world.post(MAIL)
    (before,) = made.client.fetch()
    _, down = size_of(made, lambda client: client.fetch())
    cut_everywhere(made, lambda client: client.fetch(), [Wire(cut_down=at) for at in range(0, down, 7)], {"COURIER_LOST"})
    assert made.client.fetch() == [before]
    made.client.ack(before.uid)


@pytest.mark.parametrize("octets", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x04oops\x00\x00\x00\x00", b""])
def test_what_is_no_frame_is_dropped(made: Stage, octets: bytes) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.connect(str(made.directory / "device" / "courier.sock"))
        line.sendall(octets)
        line.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):  # it did not even read the rest
            assert line.recv(1) == b""
    assert made.client.online()


def test_a_courier_that_talks_nonsense_is_a_courier_lost(made: Stage) -> None:
    path = made.directory / "nonsense"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        listener.listen(2)

        def answer() -> None:
            line, _ = listener.accept()
            with line:
                frames.read(line)
                line.sendall(b"\x00\x00\x00\x02{}\x00\x00\x00\x00")

        thread = threading.Thread(target=answer)
        thread.start()
        assert outcome(CourierClient(path).fetch) == "COURIER_LOST"
        thread.join()


def test_a_courier_killed_while_it_sends_comes_back_and_the_lot_is_counted_once(made: Stage) -> None:
    config = json.loads((made.directory / "device" / "courier.json").read_text())
    proxy = Proxy((config["smtp"]["host"], config["smtp"]["port"]))
    path = made.directory / "second.sock"
    (made.directory / "second.json").write_text(json.dumps(config | {"socket": str(path), "smtp": config["smtp"] | {"port": proxy.port}}))
    client = CourierClient(path)
    courier = Process("hal.courier", "--config", str(made.directory / "second.json"))
    until(client.online)
    sent = made.parcel()
    size = len(sent.octets)
    with contextlib.closing(proxy):
        for share in (0.1, 0.5, 0.9, 1.2, 1.4):
            killed_at(client, courier, proxy, sent, int(size * share))
            courier.start()
            until(client.online)
        client.send(sent)
    courier.end()
    until(lambda: made.copies(sent) >= 1)
    assert len([row for row in made.world.lots() if row["digest"] == sent.uid]) == 1


def killed_at(client: CourierClient, courier: Process, proxy: Proxy, sent: Parcel, octets: int) -> None:
    """Kill the courier once so many octets went to the mail server on its way to hand over; the app knows that it does not know."""
    found: list[str] = []
    proxy.wire = Wire(rate=400_000)
    limit = proxy.up + octets
    thread = threading.Thread(target=lambda: found.append(outcome(lambda: client.send(sent))))
    thread.start()
    until(lambda: proxy.up >= limit or not thread.is_alive())
    courier.kill()
    thread.join()
    proxy.wire = Wire()
    assert found in (["SEND_UNCERTAIN"], ["done"])
