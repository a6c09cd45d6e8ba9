"""Who is at the device: the professional and the situations in which he bills, the patient and where his rights were found."""

from device.base.record import Record
from device.base.wire import digest_hex
from device.formats.zone import decode, first
from device.rights.coverage import TYPED
from device.rights.decide import state_on
from device.rights.from_zone import coverage_of
from device.rights.numbers import check_numbers
from device.rights.replacement import is_locum
from device.rights.worlds import check_profession

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.cards.apcv import Context
    from device.flows.desk import Desk
    from device.formats.zone import Group
    from device.rights.coverage import Beneficiary, Coverage

# A round's practice knows some hundreds of patients; a list longer than this is searched by hand.
MOST_PATIENTS = 5000


class Holder(Record):
    """Whose card is in the slot, as far as it is told without the code; `tries` left on that code."""

    FIELDS = ("name", "given", "rpps", "tries")
    name: str
    given: str
    rpps: str
    tries: int = 3


def holder_of(octets: bytes) -> Holder:
    """The holder named by group 1 of a professional's zone."""
    person = first(decode(octets), 1)
    return Holder(person.text("name"), person.text("given"), person.text("id_number"))


def situations_of(octets: bytes) -> "tuple[dict[str, Any], ...]":
    """The billing situations of a professional's zone, as the facts of `user.known` plus what signing obeys. IDENTIFIER_FALSE,
    CARD_WRONG_KIND(kind=profession)."""
    groups = decode(octets)
    check_numbers(groups)
    check_profession(groups)
    return tuple(situation_of(first(groups, 1), each) for each in groups if each.number == 2)


def situation_of(person: "Group", each: "Group") -> "dict[str, Any]":
    """One situation (group 2) of the person (group 1). A locum without a billing number of his own is named by his RPPS number."""
    return {
        "billing": each.text("billing") + each.text("billing_key") or person.text("id_number"),
        "rpps": person.text("id_number"),
        "name": person.text("name"),
        "given": person.text("given"),
        "specialty": "%02d" % each.integer("specialty") if each.integer("specialty") else "",
        "practice": each.text("business"),
        "convention": each.text("convention"),
        "tariff_zone": each.text("tariff_zone"),
        "travel_zone": each.text("travel_zone"),
        "may_sign_invoice": each.integer("may_sign_invoice") == 1,
        "may_sign_lot": each.integer("may_sign_lot") == 1,
        "locum": is_locum((person, each)),
    }


class Found(Record):
    """A person whose rights were found: the `coverage` of one source and the beneficiary's `index` in it, the zone's `octets`
    and their digest, the context that signs in the card's place (apCV) if any, and the securisation `mode` chosen, empty before."""

    FIELDS = ("coverage", "index", "octets", "context", "mode")
    coverage: "Coverage"
    index: int
    octets: bytes
    context: "Context | None" = None
    mode: str = ""

    def person(self) -> "Beneficiary":
        """The beneficiary found."""
        return self.coverage.beneficiaries[self.index]

    def digest(self) -> str:
        """The SHA-256 of the zone."""
        return digest_hex(self.octets)


def candidates(octets: bytes, source: str, day: int, context: "Context | None" = None) -> "tuple[Found, ...]":
    """Everybody whom a patient's zone names, in its order."""
    coverage = coverage_of(decode(octets), source, day)
    return tuple(Found(coverage, index, octets, context) for index in range(len(coverage.beneficiaries)))


def last_known(desk: "Desk", patient: str) -> "Found | None":
    """The rights last read of a patient, for an invoice without a card; None when there never were any."""
    row = desk.store.row("rights", patient) if patient else None
    octets = desk.store.blob(row["zone_blob"]) if row else None
    if row is None or octets is None:
        return None
    return candidates(octets, TYPED, row["day"])[row["beneficiary"]]


def patient_of(desk: "Desk", found: Found) -> str:
    """The id of the patient known already as this person: same birth, rank and NIR; empty when nobody is."""
    person = found.person()
    wanted = (person.birth.iso(), person.rank, person.nir or found.coverage.nir)
    for row in desk.store.rows("patient", limit=MOST_PATIENTS):
        if (row["birth"], row["rank"], row["nir"]) == wanted:
            known: str = row["patient"]
            return known
    return ""


def known_as(found: Found, patient: str) -> "dict[str, Any]":
    """The body of `patient.known` for this person under that id."""
    person = found.person()
    own = bool(person.nir)
    return {
        "patient": patient,
        "name": person.name,
        "given": person.given,
        "birth": person.birth.iso(),
        "nir": person.nir if own else found.coverage.nir,
        "key": person.nir_key if own else found.coverage.nir_key,
        "rank": person.rank,
        "quality": person.quality,
        "address": ", ".join([line for line in person.address if line]),
    }


def rights_read(found: Found, patient: str) -> "dict[str, Any]":
    """The body of `rights.read` for this reading."""
    until = state_on(found.person(), found.coverage.as_of)[1]
    return {
        "patient": patient,
        "source": found.coverage.source,
        "zone_blob": found.digest(),
        "serial": found.coverage.serial,
        "beneficiary": found.index,
        "until": until or 0,
    }
