"""The care of one visit as it was given, and what other patients of the same home change to it."""

from device.base.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Given(Record):
    """An act given: how many times, under which prescription (empty: the first), `number` in its series when it is known
    otherwise than by the prescription; `ald` None follows the prescription."""

    FIELDS = ("act", "quantity", "prescription", "ald", "number", "free", "group_size", "letter")
    act: str
    quantity: int = 1
    prescription: str = ""
    ald: "bool | None" = None
    number: "int | None" = None
    free: bool = False
    group_size: int = 1
    letter: str = ""


class Travel(Record):
    """The way to the patient: metres one way from the office, and from the nearest colleague when that is known."""

    FIELDS = ("same_town", "terrain", "distance_m", "nearest_m")
    same_town: bool = True
    terrain: str = "plain"
    distance_m: "int | None" = None
    nearest_m: "int | None" = None


class Care(Record):
    """One visit: day, minute of the day, place, acts, urgency and the minute of the call, travel, rank among the patients of
    the home and how many dependent others it has, codes claimed and waived."""

    FIELDS = ("day", "minute", "place", "acts", "urgent", "call_minute", "travel", "rank", "dependent_others", "claim", "waive")
    NESTED = {"acts": Given, "travel": Travel}
    day: int
    minute: int
    place: str
    acts: "tuple[Given, ...]"
    urgent: bool = False
    call_minute: "int | None" = None
    travel: Travel = Travel()
    rank: int = 1
    dependent_others: int = 0
    claim: "tuple[str, ...]" = ()
    waive: "tuple[str, ...]" = ()


class Seen(Record):
    """A patient seen in one passage of a home, in order; `dependent` under a day forfait."""

    FIELDS = ("patient", "dependent")
    patient: str
    dependent: bool


def home_of(passage: "tuple[Seen, ...]", patient: str) -> "dict[str, Any]":
    """The contract's `home` of a patient of the passage: rank among those of the same kind, dependent others (I art. 13 D).

    The patient must be in the passage (IndexError otherwise)."""
    index = [at for at, seen in enumerate(passage) if seen.patient == patient][0]
    alike = [seen for seen in passage[:index] if seen.dependent == passage[index].dependent]
    others = [seen for seen in passage if seen.dependent and seen.patient != patient]
    return {"rank": len(alike) + 1, "dependent_others": len(others)}
