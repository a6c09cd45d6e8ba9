"""Battery and mains, as the kernel tells them under /sys."""

from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")


class SystemPower:
    """`Power` read from the kernel's power supplies; a machine without a battery is full and on the mains."""

    def __init__(self, supplies: Path = SUPPLIES) -> None:
        self._supplies = supplies

    def level(self) -> tuple[int, bool]:
        """Percent left of the first battery, and whether it is charging (or full)."""
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
