"""What the accountant gets: one line per invoice of a day or a month, without any patient's name; one per transfer; and the sums."""

from device.base import csv
from device.base.dates import iso_from_day
from device.base.record import Record
from device.formats.office_words import CLAIMS, MEANS, MODES, STANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Plain = dict[str, Any]

COLUMNS = tuple("date,facture,mode,total,AMO attendu,AMO reçu,AMC attendu,AMC reçu,patient dû,patient reçu,moyens,état".split(","))
MOVES = tuple("date,émetteur,libellé,annoncé,arrivé le,arrivé,état".split(","))
# A claim that is asked again elsewhere, or never: nothing more is expected of it than what it brought.
_GONE = ("replaced", "cancelled")
_NO_PART = {"state": "", "expected": 0, "received": 0}


class Account(Record):
    """One invoice in cents: `day`, its number, how it was secured, total, what each part was asked and brought, how the patient paid,
    and where its claims stand (`state`); mode, means and state in French."""

    FIELDS = ("day", "number", "mode", "total", "amo", "amo_in", "amc", "amc_in", "patient", "patient_in", "means", "state")
    day: int
    number: str
    mode: str
    total: int
    amo: int
    amo_in: int
    amc: int
    amc_in: int
    patient: int
    patient_in: int
    means: str
    state: str


class Move(Record):
    """A transfer in cents: the `day` on which it was announced to be paid, by whom, its label, what was `announced`, the day it
    `came` to the bank (0: not yet), how much `arrived`, and how it `stands`: arrived, differs, awaited, late, unknown (nobody announced
    it), or empty while no statement was read."""

    FIELDS = ("day", "sender", "label", "announced", "came", "arrived", "stands")
    day: int
    sender: str
    label: str
    announced: int
    came: int
    arrived: int
    stands: str


def account(invoice: "Plain") -> Account:
    """A row of the ledger's `invoice` as an account line."""
    parts = invoice["parts"]
    amo, amc = parts.get("F", _NO_PART), parts.get("D", _NO_PART)
    replaced = bool(invoice["replaced_by"])
    states = [name + " " + CLAIMS[part["state"]] for name, part in (("AMO", amo), ("AMC", amc)) if part["state"]]
    return Account(
        invoice["day"],
        invoice["number"],
        MODES[invoice["mode"]],
        0 if replaced else invoice["totals"]["amount_cents"],
        _expected(amo),
        amo["received"],
        _expected(amc),
        amc["received"],
        0 if replaced else invoice["due"],
        0 if replaced else invoice["received"],
        ", ".join([MEANS[each["means"]] for each in invoice["money"]]),
        ", ".join(states),
    )


def _expected(part: "Plain") -> int:
    expected: int = part["received"] if part["state"] in _GONE else part["expected"]
    return expected


def is_billed(invoice: "Plain") -> bool:
    """True for an invoice that was sealed and counts: not one under way, void or cancelled."""
    return bool(invoice["number"]) and invoice["state"] == "sealed"


def euros(cents: int) -> str:
    """`1234,50`: what spreadsheets in French take for a number."""
    return "%s%d,%02d" % ("-" if cents < 0 else "", abs(cents) // 100, abs(cents) % 100)


def cells(line: Account) -> "tuple[str, ...]":
    """The line as COLUMNS name it."""
    amounts = (line.total, line.amo, line.amo_in, line.amc, line.amc_in, line.patient, line.patient_in)
    return (iso_from_day(line.day), line.number, line.mode) + tuple([euros(cents) for cents in amounts]) + (line.means, line.state)


def sums(lines: "list[Account]") -> "dict[str, int]":
    """The sum of each amount, in cents."""
    names = ("total", "amo", "amo_in", "amc", "amc_in", "patient", "patient_in")
    return {name: sum([getattr(line, name) for line in lines]) for name in names}


def move_cells(move: Move) -> "tuple[str, ...]":
    """The transfer as MOVES name it."""
    came = iso_from_day(move.came) if move.came else ""
    arrived = euros(move.arrived) if move.came else ""
    return (iso_from_day(move.day), move.sender, move.label, euros(move.announced), came, arrived, STANDS[move.stands])


def moves_as_csv(moves: "list[Move]") -> str:
    """The transfers, written as the accounts are."""
    return csv.written(MOVES, [move_cells(move) for move in moves], ";")


def as_csv(lines: "list[Account]") -> str:
    """Semicolons and decimal commas, as spreadsheets in French read them."""
    return csv.written(COLUMNS, [cells(line) for line in lines], ";")
