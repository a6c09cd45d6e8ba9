"""The day's round, read from the ledger: its stops, those done, the next one, and the words of a stop."""

from device.base.dates import age_on
from device.base.record import in_order
from device.exchange.remedies import remedy_of
from device.formats.lunar import lunar_from_iso

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk

CORRECTION, AT = "!", "@"
BY_CARD = "?"
REOPENED = "="
# What was chosen for the whole visit, and a correction begins with.
KEPT = ("insurance", "accident", "third", "waive")
BLANK = {"stop": "", "patient": "", "minute": 0, "place": "home", "acts": [], "travel": {}, "home": {}, "replaces": ""}


def stops(desk: "Desk") -> "list[dict[str, Any]]":
    """The stops planned for today, by time."""
    plan = desk.store.row("round", "%06d" % desk.now().day)
    return in_order(plan["stops"], lambda stop: stop["minute"]) if plan else []


def stops_done(desk: "Desk") -> "tuple[str, ...]":
    """The ids of today's stops that were billed or put off for good."""
    plan = desk.store.row("round", "%06d" % desk.now().day)
    return tuple(plan["done"]) if plan else ()


def stops_waiting(desk: "Desk") -> "list[dict[str, Any]]":
    """The stops of today that are not done, by time."""
    done = stops_done(desk)
    return [stop for stop in stops(desk) if stop["stop"] not in done]


def next_stop(desk: "Desk") -> "dict[str, Any] | None":
    """The first stop of today that is not done."""
    waiting = stops_waiting(desk)
    return waiting[0] if waiting else None


def stop_of(desk: "Desk", stop: str) -> "dict[str, Any]":
    """The stop of that id; the correction of an invoice for `!<invoice>`, on another day for `!<invoice>@<day>`; a
    blank one for an empty id."""
    if stop.startswith(CORRECTION):
        invoice, _, day = stop[len(CORRECTION) :].partition(AT)
        return dict(correction(desk, invoice, int(day or "0")), stop=stop)
    for each in stops(desk):
        if each["stop"] == stop:
            return dict(BLANK, **each)
    return dict(BLANK, minute=desk.now().minute)


def corrected(invoice: str, day: int = 0) -> str:
    """The place where an invoice is made again: at its own date, or on another day."""
    return "visit:" + CORRECTION + invoice + (AT + "%d" % day if day else "")


def correction(desk: "Desk", invoice: str, moved_to: int) -> "dict[str, Any]":
    """A stop that does the care of an invoice again, at its own date (unless it is `moved_to` a day), to replace it: its last visit,
    `with` the earlier ones of a series; `only` the nature it bills when the visit made other invoices, which stand `beside`; `fix` is
    what the code of the refusal says is wrong."""
    row = desk.store.row("invoice", invoice) or {}
    visit = desk.store.row("visit", row["visits"][-1]) or {}
    chosen, flow = visit["answers"]["care"], visit["flow"]
    begun = (visit["answers"].get("sign") or {}).get("invoices", {})
    nature = [name for name in sorted(begun) if begun[name] == invoice]
    beside = flow.get("beside", []) + [begun[name] for name in sorted(begun) if begun[name] != invoice]
    acts = [act for act in chosen["acts"] if act["on"]]
    kept = {name: chosen[name] for name in ("place", "travel", "home") + KEPT if name in chosen}
    changes = {"replaces": invoice, "acts": acts, "with": row["visits"][:-1], "beside": beside, "fix": _wrong(desk, invoice)}
    day, minute = when(visit)
    return dict(flow, day=moved_to or day, minute=minute, only=nature[0] if nature and beside else "", **kept, **changes)


def _wrong(desk: "Desk", invoice: str) -> str:
    """The field that the first refusal of an invoice's claims names; empty when none does."""
    claims = [desk.store.row("claim", invoice + "/" + kind) for kind in ("F", "D")]
    fields = [remedy_of(desk.tables, claim).field for claim in claims if claim is not None and claim["state"] in ("refused", "rejected")]
    return ([field for field in fields if field] + [""])[0]


def when(visit: "dict[str, Any]") -> "tuple[int, int]":
    """Day and minute of the care of a visit: when it was opened, or those of the invoice that it corrects."""
    flow = visit["flow"]
    return (flow["day"], flow["minute"]) if flow.get("day") else (visit["day"], visit["minute"])


def stop_words(desk: "Desk", stop: "dict[str, Any]") -> "dict[str, Any]":
    """The facts that sentences about a stop may name."""
    person = person_of(desk, stop["patient"])
    acts = [desk.act(act["act"], desk.now().day).title for act in stop["acts"]]
    return {
        "name": person["name"],
        "given": person["given"],
        "minute": stop["minute"],
        "care": ", ".join(acts),
        "km": stop["travel"].get("distance_m", 0) // 1000,
    }


def person_of(desk: "Desk", patient: str) -> "dict[str, Any]":
    """Name, given name and age today of a patient; empty words while unknown."""
    row = desk.store.row("patient", patient) if patient else None
    if row is None:
        return {"name": "", "given": "", "age": 0, "birth": ""}
    return {
        "name": row["name"],
        "given": row["given"],
        "age": age_on(lunar_from_iso(row["birth"]).calendar(), desk.now().day),
        "birth": row["birth"],
    }
