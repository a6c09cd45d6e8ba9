"""The app's side of the courier: one connection per request, so that either process may die at any octet and come back."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

from device.base.refusal import Refusal
from device.ports import Delivery, Parcel
from hal.courier import frames

# More than the courier gives any conversation with a server.
MAIL_SECONDS = 170.0
SECONDS = 60.0


class CourierClient:
    """`Courier` over the Unix socket at `path`. What the courier refuses is raised here with its code and facts."""

    def __init__(self, path: Path, mail_seconds: float = MAIL_SECONDS, seconds: float = SECONDS) -> None:
        self._path = path
        self._mail_seconds = mail_seconds
        self._seconds = seconds

    def send(self, parcel: Parcel) -> str:
        """Hand over. A courier lost after it was asked leaves SEND_UNCERTAIN."""
        head = {name: value for name, value in parcel.plain().items() if name != "octets"}
        answer, _ = self._ask({"verb": "send", "parcel": head}, parcel.octets, self._mail_seconds, lost="SEND_UNCERTAIN")
        return str(answer["word"])

    def fetch(self) -> list[Delivery]:
        """What waits."""
        answer, octets = self._ask({"verb": "fetch"}, b"", self._mail_seconds)
        return list(_deliveries(answer["deliveries"], octets))

    def ack(self, uid: str) -> None:
        """Delete from the server; again does no harm."""
        self._ask({"verb": "ack", "uid": uid}, b"", self._mail_seconds)

    def call(self, service: str, octets: bytes) -> bytes:
        """Ask an online service."""
        return self._ask({"verb": "call", "service": service}, octets)[1]

    def online(self) -> bool:
        """Can the far end be reached? False as well when there is no courier."""
        try:
            return bool(self._ask({"verb": "online"})[0]["online"])
        except Refusal:
            return False

    def _ask(self, head: frames.Head, octets: bytes = b"", seconds: float = 0, lost: str = "COURIER_LOST") -> tuple[frames.Head, bytes]:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(seconds or self._seconds)
            try:
                line.connect(str(self._path))
            except OSError as error:
                raise Refusal("COURIER_LOST") from error
            answer = None
            with contextlib.suppress(OSError, EOFError):
                frames.write(line, head, octets)
                answer = frames.read(line)
            if answer is None:
                raise Refusal(lost)
        if "refused" in answer[0]:
            raise Refusal(answer[0]["refused"], **answer[0]["facts"])
        return answer


def _deliveries(heads: list[frames.Head], octets: bytes) -> Iterator[Delivery]:
    at = 0
    for head in heads:
        end = at + head["size"]
        yield Delivery(head["uid"], head["sender"], head["description"], octets[at:end], head["refused"])
        at = end
