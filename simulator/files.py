"""SIM: files of the world that are whole or absent, and durable, whatever happens meanwhile."""

import os
from pathlib import Path


def write_whole(path: Path, octets: bytes) -> None:
    """Replace a file by these octets: after a cut it holds the old ones or the new ones, never a part."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
