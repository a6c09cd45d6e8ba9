"""The Machine's thread, and the watchers beside it."""

import queue
import threading
from typing import Any

from device.base.page import Page
from device.base.refusal import Refusal
from device.ports import Code
from device.signals import Effect, NetworkChanged, Ticked
from hal.engine import Engine
from hal.late import Late
from hal.netwatch import NetWatch
from hal.scanner import Scanner
from tests.device.check import refuses

SECONDS = 10


class Told:
    """A Machine that says what it was told; it fails where its event says so."""

    def __init__(self) -> None:
        self.heard: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.thread = 0

    def start(self) -> tuple[Effect, ...]:
        """A first view."""
        return (Effect(0, "screen", "show", (1, "first")),)

    def stumble(self) -> tuple[Effect, ...]:
        """A view that says so."""
        return (Effect(0, "screen", "show", (2, "stumbled")),)

    def handle(self, event: Any) -> tuple[Effect, ...]:
        """Keep the event; an effect follows a word."""
        self.thread = threading.get_ident()
        self.heard.put(event)
        if event == "refuse":
            raise Refusal("STORE_FULL", megabytes=0)
        if event == "break":
            raise ValueError("a defect")
        return (Effect(7, "sesam", "identify"),) if event == "card" else ()


class Queue:
    """Hands and screen that only keep what they are given."""

    def __init__(self) -> None:
        self.effects: queue.SimpleQueue[Effect] = queue.SimpleQueue()

    def submit(self, effect: Effect) -> None:
        """Keep it."""
        self.effects.put(effect)


def started(tick_seconds: float = SECONDS) -> tuple[Engine, Told, Queue, Queue]:
    """An engine that runs, its Machine, its hands, its screen."""
    machine, hands, screen = Told(), Queue(), Queue()
    engine = Engine(machine, tick_seconds)  # type: ignore[arg-type]  # a Machine that only tells
    engine.start(hands, screen.submit)
    return engine, machine, hands, screen


def test_events_reach_the_machine_on_its_own_thread_and_effects_go_where_they_belong() -> None:
    engine, machine, hands, screen = started()
    assert screen.effects.get(timeout=SECONDS).args == (1, "first")
    engine.post("card")
    assert machine.heard.get(timeout=SECONDS) == "card"
    assert hands.effects.get(timeout=SECONDS).verb == "identify"
    assert machine.thread != threading.get_ident()
    engine.stop()


def test_a_refusal_or_a_defect_in_one_event_does_not_end_the_round() -> None:
    engine, machine, hands, screen = started()
    for event in ("refuse", "break", "card"):
        engine.post(event)
    assert [machine.heard.get(timeout=SECONDS) for _ in range(3)] == ["refuse", "break", "card"]
    assert hands.effects.get(timeout=SECONDS).number == 7
    assert [screen.effects.get(timeout=SECONDS).args[1] for _ in range(2)] == ["first", "stumbled"]
    engine.stop()


def test_time_passing_is_told() -> None:
    engine, machine, _, _ = started(0.01)
    assert isinstance(machine.heard.get(timeout=SECONDS), Ticked)
    engine.stop()


class Line:
    """A courier whose line is there or not."""

    def __init__(self) -> None:
        self.up = True

    def online(self) -> bool:
        """As set."""
        return self.up


def test_the_network_is_said_when_it_changes() -> None:
    line, said = Line(), queue.SimpleQueue[Any]()
    watch = NetWatch(line, said.put, 0.01)  # type: ignore[arg-type]  # only `online` is asked
    watch.start()
    assert said.get(timeout=SECONDS) == NetworkChanged(True)
    line.up = False
    assert said.get(timeout=SECONDS) == NetworkChanged(False)
    watch.stop()
    assert said.empty()


class Sight:
    """An eye that sees a code in its nth frame, or never."""

    def __init__(self, nth: int) -> None:
        self._left = nth
        self.state = "closed"

    def open(self) -> None:
        """On."""
        self.state = "open"

    def frame(self) -> tuple[int, int, bytes]:
        """One pixel."""
        return 1, 1, b"\0\0\0"

    def look(self, symbology: str) -> Code | None:
        """The code, in its turn."""
        self._left -= 1
        return Code(symbology, b"code") if self._left == 0 else None

    def filled(self) -> int | None:
        """A code is read or is not there."""
        return None

    def page(self) -> Page:
        """Nothing is written on one pixel."""
        return Page(b"", False, False)

    def close(self) -> None:
        """Off."""
        self.state = "closed"


def test_the_camera_is_on_while_a_code_is_awaited() -> None:
    made: list[Sight] = []

    def opener() -> Sight:
        made.append(Sight(3))
        return made[-1]

    scanner = Scanner(opener)
    assert scanner.frame() is None
    assert scanner.scan("qr", SECONDS) == b"code"
    assert scanner.frame() is None and made[0].state == "closed"
    refuses("CODE_NOT_SEEN", scanner.scan, "qr", 0)
    assert len(made) == 1


def test_a_late_port_is_made_once_when_it_is_used() -> None:
    made: list[Line] = []

    def make() -> Line:
        made.append(Line())
        return made[-1]

    late = Late(make)
    assert made == []
    assert late.online() and late.online() and len(made) == 1
