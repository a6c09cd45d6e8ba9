"""SIM: the online services of a world over HTTPS, and its concentrator, on Twisted."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from twisted.web import resource, server

Answer = Callable[[bytes], bytes]
# What goes wrong next, by name: how often it still does, or with which status.
Fault = Callable[[str], int]
_DIGEST_LENGTH = 64
_LIMIT = 1 << 26


class _Service(resource.Resource):  # type: ignore[misc]  # Twisted has no types
    """One service: what is posted is answered."""

    isLeaf = True

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    def render_POST(self, request: Any) -> bytes:
        """The answer, as SOAP 1.2."""
        request.setHeader(b"Content-Type", b"application/soap+xml; charset=utf-8")
        return self._answer(request.content.read(_LIMIT))


class _Concentrator(resource.Resource):  # type: ignore[misc]  # Twisted has no types
    """Lots under the hash of their octets: 200 when it is there, 404 when it is not, 201 once it is."""

    isLeaf = True

    def __init__(self, directory: Path, taken: Callable[[str, str, bytes], None], fault: Fault) -> None:
        super().__init__()
        self._directory = directory
        self._taken = taken
        self._fault = fault
        directory.mkdir(parents=True, exist_ok=True)

    def render_GET(self, request: Any) -> bytes:
        """Is it there?"""
        return self._said(request, 200 if self._path(request).is_file() else 404)

    def render_PUT(self, request: Any) -> bytes | int:
        """Take it once; 422 when the octets are not those of the name. Its own key, asked for, is the name too."""
        octets, path = request.content.read(_LIMIT), self._path(request)
        refusal = self._fault("web_code")
        if refusal or request.getHeader("Idempotency-Key") != path.name:
            return self._said(request, refusal or 400)
        if hashlib.sha256(octets).hexdigest() != path.name:
            return self._said(request, 422)
        if not path.is_file():
            self._taken(request.getHeader("X-Sender") or "", request.getHeader("X-Recipient") or "", octets)
            path.write_bytes(b"")
        if self._fault("web_swallow"):
            request.transport.abortConnection()
            return int(server.NOT_DONE_YET)
        return self._said(request, 201)

    def _path(self, request: Any) -> Path:
        return self._directory / bytes(request.path).decode("ascii", "replace").rpartition("/")[2][:_DIGEST_LENGTH]

    @staticmethod
    def _said(request: Any, code: int) -> bytes:
        request.setResponseCode(code)
        return b""


def site(services: dict[str, Answer], lots: Path, taken: Callable[[str, str, bytes], None], fault: Fault) -> Any:
    """The web site: `/<name>` for each service, `/oct/lots/<sha256>` for the concentrator."""
    root = resource.Resource()
    for name, answer in services.items():
        root.putChild(name.encode(), _Service(answer))
    root.putChild(b"oct", _Concentrator(lots, taken, fault))
    return server.Site(root)
