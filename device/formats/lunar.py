"""`DateLunaire`: a date of birth as cards carry it, where the month may be 19, 20, 30 and more, and the day 0.

Source: SSV data zones (12 characters AAAAMMJJHHMM) and the online services, which keep such dates as text.
"""

from device.base.dates import day_of, days_in_month
from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.base.dates import Day


class DateLunaire(Record):
    """Year, month and day as written; none of them need be on the calendar."""

    FIELDS = ("year", "month", "day")
    year: int
    month: int
    day: int

    def iso(self) -> str:
        """`YYYY-MM-DD` as written, lunar months included."""
        return "%04d-%02d-%02d" % (self.year, self.month, self.day)

    def six(self) -> str:
        """AAMMJJ as B2 records want it."""
        return "%02d%02d%02d" % (self.year % 100, self.month, self.day)

    def calendar(self) -> "Day":
        """The earliest day of the calendar it can mean: an unknown month is January, an unknown day the first, a day beyond
        its month the last. It serves ages only; DATE_INVALID for the year 0."""
        month = self.month if 1 <= self.month <= 12 else 1
        number = self.day if self.month == month and self.day else 1
        return day_of(self.year, month, min(number, days_in_month(self.year, month)))


def lunar_from_digits(text: str) -> DateLunaire:
    """The date of AAAAMMJJ, with or without HHMM behind it; DATE_INVALID for anything else."""
    if not is_digits(text) or len(text) not in (8, 12):
        raise Refusal("DATE_INVALID", value="%d characters" % len(text))
    return DateLunaire(int(text[:4]), int(text[4:6]), int(text[6:8]))


def lunar_from_iso(text: str) -> DateLunaire:
    """The date of `YYYY-MM-DD` as written; DATE_INVALID for anything else."""
    if [len(part) for part in text.split("-")] != [4, 2, 2]:
        raise Refusal("DATE_INVALID", value="%d characters" % len(text))
    return lunar_from_digits(text.replace("-", ""))
