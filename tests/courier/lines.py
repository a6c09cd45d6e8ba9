"""A courier in this process, one of its servers behind a wire that breaks."""

import contextlib
import dataclasses
import random
import socket
import threading
from collections.abc import Iterator

from device.ports import Parcel
from hal.courier.config import load
from hal.courier.server import Courier
from simulator.proxy import Proxy, Wire
from tests.world.processes import Stage

GIVE_UP_SECONDS = 2.0


@contextlib.contextmanager
def broken(made: Stage, name: str) -> Iterator[tuple[Courier, Proxy]]:
    """The courier, and the proxy before its server `smtp` or `pop3`."""
    config = load(made.directory / "device" / "courier.json")
    proxy = Proxy(("127.0.0.1", getattr(config, name).port))
    server = dataclasses.replace(getattr(config, name), port=proxy.port)
    behind = dataclasses.replace(config, **{name: server}, seconds=GIVE_UP_SECONDS)
    with contextlib.closing(proxy), contextlib.closing(Courier(behind)) as courier:
        yield courier, proxy


def asked(courier: Courier, sent: Parcel) -> str:
    """`sent`, or the code of the refusal."""
    head = {name: value for name, value in sent.plain().items() if name != "octets"}
    answer, _ = courier.answer({"verb": "send", "parcel": head}, sent.octets)
    return str(answer.get("refused", "sent"))


def random_cut(chance: random.Random, up: int, down: int) -> Wire:
    """A cut somewhere in a conversation of so many octets each way, by FIN or RST."""
    reset = chance.random() < 0.5
    return Wire(cut_up=chance.randrange(up), reset=reset) if chance.random() < 0.5 else Wire(cut_down=chance.randrange(down), reset=reset)


@contextlib.contextmanager
def dripping() -> Iterator[int]:
    """The port of a server that says one octet every fifty milliseconds and never ends a line."""
    over = threading.Event()

    def drip(line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            while not over.wait(0.05):
                line.sendall(b"+")

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=drip, args=(listener.accept()[0],), daemon=True).start()

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        threading.Thread(target=accept, daemon=True).start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            over.set()
            listener.shutdown(socket.SHUT_RDWR)
