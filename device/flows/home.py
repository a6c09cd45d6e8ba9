"""The round: the day as a thread, the next patient, and what waits to be done."""

from device.flows.books import month_billed, unsent
from device.flows.flow import Ask
from device.flows.look import amounts_hidden, look_worn
from device.flows.round import BY_CARD, next_stop, stop_words, stops, stops_done
from device.flows.torn import torn
from device.flows.views import Action, Home, Row, Step, say
from device.signals import Answered, CardSeen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow

OTHER = "other"


def home(desk: "Desk", _argument: str) -> "Flow":
    """Ends with the place chosen; a Vitale card put in opens a visit by itself."""
    while True:
        upcoming = next_stop(desk)
        signal = yield Ask(_view(desk, upcoming), (look_worn(desk),))
        if isinstance(signal, CardSeen) and signal.slot == "vitale":
            return "visit:" + BY_CARD
        if isinstance(signal, Answered):
            return _visit(upcoming) if signal.value == "start" else _goal(signal.value)


def _visit(stop: "dict[str, Any] | None") -> str:
    return "visit:" + (stop["stop"] if stop else "")


def _goal(answer: str) -> str:
    return "visit:" if answer == OTHER else answer


def _view(desk: "Desk", upcoming: "dict[str, Any] | None") -> Home:
    done = stops_done(desk)
    threaded = tuple(_stop(desk, stop, upcoming, done) for stop in stops(desk))
    sub = say("home.sub", done=len(done), count=len(threaded)) if threaded else say("home.sub.none")
    view = Home(say("home.title"), sub=sub, stops=threaded, tiles=_tiles(desk))
    other = Action(OTHER, say("home.other"), "person_search")
    if upcoming is None:
        return view.replace(primary=Action(OTHER, say("home.new"), "arrow_forward"), hero=say("home.over" if threaded else "home.none"))
    words = stop_words(desk, upcoming)
    rows = (
        Row("", say("home.care", **words), icon="medical_services"),
        Row("", say("home.way", **words), icon="directions_car") if words["km"] else Row("", say("home.way.here"), icon="home"),
    )
    start = Action("start", say("home.start"), "arrow_forward")
    return view.replace(primary=start, secondary=other, hero=say("home.next", **words), hero_rows=rows)


def _stop(desk: "Desk", stop: "dict[str, Any]", upcoming: "dict[str, Any] | None", done: "tuple[str, ...]") -> Step:
    here = upcoming is not None and stop["stop"] == upcoming["stop"]
    state = "done" if stop["stop"] in done else ("here" if here else "todo")
    return Step(say("home.stop", minute=stop["minute"]), state)


def _tiles(desk: "Desk") -> "tuple[Row, ...]":
    """What is to send, what is to correct, what the month brought."""
    waiting = unsent(desk)
    todo = desk.store.count("todo") + len(torn(desk))
    send_sub = say("tile.send.sub", days=waiting["oldest_days"]) if waiting["count"] else say("tile.send.none")
    month = say("tile.month.hidden") if amounts_hidden(desk) else say("tile.month", cents=month_billed(desk))
    return (
        Row("sending", say("tile.send", count=waiting["count"]), send_sub, "outbox"),
        Row(
            "todo",
            say("tile.todo", count=todo),
            say("tile.todo.sub") if todo else say("tile.todo.none"),
            "warning",
            tone="warn" if todo else "plain",
        ),
        Row("month", month, say("tile.month.sub", day=desk.now().day), "bar_chart"),
    )
