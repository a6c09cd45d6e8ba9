"""The way out: SMTP with STARTTLS and login. Says exactly what is known of a message: handed over, refused, or uncertain."""

import contextlib
import smtplib
import ssl
import threading
import time

from device.base.refusal import Refusal
from device.ports import Parcel
from hal.courier.config import Server
from hal.courier.letter import letter
from hal.courier.watchdog import cut_after

_CHUNK = 1 << 16
# A line kept open between two lots saves a dozen exchanges; servers close idle ones after minutes.
_IDLE_SECONDS = 20.0


class _Line(smtplib.SMTP):
    """Sends in pieces: a deadline then counts for each piece, not for a whole lot on a slow network."""

    def send(self, s: bytes | str) -> None:  # type: ignore[override]
        octets = s.encode("ascii") if isinstance(s, str) else s
        for at in range(0, len(octets), _CHUNK):
            super().send(octets[at : at + _CHUNK])


class Outgoing:
    """One account on a submission server. Calls take turns."""

    def __init__(self, server: Server, tls: ssl.SSLContext, seconds: float, session_seconds: float) -> None:
        self._server = server
        self._tls = tls
        self._seconds = seconds
        self._session_seconds = session_seconds
        self._turn = threading.Lock()
        self._line: _Line | None = None
        self._used = 0.0

    def send(self, parcel: Parcel) -> str:
        """The server's word. NETWORK_DOWN when nothing was begun, SEND_REFUSED(code), SEND_UNCERTAIN(code), and those of `_opened`."""
        octets = letter(parcel)
        with self._turn:
            line = self._ready()
            try:
                with cut_after(self._session_seconds, lambda: line.sock):
                    return self._handed(line, parcel, octets)
            finally:
                self._used = time.monotonic()
                if line.sock is None:
                    self._line = None

    def close(self) -> None:
        """Leave the server."""
        with self._turn:
            self._drop()

    def _ready(self) -> _Line:
        if self._line is not None and (time.monotonic() - self._used > _IDLE_SECONDS or not self._answers(self._line)):
            self._drop()
        if self._line is None:
            self._line = self._opened()
        return self._line

    @staticmethod
    def _answers(line: _Line) -> bool:
        try:
            return line.rset()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _opened(self) -> _Line:
        """A line after login. SERVER_UNTRUSTED, LOGIN_REFUSED, NETWORK_DOWN."""
        line = _Line(timeout=self._seconds)
        # smtplib names the host in its TLS check only when it connects as it is made, and then nobody could watch its greeting.
        line._host = self._server.host  # type: ignore[attr-defined]
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(line.close)
            try:
                with cut_after(self._session_seconds, lambda: line.sock):
                    line.connect(self._server.host, self._server.port)
                    line.starttls(context=self._tls)
                    line.login(self._server.user, self._server.password)
            except smtplib.SMTPAuthenticationError as error:
                raise Refusal("LOGIN_REFUSED") from error
            except ssl.SSLCertVerificationError as error:
                raise Refusal("SERVER_UNTRUSTED") from error
            except (OSError, smtplib.SMTPException) as error:
                raise Refusal("NETWORK_DOWN") from error
            on_failure.pop_all()
        return line

    def _handed(self, line: _Line, parcel: Parcel, octets: bytes) -> str:
        options = [f"SIZE={len(octets)}"] if line.has_extn("size") else []
        try:
            _check(line.mail(parcel.sender, options))
            _check(line.rcpt(parcel.recipient))
        except (OSError, smtplib.SMTPException) as error:
            line.close()
            raise Refusal("NETWORK_DOWN") from error
        try:
            word = _check(line.data(octets))
        except smtplib.SMTPDataError as error:
            raise _answered(error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:
            line.close()
            raise Refusal("SEND_UNCERTAIN", reply="cut") from error
        return word


def _check(answer: tuple[int, bytes]) -> str:
    """The server's word, unless it says no."""
    code, word = answer
    if code >= 400:
        raise _answered(code)
    return word.decode("ascii", "replace")


def _answered(code: int) -> Refusal:
    """5xx is for good; anything else may be otherwise the next time."""
    return Refusal("SEND_REFUSED" if code >= 500 else "SEND_UNCERTAIN", reply=str(code))
