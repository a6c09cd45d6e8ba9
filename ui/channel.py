"""SIM: the touch channel of a demonstration: a Unix socket over which a director sees the views and touches the real screen.

Lines of JSON. In: {"do": "touch", "answer": A}, {"do": "code", "digits": D}, {"do": "picture", "path": P}; each is answered by
{"done": ...} or {"refused": why}. Out, unasked: {"view": number, "kind": class, "title": key, ...} and {"bar": {...}}.
"""

import json
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from device.flows.views import Say, View
from device.signals import Effect


class Touchable(Protocol):
    """What the channel needs of the app."""

    def do(self, call: Callable[[], None]) -> None:
        """Run a call on the screen's thread, and wait for it."""

    def touch(self, answer: str) -> None:
        """Touch the target that gives this answer; LookupError when none does."""

    def type(self, text: str) -> None:
        """Touch the keys of a text, one after the other."""

    def picture(self, path: str) -> None:
        """Save the screen."""


# The last key of a keypad.
LAST_KEY = "="


class TouchChannel:
    """Listens on `path` for one director at a time; a director that comes later is told the view shown now."""

    def __init__(self, path: Path, screen: Touchable) -> None:
        self._screen = screen
        self._lock = threading.Lock()
        self._peer: socket.socket | None = None
        self._last: dict[str, dict[str, Any]] = {}
        self._verbs: dict[str, Callable[[dict[str, Any]], None]] = {
            "touch": lambda request: screen.touch(request["answer"]),
            "code": lambda request: screen.type(request["digits"] + LAST_KEY),
            "picture": lambda request: screen.picture(request["path"]),
        }
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(path))
        os.chmod(path, 0o600)
        self._listener.listen(1)
        threading.Thread(target=self._serve, name="touch-channel", daemon=True).start()

    def beside(self, perform: Callable[[Effect], None]) -> Callable[[Effect], None]:
        """The same way to the screen, told to the director too once the screen shows it."""

        def both(effect: Effect) -> None:
            perform(effect)
            if effect.verb == "show":
                number, view = effect.args
                self._tell("view", {"view": number, "kind": type(view).__name__, **_told(view)})
            if effect.verb == "bar":
                self._tell("bar", {"bar": effect.args[0].plain()})

        return both

    def _tell(self, kind: str, message: dict[str, Any]) -> None:
        with self._lock:
            self._last[kind] = message
            self._send(message)

    def _send(self, message: dict[str, Any]) -> None:
        if self._peer is not None:
            try:
                self._peer.sendall(json.dumps(message).encode() + b"\n")
            except OSError:
                self._peer = None

    def _serve(self) -> None:
        while True:
            peer, _ = self._listener.accept()
            with self._lock:
                self._peer = peer
                for message in self._last.values():
                    self._send(message)
            with peer, peer.makefile("r", encoding="utf-8") as lines:
                self._listen(lines)

    def _listen(self, lines: Any) -> None:
        """Carry out requests until the director leaves."""
        try:
            for line in lines:
                request = json.loads(line)
                answer = self._carried_out(request)
                with self._lock:
                    self._send(answer)
        except ConnectionError:
            return

    def _carried_out(self, request: dict[str, Any]) -> dict[str, Any]:
        verb = self._verbs.get(request["do"])
        if verb is None:
            return {"refused": "unknown request"}
        try:
            self._screen.do(lambda: verb(request))
        except LookupError as error:
            return {"refused": str(error)}
        return {"done": request["do"]}


def _told(view: View) -> dict[str, Any]:
    """A view in the channel's words: its title's key, all facts of its sentences together, its rows, and what it lets touch."""
    plain = {name: getattr(view, name) for name in type(view).FIELDS}
    told: dict[str, Any] = {name: value for name, value in plain.items() if isinstance(value, (str, int))}
    rows = [each for name in ("rows", "others", "tiles", "chips", "filters") for each in plain.get(name, ())]
    says = [each for each in plain.values() if isinstance(each, Say)]
    told["title"] = view.title.key
    told["facts"] = {name: value for each in says for name, value in _facts(each).items()}
    told["rows"] = [{"answer": row.answer, "title": row.title.key, "tone": row.tone, "facts": _facts(row.title)} for row in rows]
    return told


def _facts(each: Say) -> dict[str, Any]:
    """The facts of a sentence; one that is a sentence itself is told by its key."""
    return {name: value.key if isinstance(value, Say) else value for name, value in each.facts}
