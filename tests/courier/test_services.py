"""Online services: answers of every kind, our own key shown where it is asked for, the concentrator that takes a lot once."""

import contextlib
import dataclasses
import http.server
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hal.courier.config import Config, Limits, Server, Service
from hal.courier.server import Courier
from simulator.keys import HOST, Keys
from tests.courier.lines import asked
from tests.world.made import parcel

NOBODY = Server(HOST, 1, "", "")


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers with the first status in the path, a question with the second; the content type that was posted, and what was posted."""

    def _answer(self) -> None:
        octets = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, asked = self.path.split("/")[1:3]
        self.send_response(int(asked if self.command == "GET" else status))
        self.end_headers()
        self.wfile.write(self.headers.get("Content-Type", "").encode() + b"|" + octets)

    do_GET = do_POST = do_PUT = _answer

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@dataclasses.dataclass
class Site:
    """A web server that wants to know its clients."""

    keys: Keys
    port: int

    def courier(self, status: int, known: bool = True, asked: int = 404, **more: object) -> Courier:
        """A courier for a service that answers with this status, and so when asked."""
        own = self.keys.mailbox("client", "client@example.fr")
        key = (str(own.certificate_path), str(own.key_path)) if known else ("", "")
        services = {name: Service(f"https://{HOST}:{self.port}/{status}/{asked}", "urn:do", *key) for name in ("adri", "oct")}
        authority = str(self.keys.authority.certificate_path)
        config = Config(Path("none"), NOBODY, NOBODY, authority=authority, services=services, limits=Limits(answer=100), seconds=5.0)
        return Courier(dataclasses.replace(config, **more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    keys = Keys(tmp_path_factory.mktemp("site"))
    pair = keys.server()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(keys.authority.certificate_path))
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.load_cert_chain(pair.certificate_path, pair.key_path)
    server = http.server.ThreadingHTTPServer((HOST, 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that go away are what is tested
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with contextlib.closing(server.socket):
        yield Site(keys, server.server_address[1])
        server.shutdown()
        thread.join()


def call(courier: Courier, octets: bytes = b"<a/>", service: str = "adri") -> tuple[str, bytes]:
    """The refusal and its reply, or nothing and the answer."""
    head, body = courier.answer({"verb": "call", "service": service}, octets)
    return f"{head.get('refused', '')} {head.get('facts', {}).get('reply', '')}".strip(), body


@pytest.mark.parametrize("status", [200, 400, 500])
def test_an_answer_is_an_answer_a_fault_too(site: Site, status: int) -> None:
    assert call(site.courier(status)) == ("", b'application/soap+xml; charset=utf-8; action="urn:do"|<a/>')


@pytest.mark.parametrize("status", [302, 404, 503])
def test_what_is_no_answer_says_that_the_service_is_down(site: Site, status: int) -> None:
    assert call(site.courier(status)) == (f"SERVICE_DOWN {status}", b"")


def test_our_own_key_is_shown_to_the_service_that_wants_it(site: Site) -> None:
    assert call(site.courier(200, known=False))[0] == "NETWORK_DOWN"


def test_an_answer_without_end_and_a_service_without_address(site: Site) -> None:
    assert call(site.courier(200), b"x" * 200)[0] == "SERVICE_DOWN huge"
    assert call(site.courier(200), service="nobody")[0] == "SERVICE_DOWN unknown"


def test_a_server_of_another_authority_is_not_trusted(site: Site, tmp_path: Path) -> None:
    other = Keys(tmp_path).authority.certificate_path
    assert call(site.courier(200, authority=str(other)))[0] == "SERVER_UNTRUSTED"


@pytest.mark.parametrize(
    ("status", "question", "outcome"),
    [
        (201, 404, "sent"),
        (204, 404, "sent"),
        (500, 200, "sent"),
        (302, 404, "SEND_REFUSED"),
        (401, 404, "SEND_REFUSED"),
        (422, 404, "SEND_REFUSED"),
        (408, 404, "SEND_UNCERTAIN"),
        (429, 404, "SEND_UNCERTAIN"),
        (503, 404, "SEND_UNCERTAIN"),
        (201, 503, "SEND_UNCERTAIN"),
        (201, 403, "SEND_REFUSED"),
    ],
)
def test_the_concentrator_takes_a_lot_or_says_why_not(site: Site, status: int, question: int, outcome: str) -> None:
    """What it says of the lot before it is put counts: where it does not know, nothing is put."""
    assert asked(site.courier(status, asked=question), parcel("T1-1", b"lot", route="oct")) == outcome


def test_a_concentrator_that_cannot_be_asked_was_given_nothing(site: Site) -> None:
    assert asked(site.courier(201, known=False), parcel("T1-1", b"lot", route="oct")) == "NETWORK_DOWN"
    assert asked(site.courier(201), parcel("T1-1", b"lot", "a@b\r\nX-Sender: c", route="oct")) == "SEND_REFUSED"
