"""SIM: a hand on the touchscreen: it sees which view is shown and touches, over the device's touch channel."""

import json
import socket
import time
from pathlib import Path
from typing import Any


class Stuck(Exception):
    """The screen did not show what the story expects; says what was awaited and what is shown instead."""


class Hand:
    """A connection to the touch channel of `tournee run` (option `touch_channel`). Raises Stuck after `patience` seconds."""

    def __init__(self, path: Path, patience: float = 60.0) -> None:
        self._patience = patience
        self._socket = _connected(path, patience)
        self._lines = self._socket.makefile("r", encoding="utf-8")
        self.view: dict[str, Any] = {}
        self.bar: dict[str, Any] = {}

    def close(self) -> None:
        """Let go."""
        self._lines.close()
        self._socket.close()

    def until(self, kind: str, title: str = "") -> dict[str, Any]:
        """Wait for a view of that kind, with that title's key when one is given."""
        return self.when(lambda view: view.get("kind") == kind and title in ("", view["title"]), f"{kind} {title}")

    def when(self, wanted: Any, name: str) -> dict[str, Any]:
        """Wait for a view that satisfies `wanted`."""
        deadline = time.monotonic() + self._patience
        while not wanted(self.view):
            self._socket.settimeout(max(0.05, deadline - time.monotonic()))
            try:
                line = self._lines.readline()
            except TimeoutError:
                line = ""
            if not line:
                raise Stuck(f"awaited {name}, the screen shows {self.view.get('kind')} {self.view.get('title')} {self.view.get('number', '')}")
            self._take(json.loads(line))
        return self.view

    def touch(self, answer: str) -> None:
        """Touch the part of the shown view that gives this answer, and wait until another view is shown."""
        self._act({"do": "touch", "answer": answer})

    def code(self, digits: str) -> None:
        """Type a code on the keypad, key by key, and validate it."""
        self._act({"do": "code", "digits": digits})

    def picture(self, path: Path) -> None:
        """Save what the screen shows."""
        self._say({"do": "picture", "path": str(path)})
        self._answered("picture")

    def _act(self, request: dict[str, Any]) -> None:
        before = self.view.get("view")
        self._say(request)
        self._answered(request["do"])
        self.when(lambda view: view.get("view") != before, f"what follows {request.get('answer', request['do'])}")

    def _say(self, request: dict[str, Any]) -> None:
        self._socket.sendall(json.dumps(request).encode() + b"\n")

    def _answered(self, what: str) -> None:
        self._socket.settimeout(self._patience)
        while True:
            line = self._lines.readline()
            if not line:
                raise Stuck(f"the touch channel closed during {what}")
            message = json.loads(line)
            if message.get("done") == what:
                return
            if "refused" in message:
                raise Stuck(f"{what}: {message['refused']}")
            self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        if "bar" in message:
            self.bar = message["bar"]
        if "view" in message:
            self.view = message


def _connected(path: Path, patience: float) -> socket.socket:
    """Connect as soon as the device listens."""
    deadline = time.monotonic() + patience
    while True:
        channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            channel.connect(str(path))
            return channel
        except OSError as error:
            channel.close()
            if time.monotonic() > deadline:
                raise Stuck(f"no touch channel after {patience:.0f} s") from error
            time.sleep(0.05)
