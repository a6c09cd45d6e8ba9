"""Which coverage of which source holds on the day of care, and what it means for the price.

The reference date is the day of care, not that of billing. A source that was asked later knows more: ADRi, then the app's
context, then the card, then what was typed. An ADRi answer about that very day is the last word, even when it says no.
"""

from device.base.dates import iso_from_day
from device.base.record import Record
from device.base.refusal import Refusal
from device.rights.coverage import ADRI, APCV, CARD, TYPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.rights.coverage import Beneficiary, Complement, Cover, Coverage

ORDER = (ADRI, APCV, CARD, TYPED)
HOLDS, ENDED, NONE = "holds", "ended", "none"

# SIM: what a situation code changes. Only 0100 (ordinary) is public; the table of the others is not, so a code that stands not here
# is priced as ordinary, and the screen of the rights says so (`unread_on`).
SITUATIONS = {
    "0100": "",
    "0200": "local_scheme",
    "0400": "exonerated",
    "0404": "at_pension",
    "0900": "aspa",
}
# AMO service codes of groups 102 and 104: complementary solidarity managed by AMO, AMC-AMO or AMC.
_C2S_SERVICES = (1, 2, 3)
# Codes of a long-term illness; what a higher figure means is not public.
_ALD_CODES = (1, 2, 3, 4)


class Decision(Record):
    """The coverage that holds: its `source`, the coverage and the beneficiary in it, `state` (holds, ended, none), the last
    day of the rights that ended or will end (None: open), and the names of facts on which another source differs."""

    FIELDS = ("source", "coverage", "beneficiary", "state", "until", "differs")
    source: str
    coverage: "Coverage"
    beneficiary: "Beneficiary"
    state: str
    until: "int | None" = None
    differs: "tuple[str, ...]" = ()


def state_on(beneficiary: "Beneficiary", day: int) -> "tuple[str, int | None]":
    """`holds` with the last day of the rights, `ended` with the day they ended, or `none` (never, or not yet)."""
    ended = None
    for period in beneficiary.rights:
        if period.holds(day):
            return HOLDS, period.end
        if period.end is not None and period.end < day and (ended is None or period.end > ended):
            ended = period.end
    return (NONE, None) if ended is None else (ENDED, ended)


def same_person(one: "Beneficiary", other: "Beneficiary") -> bool:
    """True when two sources speak of one person: birth and rank, and the NIR where both have it."""
    both = one.nir and other.nir
    return one.birth == other.birth and one.rank == other.rank and (not both or one.nir == other.nir)


def decide(sources: "tuple[Coverage, ...]", person: "Beneficiary", day: int) -> Decision:
    """The decision for a person on the day of care. BENEFICIARY_UNKNOWN when no source knows the person."""
    known = [
        Decision(source.source, source, found, *state_on(found, day))
        for name in ORDER
        for source in sources
        if source.source == name
        for found in source.beneficiaries
        if same_person(found, person)
    ]
    if not known:
        raise Refusal("BENEFICIARY_UNKNOWN")
    chosen = known[0]
    if not (chosen.source == ADRI and chosen.coverage.as_of == day):
        chosen = ([each for each in known if each.state == HOLDS] or [chosen])[0]
    differs = [name for each in known for name in _differences(chosen, each, day)]
    return chosen.replace(differs=tuple(name for name in _COMPARED if name in differs))


_COMPARED = ("state", "regime", "fund", "ald", "complement")


def _differences(one: Decision, other: Decision, day: int) -> "list[str]":
    first, second = _compared(one, day), _compared(other, day)
    return [name for name in _COMPARED if first[name] != second[name]]


def _compared(each: Decision, day: int) -> "dict[str, Any]":
    complement = complement_on(each.beneficiary, day)
    return {
        "state": each.state,
        "regime": each.coverage.regime,
        "fund": (each.coverage.fund, each.coverage.centre),
        "ald": is_ald(each.beneficiary, day),
        "complement": complement.number if complement else "",
    }


def is_ald(beneficiary: "Beneficiary", day: int) -> bool:
    """True when a cover of that day carries a long-term illness."""
    return any(cover.ald in _ALD_CODES for cover in _covers_on(beneficiary, day))


def situation_on(beneficiary: "Beneficiary", day: int) -> str:
    """The situation code of that day, of the cover that began last; 0100 when the source gives none."""
    covers = [(cover.period.start or 0, cover.situation) for cover in _covers_on(beneficiary, day)]
    return max(covers)[1] if covers else "0100"


def unread_on(beneficiary: "Beneficiary", day: int) -> str:
    """The cover code of that day (ALD, then situation) when what it changes is not known here; empty when it is."""
    for cover in _covers_on(beneficiary, day):
        if cover.situation not in SITUATIONS or cover.ald not in (0,) + _ALD_CODES:
            return "%d%s" % (cover.ald, cover.situation)
    return ""


def _covers_on(beneficiary: "Beneficiary", day: int) -> "list[Cover]":
    return [cover for cover in beneficiary.covers if cover.period.holds(day)]


def complement_on(beneficiary: "Beneficiary", day: int) -> "Complement | None":
    """The complementary insurer of that day."""
    found = [each for each in beneficiary.complements if each.holds(day)]
    return found[0] if found else None


def is_c2s(beneficiary: "Beneficiary", day: int) -> bool:
    """True with the complementary-solidarity cover: by the AMO service of that day or by the insurer's indicator."""
    complement = complement_on(beneficiary, day)
    by_service = beneficiary.service in _C2S_SERVICES and beneficiary.service_period.holds(day)
    return by_service or (complement is not None and complement.is_c2s())


def pricing_facts(coverage: "Coverage", day: int, index: int = 0) -> "tuple[dict[str, Any], dict[str, Any]]":
    """The `patient` and `coverage` maps of the pricing contract (section 1) for that beneficiary on that day."""
    person = coverage.beneficiaries[index]
    complement = complement_on(person, day)
    facts: "dict[str, Any]" = {
        "regime": coverage.regime,
        "quality": person.quality_name(),
        "ald": is_ald(person, day),
        "c2s": is_c2s(person, day),
        "amc": complement is not None and complement.pays_professional(),
    }
    changed = SITUATIONS.get(situation_on(person, day), "")
    if changed:
        facts[changed] = True
    return {"birth_date": iso_from_day(person.birth.calendar())}, facts
