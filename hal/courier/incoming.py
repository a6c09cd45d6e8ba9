"""The way in: a mailbox by POP3 or IMAP over TLS. Messages are read and left; one goes only when the app has committed it."""

import contextlib
import imaplib
import poplib
import ssl
import threading
from collections.abc import Iterator

from device.base.refusal import Refusal
from device.ports import Delivery
from hal.courier.config import NOWHERE, Config
from hal.courier.imap import Imap
from hal.courier.mailbox import Mailbox, Pop3
from hal.courier.unpack import head_of, unpacked
from hal.courier.watchdog import cut_after

# What is kept of a mail that is not unpacked.
_ASIDE = 1 << 16
# What was fetched is acknowledged one by one, soon after: a session waits that long for the next word before it ends, and only its
# end deletes. If it does not come to that, the mail is brought again, and acknowledged again.
_LINGER_SECONDS = 1.0
# A line that breaks, or a server that speaks nonsense.
_BROKEN = (OSError, poplib.error_proto, imaplib.IMAP4.error, EOFError, ValueError)


class Incoming:
    """The account on the mail server. Calls take turns."""

    def __init__(self, config: Config, tls: ssl.SSLContext) -> None:
        self._config = config
        self._tls = tls
        self._turn = threading.Lock()
        self._open: Mailbox | None = None
        self._leaving: threading.Timer | None = None

    def fetch(self) -> list[Delivery]:
        """What waits, oldest first, as much as the limits of one fetch allow. The refusals of `_session`."""
        with self._turn:
            self._leave()
            with self._session() as box:
                return list(self._deliveries(box))

    def ack(self, uid: str) -> None:
        """Delete it. Nothing happens when it is gone already. The refusals of `_session`."""
        with self._turn, self._session() as box:
            rank = box.ranks.pop(uid, 0)
            if rank:
                box.delete(rank)

    def close(self) -> None:
        """End the session: what was acknowledged goes."""
        with self._turn:
            self._leave()

    def _deliveries(self, box: Mailbox) -> Iterator[Delivery]:
        limits, count, total = self._config.limits, 0, 0
        for uid, rank in box.ranks.items():
            size = box.sizes.get(rank, 0)
            count, total = count + 1, total + size
            if count > 1 and (count > limits.fetch_mails or total > limits.fetch):
                return
            yield self._delivery(box, rank, uid, size)

    def _delivery(self, box: Mailbox, rank: int, uid: str, size: int) -> Delivery:
        limits = self._config.limits
        if size > limits.mail:
            return _aside(uid, box.head(rank), "MAIL_HUGE")
        box.budget = size + limits.answer
        raw = box.whole(rank)
        try:
            part = unpacked(raw, limits)
        except Refusal as refusal:
            return _aside(uid, raw, refusal.code)
        return Delivery(uid, part.sender, part.description, part.octets)

    @contextlib.contextmanager
    def _session(self) -> Iterator[Mailbox]:
        """The session under way, or a new one. SERVER_UNTRUSTED, LOGIN_REFUSED, NETWORK_DOWN when the line breaks or speaks nonsense."""
        self._stay()
        try:
            if self._open is None:
                self._open = (Pop3 if self._config.imap == NOWHERE else Imap)(self._config, self._tls)
                with cut_after(self._config.session_seconds, self._open.line):
                    self._open.enter()
            self._open.budget = self._config.limits.answer
            with cut_after(self._config.session_seconds, self._open.line):
                yield self._open
        except ssl.SSLCertVerificationError as error:
            self._drop()
            raise Refusal("SERVER_UNTRUSTED") from error
        except _BROKEN as error:
            self._drop()
            raise Refusal("NETWORK_DOWN") from error
        except Refusal:
            self._drop()
            raise
        self._leaving = threading.Timer(_LINGER_SECONDS, self.close)
        self._leaving.daemon = True
        self._leaving.start()

    def _stay(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def _leave(self) -> None:
        """End the session properly, or at all."""
        self._stay()
        if self._open is not None:
            with contextlib.suppress(*_BROKEN), cut_after(self._config.seconds, self._open.line):
                self._open.leave()
            self._drop()

    def _drop(self) -> None:
        if self._open is not None:
            self._open.drop()
            self._open = None


def _aside(uid: str, raw: bytes, code: str) -> Delivery:
    sender, description = head_of(raw[:_ASIDE])
    return Delivery(uid, sender, description, raw[:_ASIDE], code)
