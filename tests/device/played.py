"""A Machine played over memory twins: effects run at once, cards and answers are the test's."""

from device.acts.bundle import FILES
from device.acts.nomenclature import Tables
from device.base.dates import day_of
from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.flows.desk import Desk, Profile
from device.formats.lunar import lunar_from_iso
from device.formats.zone import NO_DATE, encode, group
from device.journal.events import KINDS, Event
from device.machine import Machine
from device.outbox.ledger import project
from device.signals import Answered, CardGone, CardSeen, Done, Failed, PinTyped
from simulator.inmemory.cards import MemorySesam
from simulator.inmemory.keys import MemoryKeys
from simulator.inmemory.store import MemoryStore
from simulator.inmemory.surroundings import MemoryClock, MemoryPower

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.formats.zone import Group
    from device.signals import Effect

SUNDAY = day_of(2026, 10, 18)
PIN = "1942"
BILLING = "296999121"
DEVICE = "T1"


def text_of(path: str) -> str:
    """A file of the project as text."""
    with open(path, encoding="utf-8") as file:
        return file.read()


TABLES = Tables.read(*[text_of("tables/" + name) for name in FILES])
IDENTITY = encode((group(1, card_type="0", id_type="8", id_number="10004202619", name="ROUVIERE", given="CAMILLE"),))


def situation(billing: str = BILLING, business: str = "CABINET DES DUNES", **changes: str) -> bytes:
    """A billing situation of the nurse (group 2)."""
    fields = {
        "number": "1",
        "business": business,
        "billing": billing[:8],
        "billing_key": billing[8],
        "convention": "1",
        "specialty": "24",
        "tariff_zone": "20",
        "travel_zone": "1",
        "may_sign_invoice": "1",
        "may_sign_lot": "1",
    }
    fields.update(changes)
    return encode((group(2, **fields),))


_START, _END = "202601010000", "202712310000"


def vitale(*people: "dict[str, str]", fund: str = "349") -> bytes:
    """The zone of a card: the first of the people is insured, each has rights until 2027."""
    head = {"card_type": "T", "serial": "900000017", "valid_until": NO_DATE, "holder_type": "A", "management": "10"}
    insured = {"nir": "2420529999041", "nir_key": "11", "regime": "01", "fund": fund, "centre": "9881"}
    groups = [group(101, **head, **insured), group(102, service="0", start=NO_DATE, end=NO_DATE)]
    for person in people:
        groups.extend(_beneficiary(person))
    return encode(groups)


def _beneficiary(person: "dict[str, str]") -> "list[Group]":
    name = {"name": person["name"], "birth_name": person["name"], "given": person["given"], "birth": person["birth"], "rank": "1"}
    own = {"nir": person.get("nir", ""), "nir_key": person.get("key", "00"), "quality": person.get("quality", "0")}
    groups = [
        group(104, service=person.get("service", "0"), service_start=NO_DATE, service_end=NO_DATE, **name, **own),
        group(105, start=person.get("start", _START), end=person.get("end", _END)),
        group(106, start=_START, end=_END, ald=person.get("ald", "0"), situation=person.get("situation", "0100")),
    ]
    if "insurer" in person:
        routing = {"routing": "MA", "host": "349", "domain": "ARMOR.AMC.FR"}
        indicator = person.get("indicator", "33")
        groups.append(group(109, number=person["insurer"], member="1", indicator=indicator, start=_START, end=_END, **routing))
    return groups


JEANNE = {"name": "MORVAN", "given": "JEANNE", "birth": "194205040000", "nir": "2420529999041", "key": "11"}
MALO = {"name": "MORVAN", "given": "MALO", "birth": "202006100000", "nir": "1200629999174", "key": "52", "quality": "6"}


def jeanne_known(patient: str) -> "dict[str, Any]":
    """The body of `patient.known` for Jeanne."""
    return {
        "patient": patient,
        "name": "MORVAN",
        "given": "JEANNE",
        "birth": lunar_from_iso("1942-05-04").iso(),
        "nir": "2420529999041",
        "key": 11,
        "rank": 1,
        "quality": 0,
        "address": "3 RUE DU PHARE",
    }


def a_stop(stop: str, *acts: str, **changes: "Any") -> "dict[str, Any]":
    """A stop of the plan for Jeanne, in town."""
    planned = {
        "stop": stop,
        "patient": "T1-2",
        "minute": 490,
        "place": "home",
        "acts": [{"act": act, "rx": "T1-3"} for act in acts],
        "travel": {"same_town": True},
        "home": {},
    }
    planned.update(changes)
    return planned


class Nowhere:
    """A background with nothing to do."""

    def handle(self, event: "Any") -> "tuple[Effect, ...]":
        """Nothing follows."""
        return ()

    def hurry(self) -> "tuple[Effect, ...]":
        """Nothing to hurry."""
        return ()


class Played:
    """One device on a table. `refusing` maps a verb to the refusals it will give, first to last; `holding` are verbs that never
    answer."""

    def __init__(self, *stops: "dict[str, Any]", zone: bytes = b"", situations: bytes = b"") -> None:
        self.store = MemoryStore(project)
        self.clock = MemoryClock(SUNDAY, 480)
        self.power = MemoryPower()
        self.zone = zone or vitale(JEANNE)
        self.sesam = MemorySesam(IDENTITY, situations or situation(), self.zone, PIN)
        self.ports: "dict[str, Any]" = {"sesam": self.sesam, "keys": MemoryKeys(self.store)}
        self.refusing: "dict[str, list[Refusal]]" = {}
        self.answers: "dict[str, Any]" = {}
        self.holding: "tuple[str, ...]" = ()
        self.done: "list[Effect]" = []
        self.shown: "list[str]" = []
        self.view: "Any" = None
        self.bar: "Any" = None
        self._seed(stops)
        self.restart()

    def restart(self) -> "Played":
        """The power was gone: a new Machine over the same store; the first view is shown."""
        self.desk = Desk(self.clock, self.power, TABLES, Profile(DEVICE, {}))
        self.machine = Machine(self.desk, Nowhere())
        self._run(self.machine.start())
        return self

    def _seed(self, stops: "tuple[dict[str, Any], ...]") -> None:
        facts = [
            ("prescriber.known", {"rpps": "10002909371", "am_number": "291000016", "name": "DR KERVELLA", "specialty": "01"}),
            ("patient.known", jeanne_known("T1-2")),
            (
                "prescription.known",
                {
                    "prescription": "T1-3",
                    "patient": "T1-2",
                    "prescriber": "10002909371",
                    "day": SUNDAY - 9,
                    "care_start": SUNDAY - 8,
                    "end": SUNDAY + 60,
                    "acts": ["inf.injection.sc"],
                    "flags": ["daily"],
                },
            ),
            ("range.given", {"billing": BILLING, "kind": "invoice", "first": 100, "last": 900}),
            ("round.planned", {"day": SUNDAY, "stops": list(stops)}),
        ]
        events = [
            Event("T1-%d" % index, kind, KINDS[kind][0], "", "", "", "", SUNDAY - 1, 720, 120, True, body)
            for index, (kind, body) in enumerate(facts, 1)
        ]
        self.store.append(tuple(events))

    def row(self, table: str, key: str) -> "dict[str, Any]":
        """A derived row that must be there."""
        found = self.store.row(table, key)
        assert found is not None, "%s has no %s" % (table, key)
        return found

    def insert(self, slot: str) -> "Played":
        """Put a card in."""
        return self.happen(CardSeen(slot))

    def pull(self, slot: str) -> "Played":
        """Take a card out."""
        return self.happen(CardGone(slot))

    def answer(self, value: str) -> "Played":
        """Touch something of the view shown."""
        return self.happen(Answered(self._number, value))

    def pin(self, code: str = PIN) -> "Played":
        """Type a code."""
        return self.happen(PinTyped(self._number, code))

    def unlocked(self) -> "Played":
        """Card in, code typed."""
        return self.insert("cps").pin()

    def happen(self, event: "Any") -> "Played":
        """Hand an event to the Machine, and whatever follows."""
        self._run(self.machine.handle(event))
        return self

    def see(self, kind: str, title: str = "") -> "Played":
        """The view shown must be of that kind, with that title."""
        found = type(self.view).__name__
        assert found == kind, "%s %s instead of %s" % (found, self.view.title.key, kind)
        assert title in ("", self.view.title.key), "%s instead of %s" % (self.view.title.key, title)
        return self

    def _run(self, effects: "tuple[Effect, ...]") -> None:
        for effect in effects:
            if effect.port == "screen":
                self._show(effect)
            else:
                self.done.append(effect)
                if effect.verb in self.holding:
                    continue
                self._run(self.machine.handle(self._outcome(effect)))

    def _show(self, effect: "Effect") -> None:
        if effect.verb == "bar":
            self.bar = effect.args[0]
        elif effect.verb == "show":
            self._number, self.view = effect.args
            self.shown.append(type(self.view).__name__)

    def _outcome(self, effect: "Effect") -> "Any":
        waiting = self.refusing.get(effect.verb, [])
        try:
            if waiting:
                raise waiting.pop(0)
            if effect.port in self.ports:
                return Done(effect.number, getattr(self.ports[effect.port], effect.verb)(*effect.args))
            return Done(effect.number, self.answers[effect.verb])
        except Refusal as refusal:
            return Failed(effect.number, refusal.code, tuple((name, refusal.facts[name]) for name in sorted(refusal.facts)))


def digests(*octets: bytes) -> "tuple[str, ...]":
    """SHA-256 of each."""
    return tuple(digest_hex(each) for each in octets)
