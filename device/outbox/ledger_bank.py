"""Derived rows of the bank: transfers that returns announced, lines of the statement, and which is which.

`announced` by sender, day and label (all its parts together), `bank_line` by line. One finds the other by its amount, within a window of
days, words of the label first; failing that, by a word of the label alone, and the amounts differ. What found nothing is in
`announced_open` or `bank_unknown`. Whatever comes last is matched: rebuilding gives the same rows.
"""

from device.base.dates import date_of
from device.outbox.sheet import day_text, id_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.journal.events import Event
    from device.outbox.sheet import Row, Sheet

# A transfer reaches the account so many days after the day that its return names, or so many before.
LATEST, EARLIEST = 15, 2
# A word of a label that names a transfer: so long at least, with a figure in it.
_NAMING = 5
_PARTING = "/-.,:;*()'"


def bank_line(sheet: "Sheet", event: "Event") -> None:
    """A line of the statement; one that is known is known."""
    body = event.body
    if sheet.find("bank_line", body["line"]) is not None:
        return
    sheet.put("bank_line", body["line"], day_text(body["day"]) + id_text(event.uid), dict(body, announced=""))
    _set_line(sheet, body["line"], "")
    _count(sheet, body["day"], "unknown", body["cents"])
    key = _near(sheet, "announced", body["day"] - LATEST, body["day"] + EARLIEST, body["cents"], _words(body))
    if key:
        _join(sheet, key, body["line"])


def announce(sheet: "Sheet", uid: str, sender: str, body: "Row") -> None:
    """A part of a transfer that a return tells of; it is awaited at the bank with what its other parts say."""
    key = announced_key(sender, body)
    row = sheet.find("announced", key)
    if row is None:
        kept = {"announced": key, "sender": sender, "day": body["paid_on"], "label": body["label"], "cents": 0, "reference": "", "line": ""}
        sheet.put("announced", key, day_text(body["paid_on"]) + id_text(uid), kept)
        row = kept
    if row["line"]:
        _part(sheet, key, row["line"])
    _set_announced(sheet, key, None)
    _count(sheet, row["day"], "announced", body["total"])
    row = sheet.update("announced", key, cents=row["cents"] + body["total"])
    _set_announced(sheet, key, "")
    line = _near(sheet, "bank_line", row["day"] - EARLIEST, row["day"] + LATEST, row["cents"], _words(row)) if row["cents"] > 0 else ""
    if line:
        _join(sheet, key, line)


def announced_key(sender: str, body: "Row") -> str:
    """Where the transfer stands, in `announced`, of which that return tells a part."""
    return "%s|%s|%s" % (sender, day_text(body["paid_on"]), body["label"])


def _join(sheet: "Sheet", key: str, line: str) -> None:
    """This transfer is that line."""
    row = sheet.get("bank_line", line)
    _count(sheet, row["day"], "unknown", -row["cents"])
    _count(sheet, row["day"], "arrived", row["cents"])
    _set_announced(sheet, key, line)
    _set_line(sheet, line, key)


def _part(sheet: "Sheet", key: str, line: str) -> None:
    """It is not, after all."""
    row = sheet.get("bank_line", line)
    _count(sheet, row["day"], "arrived", -row["cents"])
    _count(sheet, row["day"], "unknown", row["cents"])
    _set_announced(sheet, key, "")
    _set_line(sheet, line, "")


def _set_announced(sheet: "Sheet", key: str, line: "str | None") -> None:
    """The line of a transfer, empty while it is awaited; None takes it from where it is looked for."""
    row = sheet.update("announced", key, line=line or "")
    is_awaited = line == "" and row["cents"] > 0
    sheet.set("announced_open", key, row["sort"], row, is_awaited)
    _index(sheet, "announced", row, key, is_awaited)


def _set_line(sheet: "Sheet", line: str, key: str) -> None:
    row = sheet.update("bank_line", line, announced=key)
    sheet.set("bank_unknown", line, row["sort"], row, not key)
    _index(sheet, "bank_line", row, line, not key)


def _near(sheet: "Sheet", table: str, first: int, last: int, cents: int, words: "list[str]") -> str:
    """The one that is meant: of that amount in those days, sharing a word or the first; or the only one that shares a word; or none."""
    same = [key for day in range(first, last + 1) for key in _found(sheet, table + "_at", "%d|%s" % (cents, day_text(day)))]
    naming = [key for word in words for key in _found(sheet, table + "_word", word) if first <= sheet.get(table, key)["day"] <= last]
    best = [key for key in naming if key in same] or same
    if not best and len(dict([(key, True) for key in naming])) == 1:
        best = naming
    return (best + [""])[0]


def _index(sheet: "Sheet", table: str, row: "Row", key: str, present: bool) -> None:
    """Where the other side looks for it: by amount and day, and by each naming word."""
    places = [(table + "_at", "%d|%s" % (row["cents"], day_text(row["day"])))] + [(table + "_word", word) for word in _words(row)]
    for name, place in places:
        keys = [each for each in _found(sheet, name, place) if each != key] + ([key] if present else [])
        sheet.set(name, place, place, {"keys": keys}, bool(keys))


def _found(sheet: "Sheet", table: str, place: str) -> "list[str]":
    keys: "list[str]" = (sheet.find(table, place) or {"keys": []})["keys"]
    return keys


def _words(row: "Row") -> "list[str]":
    """The words of a label and reference that name a transfer, each once."""
    text = row["label"] + " " + row["reference"]
    for mark in _PARTING:
        text = text.replace(mark, " ")
    words: "list[str]" = []
    for word in text.upper().split():
        if len(word) >= _NAMING and [character for character in word if character in "0123456789"] and word not in words:
            words.append(word)
    return words


def _count(sheet: "Sheet", day: int, name: str, cents: int) -> None:
    """`banked` by month: cents announced in it, arrived, and arrived unannounced."""
    year, month, _ = date_of(day)
    key = "%04d%02d" % (year, month)
    row = sheet.find("banked", key) or {"announced": 0, "arrived": 0, "unknown": 0}
    sheet.put("banked", key, key, dict(row, **{name: row[name] + cents}))
