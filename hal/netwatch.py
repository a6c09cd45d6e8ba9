"""Watches whether the far end can be reached, and says when that changes."""

import threading
from collections.abc import Callable
from typing import Any

from device.ports import Courier
from device.signals import NetworkChanged

STOP_SECONDS = 5.0


class NetWatch:
    """Asks `courier` every `seconds` on a thread of its own."""

    def __init__(self, courier: Courier, post: Callable[[Any], None], seconds: float = 5.0) -> None:
        self._courier = courier
        self._post = post
        self._seconds = seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="netwatch", daemon=True)

    def start(self) -> None:
        """Begin to watch; the network is down until it is seen."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stopping.set()
        self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        known = False
        while not self._stopping.is_set():
            up = self._courier.online()
            if up != known:
                self._post(NetworkChanged(up))
            known = up
            self._stopping.wait(self._seconds)
