"""Reading a store's file that is damaged.

SQLCipher has a trap here, seen with 4.x: where the continuation of a long value lies on a page whose MAC fails, it can hand zeros
instead of an error, and the connection hands zeros for whole pages from then on. So whatever is read is proved, and one that
failed is read again over a new connection before it is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from device.base.refusal import Refusal
from hal.store_file import StoreFile

Row = tuple[Any, ...]
_TRIES = 2


def _is_whole(row: Row) -> bool:
    """Text never holds the zeros that stand for what was lost."""
    return not any(isinstance(value, str) and "\0" in value for value in row)


class Ruin:
    """The file of `directory` as far as it can be read. STORE_DAMAGED on opening when not even its beginning can be."""

    def __init__(self, directory: Path, key: bytes) -> None:
        self._file = StoreFile(directory, key, 0)
        self._file.open()

    def row(self, statement: str, *values: Any, proof: Callable[[Row], bool] = _is_whole) -> Row | None:
        """The row, None when there is none or it cannot be read so that the proof holds."""
        for _ in range(_TRIES):
            try:
                row = self._file.one(statement, *values)
            except Refusal:
                row = ()
            if row is None or (row and proof(row)):
                return row
            self._file.reopen()
        return None

    def value(self, statement: str, *values: Any, proof: Callable[[Row], bool] = _is_whole) -> Any:
        """The first value of that row, or None."""
        row = self.row(statement, *values, proof=proof)
        return None if row is None else row[0]

    def rows(self, statement: str) -> Iterator[Row]:
        """The rows of a statement, none when it meets damage."""
        try:
            yield from self._file.all(statement)
        except Refusal:
            return

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
