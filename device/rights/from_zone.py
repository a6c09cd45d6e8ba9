"""A data zone as a `Coverage`: keys checked, dates read, groups gathered under their beneficiary."""

from device.base.dates import day_of
from device.base.refusal import Refusal
from device.formats.identifiers import check_nir
from device.formats.lunar import lunar_from_digits
from device.formats.zone import NO_DATE, first, kept_unknown
from device.rights.coverage import Accident, Beneficiary, Complement, Cover, Coverage, Period
from device.rights.worlds import is_test_patient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from device.formats.lunar import DateLunaire
    from device.formats.zone import Group

_MUTUAL, _INSURER = 107, 109


def coverage_of(groups: "tuple[Group, ...]", source: str, as_of: int) -> Coverage:
    """The coverage of a zone read on (or about) the day `as_of`. IDENTIFIER_FALSE(kind=nir) for a wrong key and ZONE_FIELD for a date
    that is not on the calendar, both with group and field; COVER_TWICE when a person has a mutual and an insurer on one day, ZONE_MISSING
    without beneficiary."""
    insured = first(groups, 101)
    nir, key = _checked_nir(insured)
    family = tuple(each for each in groups if each.number == 102)
    people = tuple(_beneficiary(gathered, family) for gathered in _by_beneficiary(groups))
    if not people:
        raise Refusal("ZONE_MISSING", group=104)
    return Coverage(
        source,
        as_of,
        insured.text("serial"),
        is_test_patient(groups),
        nir,
        key,
        _padded(insured.text("regime"), 2),
        _padded(insured.text("fund"), 3),
        _padded(insured.text("centre"), 4),
        insured.text("management"),
        tuple(accident for each in groups if each.number == 103 for accident in _accidents(each)),
        people,
        sum(kept_unknown(groups)),
    )


def _padded(text: str, width: int) -> str:
    """A code with the zeros that some zones leave out."""
    return "0" * (width - len(text)) + text


def _checked_nir(each: "Group") -> "tuple[str, int]":
    nir, key = each.text("nir"), each.integer("nir_key")
    try:
        check_nir(nir, key)
    except Refusal as refusal:
        raise Refusal(refusal.code, kind="nir", **each.place("nir"))
    return nir, key


def _day(each: "Group", name: str) -> "int | None":
    """A day that must be on the calendar, unlike that of a birth: the month 13 would end rights a year early. None for no date."""
    text = each.text(name)
    if text in ("", NO_DATE):
        return None
    try:
        return day_of(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except Refusal:
        raise Refusal("ZONE_FIELD", **each.place(name))


def _birth(each: "Group") -> "DateLunaire":
    if not each.text("birth")[:4].strip("0"):
        raise Refusal("ZONE_FIELD", **each.place("birth"))
    return lunar_from_digits(each.text("birth"))


def _period(each: "Group", start: str = "start", end: str = "end") -> Period:
    return Period(_day(each, start), _day(each, end))


def _accidents(each: "Group") -> "Iterable[Accident]":
    for rank in (1, 2, 3):
        number = each.text("accident_%d" % rank)
        if number:
            yield Accident(each.text("fund_%d" % rank), each.text("management_%d" % rank), number)


def _by_beneficiary(groups: "tuple[Group, ...]") -> "list[list[Group]]":
    gathered: "list[list[Group]]" = []
    for each in groups:
        if each.number == 104:
            gathered.append([each])
        elif gathered:
            gathered[-1].append(each)
    return gathered


def _service(who: "Group", family: "tuple[Group, ...]") -> "tuple[int, Period]":
    """The AMO service of a person and its period; that of the family (group 102) for who has none of their own."""
    if who.integer("service") or not family:
        return who.integer("service"), _period(who, "service_start", "service_end")
    return family[0].integer("service"), _period(family[0])


def _rights(gathered: "list[Group]") -> "tuple[Period, ...]":
    """The periods of groups 105; of groups 106 where a card has none, as older ones do."""
    for number in (105, 106):
        periods = tuple(_period(each) for each in gathered if each.number == number)
        if periods:
            break
    return periods


def _beneficiary(gathered: "list[Group]", family: "tuple[Group, ...]") -> Beneficiary:
    who = gathered[0]
    nir, key = _checked_nir(who) if who.text("nir") else ("", who.integer("nir_key"))
    service, service_period = _service(who, family)
    return Beneficiary(
        who.text("name"),
        who.text("birth_name"),
        who.text("given"),
        tuple(who.text("address_%d" % line) for line in (1, 2, 3, 4, 5)),
        nir,
        key,
        _birth(who),
        who.integer("rank"),
        who.integer("quality"),
        service,
        service_period,
        _rights(gathered),
        tuple(Cover(_period(each), each.integer("ald"), _padded(each.text("situation"), 4)) for each in gathered if each.number == 106),
        _complements(gathered),
    )


def _complements(gathered: "list[Group]") -> "tuple[Complement, ...]":
    """The mutual, then the insurer. COVER_TWICE when some day has both, as the licensed library refuses it (SSV error F0F0)."""
    periods = tuple(_period(each) for each in gathered if each.number == 108)
    mutuals = tuple(_mutual(each, periods) for each in gathered if each.number == _MUTUAL)
    common = "".join(each.text("text") for each in gathered if each.number == 111)
    insurers = tuple(_insurer(each, common) for each in gathered if each.number == _INSURER)
    if any(mutual.meets(insurer) for mutual in mutuals for insurer in insurers):
        raise Refusal("COVER_TWICE")
    return mutuals + insurers


def _mutual(each: "Group", periods: "tuple[Period, ...]") -> Complement:
    return Complement(
        "mutual",
        each.text("number"),
        indicator=each.text("indicator"),
        sts=each.text("sts"),
        guarantees=each.text("guarantees"),
        periods=periods,
    )


def _insurer(each: "Group", common: str) -> Complement:
    return Complement(
        "insurer",
        each.text("number"),
        each.text("member"),
        each.text("indicator"),
        each.text("edi"),
        each.text("routing"),
        each.text("host"),
        each.text("domain"),
        each.text("sts"),
        periods=(_period(each),),
        common=common,
    )
