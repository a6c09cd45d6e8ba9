"""How `tournee show` prints the receipt of a lot (ARL, SIM)."""

from collections.abc import Iterator
from typing import Any

from device.acts.remedies import ANY, RECEIPT
from device.formats import arl
from ui.cli.show_fields import day
from ui.cli.show_remedy import told


def recognise(octets: bytes) -> bool:
    """True for what begins like a receipt."""
    return octets[:3] == b"930"


def as_json(octets: bytes, _show_identity: bool) -> dict[str, Any]:
    """`receipt` with every field of the record. RECORD_TORN, RECORD_FORM."""
    return {"kind": "receipt", "receipt": arl.read(octets).plain()}


def render(octets: bytes, _show_identity: bool) -> Iterator[str]:
    """The same, in French."""
    receipt = arl.read(octets)
    about = f"lot {receipt.lot:03d} ({'FSE' if receipt.kind == 'F' else 'DRE'}) du {day(receipt.lot_day)}"
    yield f"Accusé de réception {'positif' if receipt.positive else 'négatif'} (SIM) du {day(receipt.day)} : {about}, {receipt.biller}"
    if not receipt.positive:
        what = f"facture {receipt.invoice}" if receipt.invoice.strip("0") else "lot entier"
        yield f"  {what} : {receipt.code} {receipt.label}"
        yield f"    {told(RECEIPT, receipt.code, ANY, receipt.day)}"
    yield f"  empreinte du fichier reçu : {receipt.digest}"
