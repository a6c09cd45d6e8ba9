"""SIM: the world itself: its parts put together, and the verbs by which it is moved."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from device.base import wire
from simulator import mail, services
from simulator.apcv import Apps
from simulator.cards.authority import Authority
from simulator.insurer import post
from simulator.insurer.book import Book
from simulator.insurer.desk import Desk
from simulator.insurer.seals import Judge
from simulator.keys import EXPIRED, Keys
from simulator.mailboxes import Mailboxes
from simulator.story.people import PEOPLE, patient_zone
from simulator.world.network import Network
from simulator.world.papers import DEVICE_ACCOUNT, PASSWORD, ROUTES, Papers, device_pair, insurer_pair
from simulator.world.state import State
from simulator.world.table import Table

INSURERS = "insurers"


class World:
    """All parts, their state under `directory`; `kept` is where the insurer keeps what it read; without `cards`, no reader."""

    def __init__(self, directory: Path, kept: Path, start: datetime.datetime | None, cards: bool) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.state = State(directory, start)
        self.keys = Keys(directory / "keys")
        self.papers = Papers(directory)
        self.apps = Apps(directory)
        for key in PEOPLE:
            self.apps.enrol(key, patient_zone(key))
        self.mailboxes = Mailboxes(directory / "mail", ROUTES)
        judge = Judge(_card_authority(directory / "cards" / "keys"))
        own = device_pair(self.keys)
        self.insurer = Desk(
            Book(directory / "book.db"), kept, judge, lambda address: insurer_pair(self.keys, address), own, self._deliver, self.state.now
        )
        self._serve(directory)
        self.table = Table(directory, self.state.now, self.apps) if cards else None
        for name, fund in self.state["renewed"].items():
            if self.table is not None:
                self.table.renew(name, (fund[0], fund[1], fund[2]))
        for slot, name in self.state["slots"].items():
            if self.table is not None:
                self.table.plug(slot, name)
        self._hand_over()
        self.tick()

    def tick(self) -> None:
        """The insurer reads what waits and sends what is due."""
        for name in self.mailboxes.names(INSURERS):
            self.insurer.take(self.mailboxes.read(INSURERS, name))
            self.mailboxes.remove(INSURERS, name)
        self.insurer.tick()

    def close(self) -> None:
        """Pull the cards, end the reader, close the book."""
        if self.table is not None:
            self.table.close()
        self.insurer.book.close()

    # the verbs of the control socket

    def plug(self, slot: str, name: str, pull_at: int = 0, hang_at: int = 0) -> None:
        """Put a card into `cps`, `vitale` or `nfc`."""
        assert self.table is not None
        self.table.plug(slot, name, pull_at, hang_at)
        # A card that leaves by itself is not in the slot when the world comes back.
        self._keep_slot(slot, "" if pull_at else name)

    def renew(self, name: str, fund: list[str]) -> None:
        """Update that patient's card: another fund (regime, fund, centre)."""
        assert self.table is not None
        self.state.keep("renewed", self.state["renewed"] | {name: fund})
        self.table.renew(name, (fund[0], fund[1], fund[2]))

    def unplug(self, slot: str) -> None:
        """Take a card out."""
        assert self.table is not None
        self.table.unplug(slot)
        self._keep_slot(slot, "")

    def slots(self) -> dict[str, str]:
        """The card in each slot."""
        found: dict[str, str] = self.state["slots"]
        return found

    def phone(self, name: str = "", aside: bool = False) -> None:
        """Hold somebody's telephone before the camera, or half beside it; empty: put it away."""
        assert self.table is not None
        self.table.show(name, aside)

    def restart_reader(self) -> None:
        """The card daemon dies and comes back; every slot is empty."""
        assert self.table is not None
        self.table.restart_reader()
        self.state.keep("slots", {})

    def network(self, up: bool) -> Any:
        """Switch the network on or off; a Deferred until it is."""
        self.state.keep("network", up)
        return self._network.up() if up else self._network.down()

    def clock(self) -> dict[str, Any]:
        """The local time: `day` in ISO, `minute` of the day, `offset_seconds` from the machine's."""
        now = self.state.now()
        return {"day": now.date().isoformat(), "minute": now.hour * 60 + now.minute, "offset_seconds": self.state["offset"]}

    def jump(self, day: str, minute: int = 480) -> dict[str, Any]:
        """Set the local time, then let happen what is due by then."""
        self.state.jump(datetime.datetime.fromisoformat(day) + datetime.timedelta(minutes=minute))
        self.tick()
        return self.clock()

    def scenario(self, rules: dict[str, Any]) -> None:
        """How the insurer answers from now on."""
        self.insurer.play(rules)

    def answer_now(self) -> int:
        """Send everything the insurer ever promised, due or not; how many mails."""
        self.tick()
        return self.insurer.tick(everything=True)

    def book(self) -> list[dict[str, Any]]:
        """The insurer's book: every claim admitted."""
        return self.insurer.book.summary()

    def lots(self) -> list[dict[str, Any]]:
        """Every distinct lot that came, with how many copies."""
        return self.insurer.book.lots()

    def faults(self, **mail_faults: int) -> None:
        """What goes wrong next in the mail servers: see `simulator.mail.MailFaults`."""
        self._office.faults = mail.MailFaults(**mail_faults)

    def apcv(self, fault: str) -> None:
        """What the app's service answers instead: empty for nothing."""
        self.apps.fault = fault

    def certificate(self, expired: bool) -> None:
        """Serve with an expired certificate, or with the good one again."""
        pair = self.keys.server("expired", EXPIRED) if expired else self.keys.server()
        self._tls.change(str(pair.key_path), str(pair.certificate_path))

    def post(self, message: str) -> str:
        """Put a mail, as it is, into the device's mailbox."""
        return self.mailboxes.post(DEVICE_ACCOUNT, message.encode("latin-1"))

    def waiting(self) -> list[str]:
        """The mails in the device's mailbox."""
        return self.mailboxes.names(DEVICE_ACCOUNT)

    def _keep_slot(self, slot: str, name: str) -> None:
        slots = {each: card for each, card in self.state["slots"].items() if each != slot}
        self.state.keep("slots", slots | ({slot: name} if name else {}))

    # putting together

    def _serve(self, directory: Path) -> None:
        pair = self.keys.server()
        self._tls = mail.ServerTls(str(pair.key_path), str(pair.certificate_path))
        self._office = mail.Office(self.mailboxes, {DEVICE_ACCOUNT: PASSWORD}, self._tls)
        self._network = Network(dict(self.state["ports"]))
        self._network.add("smtp", mail.SubmissionFactory(self._office))
        self._network.add("pop3", mail.MailboxFactory(self._office), self._tls)
        answers: dict[str, Callable[[bytes], bytes]] = {"apcv": lambda octets: self.apps.answer(octets, self.state.now()), "adri": rights}
        self._network.add("web", services.site(answers, directory / "oct", self._take_from_concentrator, self._fault), self._tls)
        self.state.keep("ports", self._network.ports)
        if not self.state["network"]:
            self._network.down()

    def _hand_over(self) -> None:
        self.papers.device.mkdir(exist_ok=True)
        self.papers.fill_vault(self.keys)
        self.papers.write_courier(self.keys, self._network.ports)
        if self.table is not None:
            reader = self.table.reader
            self.papers.write_device(self.state.clock_path, str(reader.socket_path), reader.names, str(self.table.camera))
        else:
            self.papers.write_device(self.state.clock_path, "", [], "")

    def _deliver(self, recipient: str, message: bytes) -> None:
        account = self.mailboxes.account(recipient)
        if account is not None:
            self.mailboxes.post(account, message)

    def _fault(self, name: str) -> int:
        return self._office.faults.told(name)

    def _take_from_concentrator(self, sender: str, recipient: str, octets: bytes) -> None:
        self.mailboxes.post(INSURERS, post.mail(sender, recipient, "OCT", "enveloped-data", octets, "oct"))


def rights(octets: bytes) -> bytes:
    """SIM: the rights service: {nir} to {zone} in hexadecimal, the zone of that insured person's card; {refused} when nobody is known."""
    nir = str(wire.read(octets).get("nir", ""))
    found = [patient_zone(key) for key, person in PEOPLE.items() if person.nir == nir]
    return wire.write({"zone": found[0].hex()} if found else {"refused": "unknown"})


def _card_authority(directory: Path) -> Path:
    """The certificate of the cards' authority, made when no card was made yet."""
    Authority(directory)
    return directory / "authority.der"
