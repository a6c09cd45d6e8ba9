"""Which cards may serve together, and what a professional's card may sign. Source: SSV errors F004, F022; group 2, fields 20 and 21."""

from device.base.dates import date_of
from device.base.refusal import Refusal
from device.formats.zone import first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.formats.zone import Group

# Card types of group 1: 0 CPS, 1 CPF, 2 CDE or CPE, 3 CPA, 4 CSA; from 80 on their test twins.
_FIRST_TEST_TYPE = 80
_KINDS = {0: "cps", 1: "cpf", 2: "cpe", 3: "cpa", 4: "csa"}
_LOCUM = 4
# Group 2, field 14: 24 nurse, 26 physiotherapist.
_SPECIALTIES = (24, 26)
_FLAGS = {"invoice": "may_sign_invoice", "lot": "may_sign_lot"}


def professional_kind(groups: "tuple[Group, ...]") -> str:
    """cps, cpf (locum, student), cpe (named employee or director), cpe_service (nobody's own), cpa, csa, or unknown, from group 1.

    The type 2 covers CPE and CDE alike; what a card may sign is read from its situations, never from this.
    """
    kind = _KINDS.get(first(groups, 1).integer("card_type") % _FIRST_TEST_TYPE, "unknown")
    return "cpe_service" if kind == "cpe" and not first(groups, 1).text("name") else kind


def check_profession(groups: "tuple[Group, ...]") -> None:
    """The prices known here are those of nurses and physiotherapists: CARD_WRONG_KIND(kind=profession) for a situation of another
    specialty. A practice's own card may name none."""
    for each in groups:
        if each.number == 2 and each.integer("specialty") not in (0,) + _SPECIALTIES:
            raise Refusal("CARD_WRONG_KIND", kind="profession", slot="cps")


def is_test_professional(groups: "tuple[Group, ...]") -> bool:
    """True for a test card of a professional (card type 80 and more)."""
    return first(groups, 1).integer("card_type") >= _FIRST_TEST_TYPE


def is_test_patient(groups: "tuple[Group, ...]") -> bool:
    """True for a test card of a patient (card type T)."""
    return first(groups, 101).text("card_type") == "T"


def check_card(until: str, day: int, is_test: bool, world: str) -> None:
    """A card's last day (AAAAMMJJ..., empty or zeros: none) and its world, which is `test` or `production`. CARD_EXPIRED(day of care),
    CARD_TEST for a test card where real ones are expected, WORLDS_MIXED for a real one among test cards."""
    if is_test != (world == "test"):
        raise Refusal("CARD_TEST" if is_test else "WORLDS_MIXED")
    if until.strip("0 ") and int(until[:8]) < _figure(day):
        raise Refusal("CARD_EXPIRED", day=day)


def _figure(day: int) -> int:
    year, month, number = date_of(day)
    return year * 10000 + month * 100 + number


def check_same_world(professional: "tuple[Group, ...]", patient: "tuple[Group, ...]") -> None:
    """Both cards are test cards, or neither is: WORLDS_MIXED otherwise (SSV F022)."""
    if is_test_professional(professional) != is_test_patient(patient):
        raise Refusal("WORLDS_MIXED")


def signing_situation(groups: "tuple[Group, ...]", billing: str) -> "Group":
    """The situation that signs for that billing number (8 characters and key): the one that has it, else that of a locum, who signs
    for the holder. MAY_NOT_SIGN(kind=situation) when the card has neither."""
    situations = [each for each in groups if each.number == 2]
    for each in situations:
        if each.text("billing") + each.text("billing_key") == billing:
            return each
    for each in situations:
        if each.integer("practice_mode") == _LOCUM:
            return each
    raise Refusal("MAY_NOT_SIGN", kind="situation")


def may_sign(situation: "Group", what: str) -> None:
    """The situation's right to sign an `invoice` or a `lot`, as the card says it; MAY_NOT_SIGN(kind=what)."""
    if situation.integer(_FLAGS[what]) != 1:
        raise Refusal("MAY_NOT_SIGN", kind=what)
