"""`slow_wire`, `slow_wire_z`, `slow_line`: the edge of a mobile network, 64 kbit/s, up to 400 ms of queue. One lot of 20 signed invoices:
octets on the wire per invoice against its B2, as it is and compressed (`/Z`), and the time against plain smtplib sending the same mail.

The line is the loopback of a network namespace under traffic control (token bucket, packets of 1500): the octets are those of every packet,
acknowledgements and repeats included. Where there is none, a proxy of that rate and delay stands in, and headers of packets go uncounted.
"""

import contextlib
import json
import re
import smtplib
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.measure import Measure, alternating, seconds
from device.ports import Parcel
from hal.courier.client import CourierClient
from hal.courier.letter import letter
from simulator import netns
from simulator.proxy import Proxy, Wire
from simulator.world.papers import DEVICE_ADDRESS
from tests.waiting import until
from tests.world.made import FUND, Maker, parcel
from tests.world.processes import TODAY, Process, Stage, stage

INVOICES, RUNS = 20, 2
LIMIT, WIRE_LIMIT, PACKED_LIMIT = 1.3, 2.6, 0.6
SHAPED = "ip link set lo mtu 1500 && tc qdisc add dev lo root tbf rate 64kbit burst 4k latency 400ms"
EDGE = Wire(delay=0.2, rate=8000)
_SENT = re.compile(r"Sent (\d+) bytes")


def measure() -> list[Measure]:
    """In a namespace of its own, where one can be had."""
    shaped = subprocess.run(netns.own(["sh", "-c", SHAPED]), capture_output=True, check=False).returncode == 0
    if not shaped:
        return _measured(shaped)
    command = netns.own(["sh", "-c", SHAPED + ' && exec "$@"', "sh", sys.executable, "-m", "bench.slow"])
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return [Measure(each["id"], each["ours"], each["floor"], each["limit"], each["unit"], each["n"]) for each in json.loads(told)]


def _measured(shaped: bool) -> list[Measure]:
    with stage() as made, _line(made, shaped) as (client, port, octets):
        maker = Maker(made.directory)
        images = [maker.image(number) for number in range(1, INVOICES + 1)]
        plain = sum(len(image) for image in images) / INVOICES
        lot = maker.lot(1, images)
        sent = _enclosed(made, lot)
        began = octets()
        ours, floor = alternating(lambda: seconds(lambda: client.send(sent)), lambda: seconds(lambda: _plainly(made, port, sent)), RUNS)
        wire = (octets() - began) / (2 * RUNS * INVOICES)
        listed = made.directory / "device" / "vault" / "certificates.csv"
        listed.write_text(listed.read_text().replace("address,file", "address,file,packed").replace("amo.pem", "amo.pem,yes"))
        began = octets()
        client.send(_enclosed(made, lot))
        packed = (octets() - began) / INVOICES
    unit = "octets an invoice"
    return [
        Measure("slow_wire", wire, plain, WIRE_LIMIT, unit, 2 * RUNS),
        Measure("slow_wire_z", packed, plain, PACKED_LIMIT, unit, 1),
        Measure("slow_line", ours, floor, LIMIT, "s", RUNS),
    ]


def _enclosed(made: Stage, lot: bytes) -> Parcel:
    return parcel("T1-1", made.vault.envelope(lot, FUND.address, TODAY).octets, DEVICE_ADDRESS)


@contextlib.contextmanager
def _line(made: Stage, shaped: bool) -> Iterator[tuple[CourierClient, int, Callable[[], int]]]:
    """A courier on that line, the port of the submission server at its end, and how many octets went over it."""
    config = json.loads((made.directory / "device" / "courier.json").read_text())
    if shaped:
        yield made.client, config["smtp"]["port"], _counted
        return
    path, socket = made.directory / "slow.json", made.directory / "slow.sock"
    with contextlib.closing(Proxy((config["smtp"]["host"], config["smtp"]["port"]))) as proxy:
        proxy.wire = EDGE
        path.write_text(json.dumps(config | {"socket": str(socket), "smtp": config["smtp"] | {"port": proxy.port}}))
        courier = Process("hal.courier", "--config", str(path))
        client = CourierClient(Path(socket))
        until(client.online)
        yield client, proxy.port, lambda: proxy.up + proxy.down
        courier.end()


def _counted() -> int:
    """Octets that left the loopback, headers of packets and all."""
    told = subprocess.run(["tc", "-s", "qdisc", "show", "dev", "lo"], capture_output=True, text=True, check=True).stdout
    found = _SENT.search(told)
    assert found is not None
    return int(found[1])


def _plainly(made: Stage, port: int, sent: Parcel) -> None:
    """The same mail by the standard library alone, one login."""
    config = json.loads((made.directory / "device" / "courier.json").read_text())
    with smtplib.SMTP(config["smtp"]["host"], port) as line:
        line.starttls(context=ssl.create_default_context(cafile=config["authority"]))
        line.login(config["smtp"]["user"], config["smtp"]["password"])
        line.sendmail(sent.sender, [sent.recipient], letter(sent))


if __name__ == "__main__":
    print(json.dumps([each.plain() | {"limit": each.limit} for each in _measured(True)]))
