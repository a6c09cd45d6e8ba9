"""Invented people: the zones written into their cards. Any likeness is chance; regime 01, fund 349, centre 9881 are test values."""

from dataclasses import dataclass, field, replace

from device.formats.identifiers import luhn_digit, nir_key
from device.formats.zone import NO_DATE, Group, encode, group

Period = tuple[str, str]


@dataclass(frozen=True)
class Cover:
    """A complementary cover. With `mutual` it is written as groups 107 and 108, otherwise as 109 and 111."""

    number: str
    member: str = "12345678"
    indicator: str = "32"
    mutual: bool = False
    period: Period = ("202601010000", "202612310000")
    domain: str = "AMC.SIM.FR"
    edi: str = "1MA349"
    common: str = ""


@dataclass(frozen=True)
class Person:
    """A beneficiary: birth AAAAMMJJ (lunar months allowed), quality (0 insured, 2 spouse, 6 child), rights and cover periods."""

    name: str
    given: str
    birth: str
    quality: int = 0
    nir: str = ""
    rank: int = 1
    rights: tuple[Period, ...] = (("202501010000", "202712310000"),)
    covers: tuple[tuple[str, str, int, str], ...] = (("202501010000", "202712310000", 0, "0100"),)
    service: int = 0
    cover: Cover | None = None
    address: tuple[str, ...] = ("", "", "1 RUE DES ESSAIS", "", "75000 VILLETEST")


@dataclass(frozen=True)
class Household:
    """A patient's card: insured NIR, who is on it, and the card's own data."""

    serial: str
    nir: str
    people: tuple[Person, ...]
    regime: str = "01"
    fund: str = "349"
    centre: str = "9881"
    management: str = "10"
    card_type: str = "T"
    valid_until: str = "202912310000"
    accidents: tuple[tuple[str, str, str], ...] = ()
    extra: tuple[Group, ...] = field(default_factory=tuple)


def household_zone(card: Household) -> bytes:
    """The zone of groups 101 to 111 of that card."""
    groups = [
        group(
            101,
            card_type=card.card_type,
            serial=card.serial,
            valid_until=card.valid_until,
            note_1="0",
            holder_type="A",
            nir=card.nir,
            nir_key=f"{nir_key(card.nir):02d}",
            regime=card.regime,
            fund=card.fund,
            centre=card.centre,
            management=card.management,
        ),
        group(102, service="0", start=NO_DATE, end=NO_DATE),
    ]
    if card.accidents:
        groups.append(Group(103, tuple(text for rank in range(3) for text in (card.accidents + (("", "", ""),) * 3)[rank])))
    for person in card.people:
        groups += _person_groups(person)
    return encode([*groups, *card.extra])


def _person_groups(person: Person) -> list[Group]:
    address = {f"address_{index + 1}": line for index, line in enumerate(person.address)}
    groups = [
        group(
            104,
            name=person.name,
            birth_name=person.name,
            given=person.given,
            nir=person.nir,
            nir_key=f"{nir_key(person.nir):02d}" if person.nir else "00",
            certified_on=NO_DATE,
            birth=person.birth + "0000",
            rank=str(person.rank),
            quality=str(person.quality),
            service=f"{person.service:02d}",
            service_start=NO_DATE,
            service_end=NO_DATE,
            **address,
        )
    ]
    groups += [group(105, start=start, end=end) for start, end in person.rights]
    groups += [group(106, start=start, end=end, ald=str(ald), situation=code) for start, end, ald, code in person.covers]
    return groups + (_cover_groups(person.cover) if person.cover else [])


def _cover_groups(cover: Cover) -> list[Group]:
    start, end = cover.period
    if cover.mutual:
        mutual = group(107, number=cover.number, guarantees="OOOOOOOO", indicator=cover.indicator, sts="M")
        return [mutual, group(108, start=start, end=end)]
    groups = [
        group(
            109,
            number=cover.number,
            edi=cover.edi,
            member=cover.member,
            indicator=cover.indicator,
            start=start,
            end=end,
            routing="MA",
            host="349",
            domain=cover.domain,
            sts="M",
        )
    ]
    return [*groups, group(111, text=cover.common)] if cover.common else groups


@dataclass(frozen=True)
class Professional:
    """A professional's card: RPPS and billing numbers, one situation per place of practice."""

    serial: str
    rpps: str
    name: str
    given: str
    billings: tuple[str, ...]
    specialty: int = 24
    profession: str = "Infirmier"
    card_type: int = 80
    pin: str = "1234"
    practice_mode: int = 0
    may_sign_invoice: int = 1
    may_sign_lot: int = 1


def with_key(number: str) -> str:
    """The number and its Luhn figure."""
    return number + str(luhn_digit(number))


def professional_zone(person: Professional) -> bytes:
    """Group 1, then one group 2 per billing number (8 figures and key)."""
    identity = group(
        1,
        card_type=str(person.card_type),
        id_type="8",
        id_number=person.rpps,
        id_key=person.rpps[-1:],
        title="22",
        name=person.name,
        given=person.given,
    )
    situations = [
        group(
            2,
            number=str(index + 1),
            practice_mode=str(person.practice_mode),
            status="1",
            sector="31",
            structure_type="4",
            structure=f"{person.rpps}{index + 1:04d}",
            structure_key="0",
            business=f"CABINET FICTIF {index + 1}",
            billing=billing[:8],
            billing_key=billing[8],
            convention="1",
            specialty=f"{person.specialty:02d}",
            tariff_zone="30",
            travel_zone="01",
            approval_1="0",
            approval_2="0",
            approval_3="0",
            may_sign_invoice=str(person.may_sign_invoice),
            may_sign_lot=str(person.may_sign_lot),
        )
        for index, billing in enumerate(person.billings)
    ]
    return encode([identity, *situations])


NURSE = Professional("9921384501", with_key("9990006527"), "MOREL", "CAMILLE", (with_key("75600012"),))
LOCUM = replace(
    NURSE, serial="9921384502", rpps=with_key("9990006528"), name="ARNAUD", given="SACHA", billings=(with_key("75600013"),), practice_mode=4
)
SERVICE = replace(
    NURSE, serial="9921384503", rpps=with_key("9990006529"), name="", given="", billings=NURSE.billings, card_type=82, may_sign_invoice=0
)
FICTIVE = Household("900000017", "2721975999123", (Person("FICTIVE", "LEA", "19721901"),))
