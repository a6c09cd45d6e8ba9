"""From entities to entries: what each invoice got, which debts were taken, what was paid besides, and whether the sums agree.

Controls. 990: its sum is that of the amounts since the beginning, the last receiver (040), transfer (070, 071), lot (080) or control,
and its counter that of the entities or of the invoices since there. 999: its sum is that of the file; its counter is that of the
entities (with or without the two ends) or of physical records of 128 octets. What they count is not public: SIM.
"""

from device.base.refusal import Refusal
from device.formats.noemie import LAYOUTS
from device.formats.noemie_entries import (
    DebtEntry,
    EndEntry,
    LumpEntry,
    NoteEntry,
    Part,
    Reject,
    ReturnEntry,
    Transfer,
    paid_act,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from device.formats.noemie import Entity

    Entry = ReturnEntry | DebtEntry | LumpEntry | NoteEntry | EndEntry
    Step = Callable[["_Reading", Entity], "Entry | None"]

_PHYSICAL = 128
# What ends the invoice that is open; a lump sum is ended by all but its own details.
_CLOSING = {kind: True for kind in ("010", "020", "040", "070", "071", "080", "081", "100", "102", "250", "261", "990", "999")}
# Where a sum may begin.
_LEVELS = {kind: True for kind in ("040", "070", "071", "080", "990")}


def returns(read: "Iterable[Entity]") -> "Iterator[Entry]":
    """ReturnEntry, DebtEntry, LumpEntry and NoteEntry in the order of the file, then one EndEntry.

    RECORD_ORDER when an entity stands outside what it belongs to, RECORD_TOTAL when a control does not agree: then nothing that
    came before may be kept.
    """
    state = _Reading()
    for entity in read:
        kind = entity.kind
        if state.open and (kind in _CLOSING or (state.open == "lump" and kind != "262")):
            yield _closed(state)
        entry = _STEPS.get(kind, _pass if entity.layout is not None else _unknown)(state, entity)
        state.records += 1
        state.octets += len(entity.record)
        if kind in _LEVELS:
            state.mark(kind)
        if entry is not None:
            yield entry
    yield EndEntry(state.records, state.amount, tuple([(kind, state.unknown[kind]) for kind in sorted(state.unknown)]))


class _Reading:
    """What is open while a file is read: its size does not depend on the file's."""

    def __init__(self) -> None:
        self.open = ""
        self.records = self.invoices = self.octets = self.amount = 0
        self.unknown: dict[str, int] = {}
        self.transfer = Transfer()
        self.lot = self.lot_day = self.nature = ""
        self.head: tuple[Any, ...] = ()
        self.amo: Part | None = None
        self.amc: Part | None = None
        self.lists: dict[str, list[Any]] = {}
        self.marks: dict[str, tuple[int, int, int]] = {}
        self.mark("000")

    def mark(self, level: str) -> None:
        """A level begins here."""
        self.marks[level] = (self.records, self.invoices, self.amount)

    def start(self, what: str, *head: "Any") -> None:
        """An invoice or a lump sum begins."""
        self.open = what
        self.head = head
        self.amo = self.amc = None
        self.lists = {}

    def add(self, name: str, value: "Any") -> None:
        """One more act, reject, comment, detail or unknown entity of what is open."""
        self.lists.setdefault(name, []).append(value)

    def listed(self, name: str) -> "tuple[Any, ...]":
        """What `add` gathered."""
        return tuple(self.lists.get(name, ()))

    def must_be_open(self, what: str, entity: "Entity") -> None:
        """RECORD_ORDER when that is not what is open."""
        if self.open != what:
            raise Refusal("RECORD_ORDER", layout=entity.kind, record=entity.number)


def _closed(state: _Reading) -> "ReturnEntry | LumpEntry":
    """The entry of what was open; its amount enters the sums."""
    what, state.open = state.open, ""
    if what == "lump":
        code, amount = state.head
        state.amount += amount
        return LumpEntry(code, amount, state.listed("labels"), state.listed("amounts"), state.transfer)
    invoice, lot, kind, lot_day, day, nature = state.head
    amo = state.amo
    if amo is None and state.amc is None:
        amo = _from_acts(state)
    entry = ReturnEntry(
        invoice,
        lot,
        kind,
        lot_day,
        day,
        nature,
        amo,
        state.amc,
        state.listed("lines"),
        state.listed("rejects"),
        state.listed("comments"),
        state.listed("others"),
        state.transfer,
    )
    state.amount += entry.paid()
    state.invoices += 1
    return entry


def _from_acts(state: _Reading) -> Part:
    """A file of establishments has no parts: the acts say what was paid."""
    paid = sum([paid_act(line).paid for line in state.listed("lines")])
    return Part(paid, "R" if state.listed("rejects") and not paid else "P", paid)


def _pass(_state: _Reading, _entity: "Entity") -> None:
    return None


def _transfer(state: _Reading, entity: "Entity") -> None:
    label = (entity.text("label") + " " + entity.text("label_2")).strip()
    state.transfer = Transfer(entity.text("day"), label, entity.text("payer"))


def _accounting_day(state: _Reading, entity: "Entity") -> None:
    state.transfer = Transfer(entity.text("day"))


def _lot(state: _Reading, entity: "Entity") -> None:
    state.lot, state.lot_day = entity.text("lot"), entity.text("day")


def _nature(state: _Reading, entity: "Entity") -> None:
    state.nature = entity.text("nature")


def _plain_invoice(state: _Reading, entity: "Entity") -> None:
    state.start("invoice", entity.text("invoice"), state.lot, "", state.lot_day, "", state.nature)


_INVOICE = LAYOUTS["102"].spans("invoice", "lot", "kind", "lot_day", "day", "nature")
_PART = LAYOUTS["198"].spans("asked", "state", "paid", "sign")
_INSURER = LAYOUTS["199"].spans("insurer")[0]


def _invoice(state: _Reading, entity: "Entity") -> None:
    record = entity.record
    state.start("invoice", *[record[start:end].rstrip() for start, end in _INVOICE])


def _part(state: _Reading, entity: "Entity", insurer: str) -> Part:
    state.must_be_open("invoice", entity)
    record = entity.record
    asked, settled, paid, sign = [record[start:end] for start, end in _PART]
    cents = int(paid.strip() or "0")
    return Part(int(asked), settled.rstrip(), -cents if sign == "N" else cents, insurer)


def _amo(state: _Reading, entity: "Entity") -> None:
    state.amo = _part(state, entity, "")


def _amc(state: _Reading, entity: "Entity") -> None:
    state.amc = _part(state, entity, entity.record[_INSURER[0] : _INSURER[1]])


def _act(state: _Reading, entity: "Entity") -> None:
    state.must_be_open("invoice", entity)
    state.add("lines", entity.record)


def _debt(state: _Reading, entity: "Entity") -> DebtEntry:
    amount = entity.signed("amount")
    state.amount += amount
    text = entity.text
    return DebtEntry(text("reference"), text("day"), text("kind"), text("recovery"), amount, entity.integer("left"), state.transfer)


def _lump(state: _Reading, entity: "Entity") -> None:
    state.start("lump", entity.text("code"), entity.integer("amount"))


def _lump_detail(state: _Reading, entity: "Entity") -> None:
    state.must_be_open("lump", entity)
    state.add("labels", entity.text("label"))
    state.add("amounts", entity.integer("amount"))


def _signal(state: _Reading, entity: "Entity") -> "NoteEntry | None":
    reject = Reject(entity.text("code"), entity.text("label"), "", "", "", entity.integer("line"))
    return _rejected(state, entity, reject)


def _reject(state: _Reading, entity: "Entity") -> "NoteEntry | None":
    text = entity.text
    reject = Reject(text("code"), text("label"), text("level"), text("part"), text("act"), entity.integer("line"))
    return _rejected(state, entity, reject)


def _rejected(state: _Reading, entity: "Entity", reject: Reject) -> "NoteEntry | None":
    if state.open != "invoice":
        return NoteEntry(entity.kind, reject.code + " " + reject.label, state.transfer)
    state.add("rejects", reject)
    return None


def _comment(state: _Reading, entity: "Entity") -> "NoteEntry | None":
    if state.open != "invoice":
        return NoteEntry("295", entity.text("comment"), state.transfer)
    state.add("comments", entity.text("comment"))
    return None


def _unknown(state: _Reading, entity: "Entity") -> "NoteEntry | None":
    state.unknown[entity.kind] = state.unknown.get(entity.kind, 0) + 1
    if state.open != "invoice":
        return NoteEntry(entity.kind, entity.record, state.transfer)
    state.add("others", entity.record)
    return None


def _control(state: _Reading, entity: "Entity") -> None:
    due = (entity.integer("records"), entity.signed("amount"))
    for records, invoices, amount in state.marks.values():
        since = state.amount - amount
        if due in ((state.records - records, since), (state.invoices - invoices, since)):
            return
    raise Refusal("RECORD_TOTAL", layout="990", record=entity.number, column=31)


def _end(state: _Reading, entity: "Entity") -> None:
    count = state.records + 1
    physical = (state.octets + len(entity.record) + _PHYSICAL - 1) // _PHYSICAL
    if entity.integer("records") not in (count, count - 2, physical):
        raise Refusal("RECORD_TOTAL", layout="999", record=entity.number, column=56)
    if entity.signed("amount") != state.amount:
        raise Refusal("RECORD_TOTAL", layout="999", record=entity.number, column=86)


_STEPS: "dict[str, Step]" = {
    "070": _accounting_day,
    "071": _transfer,
    "080": _lot,
    "100": _plain_invoice,
    "102": _invoice,
    "150": _nature,
    "198": _amo,
    "199": _amc,
    "210": _act,
    "220": _act,
    "250": _debt,
    "261": _lump,
    "262": _lump_detail,
    "290": _signal,
    "294": _reject,
    "295": _comment,
    "990": _control,
    "999": _end,
}
