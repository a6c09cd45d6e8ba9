"""The courier's side of the socket: one thread per request; each verb of the port `Courier` answered once, then the line is closed."""

import contextlib
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable

from device.base.refusal import Refusal
from device.ports import Parcel
from hal.courier import frames
from hal.courier.config import Config
from hal.courier.incoming import Incoming
from hal.courier.outgoing import Outgoing
from hal.courier.tls import context
from hal.courier.web import CONCENTRATOR, Web

Answer = tuple[frames.Head, bytes]
_ONLINE_SECONDS = 2.0
_NEVER = float("-inf")


class Courier:
    """What the courier can do, by verb."""

    def __init__(self, config: Config) -> None:
        tls = context(config.authority)
        self._config = config
        self._outgoing = Outgoing(config.smtp, tls, config.seconds, config.session_seconds)
        self._incoming = Incoming(config, tls)
        self._web = Web(config)
        self._reached = _NEVER
        self._verbs: dict[str, Callable[[frames.Head, bytes], Answer]] = {
            "send": self._send,
            "fetch": self._fetch,
            "ack": self._ack,
            "call": self._call,
            "online": self._online,
        }

    def close(self) -> None:
        """Leave the servers."""
        self._outgoing.close()
        self._incoming.close()

    def answer(self, head: frames.Head, octets: bytes) -> Answer:
        """What a request gets: its answer, or the refusal's code and facts."""
        try:
            answer = self._verbs[head["verb"]](head, octets)
        except Refusal as refusal:
            self._reached = _NEVER
            return {"refused": refusal.code, "facts": refusal.facts}, b""
        if head["verb"] != "online":
            self._reached = time.monotonic()
        return answer

    def _send(self, head: frames.Head, octets: bytes) -> Answer:
        parcel = Parcel(octets=octets, **head["parcel"])
        word = self._web.hand_over(parcel) if parcel.route == CONCENTRATOR else self._outgoing.send(parcel)
        return {"word": word}, b""

    def _fetch(self, _head: frames.Head, _octets: bytes) -> Answer:
        found = self._incoming.fetch()
        heads = [
            {"uid": each.uid, "sender": each.sender, "description": each.description, "refused": each.refused, "size": len(each.octets)}
            for each in found
        ]
        return {"deliveries": heads}, b"".join(each.octets for each in found)

    def _ack(self, head: frames.Head, _octets: bytes) -> Answer:
        self._incoming.ack(head["uid"])
        return {}, b""

    def _call(self, head: frames.Head, octets: bytes) -> Answer:
        return {}, self._web.call(head["service"], octets)

    def _online(self, _head: frames.Head, _octets: bytes) -> Answer:
        """A far end that answered lately is not knocked at again: whoever asks every few seconds would be a nuisance to it."""
        if time.monotonic() - self._reached < self._config.probe_seconds:
            return {"online": True}, b""
        try:
            socket.create_connection((self._config.smtp.host, self._config.smtp.port), timeout=_ONLINE_SECONDS).close()
        except OSError:
            return {"online": False}, b""
        self._reached = time.monotonic()
        return {"online": True}, b""


def serve(config: Config) -> None:
    """Listen until the process ends. The socket is its owner's alone."""
    with contextlib.closing(Courier(config)) as courier, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        with contextlib.suppress(FileNotFoundError):
            config.socket.unlink()
        before = os.umask(0o177)
        listener.bind(str(config.socket))
        os.umask(before)
        listener.listen(16)
        _say(event="ready")
        while True:
            line, _ = listener.accept()
            threading.Thread(target=_serve_one, args=(courier, line), daemon=True).start()


def _serve_one(courier: Courier, line: socket.socket) -> None:
    """One request. An app that went away meanwhile asks again when it is back."""
    began = time.monotonic()
    with line, contextlib.suppress(OSError, EOFError):
        head, octets = frames.read(line)
        answer, body = courier.answer(head, octets)
        _say(
            event=head["verb"],
            octets=len(octets) + len(body),
            seconds=round(time.monotonic() - began, 3),
            refused=answer.get("refused", ""),
        )
        frames.write(line, answer, body)


def _say(**facts: object) -> None:
    """One line of the log: verbs, sizes, codes; never an address, a name or a content."""
    print(json.dumps(facts), file=sys.stderr, flush=True)
