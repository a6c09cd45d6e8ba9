"""Waiting for a condition, never for a time."""

import threading
import time
from collections.abc import Callable

# Short: some wait at every command of a card.
POLL = 0.005


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Come back once the condition holds; AssertionError when it does not come."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < end, "the condition did not come"
        pause.wait(POLL)
