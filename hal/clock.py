"""The system's clock as the practice reads it: in its own zone, never going back and never standing still, doubted when it was set back."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from device.ports import Moment
from hal.files import write_durably

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SystemClock:
    """`Clock` in `zone`. `shift` is added to the system's time (SIM); `floor`, in minutes since 1970 UTC, is the latest moment
    that an earlier run saw, and `remember` is told each later one. `running` counts the seconds that really pass."""

    def __init__(
        self,
        zone: str,
        shift: timedelta = timedelta(0),
        floor: int = 0,
        remember: Callable[[int], None] = lambda minute: None,
        seconds: Callable[[], float] = time.time,
        running: Callable[[], float] = lambda: time.clock_gettime(time.CLOCK_BOOTTIME),
    ) -> None:
        self._zone = ZoneInfo(zone)
        self._shift = shift
        self._floor = floor
        self._remember = remember
        self._seconds = seconds
        self._running = running
        self._since = running()
        self._lock = threading.Lock()

    def now(self) -> Moment:
        """The present moment; when the system's clock went back, the latest one seen and what passed since, and not certain: a clock that
        was wrong by a year and set right must not stop what waits for a minute."""
        shown = int((self._seconds() + self._shift.total_seconds()) // 60)
        with self._lock:
            is_certain = shown >= self._floor
            minute = shown if is_certain else self._floor + int(self._running() - self._since) // 60
            if minute > self._floor:
                self._since = self._running() if is_certain else self._since + 60 * (minute - self._floor)
                self._floor = minute
                self._remember(minute)
        return self._moment(minute, is_certain)

    def _moment(self, minute: int, is_certain: bool) -> Moment:
        local = (_EPOCH + timedelta(minutes=minute)).astimezone(self._zone)
        offset = local.utcoffset() or timedelta(0)
        day = (local.date() - _EPOCH.date()).days
        return Moment(day, local.hour * 60 + local.minute, int(offset.total_seconds()) // 60, is_certain)


class Floor:
    """The latest minute seen, kept in a file for the next run: written every `every` minutes, so that the medium lasts."""

    def __init__(self, path: Path, every: int = 10) -> None:
        self._path = path
        self._every = every
        self.minute = self._read()

    def remember(self, minute: int) -> None:
        """Keep it, if it is time to."""
        if minute >= self.minute + self._every:
            self.minute = minute
            write_durably(self._path, b"%d\n" % minute)

    def _read(self) -> int:
        try:
            return int(self._path.read_text())
        except (OSError, ValueError):
            return 0
