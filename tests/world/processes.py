"""A world and a courier as processes of their own, ended with the test that started them."""

import contextlib
import hashlib
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from device.ports import Parcel
from hal.courier.client import CourierClient
from hal.vault import FileVault
from simulator.control import World
from tests.waiting import until
from tests.world.made import FUND, Maker, parcel

ROOT = Path(__file__).resolve().parents[2]
TODAY = 20744  # 18 October 2026


class Process:
    """A Python module that runs until it is killed, in a `home` of its own when one is given."""

    def __init__(self, *arguments: str, home: Path | None = None) -> None:
        self._arguments = arguments
        self._home = home
        self.start()

    def start(self) -> None:
        """Start it (again)."""
        command = [sys.executable, "-W", "error", "-B", "-m", *self._arguments]
        own = {} if self._home is None else {"HOME": str(self._home), "TMPDIR": str(self._home)}
        self._popen = subprocess.Popen(command, cwd=self._home or ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)} | own)

    def kill(self) -> None:
        """As a power cut would."""
        self._popen.kill()
        self._popen.wait()

    def end(self) -> None:
        """As its owner would."""
        self._popen.terminate()
        self._popen.wait(10)


class Stage:
    """A world (without cards, as they need a reader), a courier, and the device's side of both."""

    def __init__(self, directory: Path, cards: bool = False) -> None:
        self.directory = directory
        more = () if cards else ("--no-cards",)
        self.world_process = Process("simulator.world", "--directory", str(directory), "--start", "2026-10-18T09:30", *more)
        self.world = World(directory / "control")
        self.courier_process = Process("hal.courier", "--config", str(directory / "device" / "courier.json"))
        self.client = CourierClient(directory / "device" / "courier.sock")
        self.vault = FileVault(directory / "device" / "vault", lambda: TODAY)
        self._maker = Maker(directory)
        self._numbers = itertools.count(1)
        until(self.client.online)

    def parcel(self, route: str = "mail") -> Parcel:
        """A new lot of one new invoice, ready to be handed over."""
        number = next(self._numbers)
        lot = self._maker.lot(number, [self._maker.image(number)])
        return parcel(hashlib.sha256(lot).hexdigest(), self.vault.envelope(lot, FUND.address, TODAY).octets, route=route)

    def copies(self, sent: Parcel) -> int:
        """How many times the insurer received that lot."""
        return sum(row["copies"] for row in self.world.lots() if row["digest"] == sent.uid)

    def __enter__(self) -> "Stage":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.world.close()
        self.courier_process.end()
        self.world_process.end()

    def restart_world(self) -> None:
        """Kill the world and start it again."""
        self.world.close()
        self.world_process.kill()
        self.world_process.start()
        self.world = World(self.directory / "control")


@contextlib.contextmanager
def stage(cards: bool = False) -> Iterator[Stage]:
    """A fresh one, in a directory with a short path."""
    with tempfile.TemporaryDirectory(prefix="w") as name, Stage(Path(name), cards) as made:
        yield made
