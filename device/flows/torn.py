"""Entries of the journal that cannot be read: what each was, what it froze, and a person's decision about it."""

from device.flows import actions
from device.flows.flow import LATER, choose
from device.flows.round import person_of
from device.flows.views import NOTHING, Action, Explain, Row, Text, say
from device.journal.about import GO_ON, KEPT, SETTLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.flow import Step
    from device.flows.views import Say

    Plain = dict[str, Any]

TORN = "torn"
ICONS = {GO_ON: "outbox", KEPT: "block"}
# What an entry tells of, by the first word of its kind; anything else is a record of the device itself.
FAMILIES = {
    "patient": "person", "rights": "person", "bsi": "person", "prescriber": "person", "prescription": "person", "series": "person",
    "agreement": "person", "round": "visit", "visit": "visit", "invoice": "invoice", "claim": "invoice", "lot": "lot", "mail": "answer",
    "receipt": "answer", "return": "answer", "bank": "answer", "paper": "paper", "document": "paper", "money": "money", "till": "money",
}  # fmt: skip
# So many of the invoices that it froze are named.
SHOWN = 2


def torn(desk: "Desk") -> "list[Plain]":
    """A line to do for each entry that cannot be read and of which nobody has decided."""
    waiting = [row for row in desk.store.quarantine() if desk.store.row(SETTLED, "%d" % row["sequence"]) is None]
    return [_item(desk, row) for row in waiting]


def torn_shown(desk: "Desk", item: "Plain") -> "Step":
    """One of them until it is decided or left; ends with an empty place."""
    while True:
        answer = yield from choose(_view(desk, item))
        if answer not in (GO_ON, KEPT):
            return ""
        if (yield from choose(_sure_view(answer))) == answer:
            desk.record([("quarantine.settled", {"sequence": item["sequence"], "decision": answer})])
            return ""


def _item(desk: "Desk", row: "Plain") -> "Plain":
    """As the list of what is to do has its lines."""
    invoices = _invoices(desk, row)
    known = [each for each in row["about"] if desk.store.row("patient", each) is not None]
    patient = (known + [invoice["patient"] for invoice in invoices] + [""])[0]
    facts = {"kind": TORN, "key": "%d" % row["sequence"], "sequence": row["sequence"], "until": 0, "patient": patient, "invoices": invoices}
    family = FAMILIES.get(row["kind"].partition(".")[0], "device")
    cents = sum([invoice["totals"].get("amount_cents", 0) for invoice in invoices])
    return dict(facts, claim="", lot="", label="", code="", number="", invoice="", cents=cents, family=family)


def _invoices(desk: "Desk", row: "Plain") -> "list[Plain]":
    """The invoices that it is about, and those of the visits that it is about."""
    found: "list[Plain]" = []
    for identity in row["about"]:
        name = identity.partition("/")[0]
        invoice = desk.store.row("invoice", name)
        if invoice is not None and name not in [each["invoice"] for each in found]:
            found.append(invoice)
    return found


def _view(desk: "Desk", item: "Plain") -> Explain:
    frozen = [say("torn.invoice", invoice=each["number"] or "-", cents=each["totals"].get("amount_cents", 0)) for each in item["invoices"]]
    person = person_of(desk, item["patient"]) if item["patient"] else None
    return Explain(
        say("todo.person", name=person["name"], given=person["given"]) if person else say("torn.title"),
        None,
        actions.later(),
        sub=say("torn.number", number=item["key"]),
        amount=say("line.amount", cents=item["cents"]) if item["cents"] else NOTHING,
        story=say("torn.what." + item["family"]),
        sum=_frozen_words(frozen),
        reasons=tuple([Row(choice, say("torn." + choice), say("torn.sub." + choice), ICONS[choice]) for choice in (GO_ON, KEPT)]),
    )


def _frozen_words(frozen: "list[Say]") -> "Say":
    """Which invoices wait because of it."""
    if not frozen:
        return say("torn.nothing")
    if len(frozen) > SHOWN:
        return say("torn.more", whom=tuple(frozen[:SHOWN]), count=len(frozen) - SHOWN)
    return say("torn.holds", whom=tuple(frozen))


def _sure_view(choice: str) -> Text:
    """Asked once more, by a touch that is held."""
    return Text(
        say("torn.sure." + choice),
        Action(choice, say("torn." + choice), ICONS[choice], danger=True),
        Action(LATER, say("act.back"), "arrow_back"),
        paragraphs=(say("torn.then." + choice), say("torn.stays")),
    )
