"""Where effects are done: one thread for each port, a deadline for each call, a watcher for each slot."""

import queue
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from device.base.refusal import Refusal
from device.ports import CardSlot, NfcField
from device.signals import CardGone, CardSeen, Done, Effect, Failed
from hal import logs

_WATCH_SECONDS = 1
_PAUSE_SECONDS = 0.02
_STOP_SECONDS = 3.0

Post = Callable[[Any], None]


class _Lane:
    """The effects of one port, done one after another. A call that passes its deadline is answered for, and its thread given
    up: what it says later is dropped, and a new thread goes on with the port."""

    def __init__(self, name: str, port: object, post: Post, changed: threading.Condition, arm: Callable[[float], None]) -> None:
        self.name = name
        self._port = port
        self._post = post
        self._changed = changed
        self._arm = arm
        self._effects: queue.SimpleQueue[Effect | None] = queue.SimpleQueue()
        self._running: Effect | None = None
        self._thread: threading.Thread | None = None
        self.due: float | None = None

    def submit(self, effect: Effect) -> None:
        """Do it after those before it."""
        self._effects.put(effect)

    def start(self) -> None:
        """Give the lane a thread."""
        self._thread = threading.Thread(target=self._run, name=f"port-{self.name}", daemon=True)
        self._thread.start()

    def stop(self) -> threading.Thread | None:
        """Let the call under way finish; the thread to wait for."""
        self._effects.put(None)
        return self._thread

    def expire(self, now: float) -> None:
        """Give up a call whose time has passed; called with `changed` held."""
        if self.due is None or self.due > now or self._running is None:
            return
        late, self._running, self.due = self._running, None, None
        self.start()
        self._post(Failed(late.number, "DEADLINE"))

    def _run(self) -> None:
        while (effect := self._effects.get()) is not None:
            with self._changed:
                self._running, self.due = effect, time.monotonic() + effect.deadline_ms / 1000
                self._arm(self.due)
            outcome = _performed(self._port, effect)
            with self._changed:
                if threading.current_thread() is not self._thread:
                    return
                self._running, self.due = None, None
                self._post(outcome)


def _performed(port: object, effect: Effect) -> Done | Failed:
    try:
        return Done(effect.number, getattr(port, effect.verb)(*effect.args))
    except Refusal as refusal:
        return Failed(effect.number, refusal.code, tuple(sorted(refusal.facts.items())))
    except Exception as error:  # noqa: BLE001 - a defect of a port must not end the round: it is said and answered
        logs.defect(effect.port, effect.verb, error)
        return Failed(effect.number, "DEFECT")


class _Watcher:
    """Says what comes into a slot, or into the contactless field, and goes out of it."""

    def __init__(self, name: str, slot: CardSlot | NfcField, post: Post, stopping: threading.Event) -> None:
        self._name = name
        self._slot = slot
        self._post = post
        self._stopping = stopping
        self.thread = threading.Thread(target=self._run, name=f"slot-{name}", daemon=True)

    def _run(self) -> None:
        known = "absent"
        while not self._stopping.is_set():
            state = self._state(known)
            if state != known and not self._stopping.is_set():
                self._post(CardSeen(self._name) if state == "present" else CardGone(self._name, state == "lost"))
            elif state == known:
                self._stopping.wait(_PAUSE_SECONDS)  # a driver that does not wait must not keep the processor busy
            known = state

    def _state(self, known: str) -> str:
        try:
            return self._slot.watch(_WATCH_SECONDS)
        except Exception as error:  # noqa: BLE001 - the watch goes on: a slot that fails is a slot that is lost for now
            if known != "lost":
                logs.defect(self._name, "watch", error)
            self._stopping.wait(_WATCH_SECONDS)
            return "lost"


class Workers:
    """`ports` by name take effects; `slots` by role (cps, vitale, nfc) are watched; everything comes back through `post`."""

    def __init__(self, ports: Mapping[str, object], post: Post, slots: Mapping[str, CardSlot | NfcField] | None = None) -> None:
        self._post = post
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._alarm: float | None = None
        self._lanes = {name: _Lane(name, port, post, self._changed, self._arm) for name, port in ports.items()}
        self._watchers = [_Watcher(name, slot, post, self._stopping) for name, slot in (slots or {}).items()]
        self._clerk = threading.Thread(target=self._keep_time, name="deadlines", daemon=True)

    def start(self) -> None:
        """Start every thread."""
        self._clerk.start()
        for lane in self._lanes.values():
            lane.start()
        for watcher in self._watchers:
            watcher.thread.start()

    def submit(self, effect: Effect) -> None:
        """Do it elsewhere; `Done` or `Failed` with its number comes back. A port that is not there is a defect."""
        if effect.port in self._lanes:
            self._lanes[effect.port].submit(effect)
        else:
            logs.defect(effect.port, effect.verb, KeyError(effect.port))
            self._post(Failed(effect.number, "DEFECT"))

    def stop(self) -> None:
        """End the threads; one that hangs in a call is left to itself."""
        self._stopping.set()
        threads = [lane.stop() for lane in self._lanes.values()] + [watcher.thread for watcher in self._watchers]
        with self._changed:
            self._changed.notify()
        end = time.monotonic() + _STOP_SECONDS
        for thread in [*threads, self._clerk]:
            if thread is not None:
                thread.join(max(0.0, end - time.monotonic()))

    def _keep_time(self) -> None:
        with self._changed:
            while not self._stopping.is_set():
                now = time.monotonic()
                for lane in self._lanes.values():
                    lane.expire(now)
                self._alarm = min([lane.due for lane in self._lanes.values() if lane.due is not None], default=None)
                self._changed.wait(None if self._alarm is None else max(0.0, self._alarm - now))

    def _arm(self, due: float) -> None:
        """Wake the clerk when it would come too late for that deadline; called with `changed` held."""
        if self._alarm is None or due < self._alarm:
            self._alarm = due
            self._changed.notify()
