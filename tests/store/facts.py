"""Events and a projector for tests of stores: a table of visits, by day, and one of patients with how often they were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from device.base.wire import digest_hex
from device.journal.events import KINDS, Event
from device.ports import Change

if TYPE_CHECKING:
    from device.journal.derive import Read

KEY = bytes(range(32))
DAY = 20744


def event(sequence: int, kind: str, body: dict[str, Any]) -> Event:
    """That fact, with an envelope."""
    version = KINDS.get(kind, (1,))[0]
    return Event(f"T0042-{sequence}", kind, version, "7", "7", "7", "7", DAY, 480, 120, True, body)


def visit(sequence: int, patient: str = "T0042-1") -> Event:
    """A visit opened, named by its own sequence."""
    return event(sequence, "visit.opened", {"visit": f"T0042-{sequence}", "patient": patient, "flow": "care"})


def mail(sequence: int, octets: bytes) -> Event:
    """A mail stored: it names a blob."""
    digest = digest_hex(octets)
    body = {"mail": f"T0042-{sequence}", "digest": digest, "sender": "a", "description": "b", "blob": digest}
    return event(sequence, "mail.stored", body)


def answered(sequence: int, value: Any) -> Event:
    """A step of a visit, with any plain value."""
    return event(sequence, "visit.answered", {"visit": "T0042-1", "step": "care", "value": value})


def closed(sequence: int, of: int) -> Event:
    """The end of a visit."""
    return event(sequence, "visit.closed", {"visit": f"T0042-{of}", "reason": "done"})


def invoice(sequence: int, patient: str) -> Event:
    """An invoice begun."""
    names = KINDS["invoice.opened"][1]
    return event(sequence, "invoice.opened", {**dict.fromkeys(names, ""), "invoice": f"T0042-{sequence}", "patient": patient})


def project(read: Read, event: Event) -> tuple[Change, ...]:
    """A visit is listed while it is open; a patient counts all."""
    if event.kind == "visit.closed":
        return (Change("visit", event.body["visit"], "", None),)
    if event.kind == "quarantine.settled":
        return (Change("settled", str(event.body["sequence"]), "", event.body),)
    if event.kind != "visit.opened":
        return ()
    patient = event.body["patient"]
    row = read("patient", patient) or {"patient": patient, "visits": 0}
    row["visits"] += 1
    place = f"{event.day:06d}-{event.sequence():06d}"
    return (
        Change("visit", event.body["visit"], place, {"visit": event.body["visit"], "patient": patient}),
        Change("patient", patient, patient, row),
    )
