"""Deadlines: three and eight working days, thirty days for documents, around holidays, in every region."""

from device.base.dates import REGIONS, day_of, is_holiday, is_local_holiday, is_working_day
from device.exchange.deadlines import documents_due, due_day, working_days_left

# (day of care, who pays, region, last day to send)
DUE = (
    ((2026, 10, 16), "none", "", (2026, 10, 21)),  # a Friday: Monday, Tuesday, Wednesday
    ((2026, 10, 16), "full", "", (2026, 10, 28)),
    ((2026, 10, 18), "amo", "", (2026, 10, 28)),  # a Sunday does not count, nor does the day of care
    ((2026, 4, 3), "none", "", (2026, 4, 9)),  # before Easter: the Monday is a holiday
    ((2026, 4, 2), "none", "", (2026, 4, 8)),  # Good Friday is a working day...
    ((2026, 4, 2), "none", "alsace_moselle", (2026, 4, 9)),  # ... but for Alsace and Moselle
    ((2022, 4, 29), "none", "", (2022, 5, 4)),  # 1 May on a Sunday takes no working day away
    ((2026, 4, 30), "none", "", (2026, 5, 6)),  # on a Friday it does
    ((2026, 5, 7), "none", "", (2026, 5, 13)),  # 8 May on a Friday
    ((2026, 5, 12), "full", "", (2026, 5, 26)),  # Ascension and Whit Monday
    ((2026, 12, 23), "none", "", (2026, 12, 29)),  # Christmas
    ((2025, 12, 24), "none", "alsace_moselle", (2025, 12, 31)),  # and the day after it
    ((2025, 12, 31), "none", "", (2026, 1, 6)),  # New Year
    ((2026, 5, 21), "none", "", (2026, 5, 27)),
    ((2026, 5, 21), "none", "martinique", (2026, 5, 28)),
    ((2026, 5, 26), "none", "guadeloupe", (2026, 6, 1)),
    ((2026, 6, 9), "none", "guyane", (2026, 6, 15)),
    ((2026, 4, 24), "none", "mayotte", (2026, 4, 30)),
    ((2027, 12, 17), "none", "reunion", (2027, 12, 23)),
)


def test_the_last_day_to_send() -> None:
    for care, third_party, region, last in DUE:
        assert due_day(day_of(*care), third_party, region) == day_of(*last), (care, third_party, region)


def test_what_is_left_is_what_was_given() -> None:
    for care, third_party, region, last in DUE:
        assert working_days_left(day_of(*care), day_of(*last), region) == {"none": 3, "amo": 8, "full": 8}[third_party]
    assert working_days_left(day_of(2026, 5, 4), day_of(2026, 4, 30)) == -1, "1 May and a week-end have passed, and one working day"
    assert working_days_left(day_of(2026, 4, 30), day_of(2026, 4, 30)) == 0


def test_documents_have_thirty_days_whatever_days_they_are() -> None:
    assert documents_due(day_of(2026, 4, 1)) == day_of(2026, 5, 1)


def test_a_region_has_its_own_holidays_and_those_of_all() -> None:
    for region in sorted(REGIONS):
        days = range(day_of(2026, 1, 1), day_of(2027, 1, 1))
        own = [day for day in days if is_local_holiday(day, region)]
        assert len(own) == (2 if region == "alsace_moselle" else 1), region
        assert all(is_holiday(day, region) and not is_holiday(day) and not is_working_day(day, region) for day in own)
        assert len([day for day in days if is_holiday(day, region)]) == 11 + len(own)
