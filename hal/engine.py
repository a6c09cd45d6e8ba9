"""The Machine's own thread: takes events in order, hands effects to the workers and to the screen."""

import queue
import threading
from collections.abc import Callable
from typing import Any, Protocol

from device.base.refusal import Refusal
from device.machine import Machine
from device.signals import Effect, Ticked
from hal import logs

STOP_SECONDS = 10.0


class Hands(Protocol):
    """Where effects other than the screen's go."""

    def submit(self, effect: Effect) -> None:
        """Run it elsewhere; its answer comes back as an event."""


class Engine:
    """Owns the only thread that calls the Machine. `tick_seconds` without an event are told to it as `Ticked`."""

    def __init__(self, machine: Machine, tick_seconds: float = 20.0) -> None:
        self._machine = machine
        self._tick_seconds = tick_seconds
        self._events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def post(self, event: Any) -> None:
        """Queue an event; callable from any thread, never waits."""
        self._events.put(event)

    def start(self, hands: Hands, screen: Callable[[Effect], None]) -> None:
        """Start the thread: the first view appears, then events are taken."""

        def dispatch(effects: tuple[Effect, ...]) -> None:
            for effect in effects:
                (screen if effect.port == "screen" else hands.submit)(effect)

        self._thread = threading.Thread(target=self._run, args=(dispatch,), name="machine", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the event under way finish, then end the thread."""
        self._events.put(None)
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)

    def _run(self, dispatch: Callable[[tuple[Effect, ...]], None]) -> None:
        dispatch(self._machine.start())
        while True:
            try:
                event = self._events.get(timeout=self._tick_seconds)
            except queue.Empty:
                event = Ticked()
            if event is None:
                return
            try:
                dispatch(self._machine.handle(event))
            except Refusal as refusal:
                logs.logger().warning("event_refused", event_kind=type(event).__name__, refusal=str(refusal))
            except Exception as error:  # noqa: BLE001 - a defect in one step must not freeze the screen: it is logged, the round goes on
                logs.defect("machine", type(event).__name__, error)
                dispatch(self._machine.stumble())
