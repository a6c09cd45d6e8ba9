"""Invented returns (NOEMIE): files built entity by entity for the tests of their reader."""

from device.formats.noemie import LAYOUTS, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ENDS = {"sender_type": "CT", "sender": "1000349", "receiver_type": "TP", "receiver": "991129768", "file_id": "R00001"}


def entity(which: str, **values: "Any") -> bytes:
    """One entity, its level 50 unless the table fixes it."""
    if which not in ("000", "999"):
        values.setdefault("rupture", LAYOUTS[which].named["rupture"].only or "50")
    return write(which, values)


def head(standard: str = "580") -> bytes:
    """The record that begins a file."""
    return entity("000", day="261020", standard=standard, currency="E", length=128, **_ENDS)


def end(records: int, amount: int, **values: "Any") -> bytes:
    """The record that ends a file; the amount is signed."""
    return entity("999", records=records, lots=1, amount=abs(amount), sign="N" if amount < 0 else "P", **_ENDS, **values)


def transfer(label: str = "VIREMENT 000123", second: str = "") -> bytes:
    """A transfer of 20 October 2026."""
    return entity("071", day="261020", label=label, label_2=second, payer="01349")


def invoice(number: int, kind: str = "F", lot: str = "012") -> bytes:
    """The head of an invoice, with an invented patient."""
    first = entity("102", invoice="%09d" % number, lot=lot, lot_day="261018", kind=kind, day="261018", nature="10")
    return first + entity("103", nir="2721975999123", nir_key="60", birth="720503", twin="1", name="MARTIN", given="CAMILLE")


def part(code: str, asked: int, state: str, paid: int, **values: "Any") -> bytes:
    """What one insurer answers; `paid` is signed."""
    return entity(code, asked=asked, state=state, paid=abs(paid), sign="N" if paid < 0 else "P", **values)


def act(line: int, paid: int, **values: "Any") -> bytes:
    """An injection as the insurer read it; `paid` is signed."""
    common: dict[str, Any] = {
        "exoneration": "0",
        "day": "261018",
        "unit_price": 315,
        "base": 315,
        "rate": 60,
        "code": "AMI",
        "quantity": 1,
        "coefficient": 100,
        "number": 1,
        "amount": 315,
        "amc": 126,
    }
    common.update(values)
    return entity("210", line=line, paid=abs(paid), sign="N" if paid < 0 else "P", **common)


def file(*entities: bytes, amount: int, records: int = 0) -> bytes:
    """A whole file; `records` is the counter of its end, reckoned when it is 0."""
    body = b"".join(entities)
    return head() + body + end(records or body.count(b"@") + 2, amount)
