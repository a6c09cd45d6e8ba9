"""What people are entitled to, by which source, until when: one model for the card, ADRi, the app's context and what is typed.

Days are integers, None an open bound. ADRi answers with the same data as groups 104 to 109 of a card, so it is built alike.
"""

from device.base.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.formats.lunar import DateLunaire

CARD, ADRI, APCV, TYPED = "card", "adri", "apcv", "typed"
INSURED, CHILD = 0, 6
# Certificates of quality: 0 insured, 6 child; 2 spouse, 4 partner; the others are billed like a spouse (not the insured).
_QUALITIES = {INSURED: "insured", CHILD: "child"}


class Period(Record):
    """From `start` to `end`, both included; None is open."""

    FIELDS = ("start", "end")
    start: "int | None"
    end: "int | None"

    def holds(self, day: int) -> bool:
        """True when the day is inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def meets(self, other: "Period") -> bool:
        """True when some day is inside both."""
        starts = [period.start for period in (self, other) if period.start is not None]
        ends = [period.end for period in (self, other) if period.end is not None]
        return not starts or not ends or max(starts) <= min(ends)


class Cover(Record):
    """A period with its ALD code (0 none, 1 to 4) and its situation code (four digits)."""

    FIELDS = ("period", "ald", "situation")
    period: Period
    ald: int
    situation: str


class Complement(Record):
    """A complementary insurer: `kind` mutual (groups 107, 108) or insurer (109, 111), number, member, processing indicator,
    EDI number, routing (code, host, domain), STS switch, guarantees, and the periods in which it holds."""

    FIELDS = ("kind", "number", "member", "indicator", "edi", "routing", "host", "domain", "sts", "guarantees", "periods", "common")
    kind: str
    number: str
    member: str = ""
    indicator: str = ""
    edi: str = ""
    routing: str = ""
    host: str = ""
    domain: str = ""
    sts: str = ""
    guarantees: str = ""
    periods: "tuple[Period, ...]" = ()
    common: str = ""

    def holds(self, day: int) -> bool:
        """True inside one of its periods; without any, it holds."""
        return any(period.holds(day) for period in self.spans())

    def meets(self, other: "Complement") -> bool:
        """True when some day has both."""
        return any(one.meets(another) for one in self.spans() for another in other.spans())

    def spans(self) -> "tuple[Period, ...]":
        """Its periods; all time when it names none."""
        return self.periods or (Period(None, None),)

    def is_c2s(self) -> bool:
        """True for the complementary-solidarity cover: indicator 6x (SSV code list)."""
        return self.indicator[:1] == "6"

    def pays_professional(self) -> bool:
        """True when the indicator allows third-party payment: its first figure is 2 (TP), 3 (both) or 6 (C2S)."""
        return self.indicator[:1] in ("2", "3", "6")


class Beneficiary(Record):
    """One person of a card: names, address, NIR of their own (may be empty), birth, rank, quality, AMO service and its period,
    rights periods, covers, complementary insurers (never two on one day)."""

    FIELDS = (
        "name",
        "birth_name",
        "given",
        "address",
        "nir",
        "nir_key",
        "birth",
        "rank",
        "quality",
        "service",
        "service_period",
        "rights",
        "covers",
        "complements",
    )
    name: str
    birth_name: str
    given: str
    address: "tuple[str, ...]"
    nir: str
    nir_key: int
    birth: "DateLunaire"
    rank: int
    quality: int
    service: int
    service_period: Period
    rights: "tuple[Period, ...]"
    covers: "tuple[Cover, ...]"
    complements: "tuple[Complement, ...]" = ()

    def quality_name(self) -> str:
        """`insured`, `spouse` or `child`, as pricing wants it."""
        return _QUALITIES.get(self.quality, "spouse")


class Accident(Record):
    """A work accident on the card (group 103): the fund that pays, its management code, the accident's number."""

    FIELDS = ("fund", "management", "number")
    fund: str
    management: str
    number: str


class Coverage(Record):
    """All that one source told: the insured (NIR and key, regime, fund, centre, management code), accidents, beneficiaries.

    `as_of` is the day the source was asked about; `serial` the card's (empty elsewhere); `unknown` counts groups and trailing
    fields that were kept unread.
    """

    FIELDS = (
        "source",
        "as_of",
        "serial",
        "test",
        "nir",
        "nir_key",
        "regime",
        "fund",
        "centre",
        "management",
        "accidents",
        "beneficiaries",
        "unknown",
    )
    source: str
    as_of: int
    serial: str
    test: bool
    nir: str
    nir_key: int
    regime: str
    fund: str
    centre: str
    management: str
    accidents: "tuple[Accident, ...]"
    beneficiaries: "tuple[Beneficiary, ...]"
    unknown: int = 0
