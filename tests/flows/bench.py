"""A bench: one device of the round's nurse, its folder on disk, real slots and cards, and the world it sends to when there is one."""

import atexit
import datetime
import json
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Self

from device.base.dates import day_from_iso
from device.flows.views import Chart, View, Wait
from device.outbox.ledger import project
from device.ports import Store
from hal import boot
from hal.config import Readers, Settings
from hal.keyring import Keyring
from hal.keys import Cost, KeyFile, device_secret
from hal.pcsc import PcscSlot
from hal.store import SqlStore
from simulator import phone
from simulator.cards.plug import Card
from simulator.cards.rack import Rack
from simulator.story.people import NURSE, NURSE_PIN, PEOPLE, patient_zone, professional_zone
from simulator.story.seed import LAST_WEEK, SUNDAY, seed
from simulator.world.papers import DEVICE_ADDRESS
from simulator.world.state import PARIS
from tests import waiting
from tests.cards import desk
from tests.flows import people
from tests.flows.device_process import run
from tests.flows.hand import PATIENCE, Hand
from tests.world.processes import Stage

DEVICE = "T1"
# The plan is the same every day of the stories, and its first patient is seen again in the evening.
DAYS, EVENING = 10, "S10"
SLOTS = {"cps": desk.CPS, "vitale": desk.VITALE}
START_MINUTE = 480
STOP_SECONDS = 15.0
UNLOCKED = f"""
    Insert lock.title | +cps nurse
    Pin pin.title     | #{NURSE_PIN}
    Home home.title
"""
# From the rights to the price, and to the signature, all as proposed.
TO_PRICE = """
    Facts4 rights.title | next
    Choose care.title   | next
    Price price.title
"""
SIGNED = """
    Facts4 rights.title | next
    Choose care.title   | next
    Price price.title   | next
    Finished done.title
"""
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.flows.device_process", "device.flows.places", "hal.keyring", "hal.sesam_sim", "hal.store_care"])


class Bench:
    """`directory` is the device's, `far_end` the world and the courier (without: no network). The practice's software has handed over the
    patients, the plan and `recovery`, the code on paper."""

    def __init__(self, directory: Path, far_end: Stage | None = None) -> None:
        self.far_end = far_end
        self._clock = far_end.directory / "clock.json" if far_end else directory / "clock.json"
        self._reader = desk.shared_reader()
        self.rack = _rack(far_end.directory if far_end else directory, self._reader.ports)
        self._watched = {slot: PcscSlot(self._reader.names[at], slot) for slot, at in SLOTS.items()}
        self.settings = self._settings(directory)
        self.jump(SUNDAY, START_MINUTE)
        kept, self.recovery = _provisioned()
        shutil.copytree(kept, self.settings.directory)
        self._process: Any = None
        self.hand: Hand

    def __enter__(self) -> Self:
        self.on()
        return self

    def __exit__(self, *_raised: object) -> None:
        print(self.log())  # shown when the test failed
        if self._process is not None:
            self.cut()
        for slot, watched in self._watched.items():
            self.move(slot, "")
            watched.close()

    def on(self) -> None:
        """Start the device."""
        ours, theirs = _processes.Pipe()
        self._process = _processes.Process(target=run, args=(self.settings, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.hand = Hand(ours, self.move)

    def cut(self) -> None:
        """The power goes: the device's process is killed at once. Nothing ends a device otherwise: what is durable is durable already."""
        self._process.kill()
        self._process.join(STOP_SECONDS)
        self._process = None

    def cut_at(self, slot: str, command: bytes) -> None:
        """The power will go right after the card in that slot did the next command that begins so (instruction, parameters)."""
        self.do_after(slot, command, self.cut)

    def do_after(self, slot: str, command: bytes, act: Callable[[], None]) -> None:
        """Do something right after the card in that slot did such a command, before it answers."""
        plug = self.rack.plug(SLOTS[slot])
        assert plug is not None
        plug.card = LastCommand(plug.card, command, act)

    def wait_for_cut(self) -> None:
        """Wait until the power is gone."""
        waiting.until(lambda: self._process is None)

    def again(self) -> None:
        """The power comes back; the cards stayed on the table."""
        for slot in SLOTS:
            self.move(slot, "")
        self.on()

    def play(self, script: str) -> View:
        """Let the hand do what the script says."""
        return self.hand.play(script)

    def bill(self, card: str) -> None:
        """One visit of the patient of that card, opened by it; from home to home."""
        self.play(f"Home home.title | +vitale {card}" + SIGNED)
        self.play("Finished done.title | -vitale")
        self.play("Finished done.title | receipt")
        self.play("Home home.title")

    def until(self, condition: Callable[[], bool], name: str) -> None:
        """Wait for something that happens beside the screen."""
        self.hand.until(condition, name)

    def send(self, lot_says: str) -> None:
        """Look at what is sent, from home to home, until the last lot says so."""
        self.play("Home home.title | sending")
        self.until(lambda: _last_lot(self.hand.view) == lot_says, lot_says)
        self.play("Wait | home")
        self.play("Home home.title")

    def collect(self) -> None:
        """Look at the month, again and again, until something is paid."""
        end = time.monotonic() + PATIENCE
        paid = 0
        while not paid:
            assert time.monotonic() < end, "nothing was paid"
            shown = self.play("Home home.title | month\nChart month.title | close\n")
            assert isinstance(shown, Chart)
            paid = shown.legend[0].cents
        self.play("Home home.title")

    def move(self, slot: str, name: str) -> None:
        """Put a card into a slot, or take out what is there; the reader has seen the slot empty between two cards."""
        self.rack.remove(SLOTS[slot])
        waiting.until(lambda: self._watched[slot].watch(0) != "present", PATIENCE)
        if name:
            self.rack.insert(SLOTS[slot], name)

    def jump(self, iso: str, minute: int = START_MINUTE) -> None:
        """It is that day and minute, for the device and for the world."""
        if self.far_end is not None:
            self.far_end.world.jump(iso, minute)
            return
        moment = datetime.datetime.fromisoformat(iso).replace(tzinfo=PARIS) + datetime.timedelta(minutes=minute)
        self._clock.write_text(json.dumps({"offset_seconds": int(moment.timestamp() - time.time())}))

    @contextmanager
    def books(self, person: str = NURSE.rpps, code: str = NURSE_PIN) -> Iterator[Store]:
        """What the device keeps, once it is no more."""
        self.cut()
        store = boot.keyring(self.settings).open(person, code).store
        yield store
        store.close()

    def log(self) -> str:
        """All that the device ever logged."""
        assert self.settings.log is not None
        return self.settings.log.read_text(encoding="utf-8")

    def _settings(self, directory: Path) -> Settings:
        handed = (self.far_end.directory if self.far_end else directory) / "device"
        return Settings(
            device=DEVICE,
            directory=directory / "app",
            mailbox=DEVICE_ADDRESS,
            courier=handed / "courier.sock",
            vault=handed / "vault",
            readers=Readers(self._reader.names[desk.CPS], self._reader.names[desk.VITALE], str(self._reader.socket_path)),
            sim=True,
            clock=self._clock,
            cards="test",
            eye=str((self.far_end.directory if self.far_end else directory) / "camera" / phone.PATTERN),
            log=directory / "device.log",
        )


def coming(card: str, code: str) -> str:
    """Whoever is at work leaves with his card, and the holder of another gives its code."""
    return f"""
        Home home.title   | -cps
        Insert lock.title | +cps {card}
        Pin pin.title     | #{code}
    """


def opening(number: str, until: str) -> str:
    """The holder lets the card of that number work from the first day of the stories until another: from home to home."""
    return f"""
        Home home.title        | status
        Facts4 status.title    | session
        Listing session.none   | open
        Keypad session.rpps    | {number}
        Keypad session.start   | 18102026
        Keypad session.until   | {until}
        Facts4 session.sure    | keep
        Listing session.title  | back
        Home home.title
    """


class LastCommand:
    """A card after one command of which something happens before it answers."""

    def __init__(self, card: Card, command: bytes, act: Callable[[], None]) -> None:
        self._card = card
        self._command = command
        self._act = act
        self.atr, self.power, self.speed = card.atr, card.power, card.speed

    def execute(self, command: bytes) -> bytes:
        answer = self._card.execute(command)
        if command[1:].startswith(self._command):
            self._act()
        return answer


def _last_lot(view: View | None) -> str:
    return view.rows[0].sub.key if isinstance(view, Wait) and view.rows else ""


@cache
def _provisioned() -> tuple[Path, str]:
    """A device's folder as a technician and the practice's software leave it, made once, and the code on paper."""
    kept = Path(tempfile.mkdtemp(prefix="tournee-"))
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    # A slot is opened at the cost it was made with; those that the device makes cost what they do in life.
    keys = KeyFile(kept / "keys", device_secret(kept / "device.secret"), Cost(memory=64, passes=1))
    ring = Keyring(keys, lambda key: SqlStore(kept / "store", key, project, boot.PROJECTION))
    opened = ring.open(NURSE.rpps, NURSE_PIN)
    facts = seed(DEVICE)
    stops = facts.events(0)[-1].body["stops"]
    evening = dict(stops[0], stop=EVENING, minute=1080)
    for day in range(DAYS):
        facts.fact("round.planned", day=day_from_iso(SUNDAY) + day, stops=[*stops, evening])
    for billing in (people.COLLEAGUE_BILLING, *people.PLACES[1:]):
        facts.fact("range.given", billing=billing, kind="invoice", first=1, last=99)
    ring.enrol(people.COLLEAGUE_RPPS, people.CODES["colleague"])
    opened.store.append(facts.events(day_from_iso(LAST_WEEK)), tuple(facts.blobs))
    opened.store.close()
    return kept, opened.recovery


def _rack(directory: Path, ports: list[int]) -> Rack:
    """Every card of the stories; the keys are those committed, one pair for all: making keys takes long."""
    keys = directory / "cards" / "keys"
    keys.mkdir(parents=True, exist_ok=True)
    shutil.copy(desk.HERE / "keys" / "authority.key", keys)
    for name in ("nurse", *people.PROFESSIONALS):
        for use in ("sig", "aut"):
            shutil.copy(desk.HERE / "keys" / f"nurse-{use}.key", keys / f"{name}-{use}.key")
    rack = Rack(directory / "cards", ports)
    rack.professional("nurse", professional_zone(), "9904200001", NURSE_PIN)
    for name, (zone, serial) in people.PROFESSIONALS.items():
        rack.professional(name, zone, serial, people.CODES[name])
    for key, person in PEOPLE.items():
        if not person.insured:
            rack.patient(key, patient_zone(key))
    return rack
