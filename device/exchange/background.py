"""What goes on beside the screen: sealing lots, sending them, fetching mail and reading it, one job of each at a time.

It keeps no list of what is to be done: whatever happens, it asks the ledger and the clock again.
"""

from device.base.refusal import Refusal
from device.exchange import keys, mailroom, scor, transmit
from device.outbox.ledger_claims import group_text
from device.outbox.lots import LIMIT
from device.outbox.sheet import stamp
from device.signals import CardSeen, Done, Failed, NetworkChanged, Ticked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.exchange.office import Desk, Job
    from device.outbox.sheet import Row
    from device.signals import Effect

# How often the mailbox is looked at while the network is there.
FETCH_MINUTES = 10
# How often the certificates are looked at.
KEYS_MINUTES = 1440
SEAL, DOCUMENTS, SEND, FETCH, READ, KEYS = "seal", "documents", "send", "fetch", "read", "keys"
ALL = (SEAL, DOCUMENTS, SEND, FETCH, READ, KEYS)


class Background:
    """`sender` is the address of our mailbox, `route` is `mail` or `oct`, `insurers` the addresses of those that cards do not route to,
    by their number, `limit` the claims that fill a lot."""

    def __init__(
        self, desk: "Desk", sender: str, route: str = "mail", insurers: "dict[str, str] | None" = None, limit: int = LIMIT
    ) -> None:
        self._desk = desk
        self._sender = sender
        self._route = route
        self._insurers = insurers or {}
        self._limit = limit
        self._jobs: dict[str, Job] = {}
        self._owners: dict[int, str] = {}
        self._about: dict[str, str] = {}  # what a job is about: a group of claims, a mail
        self._failed: list[str] = []  # what could not be done, or the job that could not, until something happens
        self._flying = ""  # the lot being handed over
        self._fetched = -FETCH_MINUTES
        self._keys_seen = -KEYS_MINUTES
        self._at_once = False

    def handle(self, event: "Any") -> "tuple[Effect, ...]":
        """Go on with the job this answers, and start what became due."""
        if isinstance(event, (Done, Failed)):
            name = self._owners.pop(event.number, "")
            return tuple(self._go(name, event) + self._start()) if name else ()
        if isinstance(event, NetworkChanged) and event.up:
            self._fetched = -FETCH_MINUTES
        if isinstance(event, (Ticked, NetworkChanged, CardSeen)):
            self._failed = []
            return tuple(self._start())
        return ()

    def hurry(self) -> "tuple[Effect, ...]":
        """A person asks: send now what is queued, look at the mailbox now."""
        self._at_once, self._fetched, self._failed = True, -FETCH_MINUTES, []
        return tuple(self._start())

    # the jobs, each made from what is due

    def sealing(self, claims: "list[Row]") -> "Job":
        """Make a lot of these claims."""
        return transmit.seal(self._desk, claims, self._sender, self._route, self._insurers)

    def sending(self, lot: "Row") -> "Job":
        """Hand over a lot."""
        return transmit.send(self._desk, lot)

    def fetching(self) -> "Job":
        """Look at the mailbox."""
        return mailroom.fetch(self._desk)

    def reading(self, mail: "Row") -> "Job":
        """Understand a mail."""
        return mailroom.read(self._desk, mail)

    # what is due, and what is under way

    def _start(self) -> "list[Effect]":
        """Begin every job that is due and not under way, until nothing more begins."""
        effects: list[Effect] = []
        try:
            transmit.settle(self._desk, self._flying)
            for name in ALL:
                while name not in self._jobs and name not in self._failed:
                    job = self._due(name)
                    if job is None:
                        break
                    self._jobs[name] = job
                    effects.extend(self._go(name, None))
        except Refusal:
            self._failed = list(ALL)  # a store that cannot be written: nothing more until something happens
        return effects

    def _due(self, name: str) -> "Job | None":
        desk = self._desk
        if name == SEAL:
            return self._seal_due()
        if name == DOCUMENTS:
            address, papers = scor.ready(desk.store) if desk.online else ("", [])
            return scor.seal(desk, address, papers, self._sender, self._route) if papers else None
        if name == SEND:
            lot = transmit.to_send(desk)
            self._flying = lot["lot"] if lot else ""
            return self.sending(lot) if lot else None
        if name == FETCH:
            return self._fetch_due()
        return self._keys_due() if name == KEYS else self._read_due()

    def _seal_due(self) -> "Job | None":
        desk = self._desk
        if not desk.present["cps"]:
            return None
        claims = transmit.ripe(desk.store, desk.now(), desk.online, self._at_once, self._failed, self._limit)
        self._at_once = self._at_once and bool(claims)
        self._about[SEAL] = group_text(claims[0]) if claims else ""
        return self.sealing(claims) if claims else None

    def _read_due(self) -> "Job | None":
        """The first mail that was not postponed: one that cannot be read now does not hold up the others."""
        for mail in self._desk.store.rows("mail_unread", limit=len(self._failed) + 1):
            if mail["mail"] not in self._failed:
                self._about[READ] = mail["mail"]
                return self.reading(mail)
        return None

    def _fetch_due(self) -> "Job | None":
        now = stamp(self._desk.now())
        if not self._desk.online or now < self._fetched + FETCH_MINUTES:
            return None
        self._fetched = now
        return self.fetching()

    def _keys_due(self) -> "Job | None":
        now = stamp(self._desk.now())
        if now < self._keys_seen + KEYS_MINUTES:
            return None
        self._keys_seen = now
        return keys.announce(self._desk)

    def _go(self, name: str, answer: "Done | Failed | None") -> "list[Effect]":
        """Advance a job to its next effect; when it ends badly it rests."""
        try:
            job = self._jobs[name]
            effect = next(job) if answer is None else job.send(answer)
        except StopIteration as stop:
            self._end(name, bool(stop.value))
            return []
        except Refusal:
            self._end(name, False)  # the store is full, or every lot number open: what is due stays due
            return []
        self._owners[effect.number] = name
        return [effect]

    def _end(self, name: str, well: bool) -> None:
        """The job is over; one that failed rests, a lot or a mail that failed lets the others pass."""
        del self._jobs[name]
        if name == SEND:
            self._flying = ""
        if well:
            return
        if name == FETCH:
            self._fetched = -FETCH_MINUTES
        if name == KEYS:
            self._keys_seen = -KEYS_MINUTES
        self._failed.append(self._about.get(name, name))
