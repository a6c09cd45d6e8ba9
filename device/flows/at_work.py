"""Whoever opened the device: for his own practice, or for the holder whom he replaces today."""

from device.flows.flow import choose
from device.flows.leaving import end_over, tell_ended
from device.flows.people import situations_of
from device.flows.sessions import holder_situation, own_situations, replaced_today, replacing, running
from device.flows.views import Action, Facts4, Listing, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step

    Plain = dict[str, Any]

START, CHANGE, OWN = "start", "change", "own"


def at_work(desk: "Desk", zone: bytes) -> "Step":
    """Remember who works now, for whom and in which situation. Refusals of a locum whom nobody awaits: LOCUM_MISMATCH, LOCUM_OVER,
    MAY_NOT_SIGN. Sessions past their end are closed before; their holder is told what is still unsent."""
    yield from end_over(desk)
    holders = replaced_today(desk.store, zone, desk.now().day)
    holder = _going_on(desk, zone, holders)
    if holders and not holder:
        holder = yield from chosen_holder(desk, zone, holders)
    if holder and holder != OWN:
        desk.open(replacing(desk.store, zone, holder), zone)
        return
    own = own_situations(zone)
    index = 0 if len(own) == 1 else int((yield from choose(_situations_view(own))))
    desk.open(own[index], zone)
    yield from tell_ended(desk)


def _going_on(desk: "Desk", zone: bytes, holders: "tuple[str, ...]") -> str:
    """The holder for whom this very professional was working before the card left: he is not asked twice."""
    holder = (desk.user or {}).get("holder")
    same = holder is not None and desk.professional()["rpps"] == situations_of(zone)[0]["rpps"]
    return holder["billing"] if holder is not None and same and holder["billing"] in holders else ""


def chosen_holder(desk: "Desk", zone: bytes, holders: "tuple[str, ...]") -> "Step":
    """Show for whom he works today until he starts: a holder's billing number, or OWN for his own practice."""
    wanted = holders + ((OWN,) if own_situations(zone) else ())
    holder = wanted[0]
    while holder != OWN:
        answer = yield from choose(_locum_view(desk, zone, holder, len(wanted) > 1))
        if answer == START:
            break
        holder = yield from choose(_holders_view(desk, wanted))
    return holder


def _locum_view(desk: "Desk", zone: bytes, holder: str, may_change: bool) -> Facts4:
    """Whom he replaces, from when to when, and what that means: he signs, the holder is paid, at the holder's place."""
    locum = replacing(desk.store, zone, holder)
    return Facts4(
        say("locum.title"),
        Action(START, say("home.start"), "arrow_forward"),
        Action(CHANGE, say("locum.change"), "swap_horiz") if may_change else None,
        over=say("locum.over", name=locum["name"], given=locum["given"]),
        rows=(
            _holder_row(desk, locum["holder"], locum["rpps"]).replace(answer="", icon="", on=True),
            Row("", say("locum.sign"), say("locum.sign.sub"), "draw"),
            Row("", say("locum.paid"), say("locum.paid.sub"), "payments"),
            Row("", say("locum.place"), say("locum.place.sub"), "directions_car"),
        ),
    )


def _holder_row(desk: "Desk", holder: "Plain", locum: str) -> Row:
    """The holder, with the days of the session and the day it was opened."""
    session = [row for row in running(desk.store) if (row["holder"], row["locum"]) == (holder["billing"], locum)][0]
    days = {name: session[name] for name in ("start", "until")}
    sub = say("locum.holder.sub", place=holder["practice"], day=session["opened"], **days)
    return Row(holder["billing"], say("locum.holder", name=holder["name"], given=holder["given"]), sub, "person")


def _holders_view(desk: "Desk", wanted: "tuple[str, ...]") -> Listing:
    """Everybody for whom he may work today."""
    rows = [Row(OWN, say("locum.own"), say("locum.own.sub"), "home") if each == OWN else _name_row(desk, each) for each in wanted]
    return Listing(say("locum.pick"), rows=tuple(rows))


def _name_row(desk: "Desk", billing: str) -> Row:
    holder = holder_situation(desk.store, billing)
    return Row(
        billing, say("locum.holder", name=holder["name"], given=holder["given"]), say("locum.at", place=holder["practice"]), "person"
    )


def _situations_view(situations: "tuple[Plain, ...]") -> Listing:
    rows = tuple(
        Row(str(index), say("situation.title", place=each["practice"]), say("situation.sub", billing=each["billing"]), "home")
        for index, each in enumerate(situations)
    )
    return Listing(say("situation.pick"), rows=rows)
