"""SIM: a wire that breaks: a proxy before a server (TCP or Unix socket) that cuts after so many octets, delays, or loses everything."""

import contextlib
import os
import queue
import socket
import struct
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 4096
_RESET = struct.pack("ii", 1, 0)
Address = tuple[str, int] | str


@dataclass
class Wire:
    """How the next lines behave; each cut happens once. Octets are counted from the start of each line.

    `cut_up` and `cut_down`: after that many octets from the client, or to it (-1: never); `reset`: cut by RST instead of FIN;
    `hole`: instead of a cut, whatever follows is lost and both sides wait; `delay`: seconds that octets are under way, each way;
    `rate`: octets per second, each way (0: no limit).
    """

    cut_up: int = -1
    cut_down: int = -1
    reset: bool = False
    hole: bool = False
    delay: float = 0.0
    rate: int = 0


class Proxy:
    """Listens on `address` and passes lines on to `target`. `up` and `down` count the octets that went through in all."""

    def __init__(self, target: Address, listen_at: Path | None = None) -> None:
        self._target = target
        self.wire = Wire()
        self.up = 0
        self.down = 0
        self._lines: list[socket.socket] = []
        self._listener = socket.socket(socket.AF_UNIX if listen_at else socket.AF_INET, socket.SOCK_STREAM)
        self._listener.bind(str(listen_at) if listen_at else ("127.0.0.1", 0))
        self._listener.listen(16)
        self.address: Address = self._listener.getsockname()
        self._path = listen_at
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()

    @property
    def port(self) -> int:
        """The TCP port that it listens on."""
        return int(self.address[1])

    def close(self) -> None:
        """Stop listening, cut every line."""
        _shut(self._listener)
        for line in self._lines:
            _shut(line)
        if self._path is not None:
            os.unlink(self._path)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return  # closed
            server = socket.socket(socket.AF_UNIX if isinstance(self._target, str) else socket.AF_INET, socket.SOCK_STREAM)
            try:
                server.connect(self._target)
            except OSError:
                client.close()
                server.close()
                continue
            self._lines += [client, server]
            for source, sink, is_up in ((client, server, True), (server, client, False)):
                way: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
                threading.Thread(target=self._take, args=(source, way), daemon=True).start()
                threading.Thread(target=self._pour, args=(way, source, sink, is_up), daemon=True).start()

    def _take(self, source: socket.socket, way: "queue.SimpleQueue[tuple[float, bytes]]") -> None:
        """Put what comes on its way, with the time at which it arrives; nothing is the end."""
        free = 0.0
        octets = b"-"
        while octets:
            try:
                octets = source.recv(_CHUNK)
            except OSError:
                octets = b""
            free = max(time.monotonic(), free) + (len(octets) / self.wire.rate if self.wire.rate else 0.0)
            way.put((free + self.wire.delay, octets))

    def _pour(self, way: "queue.SimpleQueue[tuple[float, bytes]]", source: socket.socket, sink: socket.socket, is_up: bool) -> None:
        """Pass on what arrives, until the cut or the end."""
        passed = 0
        with contextlib.suppress(OSError):
            while True:
                due, octets = way.get()
                time.sleep(max(0.0, due - time.monotonic()))
                left = self._left(is_up, passed)
                if left is not None and len(octets) >= left and octets:
                    sink.sendall(octets[:left])
                    self._break(source, sink, is_up)
                    return
                if not octets:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(octets)
                passed += len(octets)
                self._count(is_up, len(octets))

    def _left(self, is_up: bool, passed: int) -> int | None:
        """Octets until the cut, None when there is none in that direction."""
        limit = self.wire.cut_up if is_up else self.wire.cut_down
        return None if limit < 0 else max(0, limit - passed)

    def _break(self, source: socket.socket, sink: socket.socket, is_up: bool) -> None:
        if is_up:
            self.wire.cut_up = -1
        else:
            self.wire.cut_down = -1
        if self.wire.hole:
            return  # both lines stay open, nothing passes any more in this direction
        for line in (source, sink):
            if self.wire.reset:
                with contextlib.suppress(OSError):
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            _shut(line)

    def _count(self, is_up: bool, count: int) -> None:
        if is_up:
            self.up += count
        else:
            self.down += count


def _shut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
