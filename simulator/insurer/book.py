"""SIM: the insurer's own book, durable: lots and invoices received, what was answered, what is still to be said."""

import json
import sqlite3
from pathlib import Path
from typing import Any

# A number is never given twice: transfers and mails are named by it.
_TABLES = """
CREATE TABLE IF NOT EXISTS lot (id INTEGER PRIMARY KEY, digest TEXT UNIQUE, biller TEXT, number INTEGER, kind TEXT, day TEXT,
    insurer TEXT, sender TEXT, copies INTEGER, refusal TEXT, rule TEXT);
CREATE TABLE IF NOT EXISTS invoice (id INTEGER PRIMARY KEY, lot INTEGER, biller TEXT, number TEXT, kind TEXT, digest TEXT, nir TEXT,
    asked INTEGER, paid INTEGER, state TEXT, code TEXT, label TEXT, facts TEXT, UNIQUE (biller, number, kind));
CREATE TABLE IF NOT EXISTS due (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER, kind TEXT, body TEXT);
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT);
"""
STATES = {"P": "paid", "R": "rejected", "D": "deferred", "I": "recovered", "": "admitted", "N": "admitted"}


class Book:
    """One file. Every method is one transaction unless called inside `with book:`."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.row_factory = sqlite3.Row
        self._base.execute("PRAGMA synchronous=FULL")
        self._base.executescript(_TABLES)

    def __enter__(self) -> "Book":
        self._base.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        self._base.execute("COMMIT" if kind is None else "ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def lot(self, digest: str) -> dict[str, Any] | None:
        """The lot of that SHA-256, if it came before."""
        return self._one("SELECT * FROM lot WHERE digest = ?", digest)

    def lots(self) -> list[dict[str, Any]]:
        """Every distinct lot, in order of arrival."""
        return self._all("SELECT * FROM lot ORDER BY id")

    def open_lot(self, biller: str, insurer: str, kind: str, number: int, day: str) -> dict[str, Any] | None:
        """Another lot that already bears that number and day."""
        return self._one(
            "SELECT * FROM lot WHERE biller = ? AND insurer = ? AND kind = ? AND number = ? AND day = ?", biller, insurer, kind, number, day
        )

    def add_lot(self, **row: Any) -> int:
        """Enter a lot; its rank among all lots."""
        return self._insert("lot", row)

    def count_lots(self, kind: str) -> int:
        """How many lots of that kind came."""
        return self._number("SELECT count(*) FROM lot WHERE kind = ?", kind)

    def copied(self, digest: str) -> None:
        """The same lot came once more."""
        self._base.execute("UPDATE lot SET copies = copies + 1 WHERE digest = ?", (digest,))

    def invoice(self, biller: str, number: str, kind: str) -> dict[str, Any] | None:
        """An invoice admitted before."""
        return self._one("SELECT * FROM invoice WHERE biller = ? AND number = ? AND kind = ?", biller, number, kind)

    def paid(self, identifier: int) -> int:
        """What was paid so far for the invoice of that rank, in cents."""
        return self._number("SELECT paid FROM invoice WHERE id = ?", identifier)

    def add_invoice(self, **row: Any) -> int:
        """Enter an invoice; its rank among all."""
        return self._insert("invoice", row)

    def count_invoices(self, kind: str) -> int:
        """How many invoices of that kind were admitted."""
        return self._number("SELECT count(*) FROM invoice WHERE kind = ?", kind)

    def settle(self, identifier: int, state: str, paid: int, code: str, label: str) -> None:
        """What was answered for an invoice."""
        self._base.execute(
            "UPDATE invoice SET state = ?, paid = ?, code = ?, label = ? WHERE id = ?", (state, paid, code, label, identifier)
        )

    def promise(self, at: int, kind: str, body: dict[str, Any]) -> None:
        """Something to be sent at that second of the world's time."""
        self._insert("due", {"at": at, "kind": kind, "body": json.dumps(body)})

    def due(self, now: int | None) -> list[dict[str, Any]]:
        """What must be sent by `now`, or all there is."""
        rows = self._all("SELECT * FROM due WHERE at <= ? ORDER BY at, id", now if now is not None else 2**62)
        return [row | {"body": json.loads(row["body"])} for row in rows]

    def sent(self, identifiers: list[int]) -> None:
        """These were sent."""
        self._base.executemany("DELETE FROM due WHERE id = ?", [(each,) for each in identifiers])

    def recall(self, name: str, default: Any) -> Any:
        """A value kept under that name."""
        found = self._one("SELECT value FROM meta WHERE name = ?", name)
        return json.loads(found["value"]) if found else default

    def keep(self, name: str, value: Any) -> None:
        """Keep a value."""
        self._base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value)))

    def summary(self) -> list[dict[str, Any]]:
        """Every claim admitted: {invoice, kind, nir, asked, paid, state, code, label, lot}, in order of arrival."""
        rows = self._all("SELECT invoice.*, lot.number AS lot_number FROM invoice JOIN lot ON lot.id = invoice.lot ORDER BY invoice.id")
        return [
            {
                "invoice": row["number"],
                "kind": row["kind"],
                "nir": row["nir"],
                "asked": row["asked"],
                "paid": row["paid"],
                "state": _state(row),
                "code": row["code"],
                "label": row["label"],
                "lot": row["lot_number"],
                **json.loads(row["facts"]),
            }
            for row in rows
        ]

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        names = ", ".join(row)
        marks = ", ".join("?" for _ in row)
        return self._base.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values())).lastrowid or 0

    def _all(self, query: str, *values: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in self._base.execute(query, values)]

    def _one(self, query: str, *values: Any) -> dict[str, Any] | None:
        return next(iter(self._all(query, *values)), None)

    def _number(self, query: str, *values: Any) -> int:
        return int(self._base.execute(query, values).fetchone()[0])


def _state(row: dict[str, Any]) -> str:
    if row["state"] == "P" and row["paid"] < row["asked"]:
        return "partly_paid"
    return STATES[row["state"]]
