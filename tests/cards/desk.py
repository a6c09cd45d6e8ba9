"""A desk for tests: one private pcscd for the whole process, a rack of cards, both slots and the SIM library over them."""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache, partial
from pathlib import Path

from device.base.dates import day_of
from hal.pcsc import PcscSlot
from hal.sesam_sim import SesamSim
from simulator import reader
from simulator.cards.cps3 import Cps3
from simulator.cards.plug import Faults, Plug
from simulator.cards.rack import Rack
from tests.cards import people
from tests.waiting import until

HERE = Path(__file__).parent
TODAY = day_of(2026, 10, 18)
CPS, VITALE, NFC = 0, 1, 2


@cache
def cable() -> Path:
    """While this file is there, the reader of the contact slots is pulled out of the machine."""
    return Path(tempfile.mkdtemp(prefix="tournee-")) / "pulled_out"


def _compiled(directory: Path, name: str, *options: str) -> Path:
    made = directory / f"{name}.so"
    subprocess.run(["gcc", "-shared", "-fPIC", *options, "-o", str(made), str(HERE / f"{name}.c"), "-ldl"], check=True)
    return made


@cache
def shared_reader() -> reader.Reader:
    """The process's pcscd: the client library reads the name of its socket once, so there is one for all tests."""
    directory = cable().parent
    os.environ["PULLED_OUT"] = str(cable())
    quick, driver = _compiled(directory, "quick_poll"), _compiled(directory, "pulled_out", f'-DDRIVER="{reader.DRIVER}"')
    started = reader.start(directory, contactless=True, preload=quick, driver=driver)
    os.environ["PCSCLITE_CSOCK_NAME"] = str(started.socket_path)
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    atexit.register(started.stop)
    return started


def _challenge(count: int) -> bytes:
    """The cards' challenges are the same in every run, so that transcripts can be compared."""
    return bytes(range(count))


class CommittedKeys(Rack):
    """Each professional's card has the committed pair of keys, whatever its name: making keys takes long, and transcripts stay."""

    def professional(self, name: str, zone: bytes, serial: str, pin: str, kind: type[Cps3] = Cps3, valid_until: str = "20281231") -> Cps3:
        """As the rack makes it."""
        for use in ("sig", "aut"):
            shutil.copy(HERE / "keys" / f"nurse-{use}.key", self.authority.directory / f"{name}-{use}.key")
        return super().professional(name, zone, serial, pin, kind, valid_until)


class Desk:
    """Slots with cards in them. `directory` keeps the cards of this desk; the test keys are those committed."""

    def __init__(self, directory: Path, deadline: float = 5.0, kind: type[PcscSlot] = PcscSlot) -> None:
        self.reader = shared_reader()
        keys = directory / "keys"
        keys.mkdir(parents=True)
        shutil.copy(HERE / "keys" / "authority.key", keys)
        self.rack = CommittedKeys(directory, self.reader.ports, random=_challenge)
        self.rack.professional("nurse", people.professional_zone(people.NURSE), people.NURSE.serial, people.NURSE.pin)
        self.rack.patient("lea", people.household_zone(people.FICTIVE))
        self.slots = [kind(name, role, deadline) for name, role in zip(self.reader.names, ("cps", "vitale", "nfc"), strict=True)]
        self.sesam = self.started()

    def started(self) -> SesamSim:
        """The SIM library as after a start: it knows no card and no certificate."""
        return SesamSim(self.slots[CPS], self.slots[VITALE], lambda: TODAY)

    def insert(self, slot: int, name: str, faults: Faults | None = None) -> Plug:
        """Plug a card in and wait until the slot has seen it."""
        if self.rack.plug(slot) is not None:
            self.remove(slot)
        self.rack.insert(slot, name, faults)

        def is_seen() -> bool:
            plug = self.rack.plug(slot)
            if plug is not None and not plug.is_in:
                # The virtual driver, late with the end of a hung command, now and then throws out the next card instead.
                self.rack.insert(slot, name, faults)
            return self.slots[slot].watch(1) == "present"

        until(is_seen)
        plug = self.rack.plug(slot)
        assert plug is not None
        return plug

    def remove(self, slot: int) -> None:
        """Pull what is in the slot and wait until it is seen to be empty."""
        self.rack.remove(slot)
        until(lambda: self.slots[slot].watch(1) == "absent")

    def open(self) -> None:
        """Both cards in, the code given, the rights read."""
        self.insert(CPS, "nurse")
        self.insert(VITALE, "lea")
        self.sesam.read_professional(people.NURSE.pin)
        self.sesam.read_rights(TODAY)

    def close(self) -> None:
        """Cards out, slots let go."""
        self.sesam.release_slots()
        self.rack.close()
        for slot in self.slots:
            until(partial(_is_empty, slot))
            slot.close()


def _is_empty(slot: PcscSlot) -> bool:
    return slot.watch(0) != "present" or slot.watch(1) != "present"


def image(billing: str = people.NURSE.billings[0], nir: str = people.FICTIVE.nir, number: int = 42, birth: str = "721901") -> bytes:
    """A frozen image as far as seals look at it: its records 2, 4 and 5."""
    head = f"2{billing} {nir}60001{number:09d}".ljust(95) + f"{birth}1"
    return (head.ljust(128) + "4".ljust(128) + "5".ljust(128)).encode("ascii")


def lot(*images: bytes, billing: str = people.NURSE.billings[0]) -> bytes:
    """A lot around those images, closed by its `999` with the count of its records."""
    body = "000".ljust(128).encode() + f"1{billing}".ljust(128).encode() + b"".join(images) + b"6".ljust(128)
    return body + (b"999".ljust(55) + b"%08d" % (len(body) // 128 + 1)).ljust(128)
