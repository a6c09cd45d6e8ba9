"""SIM: what a world remembers of itself, durable: its clock, its ports, its network, the cards in its slots."""

import datetime
import json
import time
import zoneinfo
from pathlib import Path
from typing import Any

from simulator.files import write_whole

PARIS = zoneinfo.ZoneInfo("Europe/Paris")


def write_durably(path: Path, value: Any) -> None:
    """Put a value into a JSON file, the old one or the new one whatever happens."""
    write_whole(path, json.dumps(value, indent=1).encode())


class State:
    """Plain values in `directory`/state.json, written at every change; the clock's offset also in clock.json, for the device."""

    def __init__(self, directory: Path, start: datetime.datetime | None) -> None:
        self._path = directory / "state.json"
        self.clock_path = directory / "clock.json"
        self._values: dict[str, Any] = {"network": True, "ports": {}, "slots": {}, "renewed": {}, "offset": 0}
        if self._path.exists():
            self._values |= json.loads(self._path.read_text(encoding="utf-8"))
        elif start is not None:
            self._values["offset"] = int(start.replace(tzinfo=PARIS).timestamp() - time.time())
        self._write()

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def keep(self, name: str, value: Any) -> None:
        """Change a value durably."""
        self._values[name] = value
        self._write()

    def now(self) -> datetime.datetime:
        """The world's local time."""
        return datetime.datetime.fromtimestamp(time.time() + self._values["offset"], PARIS)

    def jump(self, moment: datetime.datetime) -> None:
        """Set the local time; it goes on from there."""
        self.keep("offset", int(moment.replace(tzinfo=PARIS).timestamp() - time.time()))

    def _write(self) -> None:
        write_durably(self.clock_path, {"offset_seconds": self._values["offset"]})
        write_durably(self._path, self._values)
