"""Replacement sessions: who may work for whom, and whose number, tariff and mailbox counts. Pure; the journal holds the sessions.

Source: the holder opens the session with his card, naming the locum and the days; the locum signs with his own card; tariff,
kilometres, numbers and returns are the holder's; a nurse's locum may replace two holders at once.
"""

from device.base.record import Record
from device.base.refusal import Refusal
from device.formats.zone import first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.formats.zone import Group

MOST_HOLDERS = 2
_LOCUM_MODE = 4
_LOCUM_TYPES = (1, 81)


class Replacement(Record):
    """A session: the `holder`'s billing number and key, the `locum`'s national number (RPPS), first and last day (included)."""

    FIELDS = ("holder", "locum", "start", "until")
    holder: str
    locum: str
    start: int
    until: int

    def holds(self, day: int) -> bool:
        """True on its days."""
        return self.start <= day <= self.until


def is_locum(groups: "tuple[Group, ...]") -> bool:
    """True when a card is that of a professional who replaces: a CPF, or a situation of that mode."""
    by_type = first(groups, 1).integer("card_type") in _LOCUM_TYPES
    return by_type or any(each.number == 2 and each.integer("practice_mode") == _LOCUM_MODE for each in groups)


def opened(sessions: "tuple[Replacement, ...]", new: Replacement, day: int) -> "tuple[Replacement, ...]":
    """The sessions with one more (or with new days for the same two). DATE_INVALID when it ends before it begins or before
    today, HOLDERS_TOO_MANY when its days meet those of two other holders."""
    if new.until < new.start or new.until < day:
        raise Refusal("DATE_INVALID", value="until")
    others = tuple(each for each in sessions if (each.holder, each.locum) != (new.holder, new.locum))
    meeting = [each for each in others if each.locum == new.locum and each.start <= new.until and new.start <= each.until]
    if len(meeting) >= MOST_HOLDERS:
        raise Refusal("HOLDERS_TOO_MANY")
    return others + (new,)


def holders_for(sessions: "tuple[Replacement, ...]", groups: "tuple[Group, ...]", day: int) -> "tuple[str, ...]":
    """The holders whom the professional of that card replaces today: one, or a choice of two. LOCUM_MISMATCH when no session
    names that card, LOCUM_OVER(day) when the last one that does is past."""
    number = first(groups, 1).text("id_number")
    named = [each for each in sessions if each.locum == number]
    if not named:
        raise Refusal("LOCUM_MISMATCH")
    now = tuple(each.holder for each in named if each.holds(day))
    if not now:
        raise Refusal("LOCUM_OVER", day=max(each.until for each in named))
    return now
