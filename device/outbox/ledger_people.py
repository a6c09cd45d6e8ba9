"""Derived rows of people and settings: user, patient, rights, prescriber, prescription, session, counter, settled, setting."""

from device.journal.about import SETTLED
from device.outbox.numbers import counter_key
from device.outbox.sheet import day_text, id_text, name_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.journal.events import Event
    from device.outbox.sheet import Sheet


def user_known(sheet: "Sheet", event: "Event") -> None:
    """`user` by billing number."""
    body = event.body
    sheet.put("user", body["billing"], body["billing"], dict(body))


def user_unlocked(sheet: "Sheet", event: "Event") -> None:
    """The day the user last unlocked the device."""
    sheet.update("user", event.body["billing"], unlocked=event.day)


def patient_known(sheet: "Sheet", event: "Event") -> None:
    """`patient` by id, listed by name; what else is known of him stays."""
    body = event.body
    row = sheet.find("patient", body["patient"]) or {}
    row.update(body)
    sheet.put("patient", body["patient"], name_text(body["name"]) + id_text(body["patient"]), row)


def rights_read(sheet: "Sheet", event: "Event") -> None:
    """`rights` by patient: the last reading and its day."""
    body = event.body
    sheet.put("rights", body["patient"], id_text(body["patient"]), dict(body, day=event.day))


def bsi_known(sheet: "Sheet", event: "Event") -> None:
    """The patient's level of dependency."""
    body = event.body
    sheet.update("patient", body["patient"], bsi={"level": body["level"], "start": body["start"], "until": body["until"]})


def patient_condition(sheet: "Sheet", event: "Event") -> None:
    """What of the patient's condition decides a price."""
    body = event.body
    kept = {name: body[name] for name in ("palliative", "home_return", "surgery")}
    sheet.update("patient", body["patient"], condition=kept)


def prescriber_known(sheet: "Sheet", event: "Event") -> None:
    """`prescriber` by RPPS number, listed by name."""
    body = event.body
    sheet.put("prescriber", body["rpps"], name_text(body["name"]) + body["rpps"], dict(body))


def prescription_known(sheet: "Sheet", event: "Event") -> None:
    """`prescription` by id, listed by patient and day; `done` counts the sessions billed of each act."""
    body = event.body
    row = dict({"done": {}, "agreements": {}}, **(sheet.find("prescription", body["prescription"]) or {}))
    row.update(body)
    sort = id_text(body["patient"]) + day_text(body["day"]) + id_text(body["prescription"])
    sheet.put("prescription", body["prescription"], sort, row)


def series_ordered(sheet: "Sheet", event: "Event") -> None:
    """How many sessions of one act the prescription orders."""
    body = event.body
    sessions = dict(sheet.get("prescription", body["prescription"]).get("sessions", {}))
    sessions[body["act"]] = body["count"]
    sheet.update("prescription", body["prescription"], sessions=sessions)


def agreement_asked(sheet: "Sheet", event: "Event") -> None:
    """The prior agreement of one act: asked on that day."""
    _agreement(sheet, event, {"asked": event.body["day"], "answer": "", "day": 0})


def agreement_answered(sheet: "Sheet", event: "Event") -> None:
    """The prior agreement of one act: its answer and when it came."""
    _agreement(sheet, event, {"answer": event.body["answer"], "day": event.body["day"]})


def _agreement(sheet: "Sheet", event: "Event", values: "dict[str, int | str]") -> None:
    act = event.body["act"]
    agreements = dict(sheet.get("prescription", event.body["prescription"])["agreements"])
    agreements[act] = dict(agreements.get(act, {"asked": 0}), **values)
    sheet.update("prescription", event.body["prescription"], agreements=agreements)


def session_opened(sheet: "Sheet", event: "Event") -> None:
    """`session` by holder and locum: a replacement, the day it was opened, and the day it was closed (0 while open)."""
    body = event.body
    key = body["holder"] + "/" + body["locum"]
    sheet.put("session", key, day_text(body["start"]) + key, dict(body, opened=event.day, closed=0, unsent=0))


def session_closed(sheet: "Sheet", event: "Event") -> None:
    """A replacement has ended, with so many invoices unsent."""
    body = event.body
    sheet.update("session", body["holder"] + "/" + body["locum"], closed=event.day, unsent=body["unsent"])


def session_told(sheet: "Sheet", event: "Event") -> None:
    """Its holder knows that it has ended."""
    sheet.update("session", event.body["holder"] + "/" + event.body["locum"], told=True)


def range_given(sheet: "Sheet", event: "Event") -> None:
    """`counter`: the range of numbers this device may use; what it already used of the same range is not given again."""
    body = event.body
    key = counter_key(body["billing"], body["kind"])
    row = sheet.find("counter", key)
    inside = row is not None and body["first"] <= row["next"] <= body["last"] + 1
    following = row["next"] if row is not None and inside else body["first"]
    sheet.put("counter", key, key, {"first": body["first"], "last": body["last"], "next": following})


def quarantine_settled(sheet: "Sheet", event: "Event") -> None:
    """`settled` by the sequence of the entry that a person decided about: `send` or `keep`."""
    key = "%d" % event.body["sequence"]
    sheet.put(SETTLED, key, key, dict(event.body))


def setting_chosen(sheet: "Sheet", event: "Event") -> None:
    """`setting` by name."""
    sheet.put("setting", event.body["name"], event.body["name"], dict(event.body))
