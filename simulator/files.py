"""SIM: files of the world that are whole or absent, killed meanwhile or not."""

import os
from pathlib import Path


def write_whole(path: Path, octets: bytes) -> None:
    """Replace a file by these octets: whoever opens it finds the old ones or the new ones, never a part."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(octets)
    os.replace(part, path)
