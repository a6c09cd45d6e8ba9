"""Days as integers (days since 1970-01-01), dates as ISO text, French holidays and working days."""

from device.base.refusal import Refusal
from device.base.text import is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NewType

    Day = NewType("Day", int)
else:

    def Day(value):
        """A day: a name for the checker, the integer itself at run time."""
        return value


_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Code du travail L3133-1; Easter Monday, Ascension and Whit Monday are computed.
_FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))


# Holidays of a region more: Alsace and Moselle (Code du travail L3134-13), and the day when slavery was abolished overseas
# (décret 83-1003). Days from Easter, then month and day.
REGIONS: "dict[str, tuple[tuple[int, ...], tuple[tuple[int, int], ...]]]" = {
    "alsace_moselle": ((-2,), ((12, 26),)),
    "guadeloupe": ((), ((5, 27),)),
    "guyane": ((), ((6, 10),)),
    "martinique": ((), ((5, 22),)),
    "mayotte": ((), ((4, 27),)),
    "reunion": ((), ((12, 20),)),
    "saint_barthelemy": ((), ((10, 9),)),
    "saint_martin": ((), ((5, 28),)),
}
_NO_MORE: "tuple[tuple[int, ...], tuple[tuple[int, int], ...]]" = ((), ())


def days_in_month(year: int, month: int) -> int:
    """28 to 31; `month` is 1 to 12."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_DAYS[month - 1]


def day_of(year: int, month: int, day: int) -> "Day":
    """The day number of a calendar date; DATE_INVALID when there is no such date."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        raise Refusal("DATE_INVALID", value="%d-%d-%d" % (year, month, day))
    shifted = year - 1 if month <= 2 else year
    era_year = shifted % 400
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_era = era_year * 365 + era_year // 4 - era_year // 100 + day_of_year
    return Day((shifted // 400) * 146097 + day_of_era - 719468)


def date_of(day: int) -> "tuple[int, int, int]":
    """Year, month and day of a day number."""
    shifted = day + 719468
    era, day_of_era = divmod(shifted, 146097)
    year = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year + year // 4 - year // 100)
    month_index = (5 * day_of_year + 2) // 153
    month = month_index + 3 if month_index < 10 else month_index - 9
    return year + era * 400 + (1 if month <= 2 else 0), month, day_of_year - (153 * month_index + 2) // 5 + 1


def day_from_iso(text: str) -> "Day":
    """The day of `YYYY-MM-DD`; DATE_INVALID for anything else."""
    parts = text.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not is_digits("".join(parts)):
        raise Refusal("DATE_INVALID", value=text)
    return day_of(int(parts[0]), int(parts[1]), int(parts[2]))


def iso_from_day(day: int) -> str:
    """`YYYY-MM-DD`."""
    return "%04d-%02d-%02d" % date_of(day)


def weekday(day: int) -> int:
    """0 Monday to 6 Sunday."""
    return (day + 3) % 7


def easter(year: int) -> "Day":
    """Easter Sunday of a Gregorian year (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    length = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * length) // 433
    month = (h + length - 7 * m + 90) // 25
    return day_of(year, month, (h + length - 7 * m + 33 * month + 19) % 32)


def is_holiday(day: int, region: str = "") -> bool:
    """True on one of the eleven French legal holidays (Code du travail L3133-1), or one that the `region` has more (of REGIONS)."""
    year, month, number = date_of(day)
    moving, fixed = REGIONS.get(region, _NO_MORE)
    return (month, number) in _FIXED_HOLIDAYS + fixed or day - easter(year) in (1, 39, 50) + moving


def is_local_holiday(day: int, region: str) -> bool:
    """True on a holiday that only the region has."""
    return is_holiday(day, region) and not is_holiday(day)


def is_working_day(day: int, region: str) -> bool:
    """True from Monday to Friday outside legal holidays: what the sending deadlines of CSS R161-47 count."""
    return weekday(day) < 5 and not is_holiday(day, region)


def add_working_days(day: int, count: int, region: str = "") -> "Day":
    """The day reached after `count` working days, `day` itself not counted."""
    while count > 0:
        day += 1
        if is_working_day(day, region):
            count -= 1
    return Day(day)


def add_months(day: int, months: int) -> "Day":
    """The same day number `months` later, or the last day of that month where it has none."""
    year, month, number = date_of(day)
    index = year * 12 + month - 1 + months
    year, month = index // 12, index % 12 + 1
    return day_of(year, month, min(number, days_in_month(year, month)))


def age_on(birth: int, day: int) -> int:
    """Full years from the day of birth to `day`."""
    born, now = date_of(birth), date_of(day)
    return now[0] - born[0] - (1 if now[1:] < born[1:] else 0)
