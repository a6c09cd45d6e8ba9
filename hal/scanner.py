"""Looking for a code: the camera is on while somebody waits for it, and no longer."""

import threading
import time
from collections.abc import Callable

from device.base.refusal import Refusal
from device.ports import Eye


class Scanner:
    """The port `eye` of the workers over an `Eye`; `opener` makes it at the first scan: its library is slow to load."""

    def __init__(self, opener: Callable[[], Eye]) -> None:
        self._opener = opener
        self._lock = threading.Lock()
        self._eye: Eye | None = None
        self._round = 0

    def scan(self, symbology: str, seconds: int) -> bytes:
        """The octets of the first code of that symbology; CODE_NOT_SEEN after `seconds`; a later scan ends an earlier one."""
        with self._lock:
            self._round += 1
            mine = self._round
            self._eye = eye = self._eye or self._opener()
        eye.open()
        try:
            end = time.monotonic() + seconds
            while time.monotonic() < end and mine == self._round:
                code = eye.look(symbology)
                if code is not None:
                    return code.octets
            raise Refusal("CODE_NOT_SEEN")
        finally:
            if mine == self._round:
                eye.close()

    def frame(self) -> tuple[int, int, bytes] | None:
        """The newest frame, for the screen; None while the camera is off."""
        return None if self._eye is None else self._eye.frame()
