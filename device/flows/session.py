"""Replacements: the holder opens one with his card, looks at it, closes it; a locum of two holders goes from one to the other."""

from device.base.dates import date_of, day_of
from device.base.refusal import Refusal
from device.flows import actions
from device.flows.at_work import OWN, chosen_holder
from device.flows.flow import BACK, choose
from device.flows.leaving import end, tell_ended, unsent_rows
from device.flows.refusals import LEAVE, refusal_view, view_of
from device.flows.sessions import own_situations, replaced_today, replacing, running, sessions, unsent_of
from device.flows.views import Action, Facts4, Keypad, Listing, Row, say
from device.formats.identifiers import check_rpps
from device.rights.replacement import Replacement, opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step

    Plain = dict[str, Any]

OPEN, CLOSE, KEEP = "open", "close", "keep"
RPPS_DIGITS, DATE_DIGITS = 11, 8


def session(desk: "Desk", _argument: str) -> "Flow":
    """Ends at home."""
    if desk.payee() is not desk.professional():
        yield from _changed(desk)
        return "home"
    while True:
        rows = [row for row in running(desk.store) if row["holder"] == desk.payee()["billing"]]
        answer = yield from choose(_list_view(rows))
        if answer == BACK:
            return "home"
        if answer == OPEN:
            yield from _opened(desk)
        elif (yield from choose(_look_view(desk, rows[int(answer)]))) == CLOSE:
            if (yield from end(desk, rows[int(answer)])):
                yield from tell_ended(desk)


def _changed(desk: "Desk") -> "Step":
    """A locum looks at whom he replaces, and may go on for the other holder or for himself."""
    zone = desk.zone
    holder = yield from chosen_holder(desk, zone, replaced_today(desk.store, zone, desk.now().day))
    desk.open(own_situations(zone)[0] if holder == OWN else replacing(desk.store, zone, holder), zone)


def _opened(desk: "Desk") -> "Step":
    """Ask for the locum's number and the days, then journal the session. A card that may not sign, or a locum's, opens none."""
    if not desk.professional()["may_sign_invoice"]:
        yield from choose(refusal_view("MAY_NOT_SIGN", (("kind", "invoice"),), "cps", leave="act.back"))
        return
    today = desk.now().day
    locum = yield from _typed(_rpps_view(), lambda text: _locum(desk, text))
    if locum is None:
        return
    start = yield from _typed(_date_view("start", today), _day)
    if start is None:
        return
    until = yield from _typed(_date_view("until", start), lambda text: _allowed(desk, locum, start, text))
    if until is None:
        return
    if (yield from choose(_confirm_view(locum, start, until))) == KEEP:
        desk.record([("session.opened", {"holder": desk.payee()["billing"], "locum": locum, "start": start, "until": until})])


def _typed(view: Keypad, read: "Callable[[str], Any]") -> "Step":
    """What `read` makes of the figures typed, asked again with them after a refusal; None when the user goes back."""
    while True:
        answer = yield from choose(view)
        if answer == BACK:
            return None
        view = view.replace(value=answer)
        try:
            return read(answer)
        except Refusal as refusal:
            shown = view_of(refusal, leave="act.back")
        if (yield from choose(shown)) == LEAVE:
            return None


def _locum(desk: "Desk", text: str) -> str:
    """A right RPPS number, of somebody else."""
    check_rpps(text)
    if text == desk.professional()["rpps"]:
        raise Refusal("IDENTIFIER_FALSE", kind="rpps")
    return text


def _day(text: str) -> int:
    """The day of JJMMAAAA; DATE_INVALID."""
    padded = "0" * (DATE_DIGITS - len(text)) + text
    return day_of(int(padded[4:]), int(padded[2:4]), int(padded[:2]))


def _allowed(desk: "Desk", locum: str, start: int, text: str) -> int:
    """The last day of a session that may be opened; refusals of `rights.replacement.opened`."""
    until = _day(text)
    opened(sessions(desk.store), Replacement(desk.payee()["billing"], locum, start, until), desk.now().day)
    return until


def _list_view(rows: "list[Plain]") -> Listing:
    return Listing(
        say("session.title") if rows else say("session.none"),
        Action(OPEN, say("session.open"), "supervisor_account"),
        actions.back(),
        rows=tuple(Row(str(index), say("session.locum", rpps=row["locum"]), _days(row), "person") for index, row in enumerate(rows)),
    )


def _days(row: "Plain") -> "Any":
    return say("session.days", start=row["start"], until=row["until"])


def _look_view(desk: "Desk", row: "Plain") -> Facts4:
    """A session: its days, how many of its locum's invoices have not left, what closing does."""
    unsent = unsent_of(desk.store, row)
    return Facts4(
        say("session.locum", rpps=row["locum"]),
        Action(CLOSE, say("session.close"), "block"),
        actions.back(),
        rows=(Row("", _days(row), say("session.since", day=row["opened"]), "event"),)
        + unsent_rows(unsent)
        + (Row("", say("session.closing"), say("session.closing.sub"), "help"),),
    )


def _rpps_view() -> Keypad:
    return Keypad(say("session.rpps"), secondary=actions.back(), sub=say("session.rpps.sub"), digits=RPPS_DIGITS)


def _date_view(name: str, day: int) -> Keypad:
    year, month, number = date_of(day)
    value = "%02d%02d%04d" % (number, month, year)
    return Keypad(say("session." + name), secondary=actions.back(), sub=say("session.date.sub"), digits=DATE_DIGITS, value=value)


def _confirm_view(locum: str, start: int, until: int) -> Facts4:
    """What will be journaled, in words."""
    return Facts4(
        say("session.sure"),
        Action(KEEP, say("session.keep"), "check"),
        actions.back(),
        rows=(
            Row("", say("session.locum", rpps=locum), say("session.days", start=start, until=until), "person"),
            Row("", say("session.yours"), say("session.yours.sub"), "payments"),
            Row("", say("session.his"), say("session.his.sub"), "draw"),
        ),
    )
