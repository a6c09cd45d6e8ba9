"""The prescription of an act: one that the patient has, a new one of today by a prescriber who wrote before, of the book, or typed."""

from device.flows import actions, typed
from device.flows.agreement import agreement, may_need, words_of
from device.flows.asked import prescription_of
from device.flows.flow import BACK, NEXT, choose
from device.flows.prescribers import book, name_of
from device.flows.views import NOTHING, Action, Choose, Keypad, Listing, Row, say
from device.outbox.sheet import id_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.flow import Step
    from device.flows.views import Say

    Plain = dict[str, Any]

FLAGS = ("daily", "night", "until_healed", "ald")
AGREEMENT, AGAIN, BOOK, KNOWN = "agreement", "again", "book", "rx"
DAY, SESSIONS = "day", "sessions"
MOST, SHOWN = 200, 4
MOST_FIGURES = 2


def prescriptions_of(desk: "Desk", patient: str) -> "list[Plain]":
    """The patient's prescriptions, the latest first."""
    begin = id_text(patient) if patient else "~"
    rows = [row for row in desk.store.rows("prescription", begin, MOST) if row["patient"] == patient]
    return [rows[index] for index in range(len(rows) - 1, -1, -1)]


def needs_order(desk: "Desk", act: "Plain", day: int) -> bool:
    """True for an act that somebody must have prescribed."""
    row = desk.tables.act(act["act"], day)
    return row is not None and "no_rx" not in row.flags


def orders_of(desk: "Desk", day: int, chosen: "Plain") -> "Say":
    """What the ticked acts stand on, in few words: the day of their prescription, how many they have, or that one is missing."""
    needing = [act for act in chosen["acts"] if act["on"] and needs_order(desk, act, day)]
    known = [desk.store.row("prescription", act.get("rx", "")) for act in needing]
    days = {row["prescription"]: row["day"] for row in known if row is not None}
    if None in known:
        return say("chip.order.missing")
    if not days:
        return say("chip.order.none")
    return say("chip.order.many", count=len(days)) if len(days) > 1 else say("chip.order.day", day=list(days.values())[0])


def ordered(desk: "Desk", draft: "Draft", chosen: "Plain") -> "Step":
    """The choice with the prescription of one ticked act changed."""
    needing = [at for at, act in enumerate(chosen["acts"]) if act["on"] and needs_order(desk, act, draft.day())]
    if not needing:
        return chosen
    index = needing[0]
    if len(needing) > 1:
        answer = yield from choose(_acts_view(desk, draft, chosen, needing))
        if answer == BACK:
            return chosen
        index = int(answer)
    return (yield from order_of(desk, draft, chosen, index))


def order_of(desk: "Desk", draft: "Draft", chosen: "Plain", index: int) -> "Step":
    """The choice with the prescription chosen for the act at that place; as it was when left."""
    act = chosen["acts"][index]
    while True:
        known = prescriptions_of(desk, draft.patient())
        answer = yield from choose(_view(desk, draft, act, known))
        name, _, value = answer.partition(":")
        if name == AGREEMENT:
            yield from agreement(desk, act["rx"], act["act"])
        elif name in (AGAIN, BOOK):
            rpps = value or (yield from book(desk))
            value = (yield from _written(desk, draft, act["act"], rpps)) if rpps else ""
        if name == BACK:
            return chosen
        if name != AGREEMENT and value:
            changed = [dict(each, rx=value) if at == index else each for at, each in enumerate(chosen["acts"])]
            return dict(chosen, acts=changed)


def _written(desk: "Desk", draft: "Draft", act: str, rpps: str) -> "Step":
    """A new prescription of that act: its id; empty when left."""
    day, count = draft.day(), 0
    flags: "tuple[str, ...]" = ()
    while True:
        answer = yield from choose(_new_view(desk, rpps, day, count, flags))
        if answer == BACK:
            return ""
        if answer == NEXT:
            return _recorded(desk, draft, act, rpps, day, count, flags)
        if answer == DAY:
            day = (yield from typed.day(say("order.day"), day)) or day
        elif answer == SESSIONS:
            count = yield from _counted(count)
        else:
            flags = tuple([flag for flag in FLAGS if (flag in flags) != (flag == answer)])


def _counted(count: int) -> "Step":
    """How many sessions are ordered, typed; 0 for as many as needed."""
    leave = actions.cancel(BACK)
    asked = Keypad(say("order.sessions"), secondary=leave, sub=say("order.sessions.sub"), digits=MOST_FIGURES, value=str(count))
    answer = yield from choose(asked)
    return count if answer == BACK else int(answer or "0")


def _recorded(desk: "Desk", draft: "Draft", act: str, rpps: str, day: int, count: int, flags: "tuple[str, ...]") -> str:
    prescription = desk.fresh()
    known = {"prescription": prescription, "patient": draft.patient(), "prescriber": rpps, "day": day, "care_start": day, "end": 0}
    facts: "list[tuple[str, Plain]]" = [("prescription.known", dict(known, acts=[act], flags=list(flags)))]
    if count:
        facts.append(("series.ordered", {"prescription": prescription, "act": act, "count": count}))
    desk.record(facts)
    return prescription


def left_of(desk: "Desk", act: "Plain") -> "int | None":
    """Sessions of the act still to give under its prescription; None when they are not counted."""
    row = desk.store.row("prescription", act.get("rx", ""))
    return prescription_of(row).left_of(act["act"]) if row is not None else None


def stands(desk: "Desk", act: "Plain", day: int) -> "Say":
    """How the prior agreement about the act stands that day; nothing when none is needed nor known."""
    row, known = desk.tables.act(act["act"], day), desk.store.row("prescription", act.get("rx", ""))
    if row is None or known is None or (not may_need(row.flags) and act["act"] not in known["agreements"]):
        return NOTHING
    return words_of(known, act["act"], day)


def _acts_view(desk: "Desk", draft: "Draft", chosen: "Plain", needing: "list[int]") -> Listing:
    rows = [_act_row(desk, draft, at, chosen["acts"][at]) for at in needing]
    return Listing(say("order.which"), secondary=actions.back(), rows=tuple(rows))


def _act_row(desk: "Desk", draft: "Draft", at: int, act: "Plain") -> Row:
    known = desk.store.row("prescription", act.get("rx", ""))
    sub = say("order.by", name=name_of(desk, known["prescriber"]), day=known["day"]) if known else say("order.none")
    return Row(str(at), say("order.act", act=desk.act(act["act"], draft.day()).title), sub, "receipt")


def _view(desk: "Desk", draft: "Draft", act: "Plain", known: "list[Plain]") -> Listing:
    """The latest prescriptions, the agreement where one counts, the latest prescriber with today's date, the book."""
    rows = []
    if known:
        name = name_of(desk, known[0]["prescriber"])
        again = say("order.again", name=name, day=draft.day())
        rows.append(Row(AGAIN + ":" + known[0]["prescriber"], again, say("order.again.sub"), "add_circle"))
    rows += [_known_row(desk, act, each) for each in known[:SHOWN]]
    about = stands(desk, act, draft.day())
    if about != NOTHING:
        rows.append(Row(AGREEMENT, say("order.agreement"), about, "account_balance"))
    rows.append(Row(BOOK, say("order.book"), say("order.book.sub"), "person_search"))
    return Listing(say("order.title"), secondary=actions.back(), rows=tuple(rows))


def _known_row(desk: "Desk", act: "Plain", each: "Plain") -> Row:
    left = prescription_of(each).left_of(act["act"])
    sub = say("order.left", count=left) if left is not None else say("order.any")
    words = say("order.by", name=name_of(desk, each["prescriber"]), day=each["day"])
    tag = say("order.chosen") if each["prescription"] == act.get("rx") else NOTHING
    return Row(KNOWN + ":" + each["prescription"], words, sub, "receipt", tag, "ok" if tag != NOTHING else "plain")


def _new_view(desk: "Desk", rpps: str, day: int, count: int, flags: "tuple[str, ...]") -> Choose:
    sessions = say("order.count", count=count) if count else say("order.count.any")
    return Choose(
        say("order.new", name=name_of(desk, rpps)),
        Action(NEXT, say("order.keep"), "check"),
        actions.back(),
        rows=tuple([Row(flag, say("order.flag." + flag), say("order.flag.sub." + flag), on=flag in flags) for flag in FLAGS]),
        chips=(
            Row(DAY, say("order.on", day=day), say("order.day.sub"), "event", on=True),
            Row(SESSIONS, sessions, say("order.count.sub"), "receipt", on=count > 0),
        ),
    )
