"""The real background between the real vault and a real courier process, whose servers stand behind wires that break."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from device.base.dates import iso_from_day
from device.base.wire import digest_hex
from device.exchange.background import Background
from device.outbox.numbers import lot_key
from device.signals import NetworkChanged, Ticked
from hal.courier.client import CourierClient
from hal.vault import FileVault
from simulator.proxy import Proxy, Wire
from simulator.world.papers import DEVICE_ADDRESS
from tests.courier.lines import GIVE_UP_SECONDS
from tests.device.office import BILLING, Office
from tests.waiting import until
from tests.world.made import Maker
from tests.world.processes import Process, Stage

Row = dict[str, Any]
# A courier's socket, and the wires before its servers smtp, pop3 and web.
Line = tuple[Path, dict[str, Proxy]]
# Small, so that what is hostile need not be large.
LIMITS = {"mail": 400_000, "inflated": 100_000, "parts": 4}
# Beyond those of the parcels of a stage.
_numbers = iter(range(300, 980, 10))


class Card(Maker):
    """The professional's card of the stage."""

    @staticmethod
    def read_receipt(octets: bytes) -> bytes:
        """A receipt is plain here."""
        return octets


class Engine(Office):
    """A device without a screen on that stage, by `route`. Its numbers are its own: the insurer's book is everybody's."""

    def __init__(self, made: Stage, socket: Path, route: str, proxies: dict[str, Proxy]) -> None:
        super().__init__()
        self.made = made
        self.route = route
        self.proxies = proxies
        self.courier: Any = CourierClient(socket)
        self.vault: Any = FileVault(made.directory / "device" / "vault", lambda: self.moment.day)
        self.sesam: Any = Card(made.directory)
        self.background = Background(self, DEVICE_ADDRESS, route)
        first = next(_numbers)
        ranges = [{"billing": BILLING, "kind": kind, "first": first, "last": first + 9} for kind in ("F", "D", "S")]
        self.begin()
        own = {"billing": BILLING, "kind": "invoice", "first": 1000 * first, "last": 1000 * first + 999}
        self.record([("range.given", each) for each in (*ranges, own)])

    def sealed(self, **how: Any) -> str:
        """An invoice that the cards of the world signed."""
        invoice = self.intend(**how)
        row = self.row("invoice", invoice)
        kinds = "FD" if row["dre_blob"] else "F"
        images = [self.sesam.image(int(row["number"]), kind, row["mode"]) for kind in kinds]
        blobs = dict(zip(("fse_blob", "dre_blob"), map(digest_hex, images), strict=False))
        self.record([("invoice.sealed", {"invoice": invoice, "dre_blob": "", **blobs})], tuple(images))
        return invoice

    def wait(self, minutes: int) -> None:
        """Time passes here and in the world."""
        super().wait(minutes)
        self.made.world.jump(iso_from_day(self.moment.day), self.moment.minute)

    def out(self, count: int = 1, **how: Any) -> Row:
        """So many invoices are sealed, wait for company, and go; their first lot."""
        for _ in range(count):
            self.sealed(**how)
        super().wait(10)
        self.run(Ticked())
        return self.lots()[0]

    def lot(self, index: int = 0) -> Row:
        """A lot as it stands."""
        return self.lots()[index]

    def look(self) -> None:
        """The mailbox is looked at."""
        self.run(NetworkChanged(True))

    def answered(self) -> None:
        """The insurer reads what came, sends all it promised; the device looks at its mailbox."""
        self.made.world.answer_now()
        self.look()

    def told(self) -> list[tuple[str, str]]:
        """What waits for a person: kind and code."""
        return [(row["kind"], row["code"]) for row in self.store.rows("todo")]

    def copies(self, lot: Row) -> int:
        """How often that lot came; AssertionError when another came under its number."""
        same = [row for row in self.made.world.lots() if lot_key(row["biller"], row["kind"], row["number"]) == _key(lot)]
        assert {row["digest"] for row in same} <= {lot["digest"]}
        return sum(row["copies"] for row in same)

    def arrives(self, lot: Row, copies: int = 1) -> None:
        """Wait until it came so often."""
        until(lambda: self.copies(lot) >= copies)


def _key(lot: Row) -> str:
    return lot_key(lot["payee"], lot["kind"], lot["number"])


@contextlib.contextmanager
def running(made: Stage) -> Iterator[Line]:
    """A courier process of its own."""
    config = json.loads((made.directory / "device" / "courier.json").read_text())
    web = config["services"]["oct"]["url"]
    port = int(web.rpartition(":")[2].partition("/")[0])
    targets = {"smtp": config["smtp"]["port"], "pop3": config["pop3"]["port"], "web": port}
    with contextlib.ExitStack() as stack:
        proxies = {each: stack.enter_context(contextlib.closing(Proxy(("127.0.0.1", target)))) for each, target in targets.items()}
        config |= {each: config[each] | {"port": proxies[each].port} for each in ("smtp", "pop3")}
        config["services"]["oct"]["url"] = web.replace(str(port), str(proxies["web"].port))
        config |= {"socket": str(made.directory / "wired.sock"), "seconds": GIVE_UP_SECONDS, "limits": LIMITS}
        path = made.directory / "wired.json"
        path.write_text(json.dumps(config))
        courier = Process("hal.courier", "--config", str(path))
        stack.callback(courier.end)
        until(CourierClient(Path(config["socket"])).online)
        yield Path(config["socket"]), proxies


def mended(proxies: dict[str, Proxy]) -> None:
    """Nothing breaks any more."""
    for proxy in proxies.values():
        proxy.wire = Wire()
