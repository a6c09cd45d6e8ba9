"""What is typed: a number of so many figures, a day, a word. What cannot be is asked again, with what is wrong with it."""

from device.base.dates import date_of, day_of
from device.base.refusal import Refusal
from device.base.text import is_digits
from device.flows import actions
from device.flows.flow import BACK, choose
from device.flows.views import Action, Keypad, Text, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from device.flows.flow import Step
    from device.flows.views import Say

DAY_FIGURES = 6
# A year of two figures is one of this century: prescriptions and accidents are recent.
CENTURY = 2000


def number(title: "Say", sub: "Say", digits: int, check: "Callable[[str], None]", value: str = "") -> "Step":
    """A number that `check` takes, which raises a Refusal otherwise; empty when left."""
    while True:
        typed: str = yield from choose(_keypad(title, sub, digits, value))
        if typed == BACK:
            return ""
        try:
            check(typed)
            return typed
        except Refusal as refusal:
            sub, value = say("typed.false." + refusal.code), typed


def day(title: "Say", shown: int) -> "Step":
    """A day typed as JJMMAA, beginning with the one shown; 0 when left."""
    year, month, date = date_of(shown)
    six = "%02d%02d%02d" % (date, month, year % 100)
    typed = yield from number(title, say("typed.day"), DAY_FIGURES, _check_day, six)
    return _day_of(typed) if typed else 0


def word(title: "Say", field: "Say", value: str = "") -> "Step":
    """A word typed on the keyboard, without spaces around it; empty when left."""
    view = Text(title, Action("typed", say("typed.done"), "check"), actions.cancel(BACK), field=field, value=value)
    typed: str = yield from choose(view)
    return "" if typed == BACK else typed.strip()


def all_figures(digits: int) -> "Callable[[str], None]":
    """A check that wants exactly so many figures: IDENTIFIER_FALSE(kind=figures)."""

    def check(typed: str) -> None:
        if len(typed) != digits or not is_digits(typed):
            raise Refusal("IDENTIFIER_FALSE", kind="figures")

    return check


def _check_day(typed: str) -> None:
    all_figures(DAY_FIGURES)(typed)
    _day_of(typed)


def _day_of(typed: str) -> int:
    return day_of(CENTURY + int(typed[4:6]), int(typed[2:4]), int(typed[0:2]))


def _keypad(title: "Say", sub: "Say", digits: int, value: str) -> Keypad:
    return Keypad(title, secondary=actions.cancel(BACK), sub=sub, digits=digits, value=value)
