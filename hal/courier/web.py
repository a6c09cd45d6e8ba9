"""Online services over HTTPS: one request, one answer; and the concentrator, where a lot is put under the hash of its octets."""

import hashlib
import http.client
import ssl
import urllib.parse

from device.base.refusal import Refusal
from device.ports import Parcel
from hal.courier.config import Limits, Service

CONCENTRATOR = "oct"
_SOAP = "application/soap+xml; charset=utf-8"
# A SOAP fault comes with one of these and is an answer.
_ANSWERS = (200, 400, 500)


class Web:
    """The services of the configuration."""

    def __init__(self, services: dict[str, Service], tls: ssl.SSLContext, seconds: float, limits: Limits) -> None:
        self._services = services
        self._tls = tls
        self._seconds = seconds
        self._limits = limits

    def call(self, name: str, octets: bytes) -> bytes:
        """POST as SOAP 1.2. SERVICE_DOWN(code) without an answer, SERVER_UNTRUSTED, NETWORK_DOWN."""
        service = self._service(name)
        kind = _SOAP + (f'; action="{service.action}"' if service.action else "")
        code, answer = self._asked(service, "POST", "", octets, {"Content-Type": kind})
        if code not in _ANSWERS:
            raise Refusal("SERVICE_DOWN", reply=str(code))
        return answer

    def hand_over(self, parcel: Parcel) -> str:
        """Ask whether the lot is there, put it when it is not, ask again when the line broke. SEND_REFUSED, SEND_UNCERTAIN."""
        service = self._service(CONCENTRATOR)
        path = "/lots/" + hashlib.sha256(parcel.octets).hexdigest()
        if self._asked(service, "GET", path)[0] == 200:
            return path
        headers = {
            "Content-Type": "application/pkcs7-mime",
            "Idempotency-Key": path[6:],
            "X-Recipient": parcel.recipient,
            "X-Sender": parcel.sender,
        }
        try:
            code = self._asked(service, "PUT", path, parcel.octets, headers)[0]
        except Refusal as refusal:
            raise Refusal("SEND_UNCERTAIN", reply="cut") from refusal
        if code >= 400:
            raise Refusal("SEND_REFUSED" if code < 500 else "SEND_UNCERTAIN", reply=str(code))
        return path

    def _service(self, name: str) -> Service:
        if name not in self._services:
            raise Refusal("SERVICE_DOWN", reply="unknown")
        return self._services[name]

    def _asked(
        self, service: Service, method: str, path: str, octets: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Status and answer. NETWORK_DOWN, SERVER_UNTRUSTED, SERVICE_DOWN when the answer is too long."""
        url = urllib.parse.urlsplit(service.url)
        line = http.client.HTTPSConnection(url.hostname or "", url.port, timeout=self._seconds, context=self._context(service))
        try:
            line.request(method, url.path + path, octets or None, headers or {})
            answer = line.getresponse()
            body = answer.read(self._limits.answer + 1)
        except ssl.SSLCertVerificationError as error:
            raise Refusal("SERVER_UNTRUSTED") from error
        except (OSError, http.client.HTTPException) as error:
            raise Refusal("NETWORK_DOWN") from error
        finally:
            line.close()
        if len(body) > self._limits.answer:
            raise Refusal("SERVICE_DOWN", reply="huge")
        return answer.status, body

    def _context(self, service: Service) -> ssl.SSLContext:
        if service.certificate:
            self._tls.load_cert_chain(service.certificate, service.key)
        return self._tls
