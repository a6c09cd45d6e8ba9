"""The store's file: one encrypted connection, its key's check value, its ballast, and what SQLite's answers mean here."""

import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from device.base.refusal import Refusal
from hal import store_sql as sql
from hal.files import free_octets, sync_directory, write_durably

DATABASE = "journal.db"
KEY_CHECK = "journal.check"
BALLAST = "ballast"

# SQLite's primary result codes that are not a defect of ours. SQLCipher reports a page that fails its MAC as ERROR or NOTADB.
_REFUSALS = {
    1: "STORE_DAMAGED",
    5: "STORE_BUSY",
    8: "STORE_IO",
    10: "STORE_IO",
    11: "STORE_DAMAGED",
    13: "STORE_FULL",
    14: "STORE_IO",
    19: "STORE_DAMAGED",  # what is added was checked: only a damaged tree can refuse it
    26: "STORE_DAMAGED",
}


@contextmanager
def translated() -> Iterator[None]:
    """SQLite's errors as refusals; those that say that our SQL is wrong stay errors."""
    try:
        yield
    except dbapi2.Error as error:
        code = _REFUSALS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if code is None or "syntax" in str(error) or "no such" in str(error):
            raise
        raise (Refusal(code, megabytes=0) if code == "STORE_FULL" else Refusal(code)) from error


class StoreFile:
    """The one connection to the database of a directory. `ballast` octets are kept aside, to be given up when the disk is
    full: even reading needs room after a cut."""

    def __init__(self, directory: Path, key: bytes, ballast: int) -> None:
        if len(key) != 32:
            raise ValueError("the store's key has 32 octets")
        self.directory = directory
        self._key = key
        self._ballast = ballast
        self._connection: Any = None
        self._is_spoiled = False  # the medium failed: the connection refuses everything until it is opened again

    def open(self) -> None:
        """Open or create it. STORE_LOCKED for another key, STORE_NEWER when a later release wrote it, STORE_DAMAGED,
        STORE_BUSY when another program has it, STORE_FULL, STORE_IO."""
        if not self.directory.is_dir():
            self.directory.mkdir(parents=True)
            sync_directory(self.directory.parent)
        self._check_key()
        try:
            self._connect()
        except Refusal as refusal:
            if refusal.code not in ("STORE_FULL", "STORE_IO") or not self.drop_ballast():
                raise
            self._connect()
        self.lay_ballast()

    def close(self) -> None:
        """Close it; what is committed stays."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with translated():
                connection.close()

    def reopen(self) -> None:
        """After an error of the medium nothing in memory is believed: close, open, read again."""
        try:
            self.close()
        except Refusal:
            pass  # the connection is given up whatever it says
        self.open()

    def all(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement."""
        with self._usable() as connection:
            rows: list[tuple[Any, ...]] = connection.execute(statement, values).fetchall()
            return rows

    def one(self, statement: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row of a statement, if any."""
        rows = self.all(statement, *values)
        return rows[0] if rows else None

    def changed(self, statement: str, *values: Any) -> int:
        """How many rows the statement changed."""
        with self._usable() as connection:
            count: int = connection.execute(statement, values).rowcount
            return count

    def many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        """The statement, once for each row."""
        with self._usable() as connection:
            connection.executemany(statement, rows)

    @contextmanager
    def _usable(self) -> Iterator[Any]:
        """The connection, opened anew after the medium failed (never inside a transaction: that one is lost)."""
        if self._is_spoiled and not self._connection.in_transaction:
            self.reopen()
        try:
            with translated():
                yield self._connection
        except Refusal:
            self._is_spoiled = True
            raise

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is done inside is durable at its end, or nothing is."""
        self.all(sql.BEGIN)
        try:
            yield
            self.all(sql.COMMIT)
        except BaseException:
            self._roll_back()
            raise

    def size(self) -> int:
        """Octets the database and its log take."""
        names = (DATABASE, DATABASE + "-wal")
        return sum((self.directory / name).stat().st_size for name in names if (self.directory / name).exists())

    def free(self) -> int:
        """Octets free on its disk."""
        return free_octets(self.directory)

    def drop_ballast(self) -> bool:
        """Give the ballast up; False when it was gone already."""
        path = self.directory / BALLAST
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    def lay_ballast(self) -> None:
        """Lay the ballast again where there is room for it and as much again."""
        path = self.directory / BALLAST
        if path.exists() or self.free() < 2 * self._ballast:
            return
        with path.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, self._ballast))

    def _roll_back(self) -> None:
        """Undo; SQLite may have done it already, and after an error of the medium the connection is reopened anyway."""
        if self._connection.in_transaction:
            try:
                self.all(sql.ROLLBACK)
            except Refusal:
                pass

    def _connect(self) -> None:
        with translated():
            self._is_spoiled = False
            connection = dbapi2.connect(str(self.directory / DATABASE), isolation_level=None, check_same_thread=False, timeout=0)
            self._connection = connection
            try:
                for statement in (sql.QUIET, sql.KEY.format(self._key.hex()), *sql.PRAGMAS):
                    connection.execute(statement).fetchall()
                migrate(self, sql.MIGRATIONS)
            except BaseException:
                self._connection = None
                connection.close()
                raise

    def _check_key(self) -> None:
        """SQLCipher cannot tell a wrong key from damage: a value beside the file can."""
        path = self.directory / KEY_CHECK
        value = hmac.new(self._key, b"tournee store key check 1", hashlib.sha256).hexdigest().encode()
        if path.exists():
            if not hmac.compare_digest(path.read_bytes(), value):
                raise Refusal("STORE_LOCKED")
        elif not (self.directory / DATABASE).exists():
            write_durably(path, value)


def migrate(file: StoreFile, migrations: tuple[str, ...]) -> None:
    """Bring the schema up to date, each step in a transaction of its own; STORE_NEWER when it is beyond them."""
    row = file.one(sql.VERSION)
    version = row[0] if row else 0
    if version > len(migrations):
        raise Refusal("STORE_NEWER")
    for number, script in enumerate(migrations[version:], version + 1):
        with file.transaction():
            for statement in _statements(script):
                file.all(statement)
            file.all(sql.SET_VERSION.format(number))


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, each ending its line, one by one: `executescript` would commit on its own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if dbapi2.complete_statement(statement):
            yield statement
            statement = ""
