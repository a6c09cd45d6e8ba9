"""The Machine's own thread: takes events in order, hands effects to the workers and to the screen."""

import queue
import threading
from collections.abc import Callable
from typing import Any, Protocol

import structlog

from device.base.refusal import Refusal
from device.machine import Machine
from device.ports import Effect, Ticked

log = structlog.get_logger()

TICK_SECONDS = 20.0


class Hands(Protocol):
    """Where effects other than the screen's go."""

    def submit(self, effect: Effect) -> None:
        """Run it elsewhere; its answer comes back as an event."""


class Engine:
    """Owns the only thread that calls the Machine. `screen` receives the effects of the port `screen`."""

    def __init__(self, machine: Machine, screen: Callable[[Effect], None]) -> None:
        self._machine = machine
        self._screen = screen
        self._hands: Hands | None = None
        self._events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="machine", daemon=True)

    def post(self, event: Any) -> None:
        """Queue an event; callable from any thread."""
        self._events.put(event)

    def start(self, hands: Hands) -> None:
        """Start the thread: the first view appears, then events are taken."""
        self._hands = hands
        self._thread.start()

    def stop(self) -> None:
        """Let the event under way finish, then end the thread."""
        self._events.put(None)
        self._thread.join(10)

    def _run(self) -> None:
        self._dispatch(self._machine.start())
        while True:
            try:
                event = self._events.get(timeout=TICK_SECONDS)
            except queue.Empty:
                event = Ticked()
            if event is None:
                return
            self._handle(event)

    def _handle(self, event: Any) -> None:
        try:
            self._dispatch(self._machine.handle(event))
        except Refusal as refusal:
            log.warning("event_refused", event_kind=type(event).__name__, refusal=str(refusal))

    def _dispatch(self, effects: tuple[Effect, ...]) -> None:
        assert self._hands is not None
        for effect in effects:
            if effect.port == "screen":
                self._screen(effect)
            else:
                self._hands.submit(effect)
