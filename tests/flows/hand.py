"""A hand before a device: it sees the views, touches, types, and moves cards, line by line from a script.

A line is `Kind title.key | act`: the view awaited, then one act (none: only look). Acts: `#1942` types a code, `+cps nurse` and
`+vitale morvan` put that card in, `-vitale` takes it out until the bar says so, anything else is the answer touched.
"""

import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from device.flows.views import Bar, View
from device.signals import Answered, PinTyped

PATIENCE = 30.0
MoveCard = Callable[[str, str], None]


class Hand:
    """Holds the pipe to a device process; `move` puts a card (its name) into a slot, or takes out what is there (no name)."""

    def __init__(self, pipe: Connection, move: MoveCard) -> None:
        self._pipe = pipe
        self._move = move
        self._number = 0
        self._answered = 0
        self.view: View | None = None
        self.bar: Bar | None = None
        self.seen: list[str] = []

    def play(self, script: str) -> View:
        """Do what the script says, line by line; the last view awaited."""
        shown: View | None = None
        for line in filter(None, map(str.strip, script.splitlines())):
            awaited, _, act = (part.strip() for part in line.partition("|"))
            shown = self.see(*awaited.split())
            if act:
                self.act(act)
        assert shown is not None, "an empty script"
        return shown

    def see(self, kind: str, title: str = "") -> View:
        """Wait for a view of that kind and title, shown since the last touch; AssertionError tells what is shown instead."""
        self.until(lambda: self._is_shown(kind, title), f"{kind} {title}")
        assert self.view is not None
        return self.view

    def act(self, act: str) -> None:
        """One act of a script."""
        if act[0] == "#":
            self._answered = self._number
            self._pipe.send(PinTyped(self._number, act[1:]))
        elif act[0] in "+-":
            slot, _, name = act[1:].partition(" ")
            self._move(slot, name)
            if not name:
                self.until(lambda: self.bar is not None and not getattr(self.bar, slot), f"an empty slot {slot}")
        else:
            self._answered = self._number
            self._pipe.send(Answered(self._number, act))

    def until(self, condition: Callable[[], bool], name: str) -> None:
        """Listen until a condition holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"awaited {name}, shown {self.said()}, after {self.seen[-6:]}"
            self.listen(0.5)

    def listen(self, seconds: float) -> None:
        """Take what the device says next within that time."""
        if not self._pipe.poll(seconds):
            return
        verb, args = self._pipe.recv()
        if verb == "show":
            self._number, self.view = args
            self.seen.append(self.said())
        elif verb == "bar":
            self.bar = args[0]

    def said(self) -> str:
        """The view shown, as scripts name it."""
        return "nothing" if self.view is None else f"{type(self.view).__name__} {self.view.title.key}"

    def _is_shown(self, kind: str, title: str) -> bool:
        if self.view is None or self._number <= self._answered:
            return False
        return type(self.view).__name__ == kind and title in ("", self.view.title.key)
