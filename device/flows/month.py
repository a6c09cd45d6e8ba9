"""The month in money: what was billed each day, what is paid, awaited, refused, and the way to the invoices behind each."""

from device.base.dates import date_of, day_of, days_in_month
from device.flows.books import takings
from device.flows.flow import choose
from device.flows.views import Action, Chart, Column, Share, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Flow


# What a bar is made of, and the list of invoices that shows it.
LEGEND = (("paid", "paid"), ("waiting", "awaited"), ("refused", "rejected"))


def month(desk: "Desk", _argument: str) -> "Flow":
    """Shows one month, then earlier ones, until closed, or left for the office or a list of invoices."""
    day = desk.now().day
    while True:
        answer: str = yield from choose(_view(desk, day))
        if answer != "previous":
            return "home" if answer == "close" else answer
        year, number, _ = date_of(day)
        day = day_of(year, number, 1) - 1


def _view(desk: "Desk", day: int) -> Chart:
    year, number, _ = date_of(day)
    first = day_of(year, number, 1)
    days = [takings(desk, first + index) for index in range(days_in_month(year, number))]
    columns = tuple(Column(str(index + 1), each["paid"], each["waiting"], each["refused"]) for index, each in enumerate(days))
    sums = {name: sum([each[name] for each in days]) for name, _ in LEGEND}
    return Chart(
        say("month.title", day=first),
        Action("office", say("month.office"), "arrow_forward"),
        Action("close", say("act.back"), "arrow_back"),
        total=sums["paid"] + sums["waiting"] + sums["refused"],
        columns=columns,
        legend=tuple(Share(say("month." + name), sums[name], name == "paid", "invoices:" + listed) for name, listed in LEGEND),
        earlier=Action("previous", say("month.previous"), "calendar_month"),
    )
