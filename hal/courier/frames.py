"""What crosses the Unix socket between app and courier: a head (plain values) and octets, each with its length before it."""

import socket
from typing import Any

from device.base import wire
from device.base.refusal import Refusal

_LENGTH = 4
_HEAD_LIMIT = 1 << 20
OCTETS_LIMIT = 1 << 28

Head = dict[str, Any]


def write(line: socket.socket, head: Head, octets: bytes = b"") -> None:
    """Send both; OSError when the other side went."""
    message = wire.write(head)
    line.sendall(len(message).to_bytes(_LENGTH, "big") + message + len(octets).to_bytes(_LENGTH, "big"))
    if octets:  # sending nothing to a side that has read all and gone would be an error
        line.sendall(octets)


def read(line: socket.socket) -> tuple[Head, bytes]:
    """Receive both. EOFError when the other side went or speaks something else, OSError when the line broke."""
    try:
        head = wire.read(_sized(line, _HEAD_LIMIT))
    except Refusal as refusal:
        raise EOFError from refusal
    return head, _sized(line, OCTETS_LIMIT)


def _sized(line: socket.socket, limit: int) -> bytes:
    length = int.from_bytes(_exactly(line, _LENGTH), "big")
    if length > limit:
        raise EOFError
    return _exactly(line, length)


def _exactly(line: socket.socket, count: int) -> bytes:
    parts, left = [], count
    while left:
        part = line.recv(min(left, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
