"""Puts the real device together: the only place that knows which driver stands behind which port.

What the locked screen does not need is loaded when it is first used: keys, tables, everything that sends.
"""

import atexit
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from device.flows.desk import Desk, Profile
from device.machine import Machine
from device.outbox.ledger import project
from device.ports import Store
from device.signals import Effect
from hal.clock import Floor, SystemClock
from hal.config import Settings
from hal.contactless import Phones, field_of
from hal.courier.client import CourierClient
from hal.engine import Engine
from hal.late import Late
from hal.netwatch import NetWatch
from hal.pcsc import PcscSlot
from hal.power import SystemPower
from hal.scanner import Scanner
from hal.workers import Workers

if TYPE_CHECKING:
    from hal.keyring import Keyring

# The number of the projection: raised when the ledger derives other rows from the same facts.
PROJECTION = 4
MEGABYTE = 1 << 20
SIM_POLL_SECONDS, POLL_SECONDS = 0.5, 5.0
SIM_TICK_SECONDS, TICK_SECONDS = 0.5, 20.0


class Device:
    """A device by its settings, its threads not started yet. `scanner.frame` is what the camera sees."""

    def __init__(self, settings: Settings) -> None:
        if settings.readers.socket:
            os.environ["PCSCLITE_CSOCK_NAME"] = settings.readers.socket
        settings.directory.mkdir(parents=True, exist_ok=True)
        self._settings = settings
        desk = desk_of(settings)
        clock = desk.clock
        self.engine = Engine(Machine(desk, Late(lambda: _background(desk, settings))), _pace(settings, SIM_TICK_SECONDS, TICK_SECONDS))
        self.scanner = Scanner(lambda: _eye(settings.eye), lambda: _eye(settings.eye, True))
        slots = {"cps": PcscSlot(settings.readers.cps, "cps"), "vitale": PcscSlot(settings.readers.vitale, "vitale")}
        watched: dict[str, Any] = dict(slots)
        courier = CourierClient(settings.courier)
        own = Late(lambda: _own_keys(settings.vault))
        ports: dict[str, Any] = {
            "sesam": Late(lambda: _sesam(settings, slots, lambda: clock.now().day)),
            "keys": Late(lambda: keyring(settings, own.unlock)),
            "eye": self.scanner,
            "shutter": self.scanner,  # a port of its own: a page is taken while the camera is watched
            "courier": courier,
            "vault": Late(lambda: _vault(settings.vault, lambda: clock.now().day, own)),
            "printer": Late(lambda: _printer(settings)),
            "medium": Late(lambda: _medium(settings)),
            "archive": Late(lambda: _archive(settings)),
        }
        if settings.readers.nfc:
            watched["nfc"] = field_of(settings.readers.nfc)
            ports["nfc"] = Phones(watched["nfc"])
        self._workers = Workers(ports, self.engine.post, watched)
        self._netwatch = NetWatch(courier, self.engine.post, _pace(settings, SIM_POLL_SECONDS, POLL_SECONDS))

    def start(self, screen: Callable[[Effect], None]) -> None:
        """Start every thread; the first view goes to `screen`."""
        self._workers.start()
        self.engine.start(self._workers, screen)
        self._netwatch.start()

    def stop(self) -> None:
        """End every thread; what is durable is durable already."""
        self._netwatch.stop()
        self.engine.stop()
        self._workers.stop()


def _sesam(settings: Settings, slots: dict[str, PcscSlot], today: Callable[[], int]) -> Any:
    """The licensed library where the settings name one, else ours (SIM)."""
    if settings.library is not None:
        from hal.ssv import SsvSesam

        licensed = SsvSesam(str(settings.library))
        atexit.register(licensed.close)
        return licensed
    from hal.sesam_sim import SesamSim

    return SesamSim(slots["cps"], slots["vitale"], today, settings.cards)


def keyring(settings: Settings, unlocked: Callable[[bytes], None] = lambda _key: None) -> "Keyring":
    """The key slots and the store of a device; `unlocked` is told the store's key once it is open."""
    from hal.keyring import Keyring
    from hal.keys import KeyFile, device_secret

    directory = settings.directory
    keys = KeyFile(directory / "keys", device_secret(directory / "device.secret"))

    def opener(key: bytes) -> Store:
        store = open_store(settings, key)
        unlocked(key)
        return store

    return Keyring(keys, opener)


def open_store(settings: Settings, key: bytes) -> Store:
    """The store of a device, by its raw key; of a damaged one, what can be saved."""
    from hal.store_care import opened

    store, _ = opened(settings.directory / "store", key, project, PROJECTION, settings.store_megabytes * MEGABYTE)
    return store


def desk_of(settings: Settings) -> Desk:
    """The desk of a device, with its clock and its tables, no store opened yet."""
    tables: Any = Late(lambda: _tables(settings.directory))
    return Desk(clock_of(settings), SystemPower(), tables, _profile(settings))


def _tables(directory: Path) -> Any:
    from hal.tables import of_device

    return of_device(directory)


def _background(desk: Desk, settings: Settings) -> Any:
    from device.exchange.background import Background

    return Background(desk, settings.mailbox, settings.route, settings.insurers, settings.lot_invoices)


def _profile(settings: Settings) -> Profile:
    practice = settings.practice
    rules = dict(practice.settings)
    contactless = bool(settings.readers.nfc)
    return Profile(settings.device, rules, settings.sim, practice.discipline, practice.territory, contactless, practice.region)


def _pace(settings: Settings, simulated: float, real: float) -> float:
    return simulated if settings.sim else real


def clock_of(settings: Settings) -> SystemClock:
    """The clock of a device; it remembers the latest moment it saw."""
    floor = Floor(settings.directory / "clock")
    seconds = time.time if settings.clock is None else _shifted(settings.clock)
    return SystemClock(settings.practice.zone, floor=floor.minute, remember=floor.remember, seconds=seconds)


def _shifted(path: Path) -> Callable[[], float]:
    """SIM: the system's time plus what the world's file says now."""

    def seconds() -> float:
        shift: float = json.loads(path.read_text(encoding="utf-8"))["offset_seconds"]
        return time.time() + shift

    return seconds


def _eye(source: str, still: bool = False) -> Any:
    from hal.eye import CameraEye

    return CameraEye(source, still)


def _own_keys(directory: Path) -> Any:
    from hal.own_keys import OwnKeys

    return OwnKeys(directory)


def _vault(directory: Path, today: Callable[[], int], own: Any) -> Any:
    from hal.vault import FileVault

    return FileVault(directory, today, own)


def _medium(settings: Settings) -> Any:
    """The stick; a device without a place for one has none, ever."""
    from hal.medium import DirectoryMedium

    return DirectoryMedium(settings.medium or settings.directory / "stick", mounted=settings.medium is not None)


def _archive(settings: Settings) -> Any:
    from hal.archive import StickArchive

    return StickArchive(_medium(settings))


def _printer(settings: Settings) -> Any:
    from hal.medium import DirectoryMedium
    from hal.printer import FilePrinter

    stick = None if settings.medium is None else DirectoryMedium(settings.medium, mounted=True)
    return FilePrinter(settings.directory / "papers", stick)
