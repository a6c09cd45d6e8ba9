"""What stands on the papers of a round, as data: the form a degraded invoice owes, its dispatch slip, the patient's receipt.

SIM: none of them is the official form (Cerfa); they hold what it asks for. A form and a receipt are made from the image that was
signed, so that paper and invoice cannot differ. Papers are in French, whatever the screen's language.
"""

from device.base.dates import date_of
from device.base.record import Record
from device.formats.b2_invoice_table import NATURES
from device.formats.office_accounts import euros
from device.formats.office_words import MEANS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from device.formats.b2 import Act, Invoice

    Pairs = tuple[tuple[str, str], ...]
else:
    Protocol = object


class Sheet(Record):
    """One paper: `title`, `pairs` of label and value, a table (`heads`, `rows`; a column is pushed right when its head is in `numbers`),
    `totals` as pairs, `notes` below, `boxes` to sign in."""

    FIELDS = ("title", "pairs", "heads", "rows", "numbers", "totals", "notes", "boxes")
    title: str
    pairs: "Pairs"
    heads: "tuple[str, ...]" = ()
    rows: "tuple[tuple[str, ...], ...]" = ()
    numbers: "tuple[str, ...]" = ()
    totals: "Pairs" = ()
    notes: "tuple[str, ...]" = ()
    boxes: "tuple[str, ...]" = ()


class Printer(Protocol):
    """The port that makes files of papers. Refusals: those of `ports.Medium`, but for an absent stick; DOCUMENT_HUGE."""

    def bind(self, pictures: "tuple[bytes, ...]", most: int) -> bytes:
        """Photographed pages (PNG) as one PDF/A of `most` octets at most."""

    def write(self, name: str, sheets: "tuple[Sheet, ...]") -> str:
        """The sheets as one file of that name; where it is: `stick` or `device`."""


class Dispatched(Record):
    """A line of a dispatch slip: invoice `number`, patient's `name`, `day` of the invoice, `cents`."""

    FIELDS = ("number", "name", "day", "cents")
    number: str
    name: str
    day: int
    cents: int


_ACT_HEADS = ("Date", "Acte", "Quantité", "Coefficient", "Montant", "Part AMO", "Part AMC")
_ACT_NUMBERS = _ACT_HEADS[2:]
SIM_FORM = "SIM : ce formulaire n'est pas le Cerfa ; il en porte les renseignements."


def care_form(invoice: "Invoice", patient: str, professional: str) -> Sheet:
    """The paper that goes to the fund with a degraded invoice: who, what, how much, to be signed by both."""
    head, total = invoice.head.values, invoice.total.values
    fund = "%s %s %s" % (head["regime"], head["fund"], head["centre"])
    return Sheet(
        "Feuille de soins, facture dégradée",
        (
            ("Facture", head["invoice"]),
            ("Professionnel", professional + ", n° " + head["biller"]),
            ("Assuré", head["nir"] + " " + head["nir_key"]),
            ("Bénéficiaire", patient + ", né le " + _six(head["birth"])),
            ("Caisse", fund),
            ("Assurance", NATURES[head["nature"]]),
            ("Prescripteurs", ", ".join(_prescribers(invoice))),
        ),
        _ACT_HEADS,
        tuple([_act(act) for act in invoice.acts]),
        _ACT_NUMBERS,
        (
            ("Total", in_euros(invoice.amount())),
            ("Part obligatoire", in_euros(total["amo"])),
            ("Part complémentaire", in_euros(total["amc"])),
            ("Payé par le patient", in_euros(total["patient"])),
        ),
        (SIM_FORM,),
        ("Signature du professionnel", "Signature de l'assuré"),
    )


def dispatch_slip(professional: str, fund: str, day: int, lines: "tuple[Dispatched, ...]") -> Sheet:
    """What goes in one envelope to one fund."""
    return Sheet(
        "Bordereau d'envoi de feuilles de soins",
        (("Professionnel", professional), ("Caisse", fund), ("Date", _day(day))),
        ("Facture", "Patient", "Date", "Montant"),
        tuple([(line.number, line.name, _day(line.day), in_euros(line.cents)) for line in lines]),
        ("Montant",),
        (("Feuilles", "%d" % len(lines)), ("Total", in_euros(sum([line.cents for line in lines])))),
        (SIM_FORM,),
        ("Date et signature",),
    )


def patient_receipt(invoice: "Invoice", patient: str, professional: str, day: int, money: "tuple[tuple[str, int], ...]") -> Sheet:
    """What the patient keeps: the acts, what the insurers are asked, what was paid and how (`money`: means and cents), made on `day`."""
    head, total = invoice.head.values, invoice.total.values
    paid = tuple([("Reçu, " + MEANS.get(means, means), in_euros(cents)) for means, cents in money])
    left = total["patient"] - sum([cents for _means, cents in money])
    return Sheet(
        "Reçu",
        (
            ("Facture", head["invoice"]),
            ("Professionnel", professional + ", n° " + head["biller"]),
            ("Patient", patient),
            ("Fait le", _day(day)),
        ),
        _ACT_HEADS,
        tuple([_act(act) for act in invoice.acts]),
        _ACT_NUMBERS,
        (
            ("Total", in_euros(invoice.amount())),
            ("Demandé à l'assurance maladie", in_euros(total["amo"])),
            ("Demandé à la complémentaire", in_euros(total["amc"])),
            ("À payer par le patient", in_euros(total["patient"])),
        )
        + paid
        + (("Reste à payer", in_euros(left)),),
        ("Ce reçu n'est pas une demande de remboursement.",),
        ("Signature du professionnel",),
    )


def _act(act: "Act") -> "tuple[str, ...]":
    values = act.line.values
    code = (values["code"] + " " + values.get("complement", "")).strip()
    amounts = (euros(values["coefficient"]), in_euros(values["amount"]), in_euros(values["amo"]), in_euros(values["amc"]))
    return (_six(values["day"]), code, "%d" % values["quantity"]) + amounts


def _prescribers(invoice: "Invoice") -> "list[str]":
    """The prescribers' numbers, each once, in the order of the acts."""
    found: list[str] = []
    for act in invoice.acts:
        number = act.line.values.get("prescriber", "")
        if number.strip("0") and number not in found:
            found.append(number)
    return found


def in_euros(cents: int) -> str:
    """As papers show it: `12,50 €`."""
    return euros(cents) + " €"


def _six(text: str) -> str:
    return text[4:6] + "/" + text[2:4] + "/" + text[:2]


def _day(day: int) -> str:
    year, month, number = date_of(day)
    return "%02d/%02d/%04d" % (number, month, year)
