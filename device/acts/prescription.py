"""Prescriptions: how long they hold, how many sessions are left, what the insurer's silence means. Pure functions on days."""

from device.acts.dated import FOREVER
from device.base.dates import add_months
from device.base.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import ActRow

    Plain = dict[str, Any]

# NGAP I art. 7: no answer within fifteen days of receipt is agreement, so silence counts from the sixteenth day.
SILENCE_DAYS = 15
# XVI ch. I art. 2 and 3: "until healed" holds three months. XVI ch. I art. 12: a prescription of dependency holds one year.
HEALING_MONTHS = 3
FORFAIT_MONTHS = 12

ACCEPTED, REFUSED, WAITING, SILENT, NEVER_ASKED = "accepted", "refused", "waiting", "silent", "never_asked"


class Agreement(Record):
    """A request for prior agreement about an act: the day it was `received`, its `answer` (accepted, refused or empty)."""

    FIELDS = ("act", "received", "answer", "urgent")
    act: str
    received: int
    answer: str = ""
    urgent: bool = False


class Prescription(Record):
    """What a prescriber ordered: days (None: none), `sessions` as (act, how many; 0 as many as needed), flags among night,
    daily, until_healed and ald, sessions `done` as (act, how many), agreements."""

    FIELDS = ("prescription", "day", "care_start", "end", "sessions", "flags", "done", "agreements")
    NESTED = {"agreements": Agreement}
    prescription: str
    day: int
    care_start: "int | None" = None
    end: "int | None" = None
    sessions: "tuple[tuple[str, int], ...]" = ()
    flags: "tuple[str, ...]" = ()
    done: "tuple[tuple[str, int], ...]" = ()
    agreements: "tuple[Agreement, ...]" = ()

    def done_of(self, act_id: str) -> int:
        """Sessions of that act already given."""
        return sum([count for act, count in self.done if act == act_id])

    def left_of(self, act_id: str) -> "int | None":
        """Sessions of that act still to give; None when it is not ordered or has no number."""
        for act, count in self.sessions:
            if act == act_id and count > 0:
                return max(0, count - self.done_of(act_id))
        return None

    def agreement_of(self, act_id: str) -> "Agreement | None":
        """The last request about that act."""
        found = [agreement for agreement in self.agreements if agreement.act == act_id]
        return found[-1] if found else None


def last_day(asked: "Plain", row: "ActRow") -> int:
    """The last day on which a prescription (date, care_start, end, until_healed) covers the act; FOREVER when none."""
    start: int = asked["date"] if asked["care_start"] is None else asked["care_start"]
    ends = [FOREVER if asked["end"] is None else asked["end"]]
    if asked["until_healed"]:
        ends.append(add_months(start, HEALING_MONTHS))
    if "forfait" in row.flags or "forfait_care" in row.flags:
        ends.append(add_months(start, FORFAIT_MONTHS))
    return min(ends)


def agreement_needed(flags: "Plain", number: "int | None") -> bool:
    """True when the act of that number in its series needs the insurer's prior agreement."""
    return "ap" in flags or ("dap_from" in flags and number is not None and number >= flags["dap_from"])


def is_silence(received: "int | None", day: int) -> bool:
    """True when the insurer has been silent long enough on that day for its silence to be agreement."""
    return received is not None and day - received > SILENCE_DAYS


def silent_on(received: int) -> int:
    """The first day on which silence is agreement."""
    return received + SILENCE_DAYS + 1


def state_of(agreement: "Agreement | None", day: int) -> str:
    """`accepted`, `refused`, `waiting`, `silent` (agreed by silence) or `never_asked`."""
    if agreement is None:
        return NEVER_ASKED
    if agreement.answer:
        return agreement.answer
    return SILENT if is_silence(agreement.received, day) else WAITING
