"""The way in: POP3 over TLS. Messages are read and left; one goes only when the app has committed it."""

import contextlib
import poplib
import socket
import ssl
import threading
from collections.abc import Iterator

from device.base.refusal import Refusal
from device.ports import Delivery
from hal.courier.config import Limits, Server
from hal.courier.unpack import head_of, unpacked
from hal.courier.watchdog import cut_after

# What is kept of a mail that is not unpacked.
_ASIDE = 1 << 16


class _Mailbox(poplib.POP3_SSL):
    """Reads lines of any length, which mail should not have, but no more octets than its `budget`: a server may announce one size
    and send another."""

    budget = 1 << 16

    def __init__(self, server: Server, tls: ssl.SSLContext, seconds: float, session_seconds: float) -> None:
        # Until there is a line.
        self.sock = self.file = None  # type: ignore[assignment]
        try:
            with cut_after(session_seconds, lambda: self.sock):
                super().__init__(server.host, server.port, timeout=seconds, context=tls)
        except (OSError, EOFError, poplib.error_proto):
            if self.file is not None:
                self.close()
            raise

    def line(self) -> socket.socket | None:
        """The socket."""
        return self.sock

    def _getline(self) -> tuple[bytes, int]:
        line: bytes = self.file.readline(self.budget + 1)
        if not 0 < len(line) <= self.budget:
            raise EOFError
        self.budget -= len(line)
        return line.removesuffix(b"\n").removesuffix(b"\r"), len(line)


class Incoming:
    """One account on a POP3 server. Calls take turns."""

    def __init__(self, server: Server, tls: ssl.SSLContext, seconds: float, session_seconds: float, limits: Limits) -> None:
        self._server = server
        self._tls = tls
        self._seconds = seconds
        self._session_seconds = session_seconds
        self._limits = limits
        self._turn = threading.Lock()

    def fetch(self) -> list[Delivery]:
        """What waits, oldest first, as much as the limits of one fetch allow. NETWORK_DOWN when the line breaks."""
        found: list[Delivery] = []
        with self._turn, self._opened() as box:
            total = 0
            for rank, uid, size in _waiting(box):
                total += size
                if len(found) == self._limits.fetch_mails or (found and total > self._limits.fetch):
                    break
                found.append(self._delivery(box, rank, uid, size))
        return found

    def ack(self, uid: str) -> None:
        """Delete it; the server does so at the end of the session. Nothing happens when it is gone already."""
        with self._turn, self._opened() as box:
            for rank, waiting, _ in _waiting(box):
                if waiting == uid:
                    box.dele(rank)

    def _delivery(self, box: _Mailbox, rank: int, uid: str, size: int) -> Delivery:
        if size > self._limits.mail:
            return _aside(uid, _lines(box.top(rank, 0)[1]), "MAIL_HUGE")
        box.budget = size + self._limits.answer
        raw = _lines(box.retr(rank)[1])
        try:
            part = unpacked(raw, self._limits)
        except Refusal as refusal:
            return _aside(uid, raw, refusal.code)
        return Delivery(uid, part.sender, part.description, part.octets)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[_Mailbox]:
        """A session after login, ended by QUIT. SERVER_UNTRUSTED, LOGIN_REFUSED, NETWORK_DOWN."""
        box = None
        try:
            box = _Mailbox(self._server, self._tls, self._seconds, self._session_seconds)
            box.budget = self._limits.answer
            with cut_after(self._session_seconds, box.line):
                self._login(box)
                yield box
                box.quit()
        except ssl.SSLCertVerificationError as error:
            raise Refusal("SERVER_UNTRUSTED") from error
        except (OSError, poplib.error_proto, EOFError) as error:
            raise Refusal("NETWORK_DOWN") from error
        finally:
            if box is not None:
                box.close()

    def _login(self, box: _Mailbox) -> None:
        box.user(self._server.user)
        try:
            box.pass_(self._server.password)
        except poplib.error_proto as error:
            raise Refusal("LOGIN_REFUSED") from error


def _waiting(box: _Mailbox) -> Iterator[tuple[int, str, int]]:
    """Rank, unique name and size of each message."""
    sizes = dict(line.split()[:2] for line in box.list()[1])
    for line in box.uidl()[1]:
        rank, uid = line.split(None, 1)
        yield int(rank), uid.decode("ascii", "replace"), int(sizes.get(rank, b"0"))


def _lines(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\r\n" for line in lines)


def _aside(uid: str, raw: bytes, code: str) -> Delivery:
    sender, description = head_of(raw[:_ASIDE])
    return Delivery(uid, sender, description, raw[:_ASIDE], code)
