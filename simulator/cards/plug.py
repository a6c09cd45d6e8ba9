"""A virtual card plugged into a slot of the virtual reader: its protocol, its wire speed, and what can go wrong.

Protocol: over TCP, two octets of length then the payload; one octet of payload is a control (off, on, reset, or 4: give the
ATR), anything longer an APDU. The driver writes length and body apart, so acknowledgements are asked for before each read.
"""

import contextlib
import socket
import threading
import time
from typing import Protocol

_ATR = b"\x04"
_HANG_SECONDS = 3600.0
FAILURE = b"\x6f\x00"


class Card(Protocol):
    """What a virtual card is."""

    def atr(self) -> bytes:
        """The answer to reset."""

    def power(self, on: bool) -> None:
        """The field comes (a reset) or goes: volatile state is lost."""

    def execute(self, command: bytes) -> bytes:
        """The answer to an APDU, two octets or more."""

    def speed(self) -> int:
        """Octets per second on the contacts."""


class Faults:
    """What goes wrong next, counted in APDUs from when it is set.

    `pull_at` k: the card leaves when the k-th APDU comes (0 is the next); `hang_at` k: it never answers that one;
    `answers`: octets to give instead, by APDU; `wire`: answer no faster than the contacts of that card family.
    """

    def __init__(self) -> None:
        self.pull_at: int | None = None
        self.hang_at: int | None = None
        self.answers: dict[int, bytes] = {}
        self.wire = False
        self.count = 0


class Plug:
    """A card in a slot, on a thread of its own. `exchanges` lists the APDUs and answers since it was plugged in."""

    def __init__(self, port: int, card: Card, faults: Faults | None = None) -> None:
        self.card = card
        self.faults = faults or Faults()
        self.exchanges: list[tuple[bytes, bytes]] = []
        self._pulled = threading.Event()
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self._socket.settimeout(None)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._thread = threading.Thread(target=self._serve, name="card", daemon=True)
        self._thread.start()

    def pull(self) -> None:
        """Take the card out: also frees a reader that waits for a card that never answers."""
        self._pulled.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=5)

    @property
    def is_in(self) -> bool:
        """True until the card is pulled, or the reader goes."""
        return not self._pulled.is_set()

    def _serve(self) -> None:
        try:
            while (frame := self._receive()) is not None:
                answer = self._control(frame) if len(frame) == 1 else self._apdu(frame)
                if answer and not self._pulled.is_set():
                    self._socket.sendall(len(answer).to_bytes(2, "big") + answer)
        except OSError:
            pass  # the reader went, or the card was pulled: both end the card's turn
        finally:
            self._pulled.set()
            self._socket.close()
            self.card.power(False)

    def _receive(self) -> bytes | None:
        head = self._exactly(2)
        return None if head is None else self._exactly(int.from_bytes(head, "big"))

    def _exactly(self, count: int) -> bytes | None:
        octets = b""
        while len(octets) < count:
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            part = self._socket.recv(count - len(octets))
            if not part:
                return None
            octets += part
        return octets

    def _control(self, frame: bytes) -> bytes:
        if frame == _ATR:
            return self.card.atr()
        self.card.power(frame != b"\x00")
        return b""

    def _apdu(self, command: bytes) -> bytes:
        at, self.faults.count = self.faults.count, self.faults.count + 1
        if self.faults.pull_at == at:
            self.pull()
            return b""
        if self.faults.hang_at == at:
            self._pulled.wait(_HANG_SECONDS)
            return b""
        started = time.monotonic()
        answer = self.faults.answers.get(at) or self._executed(command)
        if self.faults.wire:
            self._pulled.wait(max(0.0, wire_octets(command, answer) / self.card.speed() - (time.monotonic() - started)))
        self.exchanges.append((command, answer))
        return answer

    def _executed(self, command: bytes) -> bytes:
        try:
            return self.card.execute(command)
        except Exception:  # noqa: BLE001 - whatever odd APDU a foreign program sends, a card answers 6F00 and lives on
            return FAILURE


def wire_octets(command: bytes, answer: bytes) -> int:
    """Octets that T=0 moves: the header of 5, one procedure octet when data follows, the data, the status."""
    data = max(0, len(command) - 5) + max(0, len(answer) - 2)
    return 5 + (1 if data else 0) + data + 2
