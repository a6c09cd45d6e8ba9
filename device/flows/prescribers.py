"""The prescriber book: somebody found by name, or a new prescriber typed, with the check digits of both numbers held."""

from device.base.text import capitals
from device.flows import actions, typed
from device.flows.flow import BACK, choose
from device.flows.views import Action, Listing, Row, say
from device.formats.identifiers import check_am_number, check_rpps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step

    Plain = dict[str, Any]

RPPS_FIGURES, AM_FIGURES, SPECIALTY_FIGURES = 11, 9, 2
# General practitioners prescribe most.
GENERAL = "01"
PAGE = 24
SEARCH, NEW = "search", "new"


def name_of(desk: "Desk", rpps: str) -> str:
    """The prescriber's name; empty while he is unknown."""
    row = desk.store.row("prescriber", rpps) or {"name": ""}
    name: str = row["name"]
    return name


def book(desk: "Desk") -> "Step":
    """The RPPS number of a prescriber of the book, or of a new one; empty when left."""
    beginning = ""
    while True:
        after = capitals(beginning)
        found = [row for row in desk.store.rows("prescriber", after, PAGE) if row["sort"].startswith(after)]
        answer: str = yield from choose(_view(found))
        if answer == SEARCH:
            beginning = yield from typed.word(say("book.search"), say("book.search.field"), beginning)
        elif answer == NEW:
            rpps = yield from _typed(desk, beginning)
            if rpps:
                return rpps
        else:
            return "" if answer == BACK else answer


def _typed(desk: "Desk", beginning: str) -> "Step":
    """A new prescriber, known from now on: the RPPS number; empty when left before the end."""
    name = yield from typed.word(say("prescriber.name"), say("prescriber.name.field"), beginning)
    if not name:
        return ""
    rpps = yield from typed.number(say("prescriber.rpps"), say("prescriber.rpps.sub"), RPPS_FIGURES, check_rpps)
    if not rpps:
        return ""
    am_number = yield from typed.number(say("prescriber.am"), say("prescriber.am.sub"), AM_FIGURES, check_am_number)
    if not am_number:
        return ""
    figures = typed.all_figures(SPECIALTY_FIGURES)
    specialty = yield from typed.number(say("prescriber.specialty"), say("prescriber.specialty.sub"), SPECIALTY_FIGURES, figures, GENERAL)
    if not specialty:
        return ""
    known = {"rpps": rpps, "am_number": am_number, "name": capitals(name), "specialty": specialty}
    desk.record([("prescriber.known", known)])
    return rpps


def _view(found: "list[Plain]") -> Listing:
    return Listing(
        say("book.title") if found else say("book.nobody"),
        Action(SEARCH, say("book.search"), "person_search"),
        actions.back(),
        rows=tuple([_row(each) for each in found]) + (Row(NEW, say("book.new"), say("book.new.sub"), "add_circle"),),
    )


def _row(each: "Plain") -> Row:
    return Row(each["rpps"], say("book.person", name=each["name"]), say("book.rpps", rpps=each["rpps"]), "person")
