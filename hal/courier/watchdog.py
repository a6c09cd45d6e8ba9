"""A server that sends one octet now and then keeps every single wait short and the whole endless: a conversation has an end too."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def cut_after(seconds: float, line: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shut the line down when what is done with it takes longer; whoever waits on it then finds it closed. `line` gives the socket at
    that moment: TLS puts another in its place."""
    timer = threading.Timer(seconds, lambda: _shut(line()))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(line: socket.socket | None) -> None:
    if line is not None:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
