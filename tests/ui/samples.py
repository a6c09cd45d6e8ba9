"""Every sample view with its bar, and the same views with the longest names."""

from typing import Any

from device.base.record import Record
from device.flows.views import (
    Bar,
    Ribbon,
    Say,
    View,
)
from tests.ui import samples_after, samples_care, samples_code, samples_office, samples_phone, samples_sending, samples_visit
from tests.ui.samples_visit import LATER, LOCKED, ROUND, TYPING, VISIT

# Every sample: its name, the view, the bar above it.
SAMPLES: tuple[tuple[str, View, Bar], ...] = (
    ("01-lock", samples_visit.locked(), LOCKED),
    ("02-pin", samples_visit.pin(), TYPING),
    ("03-home", samples_visit.home(), ROUND),
    ("04-identify", samples_visit.identify(), ROUND.replace(minute=650)),
    ("05-scan", samples_visit.scan(), ROUND.replace(minute=651)),
    ("06-rights", samples_visit.rights(), VISIT),
    ("07-care", samples_visit.care(), VISIT.replace(minute=653)),
    ("08-price", samples_visit.price(), VISIT.replace(minute=653)),
    ("09-why", samples_visit.why(), VISIT.replace(minute=653)),
    ("10-signing", samples_after.signing(), VISIT.replace(minute=654)),
    ("11-done", samples_after.done(), VISIT.replace(minute=654, unsent=4)),
    ("12-refuse", samples_after.pulled(), ROUND.replace(minute=654)),
    ("13-todo", samples_after.todo(), LATER),
    ("14-reject", samples_after.reject(), LATER.replace(minute=762)),
    ("15-month", samples_after.month(), LATER.replace(minute=770)),
    ("16-sending", samples_after.sending(), LATER.replace(minute=785, network="sending", unsent=1, oldest_days=0)),
    ("17-locum", samples_after.locum(), ROUND.replace(minute=424, who="Ferhat", role="replacement", network="up", unsent=0)),
    ("18-doctor", samples_after.doctor(), LATER.replace(minute=860, who="", role="technician")),
    ("19-kilometres", samples_visit.kilometres(), VISIT.replace(minute=653)),
    ("20-help", samples_after.help(), LOCKED),
    ("21-search", samples_after.search(), ROUND),
    ("23-shared", samples_visit.shared(), VISIT),
    ("24-line", samples_visit.line(), VISIT),
    ("22-erase", samples_after.erase(), ROUND),
    *((name, view, LATER) for name, view in samples_office.views()),
    *((name, view, VISIT) for name, view in samples_care.views()),
    *samples_code.views(),
    *samples_phone.views(),
    *((name, view, LATER) for name, view in samples_sending.views()),
)

GIVEN, FAMILY = "Anne-Marguerite", "De La Bourdonnaye-Kerguélen"  # 42 letters
LONG_ACT = "Changement de flacon, branchement, débranchement ou contrôle du débit, patient immunodéprimé ou cancéreux"


def longest(view: View) -> View:
    """The same view about somebody with a name of more than 40 letters, and acts with the longest title of the tables."""
    found: View = _longer(view)
    return found


def _longer(value: Any) -> Any:
    if isinstance(value, Say):
        changes = {"name": FAMILY, "given": GIVEN, "act": LONG_ACT, "care": LONG_ACT}
        renamed = tuple((name, changes.get(name, fact)) for name, fact in value.facts)
        return Say("care.act.title", (("act", LONG_ACT),)) if value.key in _ACTS else value.replace(facts=renamed)
    if isinstance(value, Ribbon):
        return value.replace(name=f"{GIVEN} {FAMILY}")
    if isinstance(value, Record):
        return value.replace(**{name: _longer(getattr(value, name)) for name in type(value).FIELDS})
    if isinstance(value, tuple):
        return tuple(_longer(each) for each in value)
    return value


_ACTS = ("sample.care.1", "sample.price.1", "sample.care.3")
