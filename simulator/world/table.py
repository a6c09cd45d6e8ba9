"""SIM: the cards of a world on its table: those of the story, a reader to put them into, the telephone held before the camera or to the
contactless reader."""

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path

from simulator import phone, reader
from simulator.apcv import Apps
from simulator.cards import others
from simulator.cards.app import AppCard
from simulator.cards.plug import Faults
from simulator.cards.rack import Rack
from simulator.story.people import NURSE_PIN, PEOPLE, patient_zone, professional_zone

SLOTS = {"cps": 0, "vitale": 1, "nfc": 2}
NURSE, NURSE_SERIAL = "nurse", "9904200001"
PHONE = "phone-"
# What else may be held to the contactless reader.
STRANGERS = {
    "nurse-face": others.ContactlessCps3,
    "bank": others.ContactlessBankCard,
    "transport": others.TransportCard,
    "badge": others.Badge,
}


class Table:
    """`directory` keeps the cards' memories, `slots` names the card in each slot when the world was last seen."""

    def __init__(self, directory: Path, now: Callable[[], datetime.datetime], apps: Apps) -> None:
        self._directory = directory
        self._now = now
        self._apps = apps
        self.reader = reader.start(_made(directory / "reader"), contactless=True)
        self.rack = Rack(directory / "cards", self.reader.ports)
        self.rack.professional(NURSE, professional_zone(), NURSE_SERIAL, NURSE_PIN)
        for key, person in PEOPLE.items():
            if not person.insured:
                self.rack.patient(key, patient_zone(key))
            self.rack.add(PHONE + key, AppCard(partial(self._code, key)))
        for name, kind in STRANGERS.items():
            self.rack.add(name, kind())
        self.show("")

    @property
    def camera(self) -> Path:
        """Where the camera looks."""
        return self._directory / "camera"

    def plug(self, slot: str, name: str, pull_at: int = 0, hang_at: int = 0) -> None:
        """Put a card into a slot, or hold the telephone of that patient to the contactless reader (`nfc`). `pull_at` and `hang_at` count
        its APDUs from 1 (0: never): it leaves, or stays mute, at that one."""
        faults = Faults()
        faults.pull_at = pull_at - 1 if pull_at else None
        faults.hang_at = hang_at - 1 if hang_at else None
        self.rack.insert(SLOTS[slot], PHONE + name if slot == "nfc" and name in PEOPLE else name, faults)

    def renew(self, name: str, fund: tuple[str, str, str]) -> None:
        """The card of that name was updated: its bearer belongs to another fund (regime, fund, centre)."""
        self.rack.patient(name, patient_zone(name, fund))

    def unplug(self, slot: str) -> None:
        """Take out what is in the slot."""
        self.rack.remove(SLOTS[slot])

    def show(self, name: str, aside: bool = False) -> None:
        """Hold that patient's telephone before the camera, its app open; `aside`: half out of sight; empty: nothing is there."""
        pose = phone.Pose(shift=phone.OUT_OF_SIGHT) if aside else phone.Pose()
        phone.show(self.camera, self._code(name) if name else None, pose)

    def _code(self, name: str) -> bytes:
        """What that patient's app shows now."""
        return self._apps.code(name, self._now())

    def restart_reader(self) -> None:
        """Kill the card daemon as a crash would, and start it again; the slots are then empty."""
        self.rack.close()
        self.reader.kill()
        self.reader.start()

    def close(self) -> None:
        """Pull every card, end the daemon."""
        self.rack.close()
        self.reader.stop()


def _made(directory: Path) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    return directory
