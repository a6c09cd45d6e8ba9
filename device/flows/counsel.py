"""Before signing: what the facts allow and was left out, what will soon be at its end, what refuses; each with one thing to do."""

from device.flows.agreement import agreement
from device.flows.flow import choose
from device.flows.prescriptions import order_of
from device.flows.rare import rare
from device.flows.refusals import refusal_view
from device.flows.views import NOTHING, Action, Explain, Row, Say, say
from device.pricing.advice import advise
from device.pricing.explain import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.flow import Step
    from device.flows.quote import Quote
    from device.pricing.advice import Advice

    Plain = dict[str, Any]
    Act = Callable[[Desk, Draft, Plain, Advice], Step]

DO, PIECE, CLOSE = "do", "piece", "close"
FORFAIT_CARE = "inf.bsi.care"
# Refusals of what only the list of rarer cases can change.
RARELY_SAID = ("GROUP_SIZE", "PLACE")
# What to do, why, and other pieces: as many as fit the width of the screen.
MOST_REASONS = 3


def pieces_of(desk: "Desk", priced: "Quote") -> "tuple[Advice, ...]":
    """The advice on a quote, the most useful first."""
    return advise(priced.request, priced.assessment, desk.tables)


def words_of(desk: "Desk", piece: "Advice") -> Say:
    """A piece of advice as a sentence."""
    return Say("advice." + piece.code, shown(piece.facts, desk.tables))


def told(desk: "Desk", draft: "Draft", priced: "Quote", chosen: "Plain") -> "Step":
    """Each piece of advice until closed, or done: the choice, changed by what was done."""
    pieces = pieces_of(desk, priced)
    at = 0
    while True:
        answer = yield from choose(_view(desk, pieces, at, chosen))
        name, _, value = answer.partition(":")
        if name == DO:
            return (yield from ACTIONS[pieces[at].action](desk, draft, chosen, pieces[at]))
        if name != PIECE:
            return chosen
        at = int(value)


def refused(desk: "Desk", draft: "Draft", priced: "Quote", chosen: "Plain") -> "Step":
    """Why nothing is priced, and the one thing to do about it: the choice, changed by what was done."""
    view = refusal_view(priced.refusal(), leave="act.back").replace(steps=priced.refused(desk.tables)[:2])
    doable = [piece for piece in pieces_of(desk, priced) if _may_do(piece, chosen)]
    if doable:
        view = view.replace(primary=_action(doable[0]))
    elif priced.refusal() in RARELY_SAID:
        view = view.replace(primary=Action(DO, say("counsel.do.RARE"), "arrow_forward"))
    if (yield from choose(view)) != DO:
        return chosen
    if not doable:
        return (yield from rare(desk, draft.day(), chosen))
    return (yield from ACTIONS[doable[0].action](desk, draft, chosen, doable[0]))


def _view(desk: "Desk", pieces: "tuple[Advice, ...]", at: int, chosen: "Plain") -> Explain:
    piece = pieces[at]
    others = [(at + step) % len(pieces) for step in range(1, len(pieces))]
    more = tuple([Row("%s:%d" % (PIECE, index), words_of(desk, pieces[index]), icon="info") for index in others])
    close = Action(CLOSE, say("act.close"), "close")
    return Explain(
        say("counsel.title"),
        _action(piece) if _may_do(piece, chosen) else close,
        close if _may_do(piece, chosen) else None,
        story=words_of(desk, piece),
        article=say("explain.article", articles=piece.article) if piece.article else NOTHING,
        reasons=((Row("", say("action." + piece.action), icon="arrow_forward"),) + _setting(piece) + more)[:MOST_REASONS],
    )


def _setting(piece: "Advice") -> "tuple[Row, ...]":
    """Why the setting that decided has the default that it has."""
    name = dict(piece.facts).get("setting", "")
    return (Row("", say("setting.why." + name), icon="help"),) if name else ()


def _action(piece: "Advice") -> Action:
    return Action(DO, say("counsel.do." + piece.action), "arrow_forward")


def _may_do(piece: "Advice", chosen: "Plain") -> bool:
    """True when the device can do it: where an act is needed, one is named that this visit has (an earlier one of its series may)."""
    return piece.action in ACTIONS and (piece.action not in _OF_ACT or bool(_places(chosen, piece)))


def _places(chosen: "Plain", piece: "Advice") -> "list[int]":
    """The places of the act that the advice is about."""
    act = dict(piece.facts).get("act", "")
    return [at for at, each in enumerate(chosen["acts"]) if each["on"] and each["act"] == act]


def _index(chosen: "Plain", piece: "Advice") -> int:
    return _places(chosen, piece)[0]


def _urgent(desk: "Desk", draft: "Draft", chosen: "Plain", piece: "Advice") -> "Step":
    """The visit was urgent: that alone makes the majoration due."""
    yield from ()
    return dict(chosen, urgent=True)


def _forfait(desk: "Desk", draft: "Draft", chosen: "Plain", piece: "Advice") -> "Step":
    """Care that the day forfait covers was given too."""
    yield from ()
    ordered = [act["rx"] for act in chosen["acts"] if act["on"] and act.get("rx")]
    added = {"act": FORFAIT_CARE, "on": True}
    return dict(chosen, acts=chosen["acts"] + [dict(added, rx=ordered[0]) if ordered else added])


def _removed(desk: "Desk", draft: "Draft", chosen: "Plain", piece: "Advice") -> "Step":
    yield from ()
    return _with(chosen, _index(chosen, piece), on=False)


def _replaced(desk: "Desk", draft: "Draft", chosen: "Plain", piece: "Advice") -> "Step":
    yield from ()
    return _with(chosen, _index(chosen, piece), act=dict(piece.facts)["other"])


def _ordered(desk: "Desk", draft: "Draft", chosen: "Plain", piece: "Advice") -> "Step":
    return (yield from order_of(desk, draft, chosen, _index(chosen, piece)))


def _agreed(desk: "Desk", draft: "Draft", chosen: "Plain", piece: "Advice") -> "Step":
    act = chosen["acts"][_index(chosen, piece)]
    yield from agreement(desk, act["rx"], act["act"])
    return chosen


def _with(chosen: "Plain", index: int, **changes: "Any") -> "Plain":
    return dict(chosen, acts=[dict(act, **changes) if at == index else act for at, act in enumerate(chosen["acts"])])


ACTIONS: "dict[str, Act]" = {
    "MARK_URGENT_OR_PRESCRIBED": _urgent,
    "ADD_FORFAIT": _forfait,
    "REMOVE_ACT": _removed,
    "REPLACE_ACT": _replaced,
    "ADD_PRESCRIPTION": _ordered,
    "RENEW_PRESCRIPTION": _ordered,
    "CHECK_DATES": _ordered,
    "ASK_AGREEMENT": _agreed,
}
_OF_ACT = ("REMOVE_ACT", "REPLACE_ACT", "ADD_PRESCRIPTION", "RENEW_PRESCRIPTION", "CHECK_DATES", "ASK_AGREEMENT")
