"""What the images and the claims of one invoice are made from: who, for whom, under which cover, prescribed by whom."""

from device.flows.nature import ACCIDENT
from device.flows.third import NO_THIRD
from device.outbox.destinations import claim, fund_destination, insurer_destination
from device.rights.decide import complement_on, is_c2s
from device.sealing.facts import C2S, ORDINARY, Complement, Insured, InvoiceFacts, Patient, Prescriber, Professional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.people import Found
    from device.flows.quote import Part

    Plain = dict[str, Any]


def claims_of(found: "Found", part: "Part", day: int, with_dre: bool, due: int) -> "list[Plain]":
    """The FSE to the fund, and the DRE to the complementary insurer when there is one. An FSE of which the patient pays all asks for
    nothing: the fund pays the patient."""
    coverage, totals = found.coverage, part.answer()["totals"]
    fund = fund_destination(coverage.regime, coverage.fund)
    asked = 0 if part.third_party() == NO_THIRD else totals["amo_cents"] + _unique_part(found, part, day)
    claims = [claim("F", fund, asked, due)]
    complement = complement_on(found.person(), day)
    if with_dre and complement is not None:
        insurer = insurer_destination(complement.number, complement.routing, complement.host, complement.domain)
        claims.append(claim("D", insurer, totals["amc_cents"], due))
    return claims


def _unique_part(found: "Found", part: "Part", day: int) -> int:
    """The complementary share when the fund pays it too (single management): it is asked with the AMO's."""
    return int(part.answer()["totals"]["amc_cents"]) if is_c2s(found.person(), day) else 0


def invoice_facts(desk: "Desk", found: "Found", part: "Part", day: int, number: str) -> InvoiceFacts:
    """What the images are made of."""
    coverage, person = found.coverage, found.person()
    insured = Insured(coverage.nir, "%02d" % coverage.nir_key, coverage.regime, coverage.fund, coverage.centre)
    own_key = "%02d" % person.nir_key if person.nir else ""
    patient = Patient(person.birth.six(), str(person.rank), "000", person.nir, own_key)
    payee = _professional(desk.payee())
    executant = _professional(desk.professional()).replace(zone=payee.zone)
    named = [each["id"] for each in part.request["prescriptions"]]
    return InvoiceFacts(
        number,
        found.mode,
        payee,
        executant,
        insured,
        patient,
        tuple(_prescriber(desk, rx) for rx in named),
        part.request,
        part.answer(),
        _complement(found, day),
        part.request["coverage"]["accident_ref"] if part.insurance == ACCIDENT else "",
    )


def _professional(user: "Plain") -> Professional:
    """A locum may have no billing number: then the RPPS number alone names him."""
    billing = user["billing"] if user["billing"] != user["rpps"] else "0" * 9
    return Professional(billing, user["rpps"], user["name"], user["specialty"], user["tariff_zone"])


def _prescriber(desk: "Desk", rx: str) -> Prescriber:
    row = desk.store.row("prescription", rx) or {}
    known = desk.store.row("prescriber", row["prescriber"]) or {}
    return Prescriber(rx, known["am_number"], known["rpps"], known["specialty"])


def _complement(found: "Found", day: int) -> "Complement | None":
    complement = complement_on(found.person(), day)
    number = complement.number if complement is not None else ""
    if is_c2s(found.person(), day):
        return Complement(number, C2S, True)
    return Complement(number, ORDINARY) if complement is not None and complement.pays_professional() else None
