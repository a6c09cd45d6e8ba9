"""An invoice that stays open for days: the visits of a series join it, and one signature seals them all."""

from device.exchange.deadlines import due_day
from device.flows.nature import natures_of
from device.flows.round import when
from device.outbox.ledger_lists import table_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.quote import Part, Quote

    Plain = dict[str, Any]
    Fact = tuple[str, dict[str, Any]]

OPEN = "open"
MOST_OPEN = 500
KEPT = "kept"


def open_invoices(desk: "Desk") -> "list[Plain]":
    """The invoices that wait for more visits, the oldest first."""
    rows = [desk.store.row("invoice", each["invoice"]) for each in desk.store.rows(table_of(OPEN), limit=MOST_OPEN)]
    return [row for row in rows if row is not None]


def joined(desk: "Desk", draft: "Draft", chosen: "Plain") -> "Plain | None":
    """The invoice of several visits that this one is on already, or the open one of the same patient, payee, nature and third-party
    payment, under one of the same prescriptions."""
    if draft.stop["replaces"]:
        return None
    natures, ordered = natures_of(chosen), _ordered(chosen)
    for invoice in draft.own_invoices():
        row = desk.store.row("invoice", invoice)
        if row is not None and len(row["visits"]) > 1:
            return row
    for row in open_invoices(desk):
        if draft.visit in row["visits"]:
            return row
        if (row["patient"], row["payee"]) != (draft.patient(), desk.payee()["billing"]):
            continue
        last = (desk.store.row("visit", row["visits"][-1]) or {})["answers"]["care"]
        alike = natures_of(last) == natures and len(natures) == 1 and last.get("third") == chosen.get("third")
        if alike and [rx for rx in _ordered(last) if rx in ordered]:
            return row
    return None


def before_of(desk: "Desk", draft: "Draft", series: "Plain | None", chosen: "Plain") -> "list[Plain]":
    """The rows of the visits priced with this one, by time; not those of which a correction left nothing."""
    named = series["visits"] if series is not None else draft.stop.get("with", [])
    rows = named_rows(desk, [visit for visit in named if visit != draft.visit])
    return [row for row in rows if [act for act in care_of(chosen, row)["acts"] if act["on"]]]


def named_rows(desk: "Desk", visits: "list[str]") -> "list[Plain]":
    """The rows of these visits."""
    rows = [desk.store.row("visit", visit) for visit in visits]
    return [row for row in rows if row is not None]


def care_of(chosen: "Plain", row: "Plain") -> "Plain":
    """The care of an earlier visit of a series: as a correction (`earlier`, by visit) says, else as it was."""
    care: "Plain" = chosen.get("earlier", {}).get(row["visit"]) or row["answers"]["care"]
    return care


def last_day(desk: "Desk", priced: "Quote", part: "Part") -> int:
    """The last day to send that invoice: counted from its first care, sooner when the patient pays all of it."""
    days = [when(row)[0] for row in priced.before] + [priced.day]
    return due_day(min(days), part.third_party(), desk.profile.region)


def keep_open(desk: "Desk", draft: "Draft", priced: "Quote") -> None:
    """Put the visit, priced, on its open invoice, and close it; the invoice waits for the next one."""
    part, visits = priced.parts[0], visits_of(priced, draft)
    facts: "list[Fact]" = []
    if priced.series is None:
        invoice = desk.fresh()
        mode = draft.answers["rights"]["mode"]
        facts.append(("invoice.opened", {"invoice": invoice, "patient": draft.patient(), "visits": visits, "mode": mode, "replaces": ""}))
    else:
        invoice = priced.series["invoice"]
    facts += [
        ("invoice.priced", {"invoice": invoice, "request": part.request, "answer": part.answer()}),
        kept(invoice, visits, last_day(desk, priced, part)),
        ("visit.closed", {"visit": draft.visit, "reason": KEPT}),
    ]
    desk.record(facts)


def visits_of(priced: "Quote", draft: "Draft") -> "list[str]":
    """The ids of all visits of the invoice, by time."""
    return [row["visit"] for row in priced.before] + [draft.visit]


def kept(invoice: str, visits: "list[str]", until: int) -> "Fact":
    """The fact that an invoice stays open with these visits, to be sent on `until` at the latest."""
    return ("invoice.kept", {"invoice": invoice, "visits": visits, "until": until})


def reopened(row: "Plain", visit: str, invoice: str) -> "list[Fact]":
    """When an invoice is given up before it is sealed: its other visits wait on an open invoice again, under the new id."""
    others = [each for each in row["visits"] if each != visit]
    if not others or row["replaces"]:
        return []
    body = {"invoice": invoice, "patient": row["patient"], "visits": others, "mode": row["mode"], "replaces": ""}
    return [("invoice.opened", body), kept(invoice, others, min([claim["until"] for claim in row["intended"]]))]


def _ordered(chosen: "Plain") -> "list[str]":
    return [act["rx"] for act in chosen["acts"] if act["on"] and act.get("rx")]
