"""Online services over HTTPS: one request, one answer; and the concentrator, where a lot is put under the hash of its octets."""

import hashlib
import http.client
import ssl
import urllib.parse

from device.base.refusal import Refusal
from device.ports import Parcel
from hal.courier.config import Config, Service
from hal.courier.letter import check_headers
from hal.courier.tls import context
from hal.courier.watchdog import cut_after

CONCENTRATOR = "oct"
_SOAP = "application/soap+xml; charset=utf-8"
# A SOAP fault comes with one of these and is an answer.
_ANSWERS = (200, 400, 500)
_THERE, _NOT_THERE = 200, 404
_TAKEN = (200, 201, 204)
# Too slow, too early, too many: of what a server says no to, these may be otherwise the next time.
_PASSING = (408, 425, 429)


class Web:
    """The services of the configuration."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._contexts = {name: context(config.authority, each.certificate, each.key) for name, each in config.services.items()}

    def call(self, name: str, octets: bytes) -> bytes:
        """POST as SOAP 1.2. SERVICE_DOWN(reply) without an answer, SERVER_UNTRUSTED, NETWORK_DOWN."""
        service = self._service(name)
        kind = _SOAP + (f'; action="{service.action}"' if service.action else "")
        code, answer = self._asked(name, "POST", "", octets, {"Content-Type": kind})
        if code not in _ANSWERS:
            raise Refusal("SERVICE_DOWN", reply=str(code))
        return answer

    def hand_over(self, parcel: Parcel) -> str:
        """Ask whether the lot is there, put it when it is not; its path. SEND_REFUSED, SEND_UNCERTAIN once the PUT has begun."""
        check_headers(parcel.sender, parcel.recipient)
        digest = hashlib.sha256(parcel.octets).hexdigest()
        path = f"/lots/{digest}"
        code = self._asked(CONCENTRATOR, "GET", path)[0]
        if code == _THERE:
            return path
        if code != _NOT_THERE:
            raise _answered(code)
        headers = {
            "Content-Type": "application/pkcs7-mime",
            "Idempotency-Key": digest,
            "X-Recipient": parcel.recipient,
            "X-Sender": parcel.sender,
        }
        try:
            code = self._asked(CONCENTRATOR, "PUT", path, parcel.octets, headers)[0]
        except Refusal as refusal:
            raise Refusal("SEND_UNCERTAIN", reply="cut") from refusal
        if code not in _TAKEN:
            raise _answered(code)
        return path

    def _service(self, name: str) -> Service:
        if name not in self._config.services:
            raise Refusal("SERVICE_DOWN", reply="unknown")
        return self._config.services[name]

    def _asked(self, name: str, method: str, path: str, octets: bytes = b"", headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Status and answer. NETWORK_DOWN, SERVER_UNTRUSTED, SERVICE_DOWN when the answer is too long or the service unknown."""
        url = urllib.parse.urlsplit(self._service(name).url)
        line = http.client.HTTPSConnection(url.hostname or "", url.port, timeout=self._config.seconds, context=self._contexts[name])
        try:
            with cut_after(self._config.session_seconds, lambda: line.sock):
                line.request(method, url.path + path, octets or None, headers or {})
                answer = line.getresponse()
                body = answer.read(self._config.limits.answer + 1)
        except ssl.SSLCertVerificationError as error:
            raise Refusal("SERVER_UNTRUSTED") from error
        except (OSError, http.client.HTTPException) as error:
            raise Refusal("NETWORK_DOWN") from error
        finally:
            line.close()
        if len(body) > self._config.limits.answer:
            raise Refusal("SERVICE_DOWN", reply="huge")
        return answer.status, body


def _answered(code: int) -> Refusal:
    """What was no yes: uncertain when the server itself was at fault or short of time, else for good."""
    return Refusal("SEND_UNCERTAIN" if code >= 500 or code in _PASSING else "SEND_REFUSED", reply=str(code))
