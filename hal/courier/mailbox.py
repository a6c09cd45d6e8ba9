"""A session with a mailbox whose server is not trusted to be brief: what every way to read one can do, and POP3 over TLS."""

import poplib
import socket
import ssl
from typing import Protocol

from device.base.refusal import Refusal
from hal.courier.config import Config
from hal.courier.watchdog import cut_after


class Mailbox(Protocol):
    """`ranks` by unique name and `sizes` by rank are those of what waits, oldest first; of a session no more than `budget` octets are
    read from then on. Raises OSError, EOFError, ValueError or its library's own error when the line breaks or speaks nonsense."""

    ranks: dict[str, int]
    sizes: dict[int, int]
    budget: int

    def line(self) -> socket.socket | None:
        """The socket."""

    def enter(self) -> None:
        """Log in, see what waits. LOGIN_REFUSED."""

    def head(self, rank: int) -> bytes:
        """The headers of a mail."""

    def whole(self, rank: int) -> bytes:
        """A mail, with CRLF."""

    def delete(self, rank: int) -> None:
        """Mark it; it goes when the session is left."""

    def leave(self) -> None:
        """End the session: what was marked goes."""

    def drop(self) -> None:
        """Cut the line: nothing goes."""


class Pop3(poplib.POP3_SSL):
    """Reads lines of any length, which mail should not have, but no more octets than its `budget`: a server may announce one size
    and send another."""

    budget = 1 << 16

    def __init__(self, config: Config, tls: ssl.SSLContext) -> None:
        self.ranks: dict[str, int] = {}
        self.sizes: dict[int, int] = {}
        self._server = config.pop3
        # Until there is a line.
        self.sock = self.file = None  # type: ignore[assignment]
        try:
            with cut_after(config.session_seconds, lambda: self.sock):
                super().__init__(config.pop3.host, config.pop3.port, timeout=config.seconds, context=tls)
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

    def enter(self) -> None:
        """Log in, see what waits. LOGIN_REFUSED."""
        self.user(self._server.user)
        try:
            self.pass_(self._server.password)
        except poplib.error_proto as error:
            raise Refusal("LOGIN_REFUSED") from error
        self.sizes = {int(rank): int(size) for rank, size in (line.split()[:2] for line in self.list()[1])}
        self.ranks = {name.decode("ascii", "replace"): int(rank) for rank, name in (line.split(None, 1) for line in self.uidl()[1])}

    def head(self, rank: int) -> bytes:
        """The headers of a mail."""
        return _joined(self.top(rank, 0)[1])

    def whole(self, rank: int) -> bytes:
        """A mail, with CRLF."""
        return _joined(self.retr(rank)[1])

    def delete(self, rank: int) -> None:
        """Mark it; it goes when the session is left."""
        self.dele(rank)

    def leave(self) -> None:
        """End the session: what was marked goes."""
        self.quit()

    def drop(self) -> None:
        """Cut the line: nothing goes."""
        self.close()


def _joined(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\r\n" for line in lines)
