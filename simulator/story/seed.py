"""SIM: what the device knows of its patients before the round: what the practice's own software would have handed over."""

from typing import Any

from device.base.dates import day_from_iso
from device.base.wire import digest_hex
from device.formats.identifiers import nir_key
from device.journal.events import KINDS, Event
from simulator.story.people import NURSE, PEOPLE, card_serial, patient_zone

SUNDAY = "2026-10-18"
LAST_WEEK = "2026-10-11"
PRESCRIBER = {"rpps": "10002909371", "am_number": "291000016", "name": "DR KERVELLA", "specialty": "01"}
SAME_TOWN = {"same_town": True}
LANVEOR = {"same_town": False, "distance_m": 13000}
# patient, time, acts with whether they belong to a long-term illness, travel, home
STOPS: tuple[tuple[str, str, tuple[tuple[str, bool], ...], dict[str, Any], dict[str, int]], ...] = (
    ("morvan", "08:10", (("inf.injection.sc", False),), SAME_TOWN, {}),
    ("kerbrat", "08:40", (("inf.bsi.care", True), ("inf.sample.venous", True)), SAME_TOWN, {}),
    ("lebris_a", "09:10", (("inf.insulin.watch", True), ("inf.insulin.injection", True)), SAME_TOWN, {"rank": 1}),
    ("lebris_p", "09:20", (("inf.dressing.surgical_simple", False),), SAME_TOWN, {"rank": 2}),
    ("riou_m", "09:50", (("inf.injection.im", False),), SAME_TOWN, {}),
    ("salaun", "10:20", (("inf.dressing.surgical_simple", False),), SAME_TOWN, {}),
    ("legoff", "10:50", (("inf.dressing.heavy.deep_pressure_ulcer", False),), LANVEOR, {}),
    ("tanguy", "11:30", (("inf.dressing.heavy.packing", True), ("inf.injection.sc", False)), LANVEOR, {}),
    ("ledu", "12:10", (("inf.injection.sc", False),), SAME_TOWN, {}),
)
# Whose rights were read on an earlier visit: it serves when the card is forgotten.
READ_BEFORE = ("salaun",)


class Seed:
    """Facts in order, numbered as this device's first ones."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._facts: list[tuple[str, dict[str, Any]]] = []
        self.blobs: list[bytes] = []
        self.ids: dict[str, str] = {}

    def fact(self, what: str, **body: Any) -> str:
        """Add a fact; the identity that something new in it bears."""
        self._facts.append((what, body))
        return f"{self._device}-{len(self._facts)}"

    def next_id(self) -> str:
        """The identity that the next fact will have."""
        return f"{self._device}-{len(self._facts) + 1}"

    def events(self, day: int) -> tuple[Event, ...]:
        """The facts as events of that day at noon, by the practice's software on the nurse's behalf."""
        people = (NURSE.billing,) * 4
        return tuple(
            Event(f"{self._device}-{index}", kind, KINDS[kind][0], *people, day, 720, 120, True, body)
            for index, (kind, body) in enumerate(self._facts, 1)
        )


def seed(device: str) -> Seed:
    """Patients, prescriber, prescriptions, the BSI, the rights read last week, today's plan."""
    made = Seed(device)
    made.fact("prescriber.known", **PRESCRIBER)
    for key, *_ in STOPS:
        _patient(made, key)
    stops = [_stop(made, index, stop) for index, stop in enumerate(STOPS, 1)]
    made.fact("bsi.known", patient=made.ids["kerbrat"], level="BSB", start=day_from_iso("2026-05-04"), until=day_from_iso("2027-05-03"))
    made.fact("range.given", billing=NURSE.billing, kind="invoice", first=100, last=9999)
    made.fact("round.planned", day=day_from_iso(SUNDAY), stops=stops)
    return made


def _patient(made: Seed, key: str) -> None:
    person = PEOPLE[key]
    made.ids[key] = made.next_id()
    made.fact(
        "patient.known",
        patient=made.ids[key],
        name=person.name,
        given=person.given,
        birth=person.birth,
        nir=person.nir,
        key=nir_key(person.nir),
        rank=1,
        quality=person.quality,
        address=", ".join(person.address),
    )
    if key in READ_BEFORE:
        zone = patient_zone(key)
        made.blobs.append(zone)
        serial = card_serial(key)
        until = day_from_iso("2027-12-31")
        made.fact(
            "rights.read", patient=made.ids[key], source="card", zone_blob=digest_hex(zone), serial=serial, beneficiary=0, until=until
        )


def _stop(made: Seed, index: int, stop: tuple[str, str, tuple[tuple[str, bool], ...], dict[str, Any], dict[str, int]]) -> dict[str, Any]:
    key, time, acts, travel, home = stop
    planned = []
    for ald in sorted({each for _, each in acts}, reverse=True):
        flags = ["daily"] + (["ald"] if ald else [])
        named = [act for act, each in acts if each == ald]
        prescription = made.next_id()
        made.fact(
            "prescription.known",
            prescription=prescription,
            patient=made.ids[key],
            prescriber=PRESCRIBER["rpps"],
            day=day_from_iso("2026-10-05"),
            care_start=day_from_iso("2026-10-06"),
            end=day_from_iso("2026-12-31"),
            acts=named,
            flags=flags,
        )
        planned += [{"act": act, "rx": prescription} for act in named]
    hours, minutes = time.split(":")
    return {
        "stop": f"S{index}",
        "patient": made.ids[key],
        "minute": int(hours) * 60 + int(minutes),
        "place": "home",
        "acts": planned,
        "travel": travel,
        "home": home,
    }
