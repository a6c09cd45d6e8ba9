"""`sync_200`: 200 signed invoices made into lots, enveloped and handed over by the courier, on a mobile line (a proxy: 4 Mbit/s, 50 ms
each way). Floor: plain smtplib sending the same mails over the same line. `sync_wire`: octets on that line per invoice, against its B2.
"""

import contextlib
import json
import smtplib
import ssl
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Measure, alternating, seconds
from device.ports import Parcel
from hal.courier.client import CourierClient
from hal.courier.letter import letter
from simulator.proxy import Proxy, Wire
from simulator.world.papers import DEVICE_ADDRESS
from tests.waiting import until
from tests.world.made import FUND, Maker, parcel
from tests.world.processes import TODAY, Process, Stage, stage

INVOICES, PER_LOT, RUNS = 200, 50, 3
LIMIT, WIRE_LIMIT = 1.2, 2.1
MOBILE = Wire(delay=0.05, rate=500_000)


def measure() -> list[Measure]:
    """Both, one world for all."""
    with stage() as made, _line(made) as (client, proxy):
        maker = Maker(made.directory)
        images = [maker.image(number) for number in range(1, INVOICES + 1)]
        sent = _handed_over(made, client, maker, images)
        before = proxy.up + proxy.down
        ours, floor = alternating(
            lambda: seconds(lambda: _handed_over(made, client, maker, images)), lambda: seconds(lambda: _plainly(made, proxy, sent)), RUNS
        )
        wire = (proxy.up + proxy.down - before) / (2 * RUNS * INVOICES)
    plain = sum(len(image) for image in images) / INVOICES
    return [
        Measure("sync_200", ours * 1000, floor * 1000, LIMIT, "ms", RUNS),
        Measure("sync_wire", wire, plain, WIRE_LIMIT, "octets an invoice", RUNS),
    ]


@contextlib.contextmanager
def _line(made: Stage) -> Iterator[tuple[CourierClient, Proxy]]:
    """A courier of its own whose submission server stands at the end of the mobile line."""
    config = json.loads((made.directory / "device" / "courier.json").read_text())
    proxy = Proxy((config["smtp"]["host"], config["smtp"]["port"]))
    proxy.wire = MOBILE
    path = made.directory / "mobile.json"
    socket = made.directory / "mobile.sock"
    path.write_text(json.dumps(config | {"socket": str(socket), "smtp": config["smtp"] | {"port": proxy.port}}))
    courier = Process("hal.courier", "--config", str(path))
    client = CourierClient(Path(socket))
    try:
        until(client.online)
        yield client, proxy
    finally:
        courier.end()
        proxy.close()


def _handed_over(made: Stage, client: CourierClient, maker: Maker, images: list[bytes]) -> list[Parcel]:
    """From signed invoices to the last word of the server; the mails are kept by nobody's insurer."""
    sent = []
    for at in range(0, INVOICES, PER_LOT):
        lot = maker.lot(at // PER_LOT + 1, images[at : at + PER_LOT])
        sent.append(parcel(f"T1-{at}", made.vault.envelope(lot, FUND.address, TODAY).octets, DEVICE_ADDRESS))
        client.send(sent[-1])
    return sent


def _plainly(made: Stage, proxy: Proxy, sent: list[Parcel]) -> None:
    """The same mails by the standard library alone, one login."""
    config = json.loads((made.directory / "device" / "courier.json").read_text())
    with smtplib.SMTP(config["smtp"]["host"], proxy.port) as line:
        line.starttls(context=ssl.create_default_context(cafile=config["authority"]))
        line.login(config["smtp"]["user"], config["smtp"]["password"])
        for each in sent:
            line.sendmail(each.sender, [each.recipient], letter(each))
