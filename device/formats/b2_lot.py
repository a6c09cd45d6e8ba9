"""Writes B2 files: a lot of sealed images around which nothing is invented but the seals (record 7, SIM).

A refused lot travels again by `open_lot` with the same images and another number: the number stands in records 1 and 6 only.
"""

import binascii

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import capitals
from device.formats.b2 import LENGTH, Line, lines, read_image
from device.formats.b2_file_table import FILE_END, FILE_HEAD, LOT_END, LOT_HEAD, SEAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_CHUNK = 104
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


class LotHead(Record):
    """What the records around the invoices say: lot `number` (1 to 999), `biller` (n° and key, 9 digits) and its `name`,
    `day` (AAMMJJ), `file_id` (6 characters), and the destination: `receiver_type` (a code of SENDERS), `receiver` (14 digits),
    `fund` (3 digits, zeros for a complementary insurer)."""

    FIELDS = ("number", "biller", "name", "day", "file_id", "receiver_type", "receiver", "fund")
    number: int
    biller: str
    name: str
    day: str
    file_id: str
    receiver_type: str
    receiver: str
    fund: str = "000"


# Who receives for a régime; every other one is addressed like the general one. Source: one public program's table.
_RECEIVER_TYPES = {
    "01": "CT", "02": "MA", "03": "SR", "04": "CF", "05": "RP", "06": "EN", "07": "RM", "08": "CM", "10": "CE", "12": "CI",
    "14": "AN", "15": "SE", "16": "PB", "90": "CC",
}


def fund_receiver(regime: str, fund: str, centre: str = "000") -> "tuple[str, str]":
    """Type and number (14 digits: zeros, régime, centre, fund) of a compulsory insurer as the receiver of a file."""
    return _RECEIVER_TYPES.get(regime, "CT"), "000000" + regime + centre + fund


def insurer_receiver(number: str) -> "tuple[str, str]":
    """Type and number of a complementary insurer as the receiver of a file."""
    return "OC", "0" * (14 - len(number)) + number


def open_lot(head: LotHead, images: "Iterable[bytes]") -> bytes:
    """`000`, `1`, the images as they are, `6`: what the lot's signature covers. The refusals of `read_image`."""
    sealed = list(images)
    read = [read_image(image) for image in sealed]
    first = FILE_HEAD.write(_envelope(head, day=head.day, standard="CP"))
    start = LOT_HEAD.write({
        "biller": head.biller, "fund": head.fund, "lot": head.number, "biller_name": capitals(head.name), "day": head.day, "standard": "CP",
    })
    count = len(read)
    end = LOT_END.write({
        "biller": head.biller, "lot": head.number, "invoices": count, "invoices_again": count, "invoices_thrice": count,
        "acts": sum(len(each.acts) for each in read), "amount": sum(each.amount() for each in read),
        "asked": sum(each.asked() for each in read),
    })
    return first + start + b"".join(sealed) + end


def close_lot(opened: bytes, head: LotHead, seals: bytes) -> bytes:
    """The lot with its seal records and the `999` that ends the file."""
    records = (len(opened) + len(seals)) // LENGTH + 1
    return opened + seals + FILE_END.write(_envelope(head, records=records, lots=1))


def _envelope(head: LotHead, **more: "int | str") -> "dict[str, int | str]":
    values: dict[str, int | str] = {
        "sender_type": "TP", "sender": head.biller, "receiver_type": head.receiver_type, "receiver": head.receiver,
        "application": "TR", "file_id": head.file_id,
    }
    values.update(more)
    return values


def seal_records(biller: str, kind: str, invoice: int, octets: bytes) -> bytes:
    """The records 7 (SIM) that carry these octets; `kind` is S, V, L or K, `invoice` 0 for a lot."""
    text = _base64(octets)
    chunks = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    return b"".join([
        SEAL.write({"biller": biller, "kind": kind, "index": rank + 1, "count": len(chunks), "invoice": invoice, "chunk": chunk})
        for rank, chunk in enumerate(chunks)
    ])


def seals(found: "Iterable[Line]") -> "dict[str, bytes]":
    """The octets of each kind of seal. RECORD_ORDER when a chunk is missing or out of order, RECORD_FORM when it is no base64."""
    texts: dict[str, str] = {}
    ranks: dict[str, tuple[int, int, int]] = {}
    for line in found:
        kind, rank = line.values["kind"], line.values["index"]
        before, count, _number = ranks.get(kind, (0, line.values["count"], 0))
        if rank != before + 1 or line.values["count"] != count:
            raise Refusal("RECORD_ORDER", layout="7", record=line.number)
        ranks[kind] = (rank, count, line.number)
        texts[kind] = texts.get(kind, "") + line.values["chunk"]
    for kind in texts:
        rank, count, number = ranks[kind]
        if rank != count:
            raise Refusal("RECORD_ORDER", layout="7", record=number)
    return {kind: _decoded(texts[kind], ranks[kind][2]) for kind in texts}


def _decoded(text: str, number: int) -> bytes:
    """The octets of a base64 text. Decoders differ on what is no base64 and pass over some of it: only the canonical text is taken."""
    body = text.rstrip("=")
    if len(text) % 4 == 0 and len(text) - len(body) <= 2 and all([character in _ALPHABET for character in body]):
        octets = binascii.a2b_base64(text.encode("utf-8"))
        if _base64(octets) == text:
            return octets
    raise Refusal("RECORD_FORM", layout="7", record=number, column=25)


def _base64(octets: bytes) -> str:
    return binascii.b2a_base64(octets).decode("utf-8").strip()


def signed_part(image: bytes) -> bytes:
    """An image without its seals: the octets that the cards sign."""
    count = len([line for line in lines(image) if line.kind != "7"])
    return image[: count * LENGTH]


def sealed_images(octets: bytes) -> "list[bytes]":
    """The images inside a file or alone, each with its seals, octet for octet. The refusals of `lines`."""
    kinds = [line.kind for line in lines(octets)]
    bounds = [at for at, kind in enumerate(kinds) if kind in ("2", "6")] + [len(kinds)]
    starts = [rank for rank, at in enumerate(bounds[:-1]) if kinds[at] == "2"]
    return [octets[bounds[rank] * LENGTH : bounds[rank + 1] * LENGTH] for rank in starts]
