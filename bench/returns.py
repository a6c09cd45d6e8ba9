"""`return_read`: a return of 100,000 invoices read, checked and mapped, against cutting the same file by position."""

import tracemalloc
from collections.abc import Iterator

from bench.measure import Measure, alternating, seconds
from device.formats.noemie import LAYOUTS, entities, write
from device.formats.noemie_returns import returns

INVOICES = 100_000
RUNS = 3
LIMIT = 3.0
MEMORY_LIMIT = 1.1
CHUNK = 65536
PAID_CENTS = 315
ENTITIES = 6
_ENDS = {"sender_type": "CT", "sender": "1000349", "receiver_type": "TP", "receiver": "991129768", "file_id": "R00001"}


def _invoice() -> bytes:
    """One invoice of two acts, paid by both insurers, its patient invented."""
    patient = {"nir": "2721975999123", "nir_key": "60", "birth": "720503", "twin": "1", "name": "MARTIN", "given": "CAMILLE"}
    act = {
        "exoneration": "0", "day": "261018", "unit_price": 315, "base": 315, "rate": 60, "paid": 189, "sign": "P", "code": "AMI",
        "quantity": 1, "coefficient": 100, "number": 1, "amount": 315, "amc": 126,
    }  # fmt: skip
    head = {"invoice": "000000017", "lot": "012", "lot_day": "261018", "kind": "F", "day": "261018", "nature": "10"}
    amc = {"asked": 126, "state": "P", "paid": 126, "sign": "P", "insurer": "99999997"}
    rows = (
        ("102", head), ("103", patient), ("198", {"asked": 189, "state": "P", "paid": 189, "sign": "P"}), ("199", amc),
        ("210", {"line": 1, **act}), ("210", {"line": 2, **act}),
    )  # fmt: skip
    return b"".join(write(kind, {"rupture": "50", **values}) for kind, values in rows)


def _file(invoices: int) -> bytes:
    head = write("000", {**_ENDS, "day": "261020", "standard": "580", "currency": "E", "length": 128})
    transfer = write("071", {"day": "261020", "label": "VIREMENT 000123", "payer": "01349"})
    counts = {"records": invoices * ENTITIES + 3, "lots": 1, "amount": PAID_CENTS * invoices, "sign": "P"}
    return head + transfer + _invoice() * invoices + write("999", {**_ENDS, **counts})


def _pieces(octets: bytes) -> Iterator[bytes]:
    return (octets[at : at + CHUNK] for at in range(0, len(octets), CHUNK))


def _read(octets: bytes) -> int:
    return sum(1 for _entry in returns(entities(_pieces(octets))))


_SPANS = {code.encode(): [(field.start, field.end) for field in layout.fields] for code, layout in LAYOUTS.items()}


def _cut(octets: bytes) -> int:
    """The floor: entities and fields cut by position, and nothing else."""
    at = count = 0
    while at < len(octets):
        spans = _SPANS[octets[at : at + 3]]
        entity = octets[at : at + spans[-1][1]]
        fields = [entity[start:end] for start, end in spans]
        at += len(entity)
        count += len(fields)
    return count


def _peak(octets: bytes) -> float:
    """Most octets held at once while the file is read, the file itself apart."""
    tracemalloc.start()
    _read(octets)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return float(peak)


def measure() -> list[Measure]:
    """Seconds to read the file; then the memory that it takes, against that of a file a hundred times shorter."""
    octets = _file(INVOICES)
    ours, floor = alternating(lambda: seconds(lambda: _read(octets)), lambda: seconds(lambda: _cut(octets)), RUNS)
    few = _file(INVOICES // 100)
    return [
        Measure("return_read", ours, floor, LIMIT, "s", RUNS),
        Measure("return_memory", _peak(octets), _peak(few), MEMORY_LIMIT, "octets", 1),
    ]
