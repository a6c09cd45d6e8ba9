"""The desk: what a flow may use of the world. It reads the ledger, records facts, and numbers effects."""

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.flows.sessions import may_replace
from device.formats.zone import decode
from device.journal.events import KINDS, Event
from device.rights.worlds import may_sign, signing_situation
from device.signals import Effect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from device.acts.nomenclature import ActRow, Tables
    from device.flows.views import Bar
    from device.ports import Clock, Moment, Power, Store

    Fact = tuple[str, dict[str, Any]]


class Profile(Record):
    """What the device's configuration says: its id, the pricing `settings` (contract section 7) and `territory`, whether its
    world is simulated, its discipline until a professional's card tells one, whether it has a `contactless` reader, and the `region` whose
    holidays it has (`dates.REGIONS`)."""

    FIELDS = ("device", "settings", "sim", "discipline", "territory", "contactless", "region")
    device: str
    settings: "dict[str, Any]"
    sim: bool = False
    discipline: str = "inf"
    territory: str = "metropole"
    contactless: bool = False
    region: str = ""


class Desk:
    """Store, clock, power and tables, with the one way to record facts and the one way to ask for effects. There is no store before
    somebody's code opened it: whatever needs one is then the refusal DEVICE_LOCKED."""

    def __init__(self, clock: "Clock", power: "Power", tables: "Tables", profile: Profile) -> None:
        self._store: "Store | None" = None
        self.clock = clock
        self.power = power
        self.tables = tables
        self.profile = profile
        self.user: dict[str, Any] | None = None
        self.present = {"cps": False, "vitale": False, "nfc": False}
        self.online = False
        self.bar: "Bar | None" = None
        self.zone = b""
        self.unsure = ""  # whose card was cut off while it took a new code (RPPS number)
        self._number = 0

    @property
    def store(self) -> "Store":
        """The journal and its derived rows."""
        if self._store is None:
            raise Refusal("DEVICE_LOCKED")
        return self._store

    def is_open(self) -> bool:
        """True once somebody's code opened the store."""
        return self._store is not None

    def attach(self, store: "Store") -> None:
        """The store, opened."""
        self._store = store

    def professional(self) -> "dict[str, Any]":
        """Who works now; DEVICE_LOCKED while nobody does."""
        if self.user is None:
            raise Refusal("DEVICE_LOCKED")
        return self.user

    def payee(self) -> "dict[str, Any]":
        """The situation that is paid, whose tariff, numbers and kilometres count: the professional's own, or that of the holder
        whom he replaces."""
        user = self.professional()
        paid: "dict[str, Any]" = user.get("holder") or user
        return paid

    def may_seal(self, payee: str) -> bool:
        """True when the card of whoever works now may seal the lots of that billing number: by its own right, and for a locum in a
        session of today."""
        user, groups = self.professional(), decode(self.zone)
        try:
            may_sign(signing_situation(groups, payee), "lot")
        except Refusal:
            return False
        own = [each.text("billing") + each.text("billing_key") for each in groups if each.number == 2]
        return payee in own or may_replace(self.store, user["rpps"], payee, self.now().day)

    def act(self, act_id: str, day: int) -> "ActRow":
        """The row of an act on a day; UNKNOWN_ACT when the tables have none."""
        row = self.tables.act(act_id, day)
        if row is None:
            raise Refusal("UNKNOWN_ACT", value=act_id)
        return row

    def now(self) -> "Moment":
        """The present moment."""
        return self.clock.now()

    def record(self, facts: "Sequence[Fact]", blobs: "tuple[bytes, ...]" = ()) -> "tuple[Event, ...]":
        """Append facts, (kind, body) pairs, and their blobs in one transaction; the user is author and executant, the holder
        is paid."""
        moment = self.clock.now()
        first = self.store.next_sequence()
        events = tuple(self._event(first + index, kind, body, moment) for index, (kind, body) in enumerate(facts))
        self.store.append(events, blobs)
        return events

    def fresh(self, ahead: int = 0) -> str:
        """An identity for something new: the uid that the next fact (or the one `ahead` of it) will have."""
        return "%s-%d" % (self.profile.device, self.store.next_sequence() + ahead)

    def open(self, situation: "dict[str, Any]", zone: bytes) -> None:
        """The professional of that situation works now, for its `holder` if it has one: journaled with the zone it was read from. A
        practice's card that signs no invoices does not stand for the professional whose number it bears."""
        self.user = situation
        self.zone = zone
        row = self.store.row("user", situation["billing"])
        unlocked: "Fact" = ("user.unlocked", {"billing": situation["billing"]})
        if row is not None and row["rpps"] != situation["rpps"] and not situation["may_sign_invoice"]:
            self.record([unlocked])
            return
        known = {name: situation[name] for name in ("billing", "rpps", "name", "given", "specialty")}
        self.record([("user.known", dict(known, zone_blob=digest_hex(zone))), unlocked], (zone,))

    def effect(self, port: str, verb: str, args: "tuple[Any, ...]" = (), deadline_ms: int = 20000) -> Effect:
        """A numbered effect; its answer carries the same number."""
        self._number += 1
        return Effect(self._number, port, verb, args, deadline_ms)

    def _event(self, sequence: int, kind: str, body: "dict[str, Any]", moment: "Moment") -> Event:
        own = self.user["billing"] if self.user else ""
        paid = self.payee()["billing"] if self.user else ""
        uid = "%s-%d" % (self.profile.device, sequence)
        return Event(uid, kind, KINDS[kind][0], own, own, paid, paid, moment.day, moment.minute, moment.offset, moment.certain, body)
