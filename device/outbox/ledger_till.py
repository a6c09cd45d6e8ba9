"""Derived rows of the till: what each person took in hand each day, by means, from its opening to its closing."""

from device.outbox.sheet import day_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.journal.events import Event
    from device.outbox.sheet import Row, Sheet

MEANS = ("cash", "cheque", "card")


def till_key(author: str, day: int) -> str:
    """Where the till of that person and day stands, in `till`."""
    return author + "/" + day_text(day)


def new_till(day: int) -> "Row":
    """A till of which nothing was said yet: cents in the box when it was opened, what was counted when it was closed, cents taken by
    means; minutes of the day, -1 while it was neither opened nor closed."""
    return {"day": day, "opened": -1, "closed": -1, "start": 0, "counted": 0, "taken": {name: 0 for name in MEANS}}


def till_opened(sheet: "Sheet", event: "Event") -> None:
    """The day begins with so much cash."""
    _put(sheet, event, opened=event.minute, closed=-1, start=event.body["cents"])


def till_closed(sheet: "Sheet", event: "Event") -> None:
    """The day ends with so much cash counted."""
    _put(sheet, event, closed=event.minute, counted=event.body["cents"])


def take(sheet: "Sheet", event: "Event") -> None:
    """Money in hand: `means` and `cents` of `money.received`."""
    taken = dict(_till(sheet, event)["taken"])
    taken[event.body["means"]] = taken.get(event.body["means"], 0) + event.body["cents"]
    _put(sheet, event, taken=taken)


def _till(sheet: "Sheet", event: "Event") -> "Row":
    return sheet.find("till", till_key(event.author, event.day)) or new_till(event.day)


def _put(sheet: "Sheet", event: "Event", **values: "int | dict[str, int]") -> None:
    key = till_key(event.author, event.day)
    sheet.put("till", key, key, dict(_till(sheet, event), **values))
