"""Days by which something must be done, and how long is left. Source: code de la sécurité sociale R161-47; SCOR: 30 days."""

from device.base.dates import add_working_days, is_working_day

WORKING_DAYS = {"none": 3, "amo": 8, "full": 8}
DOCUMENT_DAYS = 30


def due_day(day: int, third_party: str, region: str = "") -> int:
    """The last day to send an invoice of care given on `day`; `third_party` is none, amo or full (pricing contract), `region` that
    whose holidays count too (`base.dates.REGIONS`).

    Three working days where the patient paid, eight in third-party payment.
    """
    return add_working_days(day, WORKING_DAYS[third_party], region)


def documents_due(day: int) -> int:
    """The last day for the supporting documents of what was sent on `day`: thirty days."""
    return day + DOCUMENT_DAYS


def working_days_left(today: int, until: int, region: str = "") -> int:
    """Working days from tomorrow to `until`; negative is how many have passed since."""
    step = 1 if until >= today else -1
    first, last = (today + 1, until) if step > 0 else (until + 1, today)
    return step * len([day for day in range(first, last + 1) if is_working_day(day, region)])
