"""The B2 images of one invoice: the FSE, and the DRE when a complementary insurer is asked on its own.

Amounts are always those of the priced answer. What the columns cannot say as the answer does:
- a line at half rate shows half its coefficient, half up to the hundredth (2.5 halves of a hundredth exist: 1.25 gives 0.63);
- a quantity above 99 (kilometres) shows 1, and the coefficient carries the product;
- a majoration has no column: its letter stands in the complement (a deep night as N) and its cents in the fees.
"""

from device.base.money import half_up
from device.base.refusal import Refusal
from device.formats.b2 import LAYOUTS, read_image
from device.sealing.facts import C2S, MODE_CODES, check_facts
from device.sealing.orders import orders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.formats.b2 import Act, Invoice
    from device.sealing.facts import InvoiceFacts, Prescriber

    Values = dict[str, Any]

_MOST_QUANTITY = 99
_COMPLEMENTS = {"": "", "N": "N", "ND": "N", "F": "F"}
# Pricing contract: answer of an agreement, by whether it was urgent. Silence of 15 days counts as accepted.
_ACCEPTED, _URGENT = "4", "5"


def images(facts: "InvoiceFacts") -> "tuple[bytes, bytes]":
    """The FSE and the DRE, unsigned; the DRE is empty when there is none. SEAL_FACTS, RECORD_WIDTH and RECORD_FORM."""
    check_facts(facts)
    lines = _lines(facts)
    fse = _image(facts, lines, _fse_contract(facts))
    if facts.complement is None or facts.complement.unique or not facts.answer["totals"]["amc_cents"]:
        return fse, b""
    return fse, _image(facts, lines, {"contract": facts.complement.contract, "insurer": facts.complement.number})


def _fse_contract(facts: "InvoiceFacts") -> "Values":
    unique = facts.complement is not None and facts.complement.unique
    return {"contract": C2S} if unique else {}


def _image(facts: "InvoiceFacts", lines: bytes, contract: "Values") -> bytes:
    return LAYOUTS["2"].write(_header(facts, contract)) + _own_nir(facts) + lines + LAYOUTS["5"].write(_total(facts))


def _head(facts: "InvoiceFacts", *more: "tuple[str, Any]") -> "Values":
    values = {
        "biller": facts.payee.billing,
        "nir": facts.insured.nir,
        "nir_key": facts.insured.nir_key,
        "invoice": facts.number,
    }
    values.update(more)
    return values


def _header(facts: "InvoiceFacts", contract: "Values") -> "Values":
    lines, insured = facts.answer["lines"], facts.insured
    days = sorted([six(line["date"]) for line in lines])
    exonerations = [line["exo"] for line in lines]
    values = _head(
        facts,
        ("rank", facts.patient.rank),
        ("operation", "1"),
        ("regime", insured.regime),
        ("fund", insured.fund),
        ("centre", insured.centre),
        ("mode", MODE_CODES[facts.mode]),
        ("nature", facts.answer["nature"]),
        ("exoneration", exonerations[0] if exonerations == exonerations[:1] * len(lines) else "0"),
        ("accident", facts.accident),
        ("birth", facts.patient.birth),
        ("twin", facts.patient.twin),
        ("entry_day", days[0]),
        ("exit_day", days[-1]),
    )
    values.update(contract)
    return values


def _own_nir(facts: "InvoiceFacts") -> bytes:
    """Record 2S, for a patient with a NIR of their own."""
    patient = facts.patient
    if patient.own_nir in ("", facts.insured.nir):
        return b""
    return LAYOUTS["2S"].write(_head(facts, ("rank", patient.rank), ("own_nir", patient.own_nir), ("own_nir_key", patient.own_nir_key)))


def _lines(facts: "InvoiceFacts") -> bytes:
    prescribers = {each.rx: each for each in facts.prescribers}
    records = []
    for line, (rx, agreement) in zip(facts.answer["lines"], orders(facts.request, facts.answer["lines"])):
        if rx and rx not in prescribers:
            raise Refusal("SEAL_FACTS", value="prescriber")
        prescriber = prescribers.get(rx)
        records.append(LAYOUTS["4"].write(_act(facts, line, prescriber)))
        if agreement:
            records.append(LAYOUTS["4S"].write(_agreement(facts, agreement)))
        records.append(LAYOUTS["4E"].write(_people(facts, prescriber)))
    return b"".join(records)


def _act(facts: "InvoiceFacts", line: "Values", prescriber: "Prescriber | None") -> "Values":
    coefficient, quantity = shown_coefficient(line)
    executant = facts.executant
    values = _head(
        facts,
        ("rank", facts.patient.rank),
        ("executant", executant.billing),
        ("zone", executant.zone),
        ("specialty", executant.specialty),
        ("exoneration", line["exo"]),
        ("day", six(line["date"])),
        ("code", line["code"]),
        ("complement", _COMPLEMENTS[line["majoration"]]),
        ("quantity", quantity),
        ("coefficient", coefficient),
        ("number", 1),
        ("unit_price", line["unit_price_cents"]),
        ("base", line["amount_cents"]),
        ("rate", line["amo_rate"]),
        ("amo", line["amo_cents"]),
        ("amount", line["amount_cents"]),
        ("expense", "G" if line.get("free") else ""),
        ("amc", line["amc_cents"]),
    )
    if prescriber is not None:
        values.update(prescriber=prescriber.number, origin=prescriber.origin, prescriber_specialty=prescriber.specialty)
    return values


def shown_coefficient(line: "Values") -> "tuple[int, int]":
    """The coefficient (hundredths) and the quantity as the columns show them."""
    coefficient = half_up(line["coefficient_x100"] * line["rate_pct"], 100)
    if line["quantity"] > _MOST_QUANTITY:
        return coefficient * line["quantity"], 1
    return coefficient, line["quantity"]


def _agreement(facts: "InvoiceFacts", agreement: "Values") -> "Values":
    urgent = agreement.get("urgent") and agreement.get("answer") != "accepted"
    received = agreement.get("received")
    return _head(
        facts,
        ("rank", 1),
        ("agreement", _URGENT if urgent else _ACCEPTED),
        ("agreement_day", six(received) if received else ""),
    )


def _people(facts: "InvoiceFacts", prescriber: "Prescriber | None") -> "Values":
    values = _head(facts, ("rank", 1), ("executant_rpps", facts.executant.rpps), ("executant_structure", facts.executant.structure))
    if prescriber is not None:
        values.update(prescriber_rpps=prescriber.rpps, prescriber_structure=prescriber.structure)
    return values


def _total(facts: "InvoiceFacts") -> "Values":
    totals = facts.answer["totals"]
    return _head(
        facts,
        ("rank", facts.patient.rank),
        ("acts", len(facts.answer["lines"])),
        ("amount", totals["amount_cents"]),
        ("amo", totals["amo_cents"]),
        ("patient", totals["due_now_cents"]),
        ("amc", totals["amc_cents"]),
    )


def six(iso: str) -> str:
    """AAMMJJ of `YYYY-MM-DD`."""
    return iso[2:4] + iso[5:7] + iso[8:10]


def check_back(made: "tuple[bytes, bytes]", answer: "Values") -> None:
    """Reads both images again and holds every line and total against the priced answer. SEAL_MISMATCH names the line (0: the totals)
    and the column; the refusals of `read_image` when an image cannot be read."""
    for image in made:
        if image:
            _compare(read_image(image), answer)


def _compare(invoice: "Invoice", answer: "Values") -> None:
    _same(0, "acts", len(invoice.acts), len(answer["lines"]))
    for index, line in enumerate(answer["lines"]):
        _compare_line(index + 1, invoice.acts[index], line)
    totals, total = answer["totals"], invoice.total.values
    for column, key in (("amount", "amount_cents"), ("amo", "amo_cents"), ("amc", "amc_cents"), ("patient", "due_now_cents")):
        _same(0, column, total[column], totals[key])
    _same(0, "nature", invoice.head.values["nature"], answer["nature"])


def _compare_line(number: int, act: "Act", line: "Values") -> None:
    values = act.line.values
    due = (
        ("day", six(line["date"])),
        ("code", line["code"]),
        ("complement", _COMPLEMENTS[line["majoration"]]),
        ("unit_price", line["unit_price_cents"]),
        ("rate", line["amo_rate"]),
        ("amo", line["amo_cents"]),
        ("amc", line["amc_cents"]),
        ("amount", line["amount_cents"]),
        ("base", line["amount_cents"]),
        ("exoneration", line["exo"]),
    )
    for column, value in due:
        _same(number, column, values[column], value)
    hundredths = line["coefficient_x100"] * line["rate_pct"] * line["quantity"]
    shown = values["coefficient"] * values["quantity"]
    half = 0 if hundredths % 100 == 0 else 50 * line["quantity"]
    _same(number, "coefficient", shown * 100, hundredths + half)


def _same(line: int, column: str, found: "int | str", due: "int | str") -> None:
    if found != due:
        raise Refusal("SEAL_MISMATCH", line=line, value=column)
