"""Looking for a code, or at a page: the camera is on while somebody waits for it, and no longer."""

import threading
import time
from collections.abc import Callable

from device.base.page import Page
from device.base.refusal import Refusal
from device.ports import Eye

# The first time, the camera's library is loaded.
_BEGINNING_SECONDS = 8.0


class Scanner:
    """The port `eye` of the workers over an `Eye`; `opener` makes it at the first scan: its library is slow to load. Pages are seen by
    another one, which `stills` makes, at the camera's full size."""

    def __init__(
        self, opener: Callable[[], Eye], stills: Callable[[], Eye] | None = None, beginning_seconds: float = _BEGINNING_SECONDS
    ) -> None:
        self._opener = opener
        self._stills = stills or opener
        self._beginning_seconds = beginning_seconds
        self._lock = threading.Lock()
        self._eye: Eye | None = None
        self._still: Eye | None = None
        self._open: Eye | None = None
        self._over = threading.Event()
        self._on = threading.Event()
        self._round = 0

    def scan(self, symbology: str, seconds: int) -> bytes:
        """The octets of the first code of that symbology; CODE_NOT_SEEN after `seconds`; a later scan ends an earlier one."""
        with self._lock:
            self._eye = eye = self._eye or self._opener()
        mine = self._begun(eye)
        try:
            end = time.monotonic() + seconds
            while time.monotonic() < end and mine == self._round:
                code = eye.look(symbology)
                if code is not None:
                    return code.octets
            raise Refusal("CODE_NOT_SEEN")
        finally:
            self._ended(mine)

    def watch(self, seconds: int) -> bool:
        """Keep the camera on a page for `seconds`, or until `stop`: True when it was stopped."""
        with self._lock:
            self._still = eye = self._still or self._stills()
        mine = self._begun(eye)
        try:
            return self._over.wait(seconds)
        finally:
            self._ended(mine)

    def take(self) -> Page:
        """The page that is before the camera now, while it is watched, which may be about to begin; EYE_ABSENT when it is not, EYE_DARK."""
        self._on.wait(self._beginning_seconds)
        eye = self._open
        if eye is None:
            raise Refusal("EYE_ABSENT")
        return eye.page()

    def stop(self) -> None:
        """Nobody looks any more: the camera goes off."""
        with self._lock:
            self._round += 1
            self._over.set()
            eye, self._open = self._open, None
            self._on.clear()
        if eye is not None:
            eye.close()

    def frame(self) -> tuple[int, int, bytes] | None:
        """The newest frame, for the screen; None while the camera is off."""
        eye = self._open
        return None if eye is None else eye.frame()

    def filled(self) -> int | None:
        """How much of the frame a code fills that is seen and not read; None while the camera is off."""
        eye = self._open
        return None if eye is None else eye.filled()

    def _begun(self, eye: Eye) -> int:
        """The camera is on, for this round and no other."""
        self.stop()
        with self._lock:
            mine = self._round
            self._over = threading.Event()
            self._open = eye
        eye.open()
        self._on.set()
        return mine

    def _ended(self, mine: int) -> None:
        if mine == self._round:
            self.stop()
