"""How `tournee show` prints a return (NOEMIE, RSP): every transfer, invoice, act, reject, debt and lump sum."""

from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

from device.acts.remedies import ANY, DEBT, RETURN
from device.base.record import Record
from device.formats.noemie import Entity, entities
from device.formats.noemie_codes import DEBTS, INVOICE_KINDS, LEVELS, PARTS, RECOVERIES, STATES
from device.formats.noemie_entries import DebtEntry, EndEntry, LumpEntry, NoteEntry, Part, Reject, ReturnEntry, Transfer
from device.formats.noemie_returns import returns
from ui.cli.show_fields import DOTS, day, euros, hundredths, many, redacted
from ui.cli.show_remedy import told

_PIECE = 65536


def recognise(octets: bytes) -> bool:
    """True for what begins like a return."""
    return octets[:3] == b"000" and octets[5:19].isdigit()


def _pieces(octets: bytes) -> Iterator[bytes]:
    return (octets[at : at + _PIECE] for at in range(0, len(octets), _PIECE))


def as_json(octets: bytes, show_identity: bool) -> dict[str, Any]:
    """`return` {entities [{entity, number, values}], entries [what they say]}; an unknown entity's only value is its `record`."""
    read = list(entities(_pieces(octets)))
    return {
        "kind": "return",
        "entities": [_entity(each, show_identity) for each in read],
        "entries": [_entry(each, show_identity) for each in returns(read)],
    }


def _entity(each: Entity, show_identity: bool) -> dict[str, Any]:
    values = each.values()
    if each.layout is not None:
        values = redacted(each.layout, values, show_identity)
    elif not show_identity:
        values = {"record": DOTS}
    return {"entity": each.kind, "number": each.number, "values": values}


def _entry(each: Record, show_identity: bool) -> dict[str, Any]:
    """An entry by the name of its class; free words and unknown entities may name anybody."""
    plain = {"entry": type(each).__name__, **each.plain()}
    if isinstance(each, ReturnEntry):
        plain["acts"] = [act.plain() for act in each.acts()]
        del plain["lines"]
        for name in ("comments", "others"):
            plain[name] = list(plain[name]) if show_identity else [DOTS] * len(plain[name])
    if isinstance(each, NoteEntry) and not show_identity:
        plain["text"] = DOTS
    return plain


def render(octets: bytes, show_identity: bool) -> Iterator[str]:
    """The same, in French. Nothing is printed of a file that is refused at its end: its sums may be false."""
    for _entry_checked in returns(entities(_pieces(octets))):
        pass
    transfer: Transfer | None = None
    heads: list[Entity] = []
    for entry in returns(_with_head(entities(_pieces(octets)), heads)):
        if heads:
            yield _head(heads.pop())
        current: Transfer | None = getattr(entry, "transfer", transfer)
        if current is not None and current != transfer:
            transfer = current
            yield _transfer(current)
        yield from _told(entry if show_identity else _hidden(entry))


def _hidden(entry: Record) -> Record:
    if isinstance(entry, NoteEntry):
        return entry.replace(text=DOTS)
    return entry.replace(comments=(DOTS,) * len(entry.comments)) if isinstance(entry, ReturnEntry) else entry


def _with_head(read: Iterable[Entity], heads: list[Entity]) -> Iterator[Entity]:
    for each in read:
        if each.kind == "000":
            heads.append(each)
        yield each


def _head(head: Entity) -> str:
    ends = f"de {head.text('sender_type')} {head.text('sender')} à {head.text('receiver_type')} {head.text('receiver')}"
    return f"Retour {head.text('standard')} {head.text('file_id')} du {day(head.text('day'))}, {ends}"


def _transfer(transfer: Transfer) -> str:
    payer = f", payé par {transfer.payer}" if transfer.payer else ""
    return f"Virement du {day(transfer.day)} : {transfer.label or 'sans libellé'}{payer}" if transfer.day else "Sans virement"


@singledispatch
def _told(_entry: Record) -> Iterator[str]:
    """Lines for one entry."""
    return iter(())


@_told.register
def _invoice(entry: ReturnEntry) -> Iterator[str]:
    kind = INVOICE_KINDS.get(entry.kind, "établissement")
    lot = f", lot {entry.lot} du {day(entry.lot_day)}" if entry.lot.strip() else ""
    yield f"  Facture {entry.invoice} ({kind}{lot}) : payé {euros(entry.paid())}"
    for name, part in (("AMO", entry.amo), ("AMC", entry.amc)):
        if part is not None:
            yield f"    {name} {_part(part)}"
    for act in entry.acts():
        code = f"{act.code} {act.complement}".strip()
        amc = f", AMC {euros(act.amc)}" if act.amc else ""
        yield f"    {day(act.day)} {code:<6} {act.quantity} x {hundredths(act.coefficient)}, {euros(act.amount)} : {euros(act.paid)}{amc}"
    refused = any(part is not None and (part.state == "R" or part.paid < part.asked) for part in (entry.amo, entry.amc))
    for reject in entry.rejects:  # where all that was asked is paid, it only points something out
        yield f"    {'Rejet' if refused else 'Signalement'} {_reject(reject)}"
        if refused:
            yield f"      {told(RETURN, reject.code, reject.part or 'O', entry.day)}"
    for comment in entry.comments:
        yield f"    Commentaire : {comment}"
    if entry.others:
        yield f"    {many(len(entry.others), 'entité inconnue')}"


def _part(part: Part) -> str:
    insurer = f" ({part.insurer})" if part.insurer.strip("0") else ""
    return f"{STATES[part.state].lower()}{insurer} : demandé {euros(part.asked)}, payé {euros(part.paid)}"


def _reject(reject: Reject) -> str:
    line = f"ligne {reject.line}" if reject.line else ""
    where = [LEVELS.get(reject.level, ""), PARTS.get(reject.part, ""), reject.act, line]
    shown = ", ".join(each.lower() if each != reject.act else each for each in where if each)
    return f"{reject.code} {reject.label}" + (f" ({shown})" if shown else "")


@_told.register
def _debt(entry: DebtEntry) -> Iterator[str]:
    kind, how = DEBTS.get(entry.kind, entry.kind), RECOVERIES.get(entry.recovery, entry.recovery).lower()
    yield f"  Retenue {entry.reference} du {day(entry.day)} : {kind}, {how}, {euros(entry.amount)}, reste {euros(entry.left)}"
    yield f"    {told(DEBT, entry.kind, ANY, entry.day)}"


@_told.register
def _lump(entry: LumpEntry) -> Iterator[str]:
    yield f"  Forfait {entry.code} : {euros(entry.amount)}"
    for label, amount in zip(entry.labels, entry.amounts, strict=True):
        yield f"    {label} : {euros(amount)}"


@_told.register
def _note(entry: NoteEntry) -> Iterator[str]:
    yield f"  Note {entry.kind} : {entry.text}"


@_told.register
def _end(entry: EndEntry) -> Iterator[str]:
    unknown = "".join(f", entité inconnue {kind} : {count}" for kind, count in entry.unknown)
    yield f"Fin : {many(entry.records, 'entité')}, {euros(entry.amount)}{unknown}"
