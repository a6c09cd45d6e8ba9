"""`sign_to_queued`: from « Signer » touched to the invoice durably queued, on real pcscd and SQLCipher.

Floor: one signature by the professional's card of the same octets, and two synced writes of them (intent and result).
"""

import os
import queue
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.measure import Measure, alternating, seconds
from bench.store import two_fsync_writes
from device.base.dates import day_from_iso
from device.cards import professional
from device.cards.speakers import SPEAKERS
from device.flows.desk import Desk, Profile
from device.journal.events import Event
from device.machine import Machine
from device.outbox.ledger import project
from device.signals import Answered, Effect, PinTyped
from hal.engine import Engine
from hal.keyring import Keyring
from hal.keys import KeyFile
from hal.pcsc import PcscSlot
from hal.sesam_sim import SesamSim
from hal.store import SqlStore
from hal.tables import load_shipped
from hal.workers import Workers
from simulator import reader
from simulator.cards.rack import Rack
from simulator.inmemory.surroundings import MemoryClock, MemoryPower
from simulator.story.people import NURSE_PIN, patient_zone, professional_zone
from simulator.story.seed import LAST_WEEK, SUNDAY, seed
from tests.device.played import Nowhere

_LIMIT = 1.3
_RUNS = 15
_WAIT_SECONDS = 30
_PATIENT = "legoff"
_DEVICE = "BENCH1"


class Timed(SqlStore):
    """A store that knows when it had last made a sealed invoice durable: its claims are queued in the same transaction."""

    queued = 0.0

    def append(self, events: tuple[Event, ...], blobs: tuple[bytes, ...] = ()) -> None:
        """As every store."""
        super().append(events, blobs)
        if events[0].kind == "invoice.sealed":
            self.queued = time.perf_counter()


class Table:
    """A device on a table: two real slots, a real store, the Machine on its thread; views come back one by one."""

    def __init__(self, directory: Path) -> None:
        self._reader = reader.start(directory)
        os.environ["PCSCLITE_CSOCK_NAME"] = str(self._reader.socket_path)
        self._rack = Rack(directory / "cards", self._reader.ports)
        self._rack.professional("nurse", professional_zone(), "9904200001", NURSE_PIN)
        self._rack.patient(_PATIENT, patient_zone(_PATIENT))
        self.slots = {"cps": PcscSlot(self._reader.names[0], "cps"), "vitale": PcscSlot(self._reader.names[1], "vitale")}
        today = day_from_iso(SUNDAY)
        self.sesam = SesamSim(self.slots["cps"], self.slots["vitale"], lambda: today, "test")
        keys = Keyring(KeyFile(directory / "keys", bytes(32)), lambda key: self._store(directory, key))
        desk = Desk(MemoryClock(today, 480), MemoryPower(), load_shipped(), Profile(_DEVICE, {}))
        self._engine = Engine(Machine(desk, Nowhere()))
        self._workers = Workers({"sesam": self.sesam, "keys": keys}, self._engine.post, self.slots)
        self._views: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        self._number = 0

    def _store(self, directory: Path, key: bytes) -> SqlStore:
        self.store = Timed(directory / "store", key, project)
        facts = seed(_DEVICE)
        self.store.append(facts.events(day_from_iso(LAST_WEEK)), tuple(facts.blobs))
        plan = next(event for event in facts.events(0) if event.kind == "round.planned")
        stop = next(each for each in plan.body["stops"] if each["patient"] == facts.ids[_PATIENT])
        stops = [dict(stop, stop=f"B{rank}", minute=480 + rank, travel={"same_town": True}) for rank in range(_RUNS + 1)]
        again = plan.replace(uid=f"{_DEVICE}-{self.store.next_sequence()}", body=dict(plan.body, stops=stops))
        self.store.append((again,))
        return self.store

    def unlock(self) -> None:
        """Cards in, code typed, the patient's visit opened by his card."""
        self._workers.start()
        self._engine.start(self._workers, self._screen)
        self._rack.insert(0, "nurse")
        self.until("Pin")
        self._engine.post(PinTyped(self._number, NURSE_PIN))
        self.until("Text")
        self.answer("noted")
        self.until("Home")
        self._rack.insert(1, _PATIENT)

    def to_price(self) -> None:
        """From the rights to the price."""
        self.until("Facts4")
        self.answer("next")
        self.until("Choose")
        self.answer("next")
        self.until("Price")

    def sign(self) -> float:
        """Touch « Signer »; the seconds until the invoice is durably queued."""
        began = time.perf_counter()
        self.answer("next")
        self.until("Finished")
        return self.store.queued - began

    def answer(self, value: str) -> None:
        """Touch something of the view shown."""
        self._engine.post(Answered(self._number, value))

    def until(self, kind: str) -> Any:
        """Wait for a view of that kind."""
        while True:
            self._number, view = self._views.get(timeout=_WAIT_SECONDS)
            if type(view).__name__ == kind:
                return view

    def close(self) -> None:
        """End everything."""
        self._engine.stop()
        self._workers.stop()
        self.sesam.release_slots()
        self._rack.close()
        self._reader.stop()
        self.store.close()

    def _screen(self, effect: Effect) -> None:
        if effect.verb == "show":
            self._views.put(effect.args)


def measure() -> list[Measure]:
    """The ratio of signing."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        table = Table(directory)
        table.unlock()
        table.to_price()
        table.sign()
        image = table.store.blob(table.store.rows("invoice")[0]["fse_blob"]) or b""
        key = next(iter(table.sesam._certificates.values()))[1]

        def ours() -> float:
            table.answer("next")
            table.to_price()
            return table.sign()

        def signed_and_written() -> None:
            professional.sign(table.slots["cps"], SPEAKERS["cps3"], image, key)
            two_fsync_writes(directory, image)

        measured, floor = alternating(ours, lambda: seconds(signed_and_written), _RUNS)
        table.close()
    return [Measure("sign_to_queued", measured, floor, _LIMIT, "s", _RUNS)]
