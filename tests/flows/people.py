"""The professionals of the stories beside the round's nurse: the zone of each card, its serial and its code."""

from collections.abc import Sequence

from device.formats.zone import Group, encode, group
from simulator.story.people import NURSE
from tests.cards.people import with_key

LOCUM_RPPS, STRANGER_RPPS, COLLEAGUE_RPPS = with_key("9990006528"), with_key("9990006531"), with_key("9990006532")
SERVICE_NUMBER = with_key("9990006529")
COLLEAGUE_BILLING = with_key("29699930")
CODES = {"nurse": "1942", "locum": "7777", "stranger": "6666", "colleague": "5555", "service": "4444", "many": "1942"}
# As many places of practice as a card can have; the first is the round's.
PLACES = (NURSE.billing, *(with_key(f"2969995{index}") for index in range(7)))


def situation(billing: str, business: str, **fields: str) -> Group:
    """A billing situation of a nurse who may sign all."""
    own = {"billing": billing[:8], "billing_key": billing[8:], "business": business}
    rights = {"may_sign_invoice": "1", "may_sign_lot": "1"}
    zones = {"tariff_zone": "20", "travel_zone": "1"}
    return group(2, **({"number": "1", "convention": "1", "specialty": "24", "practice_mode": "0"} | own | rights | zones | fields))


def zone(rpps: str, name: str, given: str, situations: Sequence[Group], card_type: str = "80") -> bytes:
    """The zone of a professional's card."""
    person = group(1, card_type=card_type, id_type="8", id_number=rpps, title="22", name=name, given=given)
    return encode([person, *situations])


LOCUM_SITUATION = situation(" " * 9, "", practice_mode="4", tariff_zone="30")
PROFESSIONALS = {
    "locum": (zone(LOCUM_RPPS, "FERHAT", "NADIA", [LOCUM_SITUATION]), "9904200002"),
    "stranger": (zone(STRANGER_RPPS, "KERMEUR", "LOIC", [LOCUM_SITUATION]), "9904200003"),
    "colleague": (zone(COLLEAGUE_RPPS, "BRAS", "ERWAN", [situation(COLLEAGUE_BILLING, "CABINET DU PORT")]), "9904200004"),
    # The practice's own card, named like nobody: it knows the nurse's number, and may not sign her invoices.
    "service": (zone(SERVICE_NUMBER, "", "", [situation(NURSE.billing, "CABINET DES DUNES", may_sign_invoice="0")], "82"), "9904200005"),
    "many": (
        zone(
            NURSE.rpps,
            NURSE.name,
            NURSE.given,
            [situation(billing, f"LIEU {rank}", number=str(rank)) for rank, billing in enumerate(PLACES, 1)],
        ),
        "9904200006",
    ),
}
