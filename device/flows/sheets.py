"""The papers of some invoices as sheets: the form of each degraded one, then one dispatch slip for each fund; receipts."""

from device.flows.round import person_of
from device.flows.signed import image_of
from device.formats.papers import Dispatched, care_form, dispatch_slip, patient_receipt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.formats.papers import Sheet

    Plain = dict[str, Any]


# The papers that an invoice may owe: the form of a degraded one, the prescription.
FORM, PRESCRIPTION = "form", "prescription"


def sheets_of(desk: "Desk", owed: "list[Plain]") -> "tuple[Sheet, ...]":
    """The forms in their order, then the slips; an invoice whose octets were purged has none, nor
    has another kind of paper, which is there already."""
    professional = _full(desk.professional())
    forms: "list[Sheet]" = []
    slips: "list[tuple[str, list[Dispatched]]]" = []
    for paper in [each for each in owed if each["paper"] == FORM and not each["lot"]]:
        invoice = desk.store.row("invoice", paper["invoice"]) or {}
        image = image_of(desk, invoice)
        if image is None:
            continue
        name = _full(person_of(desk, paper["patient"]))
        forms.append(care_form(image, name, professional))
        head = image.head.values
        line = Dispatched(invoice["number"], name, invoice["day"], invoice["totals"]["amount_cents"])
        _slip(slips, head["regime"] + " " + head["fund"]).append(line)
    day = desk.now().day
    return tuple(forms + [dispatch_slip(professional, fund, day, tuple(found)) for fund, found in slips])


def receipt_of(desk: "Desk", invoice: "Plain") -> "tuple[Sheet, ...]":
    """The patient's receipt; none for an invoice whose octets were purged."""
    image = image_of(desk, invoice)
    if image is None:
        return ()
    money = tuple([(each["means"], each["cents"]) for each in invoice["money"]])
    return (patient_receipt(image, _full(person_of(desk, invoice["patient"])), _full(desk.professional()), desk.now().day, money),)


def _full(person: "Plain") -> str:
    """Name, then given name, as papers have them."""
    full: str = person["name"] + " " + person["given"]
    return full


def _slip(slips: "list[tuple[str, list[Dispatched]]]", fund: str) -> "list[Dispatched]":
    """The lines for that fund, in the order in which funds came."""
    for name, found in slips:
        if name == fund:
            return found
    slips.append((fund, []))
    return slips[-1][1]
