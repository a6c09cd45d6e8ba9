"""Files that are whole or absent, whatever happens meanwhile."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

# What a file is called until it is whole.
PART = ".part"


def write_durably(path: Path, octets: bytes) -> None:
    """Replace a file: after a cut it holds the old octets or the new ones, never a part. Readable by its owner only."""
    part = path.with_name(path.name + PART)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def fill_durably(path: Path, writer: Callable[[Path], T]) -> T:
    """What `writer` gives, which writes the whole of a new file at the place it is told; then the file is there, or the old one is."""
    part = path.with_name(path.name + PART)
    try:
        part.unlink(missing_ok=True)
        given = writer(part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(part, path)
        sync_directory(path.parent)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return given


def sync_directory(directory: Path) -> None:
    """Make the names in a directory durable."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_octets(directory: Path) -> int:
    """Octets that we may still write on its disk."""
    figures = os.statvfs(directory)
    return figures.f_bavail * figures.f_frsize
