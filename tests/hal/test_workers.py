"""Effects done elsewhere: answered once, in time or not, whatever the port does; slots watched."""

import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from device.base.refusal import Refusal
from device.signals import CardGone, CardSeen, Done, Effect, Failed
from hal.workers import Workers
from simulator.inmemory import MemorySlot

LIMIT = 10.0


class Port:
    """A port that does what a test asks of it."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.hanging = threading.Event()
        self.done: list[int] = []

    def add(self, left: int, right: int) -> int:
        self.done.append(left)
        return left + right

    def refuse(self) -> None:
        raise Refusal("PIN_WRONG", tries=2)

    def fail(self) -> None:
        raise ValueError("MARTIN 285057800608491")

    def hang(self) -> str:
        self.hanging.set()
        assert self.open.wait(LIMIT)
        return "late"


class House:
    """Workers over two ports, and what came back."""

    def __init__(self, slots: dict[str, Any] | None = None) -> None:
        self.ports = {"vault": Port(), "eye": Port()}
        self.events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.workers = Workers(self.ports, self.events.put, slots)
        self.workers.start()

    def next(self) -> Any:
        return self.events.get(timeout=LIMIT)

    def do(self, number: int, verb: str, *args: Any, port: str = "vault", deadline_ms: int = 10000) -> None:
        self.workers.submit(Effect(number, port, verb, args, deadline_ms))


@pytest.fixture
def house() -> Iterator[House]:
    made = House()
    yield made
    for port in made.ports.values():
        port.open.set()
    made.workers.stop()


def test_an_effect_comes_back_with_its_number(house: House) -> None:
    house.do(7, "add", 1, 2)
    assert house.next() == Done(7, 3)


def test_a_refusal_comes_back_as_its_code_and_facts(house: House) -> None:
    house.do(8, "refuse")
    assert house.next() == Failed(8, "PIN_WRONG", (("tries", 2),))


@pytest.mark.parametrize("verb,port", [("fail", "vault"), ("absent", "vault"), ("add", "nowhere")])
def test_a_defect_is_answered_and_said_without_its_message(house: House, capsys: pytest.CaptureFixture[str], verb: str, port: str) -> None:
    house.do(9, verb, port=port)
    assert house.next() == Failed(9, "DEFECT")
    printed = "".join(capsys.readouterr())
    assert "defect" in printed and "MARTIN" not in printed and "2850" not in printed
    house.do(10, "add", 1, 2)
    assert house.next() == Done(10, 3)


def test_effects_of_one_port_keep_their_order_and_ports_do_not_wait_for_each_other(house: House) -> None:
    house.do(1, "hang")
    assert house.ports["vault"].hanging.wait(LIMIT)
    house.do(2, "add", 2, 0)
    house.do(3, "add", 3, 0, port="eye")
    assert house.next() == Done(3, 3)
    house.ports["vault"].open.set()
    assert [house.next(), house.next()] == [Done(1, "late"), Done(2, 2)]


def test_a_call_that_does_not_come_back_is_given_up_and_its_late_answer_dropped(house: House) -> None:
    house.do(1, "hang", deadline_ms=50)
    house.do(2, "add", 1, 1)
    assert house.next() == Failed(1, "DEADLINE")
    assert house.next() == Done(2, 2)
    hung = [thread for thread in threading.enumerate() if thread.name == "port-vault"]
    house.ports["vault"].open.set()
    house.do(3, "add", 1, 1)
    assert house.next() == Done(3, 2)
    end = time.monotonic() + LIMIT
    while sum(thread.is_alive() for thread in hung) > 1:
        assert time.monotonic() < end
        hung[0].join(0.01)
    assert house.events.empty()


def test_a_port_that_hangs_again_is_given_up_again(house: House) -> None:
    for number in range(3):
        house.do(number, "hang", deadline_ms=20)
        assert house.next() == Failed(number, "DEADLINE")


class BadSlot(MemorySlot):
    """A slot whose driver is wrong."""

    def watch(self, seconds: int) -> str:
        raise OSError("broken")


class Card:
    """A card that does nothing."""

    def atr(self) -> bytes:
        return b"\x3b\x00"

    def power(self, on: bool) -> None:
        return

    def execute(self, command: bytes) -> bytes:
        return b"\x90\x00"


def test_cards_are_seen_coming_and_going_and_a_bad_slot_does_not_stop_the_other() -> None:
    good = MemorySlot("vitale")
    house = House({"vitale": good, "cps": BadSlot("cps")})
    assert house.next() == CardGone("cps", True)

    good.insert(Card())
    assert house.next() == CardSeen("vitale")
    good.pull()
    assert house.next() == CardGone("vitale", False)
    good.lose()
    assert house.next() == CardGone("vitale", True)
    house.workers.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("port-", "slot-", "deadlines"))]
