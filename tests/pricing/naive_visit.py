"""A second opinion on a whole nurse's visit, written on purpose in another way: hours as letters, holidays as a list, sums as fractions."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.pricing import naive

HEAVY = "inf.dressing.heavy.packing"
ACTS = {name: coefficient for name, (coefficient, _) in naive.ACTS.items()}
AT_HOME_ONLY = {"inf.insulin.watch", "inf.insulin.injection", "inf.insulin.analgesia"}
# Beside a day forfait (XVI ch. I art. 12); what is in neither is included in it.
FULL = {HEAVY, "inf.sample.venous", "inf.vaccination.prescribed", "inf.insulin.analgesia"}
HALF = {"inf.injection.sc", "inf.insulin.watch", "inf.insulin.injection"}
# One letter an hour from midnight on: Deep night, Night, day; and whether a call of that hour is one of the night.
HOURS = "DDDDDNNN............NNND"
CALLS = "nnnnnnn............nnnnn"
HOLIDAYS = [(1, 1), (4, 6), (5, 1), (5, 8), (5, 14), (5, 25), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
PRICE, FORFAIT, TRAVEL = 315, 1820, 275


@dataclass
class Asked:
    """A visit of 2026 as it was."""

    acts: list[str]
    day: date
    hour: int
    place: str = "home"
    call: int | None = None
    night: bool = False
    daily: bool = False
    child: bool = False
    palliative: bool = False
    forfait: bool = False
    rank: int = 1
    others: int = 0
    metres: int = 0
    codes: list[str] = field(default_factory=list)


def cents(asked: Asked) -> int:
    """What the visit is worth before shares; fills `codes` with the extras, sorted."""
    total = _care(asked) + _timed(asked)
    for code, due, worth in (
        ("MCI", asked.place == "home" and (asked.palliative or HEAVY in asked.acts), 500),
        ("MAU", _single(asked), 135),
        ("MIE", asked.child, 315),
    ):
        if due:
            asked.codes.append(code)
            total += worth
    total += _travel(asked)
    asked.codes.sort()
    return total


def rounded(amount: Fraction) -> int:
    """To the cent, half up."""
    return int(amount + Fraction(1, 2))


def _care(asked: Asked) -> int:
    if asked.forfait:
        beside = [(name, 1) for name in asked.acts if name in FULL] + [(name, 2) for name in asked.acts if name in HALF]
        return FORFAIT + sum(rounded(Fraction(ACTS[name] * PRICE, 100 * share)) for name, share in beside)
    rates = naive.rates(asked.acts, at_home=asked.place != "practice")
    return sum(rounded(Fraction(ACTS[name] * rate * PRICE, 10000)) for name, rate in rates)


def _single(asked: Asked) -> bool:
    coordinated = asked.place == "home" and (asked.palliative or HEAVY in asked.acts)
    return not asked.forfait and not coordinated and len(asked.acts) == 1 and ACTS[asked.acts[0]] <= 150


def _timed(asked: Asked) -> int:
    """Night or Sunday, the higher: urgent when there was a call, or prescribed so."""
    worth = 0
    if HOURS[asked.hour] != "." and (asked.night or (asked.call is not None and CALLS[asked.call] == "n")):
        worth = 1830 if HOURS[asked.hour] == "D" else 915
    off = asked.day.isoweekday() == 7 or (asked.day.month, asked.day.day) in HOLIDAYS
    if off and (asked.daily or asked.call is not None):
        worth = max(worth, 850)
    return worth


def _travel(asked: Asked) -> int:
    if asked.place == "practice" or (not asked.forfait and (asked.rank > 1 or asked.others)):
        return 0
    asked.codes.append("IFI" if asked.forfait else "IFD")
    worth = TRAVEL if asked.rank == 1 else 3
    walked = sum(count for _, count in naive.kilometres([(asked.metres, "plain")])[0]) if asked.metres and asked.rank == 1 else 0
    asked.codes += ["IK"] if walked else []
    return worth + 35 * walked
