"""The receipt of a lot (ARL), one record of 128 characters. SIM: the real record 930 is not public; this layout is ours."""

from device.base.record import Record
from device.base.text import from_latin1
from device.formats.fields import Layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RECEIPT = Layout(
    "930",
    "Accusé de réception logique (SIM)",
    (
        (1, 3, "N", "O", "type", "code", "Type d'enregistrement", "930"),
        (4, 9, "N", "O", "biller", "number", "N° de facturation du professionnel et clé"),
        (13, 3, "N", "O", "lot", "count", "N° de lot"),
        (16, 1, "A", "O", "kind", "choice", "Nature du lot", {"F": "FSE", "D": "DRE", "S": "SCOR"}),
        (17, 6, "N", "O", "lot_day", "date", "Date du lot"),
        (23, 6, "N", "O", "day", "date", "Date de l'accusé"),
        (29, 1, "A", "O", "sign", "choice", "Sens", {"+": "Positif", "-": "Négatif"}),
        (30, 9, "N", "F", "invoice", "number", "N° de la facture refusée (zéros: le lot entier)"),
        (39, 4, "A", "F", "code", "code", "Code du motif"),
        (43, 64, "A", "O", "digest", "base64", "SHA-256 du fichier reçu, en hexadécimal"),
        (107, 22, "A", "F", "label", "text", "Libellé du motif"),
    ),
)


class Receipt(Record):
    """An ARL: `biller` (9 digits), `lot`, `kind` (F or D), days as AAMMJJ, `positive`, `invoice` (9 digits; zeros for the whole lot),
    `code`, `digest` (of the lot file received), `label`."""

    FIELDS = ("biller", "lot", "kind", "lot_day", "day", "positive", "invoice", "code", "digest", "label")
    biller: str
    lot: int
    kind: str
    lot_day: str
    day: str
    positive: bool
    invoice: str
    code: str
    digest: str
    label: str


def read(octets: bytes) -> Receipt:
    """RECORD_TORN when it is not 128 octets, RECORD_FORM with the column where it is wrong."""
    values: dict[str, Any] = RECEIPT.read(from_latin1(octets), 1)
    del values["type"]
    values["positive"] = values.pop("sign") == "+"
    return Receipt(**values)


def write(receipt: Receipt) -> bytes:
    """The 128 octets; RECORD_WIDTH when the label or a number does not fit."""
    values = receipt.plain()
    values["sign"] = "+" if values.pop("positive") else "-"
    return RECEIPT.write(values)
