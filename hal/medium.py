"""A removable medium: a directory where a stick is mounted, and where it may be pulled at any moment."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from device.base.refusal import Refusal
from hal.files import PART, fill_durably, write_durably

T = TypeVar("T")


@contextmanager
def _there() -> Iterator[None]:
    """The medium's errors as refusals."""
    try:
        yield
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Refusal("MEDIUM_FULL" if is_full else "MEDIUM_ABSENT") from error


class DirectoryMedium:
    """`Medium` at `root`; absent while there is no such directory, or nothing is mounted on it when `mounted` is asked for."""

    def __init__(self, root: Path, mounted: bool = False) -> None:
        self._root = root
        self._mounted = mounted

    def names(self) -> list[str]:
        """The files on it, in order; none of those that were not written to their end."""
        self._look()
        with _there():
            files = [path for path in self._root.iterdir() if path.is_file()]
        return sorted(path.name for path in files if not path.name.endswith(PART))

    def read(self, name: str) -> bytes:
        """A file's octets; MEDIUM_MISSING when there is no such file."""
        path = self._path(name)
        self._look()
        if not path.is_file():
            raise Refusal("MEDIUM_MISSING")
        with _there():
            return path.read_bytes()

    def write(self, name: str, octets: bytes) -> None:
        """Durable when it returns; after MEDIUM_FULL what was there is there still."""
        path = self._path(name)
        self._look()
        with _there():
            write_durably(path, octets)

    def fill(self, name: str, writer: Callable[[Path], T]) -> T:
        """What `writer` gives, which writes the whole of a new file at the place it is told; durable when it returns, or absent."""
        path = self._path(name)
        self._look()
        with _there():
            return fill_durably(path, writer)

    def _look(self) -> None:
        if not self._root.is_dir() or (self._mounted and not os.path.ismount(self._root)):
            raise Refusal("MEDIUM_ABSENT")

    def _path(self, name: str) -> Path:
        if not name or name.startswith(".") or "/" in name or name.endswith(PART):
            raise Refusal("MEDIUM_NAME")
        return self._root / name
