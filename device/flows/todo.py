"""What waits for a person: rejects to correct, lots nobody answered, papers to send; each with one thing to do."""

from device.base.catalogue import NUMBERS
from device.exchange.remedies import remedy_of
from device.exchange.transmit import retry
from device.flows import actions
from device.flows.claim import claim_shown
from device.flows.flow import BACK, choose
from device.flows.keys import ending
from device.flows.papers import paper_shown
from device.flows.round import person_of
from device.flows.torn import TORN, torn, torn_shown
from device.flows.transfers import transfer_shown
from device.flows.views import NOTHING, Action, Explain, Listing, Row, say
from device.outbox.fate import LOT, may

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step
    from device.flows.views import Say

# What waits, in the order of the filters: its drawing, how urgent it looks.
KINDS = (
    ("reject", "error", "stop"),
    ("second", "draw", "warn"),
    ("open", "schedule", "plain"),
    ("paper", "photo_camera", "plain"),
    ("silent", "hourglass_top", "warn"),
    ("aside", "warning", "warn"),
    ("key", "lock", "warn"),
    (TORN, "warning", "stop"),
)
DRAWN = {name: (icon, tone) for name, icon, tone in KINDS}
SHOWN = 50
REDO, ALL = "redo", "all"
# Sending the same octets once more.
ASK = "ask"
# What is done elsewhere: where.
GOALS = {"second": "presigned:"}


def todo(desk: "Desk", _argument: str) -> "Flow":
    """Ends at home, in the correction of an invoice, or where what waits is done."""
    kind = ALL
    while True:
        every = torn(desk) + desk.store.rows("todo", limit=SHOWN)
        items = [item for item in every if kind in (ALL, item["kind"])]
        answer = yield from choose(_view(desk, items, kind, every))
        if answer == BACK:
            return "home"
        name, _, value = answer.partition(":")
        if name == "filter":
            kind = value
        else:
            goal: str = yield from LOOKS.get(items[int(value)]["kind"], _looked_at)(desk, items[int(value)])
            if goal:
                return goal


def _view(desk: "Desk", items: "list[dict[str, Any]]", kind: str, every: "list[dict[str, Any]]") -> Listing:
    counted = [(ALL, len(every))] + [(name, len([item for item in every if item["kind"] == name])) for name, _, _ in KINDS]
    filters = tuple(
        Row("filter:" + name, say("todo.filter." + name, count=count), on=name == kind) for name, count in counted if count or name == ALL
    )
    return Listing(
        say("todo.title") if items else say("todo.nothing"),
        Action("item:0", say("todo.first"), "arrow_forward") if items else None,
        actions.back(),
        filters=filters,
        rows=tuple(_row(desk, index, item) for index, item in enumerate(items)),
        more=max(0, desk.store.count("todo") - SHOWN),
    )


def _row(desk: "Desk", index: int, item: "dict[str, Any]") -> Row:
    title, why = _who(desk, item), _why(desk, item)
    days = item["until"] - desk.now().day
    left = say("todo.left", days=days) if days >= 0 else say("papers.late", days=-days)
    right = say("line.amount", cents=item["cents"]) if item["cents"] else NOTHING
    icon, tone = DRAWN[item["kind"]]
    return Row("item:%d" % index, title, why, icon, left if item["until"] else NOTHING, tone, right=right)


def _why(desk: "Desk", item: "dict[str, Any]") -> "Say":
    """In plain words what a refused claim suffers from; what stands there of anything else."""
    claim = desk.store.row("claim", item["claim"]) if item["kind"] == "reject" else None
    return say("reject.why", why=remedy_of(desk.tables, claim).why) if claim else _reason(item)


def _who(desk: "Desk", item: "dict[str, Any]") -> "Say":
    if item["patient"]:
        person = person_of(desk, item["patient"])
        return say("todo.person", name=person["name"], given=person["given"])
    if item["kind"] == "silent" and not item["lot"]:
        return say("todo.to", label=item["label"]) if item["label"] else say("todo.mailbox")
    if item["kind"] == "aside" and item["code"] in NUMBERS:
        return say("todo.from", label=item["label"])
    return say("todo.lot", lot=item["lot"]) if item["lot"] else say("todo." + item["kind"])


def _reason(item: "dict[str, Any]") -> "Say":
    """What the device refused, in its words; the label of the fund in its own; or ours where the fund said nothing."""
    if item["code"] in NUMBERS:
        return say("refusal.%s.title" % item["code"])
    if item["kind"] == "key":
        return ending(item["label"], item["until"])
    if item["label"]:
        return say("todo.label", label=item["label"])
    return say("todo." + item["kind"])


def _claim(desk: "Desk", item: "dict[str, Any]") -> "Step":
    """What an insurer refused, or what is held after too many refused lots."""
    return (yield from claim_shown(desk, item["claim"], actions.later()))


def _paper(desk: "Desk", item: "dict[str, Any]") -> "Step":
    """A paper owed."""
    return (yield from paper_shown(desk, desk.store.row("paper", item["key"]) or {}))


def _aside(desk: "Desk", item: "dict[str, Any]") -> "Step":
    """A transfer that is not accounted for, or a mail that could not be understood."""
    transfer = desk.store.row("transfer", item["key"])
    if transfer is None:
        return (yield from _looked_at(desk, item))
    return (yield from transfer_shown(desk, transfer))


def _lot(desk: "Desk", item: "dict[str, Any]") -> "Step":
    """A lot nobody answered: where it is blocked or given up by the device, the same octets may go again."""
    lot = desk.store.row("lot", item["key"])
    if lot is None or not may(LOT, lot["state"], "ask"):
        return (yield from _looked_at(desk, item))
    answer = yield from choose(_explained(desk, item, Action(ASK, say("lot.ask"), "sync"), actions.later()))
    if answer != ASK:
        return ""
    retry(desk, lot["lot"])
    return "sending"


def _series(desk: "Desk", item: "dict[str, Any]") -> "Step":
    """An invoice that waits for more visits."""
    yield from ()
    return "series:" + item["invoice"]


def _looked_at(desk: "Desk", item: "dict[str, Any]") -> "Step":
    """Anything else: what it is, and where it is done."""
    if item["kind"] not in GOALS:
        yield from choose(_explained(desk, item, actions.close(), None))
        return ""
    answer = yield from choose(_explained(desk, item, Action(REDO, say("second.sign"), "draw"), actions.later()))
    return GOALS[item["kind"]] + item["invoice"] if answer == REDO else ""


def _explained(desk: "Desk", item: "dict[str, Any]", primary: Action, secondary: "Action | None") -> Explain:
    number, code = item["number"], item["code"]
    return Explain(
        _who(desk, item),
        primary,
        secondary,
        amount=say("line.amount", cents=item["cents"]) if item["cents"] else NOTHING,
        sum=say("reject.invoice", invoice=number) if number else _reason(item),
        article=say("refusal.%s.safe" % code) if code in NUMBERS else NOTHING,
        reasons=_ours(code) if code in NUMBERS else (Row("", say("reject.do." + item["kind"]), NOTHING, "help"),),
    )


def _ours(code: str) -> "tuple[Row, ...]":
    """What the device refused: what to do, and the number for support."""
    return Row("", say("refusal.%s.do" % code), NOTHING, "help"), Row("", say("ui.number", number=NUMBERS[code]), NOTHING, "info")


LOOKS = {"reject": _claim, "paper": _paper, "aside": _aside, "silent": _lot, "open": _series, TORN: torn_shown}
