"""SIM: a hand on the touchscreen: it sees which view is shown and touches, over the device's touch channel."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simulator.channel import connected

# The screen takes two touches within 300 ms for one.
PACE = 0.32


class Stuck(Exception):
    """The screen did not show what the story expects; says what was awaited and what is shown instead."""


class Hand:
    """A connection to the touch channel of `tournee run` (option `touch_channel`). `pace` is the time between two touches, in
    seconds. Raises Stuck after `patience` seconds."""

    def __init__(self, path: Path, pace: float = PACE, patience: float = 60.0) -> None:
        self._pace = pace
        self._touched = 0.0
        self._patience = patience
        try:
            self._socket = connected(path, patience)
        except TimeoutError as error:
            raise Stuck(f"no touch channel after {patience:.0f} s") from error
        self._received = b""
        self._gone = False
        self.view: dict[str, Any] = {}
        self.bar: dict[str, Any] = {}

    def close(self) -> None:
        """Let go."""
        self._socket.close()

    def until(self, kind: str, title: str = "") -> dict[str, Any]:
        """Wait for a view of that kind, with that title's key when one is given."""
        return self.when(lambda view: view.get("kind") == kind and title in ("", view["title"]), f"{kind} {title}")

    def when(self, wanted: Callable[[dict[str, Any]], bool], name: str) -> dict[str, Any]:
        """Wait for a view that satisfies `wanted`."""
        deadline = time.monotonic() + self._patience
        while not wanted(self.view):
            if time.monotonic() > deadline:
                shown = f"{self.view.get('kind')} {self.view.get('title')} {self.view.get('number', '')}"
                raise Stuck(f"awaited {name}, the screen shows {shown}")
            self.listen(0.5)
        return self.view

    def seen(self, wanted: Callable[[dict[str, Any]], bool], name: str) -> None:
        """Wait until the top bar says so."""
        deadline = time.monotonic() + self._patience
        while not wanted(self.bar):
            if time.monotonic() > deadline:
                raise Stuck(f"awaited {name}, the bar says {self.bar}")
            self.listen(0.2)

    def is_there(self) -> bool:
        """False once the device has closed the channel."""
        return not self._gone

    def listen(self, seconds: float) -> dict[str, Any]:
        """Take one thing that the device says within that time; it, or an empty map."""
        line = self._line(seconds)
        message: dict[str, Any] = json.loads(line) if line else {}
        if "bar" in message:
            self.bar = message["bar"]
        if "view" in message:
            self.view = message
        return message

    def touch(self, answer: str) -> None:
        """Touch the part of the shown view that gives this answer, and wait until another view is shown."""
        self._act({"do": "touch", "answer": answer})

    def leave(self, answer: str) -> None:
        """Touch this part until another kind of view is shown: one that tells what goes on beside it may be shown anew under the finger,
        and a touch meant for the one before counts for nothing."""
        kind = self.view["kind"]
        while self.view["kind"] == kind:
            try:
                self.touch(answer)
            except Stuck:
                if self.view["kind"] == kind:
                    raise

    def code(self, digits: str) -> None:
        """Type a code on the keypad, key by key, and validate it."""
        self._act({"do": "code", "digits": digits})

    def picture(self, path: Path) -> None:
        """Save what the screen shows."""
        self._say({"do": "picture", "path": str(path)})

    def _act(self, request: dict[str, Any]) -> None:
        before = self.view.get("view")
        time.sleep(max(0.0, self._touched + self._pace - time.monotonic()))
        self._say(request)
        self._touched = time.monotonic()
        self.when(lambda view: view.get("view") != before, f"what follows {request.get('answer', request['do'])}")

    def _say(self, request: dict[str, Any]) -> None:
        """Send a request and wait for its answer; views told meanwhile are taken."""
        self._socket.sendall(json.dumps(request).encode() + b"\n")
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            message = self.listen(0.5)
            if message.get("done") == request["do"]:
                return
            if "refused" in message:
                raise Stuck(f"{request['do']}: {message['refused']}; the screen shows {self.view.get('kind')} {self.view.get('title')}")
        raise Stuck(f"no answer to {request['do']}")

    def _line(self, seconds: float) -> bytes:
        """The next whole line, or nothing when it did not come in time."""
        while b"\n" not in self._received:
            self._socket.settimeout(seconds)
            try:
                octets = self._socket.recv(65536)
            except TimeoutError:
                return b""
            if not octets:
                self._gone = True
                raise Stuck("the touch channel closed")
            self._received += octets
        line, _, self._received = self._received.partition(b"\n")
        return line
