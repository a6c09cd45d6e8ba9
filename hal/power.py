"""Battery and mains, as the kernel tells them under /sys."""

import time
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
# Asked at every event, and a gauge on a slow bus takes a millisecond to answer: what it told stands for a while.
REST_SECONDS = 10.0


class SystemPower:
    """`Power` read from the kernel's power supplies; a machine without a battery is full and on the mains."""

    def __init__(self, supplies: Path = SUPPLIES) -> None:
        self._supplies = supplies
        self._told = (100, True)
        self._until = 0.0

    def level(self) -> tuple[int, bool]:
        """Percent left of the first battery, and whether it is charging (or full), at most REST_SECONDS ago."""
        now = time.monotonic()
        if now >= self._until:
            self._told, self._until = self._read(), now + REST_SECONDS
        return self._told

    def _read(self) -> tuple[int, bool]:
        for supply in sorted(self._supplies.glob("*")):
            percent = _word(supply / "capacity")
            if _word(supply / "type") == "Battery" and percent.isdecimal():
                return min(100, int(percent)), _word(supply / "status") in ("Charging", "Full")
        return 100, True


def _word(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
