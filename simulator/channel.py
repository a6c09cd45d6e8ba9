"""SIM: a line to a Unix socket whose owner may not listen yet."""

import socket
import time
from pathlib import Path

POLL_SECONDS = 0.05


def connected(path: Path, patience: float) -> socket.socket:
    """Connect as soon as somebody listens there; TimeoutError after `patience` seconds."""
    deadline = time.monotonic() + patience
    while True:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.connect(str(path))
            return line
        except OSError as error:
            line.close()
            if time.monotonic() > deadline:
                raise TimeoutError(f"nobody listens on {path.name} after {patience:.0f} s") from error
            time.sleep(POLL_SECONDS)
