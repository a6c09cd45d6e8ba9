"""Files that are whole or absent, whatever happens meanwhile."""

import os
from pathlib import Path

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
