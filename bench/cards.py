"""`card_visit_wire`: a patient's visit from the code typed to the invoice signed, at the speed of the cards' contacts.

Floor: the octets that the visit cannot do without, at that speed: each select, read, proof and signature once, with the header,
procedure octet and status that T=0 puts around them. Not in it: lengths asked twice, the look at the tries left.
"""

import tempfile
from pathlib import Path

from bench.measure import Measure, alternating, seconds
from simulator.cards.cps3 import Cps3
from simulator.cards.plug import Faults
from simulator.cards.vitale import Vitale2
from tests.cards import people
from tests.cards.desk import CPS, TODAY, VITALE, Desk, image

_LIMIT = 1.10
_RUNS = 3
# T=0: a header of 5, a procedure octet when data follows, a status of 2. An answer to a command that carries data is fetched.
_BARE, _WITH_DATA, _FETCH = 7, 8, 8


def measure() -> list[Measure]:
    """The one ratio of the cards."""
    with tempfile.TemporaryDirectory() as directory:
        desk = Desk(Path(directory))
        faults = Faults(), Faults()
        desk.insert(CPS, "nurse", faults[CPS])
        desk.insert(VITALE, "lea", faults[VITALE])
        _visit(desk)  # the certificate is read once for all: it is kept by the card's serial
        for each in faults:
            each.wire = True
        floor = needed_seconds()
        ours, _ = alternating(lambda: seconds(lambda: _visit(desk)), lambda: floor, _RUNS)
        desk.close()
    return [Measure("card_visit_wire", ours, floor, _LIMIT, "s", _RUNS)]


def _visit(desk: Desk) -> None:
    """Both cards as if just put in; code, rights, signature."""
    desk.sesam.release_slots()
    desk.sesam.read_professional(people.NURSE.pin)
    desk.sesam.read_rights(TODAY)
    desk.sesam.seal(image(), b"", "secured")


def needed_seconds() -> float:
    """The floor: needed octets of each card at its speed."""
    identity, situations = zone_lengths()
    zone = len(people.household_zone(people.FICTIVE))
    professional = (
        _read(12)  # serial
        + _send(13)  # select the application
        + _read(identity)
        + _read(22)  # validity
        + _send(4)  # code
        + _read(situations)
        + _send(8)
        + _FETCH
        + 8  # answer to the patient's card
        + _send(3)
        + _send(6)  # SHA-256, key
        + _send(2 + 40 + 2 + 64)  # intermediate hash and last block
        + _read(256)  # signature
    )
    patient = (
        _send(10)
        + _FETCH
        + 17  # select the application
        + _read(8)  # challenge
        + _send(8)  # answer
        + _read(256)
        + _read(zone - 256)
        + _send(32)
        + _FETCH
        + 32  # proof
    )
    return professional / Cps3.SPEED + patient / Vitale2.SPEED


def zone_lengths() -> tuple[int, int]:
    """Octets of the nurse's group 1 and groups 2."""
    zone = people.professional_zone(people.NURSE)
    identity = 3 + zone[2]
    return identity, len(zone) - identity


def _send(octets: int) -> int:
    return _WITH_DATA + octets


def _read(octets: int) -> int:
    return _WITH_DATA + octets
