"""An office for the tests of what goes out and comes back: a desk over the twins, and invoices that are really sealed."""

from device.base.dates import day_of
from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.exchange.background import Background
from device.formats import arl
from device.journal.events import KINDS, Event
from device.outbox.destinations import Destination, claim, fund_destination, insurer_destination
from device.outbox.ledger import project
from device.outbox.lots import short_day
from device.outbox.numbers import next_invoice_number
from device.ports import Delivery, Moment
from device.sealing.images import images
from device.signals import Done, Effect, Failed, NetworkChanged, Ticked
from simulator.inmemory import MemoryCourier, MemorySesam, MemoryStore, MemoryVault, signed_by
from tests.device.invoices import NURSE, facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Row = dict[str, Any]

SUNDAY = day_of(2026, 10, 18)
US = "tournee@cabinet.example"
FUND = fund_destination("01", "349")
INSURER = insurer_destination("0099999997", "MA", "349", "ARMOR.AMC.FR")
BILLING = NURSE.billing


class Office:
    """A desk whose clock, network and card are moved by the test; the ports' twins answer at once."""

    def __init__(self, store: "Any" = None) -> None:
        self.store: Any = store or MemoryStore(project)
        self.present = {"cps": True, "vitale": False}
        self.online = True
        self.sealing = [BILLING]
        self.moment = Moment(SUNDAY, 600, 120)
        self.vault = self.vault_of()
        self.courier = MemoryCourier()
        self.sesam = MemorySesam(b"", b"", b"")
        self.sesam.read_professional("1234")
        self.background = Background(self, US)
        self.done: list[tuple[str, str]] = []
        self._number = 0
        self._uids = 0

    def vault_of(self, *more: str) -> MemoryVault:
        """A vault that knows these addresses besides the usual ones."""
        return MemoryVault(US, {address: (0, 99999) for address in (FUND.address, INSURER.address, US) + more})

    def digest(self, octets: bytes) -> str:
        """The digest under which octets are stored."""
        return digest_hex(octets)

    def now(self) -> Moment:
        """The present moment."""
        return self.moment

    def wait(self, minutes: int) -> None:
        """Time passes."""
        total = self.moment.day * 1440 + self.moment.minute + minutes
        self.moment = self.moment.replace(day=total // 1440, minute=total % 1440)

    def fresh(self, ahead: int = 0) -> str:
        """The identity of the next fact."""
        return "T0042-%d" % (self.store.next_sequence() + ahead)

    def may_seal(self, payee: str) -> bool:
        """Whether the card that is here may seal lots."""
        return payee in self.sealing

    def record(self, given: "Any", blobs: "tuple[bytes, ...]" = ()) -> "tuple[Event, ...]":
        """Append facts."""
        events = tuple(self._event(self.fresh(index), kind, body) for index, (kind, body) in enumerate(given))
        self.store.append(events, blobs)
        return events

    def effect(self, port: str, verb: str, args: "tuple[Any, ...]" = (), deadline_ms: int = 20000) -> Effect:
        """A numbered effect."""
        self._number += 1
        return Effect(self._number, port, verb, args, deadline_ms)

    def _event(self, uid: str, kind: str, body: "Row") -> Event:
        at = self.moment
        return Event(uid, kind, KINDS[kind][0], BILLING, BILLING, BILLING, BILLING, at.day, at.minute, at.offset, at.certain, body)

    def run(self, event: "Any") -> None:
        """Give an event to the background and answer every effect that follows, in order."""
        waiting = list(self.background.handle(event))
        while waiting:
            waiting += self.background.handle(self.answer(waiting.pop(0)))

    def answer(self, effect: Effect) -> "Done | Failed":
        """What the twin of that port says."""
        self.done.append((effect.port, effect.verb))
        port = {"vault": self.vault, "courier": self.courier, "sesam": self.sesam}[effect.port]
        try:
            return Done(effect.number, getattr(port, effect.verb)(*effect.args))
        except Refusal as refusal:
            return Failed(effect.number, refusal.code, tuple(refusal.facts.items()))

    # what the round leaves

    def begin(self) -> None:
        """A range of numbers, a user, a patient."""
        user = {"billing": BILLING, "rpps": NURSE.rpps, "name": "SOREL", "given": "CAMILLE", "specialty": "24", "zone_blob": ""}
        person = {
            "patient": "T0042-900",
            "name": "MARTIN",
            "given": "ANNE",
            "birth": "1972-05-03",
            "nir": "2721975999123",
            "key": 60,
            "rank": 1,
            "quality": 0,
            "address": "",
        }
        self.record(
            [
                ("range.given", {"billing": BILLING, "kind": "invoice", "first": 17, "last": 999}),
                ("user.known", user),
                ("patient.known", person),
            ]
        )

    def intend(
        self,
        mode: str = "secured",
        complement: bool = True,
        replaces: str = "",
        kinds: str = "",
        insurer: Destination = INSURER,
        asked: int = 354,
    ) -> str:
        """An invoice opened, priced, its intent written; its id. It asks 354 cents (or `asked`) of the fund and, with a `complement`,
        236 of the insurer; `kinds` (F, D) says otherwise."""
        number = next_invoice_number(self.store, BILLING)
        made = facts(number=number, mode=mode)
        fse, dre = images(made)
        totals = made.answer["totals"]
        until = self.moment.day + 11
        kinds = kinds or ("FD" if complement else "F")
        both = (claim("F", FUND, asked, until), claim("D", insurer, totals["amc_cents"], until))
        claims = [each for each in both if each["kind"] in kinds]
        invoice = self.fresh()
        dre = dre if "D" in kinds else b""
        blobs = {"fse_blob": digest_hex(fse), "dre_blob": digest_hex(dre) if dre else ""}
        opened = {"invoice": invoice, "patient": "T0042-900", "visits": [], "mode": mode, "replaces": replaces}
        self.record(
            [
                ("invoice.opened", opened),
                ("invoice.priced", {"invoice": invoice, "request": made.request, "answer": made.answer}),
                ("invoice.sealing", dict({"invoice": invoice, "number": number, "mode": mode, "claims": claims}, **blobs)),
            ],
            (fse, dre) if dre else (fse,),
        )
        return invoice

    def sealed(self, **how: "Any") -> str:
        """An invoice sealed, its claims queued; its id."""
        invoice = self.intend(**how)
        row = self.row("invoice", invoice)
        self.record([("invoice.sealed", {name: row[name] for name in ("invoice", "fse_blob", "dre_blob")})])
        return invoice

    def row(self, table: str, key: str) -> "Row":
        """A row that is there."""
        row = self.store.row(table, key)
        assert row is not None, (table, key)
        found: Row = row
        return found

    def state(self, claim: str) -> str:
        """Where a claim stands."""
        state: str = self.row("claim", claim)["state"]
        return state

    def lots(self) -> "list[Row]":
        """Every lot, in order."""
        rows: list[Row] = self.store.rows("lot")
        return rows

    # what the far end says

    def receipt(self, of: "Row", positive: bool = True, invoice: str = "000000000", **changes: "Any") -> bytes:
        """An ARL of that lot."""
        code, label = ("", "") if positive else ("0101", "LOT INVERIFIABLE")
        values: Row = {
            "biller": of["payee"],
            "lot": of["number"],
            "kind": of["kind"],
            "lot_day": short_day(of["day"]),
            "day": "261019",
            "positive": positive,
            "invoice": invoice,
            "code": code,
            "digest": of["digest"],
            "label": label,
        }
        values.update(changes)
        return arl.write(arl.Receipt(**values))

    def deliver(self, octets: bytes, sender: str = FUND.address, signer: str = "") -> None:
        """A mail waits in our box, signed by its sender unless somebody else is named."""
        self.post(sender, signed_by(signer or sender, octets))

    def post(self, sender: str, octets: bytes) -> None:
        """A mail waits in our box."""
        self._uids += 1
        self.courier.box.append(Delivery("m%d" % self._uids, sender, "SIM", octets))


def sent(count: int = 1, **how: "Any") -> Office:
    """An office whose invoices were handed over."""
    desk = Office()
    desk.begin()
    for _ in range(count):
        desk.sealed(**how)
    desk.wait(10)
    desk.run(Ticked())
    return desk


def look(desk: Office) -> None:
    """The mailbox is looked at."""
    desk.run(NetworkChanged(True))


def aside(desk: Office) -> "list[str]":
    """Why mails were set aside."""
    return [mail["code"] for mail in desk.store.rows("mail") if mail["state"] == "aside"]
