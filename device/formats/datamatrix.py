"""What DataMatrix codes carry: the INS identity (ANS format 2.2) and, SIM, the complementary insurer of an attestation.

INS: a header of 26 characters, then fields marked S1 to S7; a field shorter than its most is ended by GS unless it is the
last. AMC: the real layout is not public; ours is `AMCSIM1`, then key=value texts parted by GS.
"""

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import from_latin1, is_digits, latin1
from device.formats.identifiers import check_ins
from device.formats.lunar import DateLunaire

GS = "\x1d"
_HEADER = "IS01" + "0" * 22
# Marker, least and most characters.
_INS_FIELDS = (("S1", 15, 15), ("S2", 19, 20), ("S3", 0, 100), ("S4", 1, 100), ("S5", 1, 1), ("S6", 10, 10), ("S7", 5, 5))
_AMC_HEADER = "AMCSIM1"
_AMC_KEYS = ("amc", "convention", "csr", "member", "from", "until", "domains")


class InsIdentity(Record):
    """A qualified identity: NIR and key, OID and its world, first names, birth name, sex F or M, birth, INSEE place."""

    FIELDS = ("nir", "key", "oid", "world", "given", "name", "sex", "birth", "place")
    nir: str
    key: int
    oid: str
    world: str
    given: str
    name: str
    sex: str
    birth: DateLunaire
    place: str


def _torn(field: int) -> Refusal:
    return Refusal("CODE_TORN", field=field)


def ins_identity(octets: bytes) -> InsIdentity:
    """The identity of an INS DataMatrix. CODE_TORN(field), IDENTIFIER_FALSE(kind=ins or nir)."""
    text = from_latin1(octets)
    if text[:26] != _HEADER:
        raise _torn(0)
    values = []
    at = 26
    for index, (marker, least, most) in enumerate(_INS_FIELDS):
        if text[at : at + 2] != marker:
            raise _torn(index + 1)
        at, value = _field(text, at + 2, least, most, index)
        values.append(value)
    if at != len(text):
        raise _torn(len(_INS_FIELDS))
    return _identity(values)


def _field(text: str, at: int, least: int, most: int, index: int) -> "tuple[int, str]":
    """Where the next field begins, and the value."""
    is_last = index == len(_INS_FIELDS) - 1
    end = text.find(GS, at, at + most)
    if end < 0:
        end, after = at + most, at + most
    else:
        after = end + 1
    value = text[at:end]
    if not least <= len(value) <= most or (is_last and after != end):
        raise _torn(index + 1)
    return after, value


def _identity(values: "list[str]") -> InsIdentity:
    number, oid, given, name, sex, born, place = values
    if not is_digits(number[13:]):
        raise _torn(1)
    if sex not in ("F", "M"):
        raise _torn(5)
    day, month, year = born[:2], born[3:5], born[6:]
    if born[2] != "-" or born[5] != "-" or not is_digits(day + month + year):
        raise _torn(6)
    nir, key = number[:13], int(number[13:])
    world = check_ins(nir, key, oid)
    return InsIdentity(nir, key, oid, world, given, name, sex, DateLunaire(int(year), int(month), int(day)), place)


def ins_octets(identity: InsIdentity) -> bytes:
    """The octets of an INS DataMatrix; TEXT_NOT_LATIN1."""
    born = identity.birth
    values = (
        "%s%02d" % (identity.nir, identity.key),
        identity.oid,
        identity.given,
        identity.name,
        identity.sex,
        "%02d-%02d-%04d" % (born.day, born.month, born.year),
        identity.place,
    )
    text = _HEADER
    for value, (marker, _least, most) in zip(values, _INS_FIELDS):
        text += marker + value + (GS if len(value) < most else "")
    return latin1(text)


class AmcAttestation(Record):
    """SIM: what an attestation's block says: AMC number, convention, CSR, member, validity (ISO dates, may be empty), and
    triplets of domain, convention and CSR."""

    FIELDS = ("amc", "convention", "csr", "member", "start", "until", "domains")
    amc: str
    convention: str
    csr: str
    member: str
    start: str = ""
    until: str = ""
    domains: "tuple[tuple[str, str, str], ...]" = ()


def amc_attestation(octets: bytes) -> AmcAttestation:
    """SIM: the attestation of a DataMatrix of ours; CODE_TORN(field) names the key that is missing or wrong, from 1."""
    head, *parts = from_latin1(octets).split(GS)
    if head != _AMC_HEADER or len(parts) != len(_AMC_KEYS):
        raise _torn(0)
    values = []
    for index, part in enumerate(parts):
        key, found, value = part.partition("=")
        if key != _AMC_KEYS[index] or not found:
            raise _torn(index + 1)
        values.append(value)
    amc, convention, csr, member, start, until, domains = values
    return AmcAttestation(amc, convention, csr, member, start, until, tuple(_triplet(each) for each in domains.split(",") if each))


def _triplet(text: str) -> "tuple[str, str, str]":
    parts = text.split(":")
    if len(parts) != 3:
        raise _torn(7)
    return parts[0], parts[1], parts[2]


def amc_octets(read: AmcAttestation) -> bytes:
    """SIM: the octets of an attestation's DataMatrix; TEXT_NOT_LATIN1."""
    domains = ",".join(":".join(each) for each in read.domains)
    values = (read.amc, read.convention, read.csr, read.member, read.start, read.until, domains)
    return latin1(GS.join([_AMC_HEADER] + ["%s=%s" % pair for pair in zip(_AMC_KEYS, values)]))
