"""Derived rows of the round: its plan by day, each visit with its confirmed answers, those that are still open."""

from device.outbox.sheet import day_text, id_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.journal.events import Event
    from device.outbox.sheet import Row, Sheet

# A visit closed for this reason leaves its stop to be done.
ABANDONED = "abandoned"


def round_planned(sheet: "Sheet", event: "Event") -> None:
    """`round` by day: its stops, and the ids of those done, which a new plan keeps."""
    key = day_text(event.body["day"])
    done = (sheet.find("round", key) or {"done": []})["done"]
    sheet.put("round", key, key, dict(event.body, done=done))


def visit_opened(sheet: "Sheet", event: "Event") -> None:
    """`visit` by id, and `visit_open` while it lasts."""
    row = dict(event.body, answers={}, day=event.day, minute=event.minute, open=True, reason="")
    _put(sheet, row)


def visit_answered(sheet: "Sheet", event: "Event") -> None:
    """One confirmed answer; None takes it back."""
    row = sheet.get("visit", event.body["visit"])
    row["answers"] = dict(row["answers"])
    row["answers"][event.body["step"]] = event.body["value"]
    _put(sheet, row)


def visit_closed(sheet: "Sheet", event: "Event") -> None:
    """The visit ended; its stop of the round is done unless it was abandoned."""
    row = sheet.get("visit", event.body["visit"])
    row.update({"open": False, "reason": event.body["reason"]})
    _put(sheet, row)
    plan = sheet.find("round", day_text(row["day"]))
    stop = row["flow"].get("stop", "")
    if plan is not None and stop and event.body["reason"] != ABANDONED and stop not in plan["done"]:
        sheet.update("round", day_text(row["day"]), done=list(plan["done"]) + [stop])


def _put(sheet: "Sheet", row: "Row") -> None:
    sort = day_text(row["day"]) + id_text(row["visit"])
    sheet.put("visit", row["visit"], sort, row)
    sheet.set("visit_open", row["visit"], sort, row, row["open"])
