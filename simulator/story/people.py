"""SIM: the invented people of the round, and the data zones of their cards."""

from dataclasses import dataclass

from device.base.dates import day_from_iso, iso_from_day
from device.formats.identifiers import luhn_digit, nir_key
from device.formats.zone import NO_DATE, Group, encode, group

NURSE_PIN = "1942"
FUND = ("01", "349", "9881")
FARMERS_FUND = ("02", "353", "0001")


def _luhn(digits: str) -> str:
    return digits + str(luhn_digit(digits))


@dataclass(frozen=True)
class Insurer:
    """SIM: a complementary insurer as group 109 names it."""

    number: str
    name: str
    domain: str
    member: str


@dataclass(frozen=True)
class Person:
    """SIM: somebody on a card. `birth` is ISO, `fund` is regime, fund and centre, `ald` the ALD code of group 106."""

    key: str
    name: str
    given: str
    birth: str
    nir: str
    address: tuple[str, str]
    fund: tuple[str, str, str] = FUND
    ald: int = 0
    insurer: Insurer | None = None
    quality: int = 0
    insured: str = ""


ARMOR = Insurer("0029900012", "Mutuelle d'Armor", "ARMOR.AMC.FR", "40012877")
GOELANDS = Insurer("0056900037", "Prévoyance des Goélands", "GOELANDS.AMC.FR", "77120455")

PEOPLE = {
    person.key: person
    for person in (
        Person("morvan", "MORVAN", "JEANNE", "1942-05-04", "2420529999041", ("3 RUE DU PHARE", "29999 PLOUZER"), insurer=ARMOR),
        Person("legoff", "LE GOFF", "MARCEL", "1950-01-12", "1500129999112", ("LIEU DIT KERGOAT", "29998 LANVEOR")),
        Person("kerbrat", "KERBRAT", "YVONNE", "1935-02-27", "2350229999203", ("12 PLACE DU MARCHE", "29999 PLOUZER"), ald=1),
        Person("lebris_a", "LE BRIS", "ANNE", "1958-07-03", "2580729999017", ("8 CHEMIN DES DUNES", "29999 PLOUZER"), ald=1),
        Person("lebris_p", "LE BRIS", "PIERRE", "1955-11-21", "1551129999065", ("8 CHEMIN DES DUNES", "29999 PLOUZER"), FARMERS_FUND),
        Person("riou_n", "RIOU", "NOLWENN", "1990-03-15", "2900329999150", ("5 RUE DES AJONCS", "29999 PLOUZER"), insurer=GOELANDS),
        Person(
            "riou_m",
            "RIOU",
            "MALO",
            "2020-06-10",
            "1200629999174",
            ("5 RUE DES AJONCS", "29999 PLOUZER"),
            insurer=GOELANDS,
            quality=6,
            insured="riou_n",
        ),
        Person("salaun", "SALAUN", "HENRI", "1947-09-30", "1470929999088", ("21 QUAI DU PORT", "29999 PLOUZER")),
        Person(
            "tanguy", "TANGUY", "LUCETTE", "1960-12-08", "2601229998031", ("2 ROUTE DE LA GREVE", "29998 LANVEOR"), ald=1, insurer=ARMOR
        ),
        Person("ledu", "LE DU", "GWENOLA", "1992-08-19", "2920829999096", ("17 RUE DES EMBRUNS", "29999 PLOUZER"), insurer=ARMOR),
    )
}


@dataclass(frozen=True)
class Nurse:
    """SIM: the professional of the round."""

    name: str = "ROUVIERE"
    given: str = "CAMILLE"
    rpps: str = _luhn("1000420261")
    billing: str = _luhn("29699912")


NURSE = Nurse()


def _when(iso: str) -> str:
    return iso.replace("-", "") + "0000"


def professional_zone(nurse: Nurse = NURSE) -> bytes:
    """Groups 1 and 2 of the nurse's card: one situation, may sign invoices and lots."""
    person = group(1, card_type="80", id_type="8", id_number=nurse.rpps, title="22", name=nurse.name, given=nurse.given)
    situation = group(
        2,
        number="1",
        practice_mode="0",
        status="1",
        sector="31",
        structure_type="4",
        structure=nurse.rpps + "001",
        business="CABINET DES DUNES",
        billing=nurse.billing[:8],
        billing_key=nurse.billing[8],
        convention="1",
        specialty="24",
        tariff_zone="20",
        travel_zone="1",
        may_sign_invoice="1",
        may_sign_lot="1",
    )
    return encode((person, situation))


def patient_zone(key: str, fund: tuple[str, str, str] | None = None) -> bytes:
    """The zone of the Vitale card that carries this person: the insured, then every beneficiary; `fund` overrides the fund."""
    person = PEOPLE[key]
    insured = PEOPLE[person.insured or key]
    family = [insured] + [each for each in PEOPLE.values() if each.insured == insured.key]
    regime, office, centre = fund or insured.fund
    head = group(
        101,
        card_type="T",
        serial=card_serial(insured.key),
        valid_until=NO_DATE,
        holder_type="A",
        nir=insured.nir,
        nir_key=f"{nir_key(insured.nir):02d}",
        regime=regime,
        fund=office,
        centre=centre,
        management="10",
    )
    service = group(102, service="0", start=NO_DATE, end=NO_DATE)
    return encode([head, service] + [each for member in family for each in _beneficiary(member)])


def card_serial(key: str) -> str:
    """A nine-figure serial of our own for the card of that insured person."""
    return f"9042{list(PEOPLE).index(key):05d}"


def _beneficiary(person: Person) -> list[Group]:
    who = group(
        104,
        name=person.name,
        birth_name=person.name,
        given=person.given,
        address_2=person.address[0],
        address_4=person.address[1],
        nir=person.nir,
        nir_key=f"{nir_key(person.nir):02d}",
        certified_on=_when("2024-01-08"),
        birth=_when(person.birth),
        rank="1",
        quality=str(person.quality),
        service="0",
        service_start=NO_DATE,
        service_end=NO_DATE,
    )
    start, end = _when("2026-01-01"), _when(iso_from_day(day_from_iso("2027-12-31")))
    groups = [who, group(105, start=start, end=end), group(106, start=start, end=end, ald=str(person.ald), situation="0100")]
    if person.insurer:
        groups.append(_insurer(person.insurer, start, end))
    return groups


def _insurer(insurer: Insurer, start: str, end: str) -> Group:
    return group(
        109,
        number=insurer.number,
        edi="1AR349",
        member=insurer.member,
        indicator="33",
        start=start,
        end=end,
        routing="MA",
        host="349",
        domain=insurer.domain,
    )
