"""Papers owed: which, for whom, until when; printed as forms with a slip for each fund, and ticked off once they left."""

from device.exchange.deadlines import documents_due
from device.exchange.scor import address_of
from device.flows import actions
from device.flows.flow import choose
from device.flows.photograph import photographed
from device.flows.printing import printed
from device.flows.round import person_of
from device.flows.sheets import FORM, sheets_of
from device.flows.views import NOTHING, Action, Explain, Listing, Row, say
from device.outbox.ledger_papers import paper_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step
    from device.flows.views import Say

    Plain = dict[str, Any]

# What goes in one envelope at most; the rest is read once these are ticked off.
SHOWN = 50
PRINT, SENT, PHOTO = "print", "sent", "photo"
# What the name of a file of papers begins with.
FILES = "papiers"


def papers(desk: "Desk", _argument: str) -> "Flow":
    """What is owed, most urgent first, until left for the office."""
    while True:
        owed = desk.store.rows("paper", limit=SHOWN)
        answer = yield from choose(_view(desk, owed))
        name, _, value = answer.partition(":")
        if name == PRINT:
            yield from printed(desk, FILES, sheets_of(desk, owed))
        elif name == "item":
            yield from paper_shown(desk, owed[int(value)])
        else:
            return "office"


def owed_for(desk: "Desk", invoice: str, kind: str) -> "Plain":
    """The paper of that kind that an invoice owes; it owes it from now on when it did not: thirty days from its own, or from
    today once these have passed."""
    key = paper_key(invoice, kind)
    if desk.store.row("paper", key) is None:
        today, sent = desk.now().day, (desk.store.row("invoice", invoice) or {})["day"]
        until = documents_due(sent) if documents_due(sent) >= today else documents_due(today)
        desk.record([("paper.owed", {"invoice": invoice, "paper": kind, "until": until})])
    return desk.store.row("paper", key) or {}


def paper_shown(desk: "Desk", paper: "Plain") -> "Step":
    """One paper until it is left or ticked off; ends with an empty place."""
    while True:
        answer = yield from choose(_paper_view(desk, paper))
        if answer == SENT:
            desk.record([("paper.sent", {"invoice": paper["invoice"], "paper": paper["paper"]})])
        if answer not in (PRINT, PHOTO):
            return ""
        if answer == PRINT:
            yield from printed(desk, FILES, sheets_of(desk, [paper]))
        else:
            yield from photographed(desk, paper)
        paper = desk.store.row("paper", paper["key"]) or paper


def _view(desk: "Desk", owed: "list[Plain]") -> Listing:
    return Listing(
        say("papers.title") if owed else say("papers.none"),
        Action(PRINT, say("papers.print", count=len(owed)), "receipt") if owed else None,
        actions.back(),
        rows=tuple([_row(desk, index, each) for index, each in enumerate(owed)]),
        more=max(0, desk.store.count("paper") - SHOWN),
    )


def _row(desk: "Desk", index: int, each: "Plain") -> Row:
    person = person_of(desk, each["patient"])
    left = each["until"] - desk.now().day
    tag = say("todo.left", days=left) if left >= 0 else say("papers.late", days=-left)
    if each["lot"]:
        tag = say("papers.travels")
    name = say("todo.person", name=person["name"], given=person["given"])
    return Row("item:%d" % index, name, say("paper." + each["paper"]), "photo_camera", tag, "plain" if left > 0 else "warn")


def _paper_view(desk: "Desk", paper: "Plain") -> Explain:
    person = person_of(desk, paper["patient"])
    invoice = desk.store.row("invoice", paper["invoice"]) or {}
    left = paper["until"] - desk.now().day
    photo = (PHOTO, say("papers.photo"), "photo_camera")
    sent = (SENT, say("papers.sent"), "check")
    travels = bool(address_of(desk.store, paper["invoice"])) and not paper["blob"]
    first, other = (photo, sent) if travels else (sent, photo)
    reasons = [Row(other[0], other[1], say("papers.sub." + other[0]), other[2])]
    if paper["paper"] == FORM:
        reasons.append(Row(PRINT, say("papers.print.one"), say("papers.print.sub"), "receipt"))
    return Explain(
        say("todo.person", name=person["name"], given=person["given"]),
        Action(*first),
        actions.later(),
        sub=say("reject.invoice", invoice=invoice["number"]),
        amount=say("line.amount", cents=invoice["totals"]["amount_cents"]),
        story=say("papers.why." + paper["paper"]),
        sum=say("papers.until", day=paper["until"], days=left) if left >= 0 else say("papers.late", days=-left),
        article=_kept(paper),
        reasons=tuple(reasons),
    )


def _kept(paper: "Plain") -> "Say":
    """Its document: awaited, kept, refused as it was."""
    if paper["blob"]:
        return say("papers.travels") if paper["lot"] else say("papers.kept")
    return say("papers.unreadable") if paper["refused"] else NOTHING
