"""What waits for a person: rejects to correct, lots nobody answered, papers to send; each with one thing to do."""

from device.flows.flow import LATER, choose
from device.flows.round import CORRECTION, person_of
from device.flows.views import NOTHING, Action, Explain, Listing, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step
    from device.flows.views import Say

KINDS = ("reject", "second", "paper", "silent", "aside")
ICONS = {"reject": "error", "paper": "photo_camera", "second": "draw", "silent": "hourglass_top", "aside": "warning"}
TONES = {"reject": "stop", "paper": "plain", "second": "warn", "silent": "warn", "aside": "warn"}
SHOWN = 50
REDO, ALL, BACK = "redo", "all", "back"
# What can be done at once: where it is done, the words and icon of the touch that leads there.
GOALS = {"reject": "visit:" + CORRECTION, "second": "presigned:"}
DOING = {"reject": ("reject.redo", "arrow_forward"), "second": ("second.sign", "draw")}


def todo(desk: "Desk", _argument: str) -> "Flow":
    """Ends at home, in the correction of an invoice, or where what is presigned is completed."""
    kind = ALL
    while True:
        items = [item for item in desk.store.rows("todo", limit=SHOWN) if kind in (ALL, item["kind"])]
        answer = yield from choose(_view(desk, items, kind))
        if answer == BACK:
            return "home"
        name, _, value = answer.partition(":")
        if name == "filter":
            kind = value
        else:
            item = items[int(value)]
            if (yield from _looked_at(desk, item)) == REDO:
                goal: str = GOALS[item["kind"]] + item["invoice"]
                return goal


def _view(desk: "Desk", items: "list[dict[str, Any]]", kind: str) -> Listing:
    every = desk.store.rows("todo", limit=SHOWN)
    counted = [(ALL, len(every))] + [(name, len([item for item in every if item["kind"] == name])) for name in KINDS]
    filters = tuple(
        Row("filter:" + name, say("todo.filter." + name, count=count), on=name == kind) for name, count in counted if count or name == ALL
    )
    return Listing(
        say("todo.title") if items else say("todo.nothing"),
        Action("item:0", say("todo.first"), "arrow_forward") if items else None,
        Action(BACK, say("act.back"), "arrow_back"),
        filters=filters,
        rows=tuple(_row(desk, index, item) for index, item in enumerate(items)),
        more=max(0, desk.store.count("todo") - SHOWN),
    )


def _row(desk: "Desk", index: int, item: "dict[str, Any]") -> Row:
    title = _who(desk, item)
    left = say("todo.left", days=item["until"] - desk.now().day) if item["until"] else NOTHING
    right = say("line.amount", cents=item["cents"]) if item["cents"] else NOTHING
    return Row("item:%d" % index, title, _reason(item), ICONS[item["kind"]], left, TONES[item["kind"]], right=right)


def _who(desk: "Desk", item: "dict[str, Any]") -> "Say":
    if item["patient"]:
        person = person_of(desk, item["patient"])
        return say("todo.person", name=person["name"], given=person["given"])
    return say("todo.lot", lot=item["lot"])


def _reason(item: "dict[str, Any]") -> "Say":
    """The label of the fund in its own words, or ours where the fund said nothing."""
    if item["label"]:
        return say("todo.label", label=item["label"])
    return say("todo." + item["kind"])


def _looked_at(desk: "Desk", item: "dict[str, Any]") -> "Step":
    """One item explained: what was refused and why, and what can be done."""
    doing = DOING.get(item["kind"])
    primary = Action(REDO, say(doing[0]), doing[1]) if doing else Action("close", say("act.close"), "close")
    number = item["number"]
    view = Explain(
        _who(desk, item),
        primary,
        Action(LATER, say("act.later"), "schedule") if doing else None,
        amount=say("line.amount", cents=item["cents"]),
        sum=say("reject.invoice", invoice=number) if number else say("todo." + item["kind"]),
        article=say("reject.code", code=item["code"]) if item["code"] else NOTHING,
        reasons=(Row("", _reason(item), say("reject.do." + item["kind"]), "help"),),
    )
    return (yield from choose(view))
