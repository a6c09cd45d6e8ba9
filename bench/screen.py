"""`start` and `memory`: from the command to the first usable screen of the real `tournee run`, against a bare Kivy window.

The device starts locked, without readers, courier or world: what it waits for from outside is not measured here.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.measure import Measure

_LIMIT = 1.5
_RUNS = 5
_DEADLINE = 60


def measure() -> list[Measure]:
    """The two ratios of the first screen, medians of runs taken in turns."""
    with tempfile.TemporaryDirectory() as directory:
        configuration = _configuration(Path(directory))
        pairs = [(_first(["run", "--config", str(configuration)]), _first(["floor"])) for _ in range(_RUNS)]
    start, memory = (tuple(statistics.median(pair[side][part] for pair in pairs) for side in (0, 1)) for part in (0, 1))
    return [
        Measure("start", start[0], start[1], _LIMIT, "s", _RUNS),
        Measure("memory", memory[0] / 1024, memory[1] / 1024, _LIMIT, "MB", _RUNS),
    ]


def _first(arguments: list[str]) -> tuple[float, float]:
    """Seconds to the first screen, and the kilobytes held then."""
    environment = dict(os.environ, BENCH_STARTED=repr(time.time()))
    command = [sys.executable, "-m", "bench.first_screen", *arguments]
    printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=_DEADLINE).stdout
    seconds, kilobytes = printed.split()
    return float(seconds), float(kilobytes)


def _configuration(directory: Path) -> Path:
    """The least that a device may be told."""
    path = directory / "device.json"
    settings = {
        "device": "BENCH",
        "directory": str(directory / "data"),
        "mailbox": "bench@example.org",
        "courier": str(directory / "courier"),
        "vault": str(directory / "vault"),
        "log": str(directory / "log"),
        "readers": {"cps": "none 00 00", "vitale": "none 00 01"},
    }
    path.write_text(json.dumps(settings), encoding="utf-8")
    return path
