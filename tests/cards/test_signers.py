"""Each kind of professional's card signs what its own data allow, on a real pcscd; one that bills nowhere opens nothing."""

from dataclasses import replace

import pytest

from device.base.refusal import Refusal
from device.formats.seals import taken_apart
from tests.cards import people
from tests.cards.desk import CPS, TODAY, VITALE, Desk, image, lot
from tests.cards.test_visit import refused

# What each card's data allow: its type and holder's name, then whether it may sign invoices and lots. CDE and CPE are one type.
SIGNERS = (
    ("CPS", people.NURSE, 1, 1),
    ("CPS of somebody who signs no lots", people.NURSE, 1, 0),
    ("sole CDE", replace(people.NURSE, card_type=82, name="LEROUX", given="ANNE"), 1, 1),
    ("CDE among others", replace(people.NURSE, card_type=82, name="LEROUX", given="ANNE"), 0, 1),
    ("named CPE", replace(people.NURSE, card_type=82, name="PETIT", given="JEAN"), 1, 1),
    ("service CPE", people.SERVICE, 0, 1),
    ("CPF in training", replace(people.NURSE, card_type=81), 0, 0),
)


@pytest.mark.parametrize(("holder", "invoice", "lots"), [row[1:] for row in SIGNERS], ids=[row[0] for row in SIGNERS])
def test_a_card_signs_what_its_own_data_allow(desk: Desk, holder: people.Professional, invoice: int, lots: int) -> None:
    holder = replace(holder, may_sign_invoice=invoice, may_sign_lot=lots)
    desk.rack.professional("service", people.professional_zone(holder), holder.serial, "1234")
    desk.insert(CPS, "service")
    desk.insert(VITALE, "lea")
    desk.sesam.read_professional("1234")
    desk.sesam.read_rights(TODAY)
    presigned = desk.sesam.seal(image(), b"", "desynchronised").fse
    assert [kind for kind, _ in taken_apart(presigned).seals] == ["V"], "any card presigns"
    for allowed, kind, call, given in (
        (invoice, "invoice", desk.sesam.second_signature, presigned),
        (lots, "lot", desk.sesam.seal_lot, lot(presigned)),
    ):
        if allowed:
            assert call(given) != given
            continue
        with pytest.raises(Refusal) as caught:
            call(given)
        assert refused("MAY_NOT_SIGN", caught) and caught.value.facts == {"kind": kind}


def test_a_card_without_a_situation_bills_nowhere(desk: Desk) -> None:
    nowhere = replace(people.NURSE, billings=())
    desk.rack.professional("nowhere", people.professional_zone(nowhere), nowhere.serial, "1234")
    desk.insert(CPS, "nowhere")
    with pytest.raises(Refusal) as caught:
        desk.sesam.read_professional("1234")
    assert refused("CARD_WRONG_KIND", caught) and caught.value.facts == {"kind": "no_am_data", "slot": "cps"}
