"""One world by its seed: the device's background, its clock, card, power and network, the mail between, the insurers, a person."""

from collections.abc import Callable
from random import Random
from typing import Any

from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.exchange import correct, transmit
from device.exchange.background import Background
from device.outbox.destinations import claim
from device.outbox.envelopes import Enclosed, Ending
from device.outbox.lots import short_day
from device.ports import Delivery, Parcel
from device.sealing.images import images
from device.signals import Done, Effect, Failed, NetworkChanged, Ticked
from simulator.inmemory import signed_by
from tests.device.invoices import facts
from tests.device.office import BILLING, FUND, INSURER, US, Office
from tests.simulation.insurer import Insurer, Received
from tests.simulation.invariants import Watch
from tests.simulation.store import PowerCut, SimStore

Make = Callable[[Any, str], Background]
LAST_LOT = 5
_ENVELOPE = b"ENVELOPE "
_IMAGES: dict[tuple[str, str], tuple[bytes, bytes]] = {}
# What happens next, and how often.
ACTIONS = (
    ("answer", 60), ("minutes", 18), ("hours", 6), ("invoice", 8), ("network", 4), ("card", 2), ("power", 2), ("person", 3), ("days", 1),
    ("key", 1),
)  # fmt: skip


class World(Office):
    """`make` builds the background, so that a test may put a mistake in it. A step is one thing that happens."""

    def __init__(self, seed: int, make: Make = Background) -> None:
        self.random = Random(seed)
        self.watch = Watch(self)
        super().__init__(SimStore(self._cut))
        self._make = make
        self.calm = True
        self.insurer = Insurer(self.random, self.watch.violated, self._own_lot)
        self.steps = self.cuts = self.sends = self.faults = 0
        self.flying: list[Effect] = []
        self.box: dict[str, Delivery] = {}
        self.keys: dict[str, int] = {}
        self._uids = 0
        self.begin()
        for kind in ("F", "D", "S"):
            self.record([("range.given", {"billing": BILLING, "kind": kind, "first": 1, "last": LAST_LOT})])
        self.calm = False
        self._boot()

    def key_of(self, address: str) -> str:
        """The present key of a destination."""
        return "key %d" % self.keys.get(address, 0)

    def minute(self) -> int:
        """Minutes since 1970, local."""
        return self.moment.day * 1440 + self.moment.minute

    # what happens

    def live(self, steps: int) -> None:
        """So many things happen, then all is well for as long as anything may take."""
        for _ in range(steps):
            self._step(self.random.choices([name for name, _ in ACTIONS], [weight for _, weight in ACTIONS])[0])
        self.calm = self.insurer.calm = True
        self.online = True
        self.present["cps"] = True
        self._handle(NetworkChanged(True))
        for _ in range(24 * 30):
            self._settle()
            self.wait(60)
            self._post_due()
            self._handle(Ticked())
        self.watch.ended()

    def _step(self, name: str) -> None:
        self.steps += 1
        try:
            getattr(self, "_do_" + name)()
        except PowerCut:
            self._boot()
        self.watch.stepped()

    def _settle(self) -> None:
        while self.flying:
            self.steps += 1
            self._answer_one(self.flying.pop(0))
            self.watch.stepped()

    def _do_answer(self) -> None:
        if self.flying:
            self._answer_one(self.flying.pop(self.random.randrange(len(self.flying))))

    def _do_minutes(self) -> None:
        self._pass(self.random.randint(1, 15))

    def _do_hours(self) -> None:
        self._pass(60 * self.random.randint(1, 12))

    def _do_days(self) -> None:
        self._pass(1440 * self.random.randint(1, 4))

    def _pass(self, minutes: int) -> None:
        self.wait(minutes)
        if self.random.random() < 0.01:
            self.moment = self.moment.replace(offset=180 - self.moment.offset)  # summer time begins or ends
        self._post_due()
        self._handle(Ticked())

    def _do_network(self) -> None:
        self.online = not self.online
        self._handle(NetworkChanged(self.online))

    def _do_card(self) -> None:
        self.present["cps"] = not self.present["cps"]

    def _do_power(self) -> None:
        raise PowerCut

    def _do_key(self) -> None:
        """Now and then a destination has another certificate from then on; not while the device looks at the one it has."""
        if self.random.random() < 0.2 and not [each for each in self.flying if each.verb in ("envelope", "key", "send")]:
            address = self.random.choice((FUND.address, INSURER.address))
            self.keys[address] = self.keys.get(address, 0) + 1

    def _do_invoice(self) -> None:
        self._seal(self.random.choice(("F", "F", "FD")), mode=self.random.choice(("secured",) * 6 + ("degraded",)))

    def _do_person(self) -> None:
        """A person corrects, releases, asks again, or cancels; what the tables refuse is refused."""
        for item in self.store.rows("todo", limit=20):
            self._help(item)
        if self.random.random() < 0.1:
            chosen = self.random.choice(self.store.rows("invoice", limit=500) or [{"invoice": ""}])
            self._ask(correct.cancel, self, chosen["invoice"], "error")

    def _help(self, item: dict[str, Any]) -> None:
        if item["kind"] == "silent":
            lot = item["key"]
            self._ask(transmit.retry, self, lot)
        elif item["kind"] == "reject" and self.row("claim", item["claim"])["state"] == "held":
            self._ask(correct.release, self, item["claim"])
        elif item["kind"] == "reject":
            self._seal("".join(correct.asked_anew(self.store, item["invoice"])), item["invoice"])
        elif item["kind"] == "paper":
            octets = b"form of " + item["invoice"].encode()
            body = {"invoice": item["invoice"], "paper": "form", "name": "form.pdf", "blob": digest_hex(octets)}
            self.record([("document.kept", body)], (octets,))

    def _ask(self, call: Callable[..., None], *args: Any) -> None:
        """A person asks for something that the tables may refuse."""
        try:
            call(*args)
        except Refusal as refusal:
            self.watch.refused(refusal)

    def _seal(self, kinds: str, replaces: str = "", mode: str = "secured") -> None:
        """An invoice sealed in one transaction, its images made once for all worlds; a degraded one owes its form."""
        number = "%09d" % self.row("counter", BILLING + "/invoice")["next"]
        made = facts(number=number, mode=mode)
        if (number, mode) not in _IMAGES:
            _IMAGES[(number, mode)] = images(made)
        fse, dre = _IMAGES[(number, mode)]
        totals, until = made.answer["totals"], self.moment.day + 11
        both = (claim("F", FUND, totals["amo_cents"], until), claim("D", INSURER, totals["amc_cents"], until))
        invoice = self.fresh()
        digests = {"fse_blob": digest_hex(fse), "dre_blob": digest_hex(dre)}
        opened = {"invoice": invoice, "patient": "T0042-900", "visits": [], "mode": mode, "replaces": replaces}
        sealing = {"invoice": invoice, "number": number, "mode": mode, "claims": [each for each in both if each["kind"] in kinds]}
        sealed: list[tuple[str, dict[str, Any]]] = [
            ("invoice.opened", opened),
            ("invoice.priced", {"invoice": invoice, "request": made.request, "answer": made.answer}),
            ("invoice.sealing", sealing | digests),
            ("invoice.sealed", {"invoice": invoice} | digests),
        ]
        if mode == "degraded":
            sealed.append(("paper.owed", {"invoice": invoice, "paper": "form", "until": self.moment.day + 30}))
        self.record(sealed, (fse, dre))

    # the device

    def _cut(self) -> bool:
        return not self.calm and self.random.random() < 0.01

    def _boot(self) -> None:
        """What was in memory is gone; what was under way may have reached the world all the same."""
        self.cuts += 1
        for effect in self.flying:
            if self.random.random() < 0.5:
                self._answer(effect)
        self.flying = []
        self.background = self._make(self, US)
        try:
            self._handle(NetworkChanged(self.online))
        except PowerCut:
            self._boot()

    def _handle(self, event: Any) -> None:
        self.flying.extend(self.background.handle(event))

    def _answer_one(self, effect: Effect) -> None:
        answer = self._answer(effect)
        if not self.calm and self.random.random() < 0.03:
            self.faults += 1
            answer = Failed(effect.number, "DEADLINE")  # done or not, nobody was told
        self._handle(answer)

    def _answer(self, effect: Effect) -> "Done | Failed":
        try:
            return Done(effect.number, getattr(self, f"_{effect.port}_{effect.verb}")(*effect.args))
        except Refusal as refusal:
            return Failed(effect.number, refusal.code, tuple(refusal.facts.items()))

    def _own_lot(self, digest: str) -> Received | None:
        """The lot of that digest as an insurer would head it."""
        found = self.store.row("lot_digest", digest)
        if found is None:
            return None
        lot = self.row("lot", found["lot"])
        return Received(digest, lot["destination"], lot["payee"], lot["number"], short_day(lot["day"]), lot["kind"], [])

    # its ports

    def _sesam_seal_lot(self, octets: bytes) -> bytes:
        if not self.present["cps"]:
            raise Refusal("CARD_ABSENT", slot="cps")
        return self.sesam.seal_lot(octets)

    def _sesam_read_receipt(self, octets: bytes) -> bytes:
        return octets

    def _vault_envelope(self, octets: bytes, recipient: str, day: int) -> Enclosed:
        return Enclosed(_ENVELOPE + b"%020d" % self.random.getrandbits(60) + octets, self._vault_key(recipient, day), False)

    def _vault_key(self, recipient: str, _day: int) -> str:
        return self.key_of(recipient)

    def _vault_ending(self, _within: int) -> tuple[Ending, ...]:
        """Certificates end and are replaced, the next one here or not."""
        last = self.moment.day + self.random.randint(1, 30)
        return tuple(
            Ending(each, last, self.random.random() < 0.5) for each in (FUND.address, INSURER.address) if self.random.random() < 0.1
        )

    def _vault_open(self, octets: bytes) -> bytes:
        if not octets.startswith(_ENVELOPE):
            raise Refusal("ENVELOPE_UNREADABLE")
        return octets[len(_ENVELOPE) :]

    def _vault_verified(self, octets: bytes, signer: str) -> bytes:
        return self.vault.verified(octets, signer)

    def _courier_send(self, parcel: Parcel) -> str:
        """Handed over, in doubt with or without it, refused for good, or no network."""
        self.sends += 1
        self.watch.sending(parcel)
        self._fail("NETWORK_DOWN", 0 if self.online else 1)
        self._fail("SEND_UNCERTAIN", 0.08)
        self._fail("SEND_REFUSED", 0.02)
        self._fail("LOGIN_REFUSED", 0.01)
        self.watch.arrived(parcel)
        if self.calm or self.random.random() > 0.05:
            self.insurer.take(parcel.octets[len(_ENVELOPE) + 20 :], parcel.recipient, self.minute())
        self._fail("SEND_UNCERTAIN", 0.08)
        return "queued"

    def _courier_fetch(self) -> list[Delivery]:
        self._fail("NETWORK_DOWN", 0.05 if self.online else 1)
        self._fail("LOGIN_REFUSED", 0.01)
        return list(self.box.values())

    def _courier_ack(self, uid: str) -> None:
        self._fail("NETWORK_DOWN", 0.05 if self.online else 1)
        delivery = self.box.pop(uid, None)
        if delivery is not None:
            self.watch.deleted(delivery)
        self._fail("NETWORK_DOWN", 0.05)

    def _fail(self, code: str, chance: float) -> None:
        if chance == 1 or (not self.calm and self.random.random() < chance):
            self.faults += 1
            raise Refusal(code)

    def _post_due(self) -> None:
        """Mails reach our box: some are lost, some come twice."""
        for mail in self.insurer.take_due(self.minute()):
            octets = mail.octets if mail.sender.startswith("stranger") else signed_by(mail.sender, mail.octets)
            if mail.wrapped:
                octets = _ENVELOPE + octets
            lost = not self.calm and not mail.wrapped and self.random.random() < 0.1
            for _ in range(0 if lost else self.random.choice((1, 1, 1, 2))):
                self._uids += 1
                self.box["m%d" % self._uids] = Delivery("m%d" % self._uids, mail.sender, "SIM", octets)
