"""The mailbox by IMAP4 over TLS, for who has no POP3."""

import contextlib
import imaplib
import re
import socket
import ssl
from typing import Any

from device.base.refusal import Refusal
from hal.courier.config import Config
from hal.courier.watchdog import cut_after

_LISTED = re.compile(rb"(UID|RFC822\.SIZE) (\d+)")


class _Line(imaplib.IMAP4_SSL):
    """Reads no more octets than its `budget`: a server may announce a literal of any size."""

    budget = 1 << 16

    def __init__(self, config: Config, tls: ssl.SSLContext) -> None:
        with cut_after(config.session_seconds, lambda: getattr(self, "sock", None)):
            super().__init__(config.imap.host, config.imap.port, ssl_context=tls, timeout=config.seconds)

    def read(self, size: int) -> bytes:
        """So many octets."""
        self._spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        """A line."""
        line = super().readline()
        self._spend(len(line))
        return line

    def _spend(self, count: int) -> None:
        self.budget -= count
        if self.budget < 0:
            raise EOFError


class Imap:
    """A `Mailbox`. A rank is the UID of a mail; its name is unique with that of the mailbox's present life (UIDVALIDITY)."""

    def __init__(self, config: Config, tls: ssl.SSLContext) -> None:
        self.ranks: dict[str, int] = {}
        self.sizes: dict[int, int] = {}
        self._server = config.imap
        self._line = _Line(config, tls)

    @property
    def budget(self) -> int:
        """Octets that may still be read."""
        return self._line.budget

    @budget.setter
    def budget(self, count: int) -> None:
        self._line.budget = count

    def line(self) -> socket.socket | None:
        """The socket."""
        return self._line.sock

    def enter(self) -> None:
        """Log in, see what waits. LOGIN_REFUSED."""
        try:
            self._line.login(self._server.user, self._server.password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise Refusal("LOGIN_REFUSED") from error
        self._taken(self._line.select())
        life = int(self._line.response("UIDVALIDITY")[1][0])
        for each in self._taken(self._line.uid("FETCH", "1:*", "(UID RFC822.SIZE)")):
            if each is not None:  # nothing waits
                told = dict(_LISTED.findall(each))
                self.sizes[int(told[b"UID"])] = int(told[b"RFC822.SIZE"])
        self.ranks = {f"{life}.{rank}": rank for rank in sorted(self.sizes)}

    def head(self, rank: int) -> bytes:
        """The headers of a mail."""
        return self._part(rank, "HEADER")

    def whole(self, rank: int) -> bytes:
        """A mail, with CRLF."""
        return self._part(rank, "")

    def delete(self, rank: int) -> None:
        """Mark it; it goes when the session is left."""
        self._taken(self._line.uid("STORE", str(rank), "+FLAGS.SILENT", r"(\Deleted)"))

    def leave(self) -> None:
        """End the session: what was marked goes."""
        self._line.close()
        self._line.logout()

    def drop(self) -> None:
        """Cut the line: nothing goes."""
        with contextlib.suppress(OSError):  # after it was left there is none
            self._line.shutdown()

    def _part(self, rank: int, name: str) -> bytes:
        for each in self._taken(self._line.uid("FETCH", str(rank), f"(BODY.PEEK[{name}])")):
            if isinstance(each, tuple):
                return bytes(each[1])
        raise ValueError("no such mail")

    @staticmethod
    def _taken(answer: tuple[str, list[Any]]) -> list[Any]:
        """What an answer holds; ValueError when the server said no."""
        if answer[0] != "OK":
            raise ValueError(answer[0])
        return answer[1]
