"""A session with a POP3 server that is not trusted to be brief."""

import poplib
import socket
import ssl

from device.base.refusal import Refusal
from hal.courier.config import Config, Server
from hal.courier.watchdog import cut_after


class Mailbox(poplib.POP3_SSL):
    """Reads lines of any length, which mail should not have, but no more octets than its `budget`: a server may announce one size
    and send another. `ranks` by unique name and `sizes` by rank are those of what waits, oldest first."""

    budget = 1 << 16

    def __init__(self, config: Config, tls: ssl.SSLContext) -> None:
        self.ranks: dict[str, int] = {}
        self.sizes: dict[int, int] = {}
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

    def enter(self, server: Server) -> None:
        """Log in, see what waits. LOGIN_REFUSED."""
        self.user(server.user)
        try:
            self.pass_(server.password)
        except poplib.error_proto as error:
            raise Refusal("LOGIN_REFUSED") from error
        self.sizes = {int(rank): int(size) for rank, size in (line.split()[:2] for line in self.list()[1])}
        self.ranks = {name.decode("ascii", "replace"): int(rank) for rank, name in (line.split(None, 1) for line in self.uidl()[1])}
