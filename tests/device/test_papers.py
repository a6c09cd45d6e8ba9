"""Papers say what the signed image says."""

from device.base.dates import day_from_iso
from device.formats.b2 import read_image
from device.formats.papers import SIM_FORM, Dispatched, care_form, dispatch_slip, patient_receipt
from device.sealing.images import images
from tests.device.invoices import FLAT, answer, facts, line

SUNDAY = day_from_iso("2026-10-18")
MINE = answer(line(majoration="F", amount_cents=1165, majoration_cents=850, amc_cents=0, patient_cents=976), line(**FLAT))


def test_the_form_of_a_degraded_invoice() -> None:
    sheet = care_form(read_image(images(facts(mode="degraded"))[0]), "MARTIN CAMILLE", "SOREL ELISE")
    pairs = {label: value for label, value in sheet.pairs}
    assert pairs["Assuré"] == "2721975999123 60" and pairs["Bénéficiaire"] == "MARTIN CAMILLE, né le 03/05/72"
    assert pairs["Caisse"] == "01 349 9881" and pairs["Assurance"] == "Maladie" and pairs["Prescripteurs"] == "991111111"
    assert sheet.rows == (
        ("18/10/26", "AMI", "1", "1,00", "3,15 €", "1,89 €", "1,26 €"),
        ("18/10/26", "IFD", "1", "1,00", "2,75 €", "1,65 €", "1,10 €"),
    )
    assert sheet.totals[0] == ("Total", "5,90 €") and sheet.notes == (SIM_FORM,) and len(sheet.boxes) == 2


def test_a_form_without_a_prescriber() -> None:
    bare = {"visits": [{"date": "2026-10-18", "acts": [{"act": "inf.injection.sc"}]}]}
    sheet = care_form(read_image(images(facts(request=bare, prescribers=()))[0]), "MARTIN CAMILLE", "SOREL ELISE")
    assert dict(sheet.pairs)["Prescripteurs"] == ""


def test_the_slip_adds_up() -> None:
    sheet = dispatch_slip(
        "SOREL ELISE", "01 349", SUNDAY, (Dispatched("17", "MARTIN", SUNDAY, 590), Dispatched("18", "LE GOFF", SUNDAY, 10))
    )
    assert sheet.rows[0] == ("17", "MARTIN", "18/10/2026", "5,90 €") and sheet.totals == (("Feuilles", "2"), ("Total", "6,00 €"))


def test_the_receipt_says_what_is_left() -> None:
    sheet = patient_receipt(
        read_image(images(facts(answer=MINE))[0]), "MARTIN CAMILLE", "SOREL ELISE", SUNDAY, (("cash", 500), ("barter", 76))
    )
    assert sheet.rows[0][1] == "AMI F"
    assert sheet.totals[3:] == (
        ("À payer par le patient", "9,76 €"),
        ("Reçu, espèces", "5,00 €"),
        ("Reçu, barter", "0,76 €"),
        ("Reste à payer", "4,00 €"),
    )
