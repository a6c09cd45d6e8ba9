"""SIM: the processes of a demonstration: the world, the courier, the device. They die with whoever started them."""

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simulator import netns
from simulator.control import World
from simulator.director.hand import Hand
from simulator.files import write_whole

DEVICE = "SIM1"
START = "2026-10-18T08:00"
STOP_SECONDS = 20
_PR_SET_PDEATHSIG = 1


class Cast:
    """Everybody who plays, their state under `directory` (its path short: sockets lie in it); `kept` is where the insurer keeps
    what it received. `window` shows the device in a window."""

    def __init__(self, directory: Path, kept: Path, window: bool, say: Callable[[str], None]) -> None:
        self.directory = directory
        self._kept = kept
        self._window = window
        self._processes: list[subprocess.Popen[bytes]] = []
        self._apart = netns.refused()
        if self._apart:
            say(f"network namespaces are refused here ({self._apart}): going on without")
        else:
            say("the world has a network of its own, the device has none")

    def world(self) -> World:
        """Start the world, or find it again; its control."""
        command = [sys.executable, "-m", "simulator.world", "--directory", str(self.directory), "--kept", str(self._kept), "--start", START]
        process = self._start("world", command if self._apart else netns.own(command))
        world = World(self.directory / "control", 60.0)
        world.slots()
        courier = [sys.executable, "-m", "hal.courier", "--config", str(self.directory / "device" / "courier.json")]
        self._start("courier", courier if self._apart else netns.beside(process.pid, courier))
        return world

    def papers(self) -> dict[str, Any]:
        """What the world hands to the device."""
        found: dict[str, Any] = json.loads((self.directory / "device" / "world.json").read_text(encoding="utf-8"))
        return found

    def configuration(self) -> Path:
        """Write the device's configuration from the world's papers."""
        papers = self.papers()
        settings = {
            "device": DEVICE,
            "directory": str(self.directory / "app"),
            "sim": True,
            "clock": papers["clock"],
            "touch_channel": str(self.directory / "touch"),
            "cards": "test",
            "mailbox": papers["address"],
            "eye": papers["camera"] + "/frame_%04d.png",
            "courier": papers["courier_socket"],
            "vault": papers["vault"],
            "log": str(self.directory / "app.log"),
            "readers": {"socket": papers["pcscd_socket"], **papers["slots"]},
        }
        path = self.directory / "device.json"
        write_whole(path, json.dumps(settings, indent=1).encode())
        return path

    def device(self, pace: float) -> Hand:
        """Start `tournee run`; a hand on its screen."""
        command = [sys.executable, "-m", "ui.cli.main", "run", "--config", str(self.configuration())]
        command += [] if self._window else ["--off-screen"]
        self._start("device", command if self._apart else netns.empty(command))
        return Hand(self.directory / "touch", pace)

    def wait(self) -> int:
        """Wait until the device is closed by its user; its exit code."""
        return self._processes[-1].wait()

    def dismiss(self) -> None:
        """End every process that this cast started, the last first."""
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()

    def _start(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        log = (self.directory / f"{name}.out").open("ab")
        with log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=_ROOT, preexec_fn=_die_with_parent, env=dict(os.environ)
            )
        self._processes.append(process)
        return process


_ROOT = Path(__file__).resolve().parents[2]


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
