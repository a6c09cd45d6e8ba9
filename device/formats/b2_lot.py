"""Writes B2 files: a lot around images that stay as they were sealed.

A refused lot travels again by `open_lot` with the same images and another number: the number stands in records 1 and 6 only.
"""

from device.base.record import Record
from device.base.text import capitals
from device.formats.b2 import LENGTH, lines, read_image
from device.formats.b2_file_table import FILE_END, FILE_HEAD, LOT_END, LOT_HEAD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


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
    "01": "CT",
    "02": "MA",
    "03": "SR",
    "04": "CF",
    "05": "RP",
    "06": "EN",
    "07": "RM",
    "08": "CM",
    "10": "CE",
    "12": "CI",
    "14": "AN",
    "15": "SE",
    "16": "PB",
    "90": "CC",
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
    start = LOT_HEAD.write(
        {
            "biller": head.biller,
            "fund": head.fund,
            "lot": head.number,
            "biller_name": capitals(head.name),
            "day": head.day,
            "standard": "CP",
        }
    )
    count = len(read)
    end = LOT_END.write(
        {
            "biller": head.biller,
            "lot": head.number,
            "invoices": count,
            "invoices_again": count,
            "invoices_thrice": count,
            "acts": sum(len(each.acts) for each in read),
            "amount": sum(each.amount() for each in read),
            "asked": sum(each.asked() for each in read),
        }
    )
    return first + start + b"".join(sealed) + end


def close_lot(opened: bytes, head: LotHead) -> bytes:
    """The lot with the `999` that ends the file. A seal (SIM) comes before it: see `seals.with_lot_seal`."""
    return opened + FILE_END.write(_envelope(head, records=len(opened) // LENGTH + 1, lots=1))


def _envelope(head: LotHead, **more: "int | str") -> "dict[str, int | str]":
    values: dict[str, int | str] = {
        "sender_type": "TP",
        "sender": head.biller,
        "receiver_type": head.receiver_type,
        "receiver": head.receiver,
        "application": "TR",
        "file_id": head.file_id,
    }
    values.update(more)
    return values


def sealed_images(octets: bytes) -> "list[bytes]":
    """The images inside a file or alone, each with its seals, octet for octet. The refusals of `lines`."""
    kinds = [line.kind for line in lines(octets)]
    bounds = [at for at, kind in enumerate(kinds) if kind in ("2", "6")] + [len(kinds)]
    starts = [rank for rank, at in enumerate(bounds[:-1]) if kinds[at] == "2"]
    return [octets[bounds[rank] * LENGTH : bounds[rank + 1] * LENGTH] for rank in starts]
