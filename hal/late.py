"""A port that is made when it is first used, on its worker's thread: what is slow to load does not delay the first screen."""

import threading
from collections.abc import Callable
from typing import Any


class Late:
    """Stands for what `make` gives; every attribute is that of the real thing."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._made: Any = None
        self._lock = threading.Lock()

    def __getattr__(self, name: str) -> Any:
        with self._lock:  # a port may be watched by one thread and used by another
            if self._made is None:
                self._made = self._make()
        return getattr(self._made, name)
