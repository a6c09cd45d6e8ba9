"""Every conversation of the port `Sesam`, with what goes before it and what its answer proves, on either pair of cards."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from device.base.refusal import Refusal
from device.formats.seals import seal_records, taken_apart
from device.formats.zone import decode
from device.ports import Sealed
from hal.pcsc import PcscSlot
from simulator.cards.cps3 import UNBLOCKS, Cps3, Memory
from simulator.cards.cps4 import Cps4
from simulator.cards.iasecc import TRIES
from simulator.cards.plug import Plug
from simulator.cards.vitale import Vitale1, Vitale2
from tests.cards import people
from tests.cards.beset import BesetCard
from tests.cards.desk import CPS, TODAY, VITALE, Desk, image, lot

PIN, UNBLOCKING = people.NURSE.pin, "12345678"
ZONE, RIGHTS = people.professional_zone(people.NURSE), people.household_zone(people.FICTIVE)
PAIRS: dict[str, tuple[type[Cps3], type[Vitale2]]] = {"cps3-vitale2": (Cps3, Vitale2), "cps4-vitale1": (Cps4, Vitale1)}
PRESIGNED = image() + seal_records(people.NURSE.billings[0], "000000042", "V", b"900000017" + bytes(32))
LOT = lot(image())


class Sitting:
    """A desk with one pair of cards, to be disturbed. Cards are `BesetCard`s; `memory` is what the professional's card keeps."""

    def __init__(self, directory: Path, pair: str, deadline: float = 5.0, kind: type[PcscSlot] = PcscSlot) -> None:
        self.desk = Desk(directory, deadline, kind)
        professional, patient = PAIRS[pair]
        name = "nurse" if professional is Cps3 else "cps4"
        self._cps = self.desk.rack.professional(name, ZONE, people.NURSE.serial, PIN, professional)
        self.cards = {CPS: BesetCard(self._cps), VITALE: BesetCard(self.desk.rack.patient("lea", RIGHTS, patient))}
        for slot, card in self.cards.items():
            self.desk.rack.add(str(slot), card)

    @property
    def memory(self) -> Memory:
        """What the professional's card keeps without power."""
        return self._cps.memory

    @property
    def certificate(self) -> bytes:
        """Of the professional's SIG key."""
        name = "cps4-sig" if isinstance(self._cps, Cps4) else "nurse-sig"
        return (self.desk.rack.authority.directory / f"{name}.der").read_bytes()

    def plug(self, slot: int) -> Plug:
        """The card that is in that slot."""
        plug = self.desk.rack.plug(slot)
        assert plug is not None
        return plug

    def seated(self, talk: "Talk") -> None:
        """Both cards in as they were made, what goes before the conversation done, and no trouble set."""
        memory = self.memory
        memory.pin, memory.tries, memory.unblocks = PIN, TRIES, UNBLOCKS
        self.desk.sesam.release_slots()
        self.desk.sesam = self.desk.started()
        for slot, card in self.cards.items():
            self.back(slot)
            card.clear()
        for step in talk.before:
            step(self)
        for slot, card in self.cards.items():
            card.clear()
            self.plug(slot).faults.count = 0

    def back(self, slot: int) -> None:
        """That card is in its slot, and nothing is wrong with it any more."""
        plug = self.desk.rack.plug(slot)
        if plug is None or not plug.is_in:
            self.desk.insert(slot, str(slot))
        faults = self.plug(slot).faults
        faults.pull_at, faults.hang_at, faults.answers = None, None, {}

    def length(self, talk: "Talk", slot: int) -> int:
        """How many commands the conversation has with that card."""
        self.seated(talk)
        talk.held(self)
        return self.cards[slot].count

    def resumed(self) -> None:
        """From the last safe point to the end: the tries are read anew, the code is typed where it was lost, nothing is wrong."""
        sesam, memory = self.desk.sesam, self.memory
        if sesam.pin_tries() == 0:
            assert memory.tries == 0
            sesam.unblock_pin(UNBLOCKING, PIN)
        assert sesam.pin_tries() == memory.tries
        for talk in (TALKS["read_rights"], TALKS["seal"]):
            try:
                talk.held(self)
            except Refusal as refusal:
                if refusal.code != "PIN_NEEDED":
                    raise
                THE_CODE_AGAIN.held(self)
                talk.held(self)

    def close(self) -> None:
        """Cards out, slots let go."""
        self.desk.close()


Step = Callable[[Sitting], object]


@dataclass(frozen=True)
class Talk:
    """One conversation: what goes `before`, the `step` itself, which cards it speaks to, and what its answer must be."""

    before: tuple[Step, ...]
    step: Step
    slots: tuple[int, ...]
    proves: Callable[[Sitting, object], None]

    def held(self, sitting: Sitting) -> None:
        """Hold it, and look at its answer."""
        self.proves(sitting, self.step(sitting))


def _read(sitting: Sitting) -> object:
    return sitting.desk.sesam.read_professional(PIN)


def _rights(sitting: Sitting) -> object:
    return sitting.desk.sesam.read_rights(TODAY)


def _blocked(sitting: Sitting) -> None:
    sitting.memory.tries = 0


def _equal(expected: object) -> Callable[[Sitting, object], None]:
    def proves(sitting: Sitting, answer: object) -> None:
        assert answer == expected

    return proves


def _of_nobody_else(sitting: Sitting, answer: object) -> None:
    """Whatever was read, it is the card in the slot and the people on it, and nobody else."""
    assert isinstance(answer, bytes)
    own, read = decode(RIGHTS), decode(answer)
    assert read[0] == own[0] and [each for each in read if each.number == 104] == [each for each in own if each.number == 104]


def _tries(sitting: Sitting, answer: object) -> None:
    assert answer in range(16), "what the card says, in a figure"


def verified(certificate: bytes, signature: bytes, message: bytes) -> None:
    """The signature agrees with the certificate: InvalidSignature."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    assert isinstance(key, RSAPublicKey)
    key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())


def _signed(sitting: Sitting, octets: bytes, body: bytes) -> None:
    """The very octets given, signed by the card in the slot, under its whole certificate."""
    parts = taken_apart(octets)
    assert parts.body == body and parts.seal("K") == sitting.certificate
    verified(sitting.certificate, parts.seal("S"), body)


def _sealed(sitting: Sitting, answer: object) -> None:
    assert isinstance(answer, Sealed)
    for octets, number in ((answer.fse, 42), (answer.dre, 43)):
        _signed(sitting, octets, image(number=number))
        proof = taken_apart(octets).seal("V")
        assert proof[:9].decode() == people.FICTIVE.serial and len(proof) == 9 + 32


def _second(sitting: Sitting, answer: object) -> None:
    assert isinstance(answer, bytes) and answer.startswith(PRESIGNED)
    _signed(sitting, answer, image())


def _lot(sitting: Sitting, answer: object) -> None:
    assert isinstance(answer, bytes)
    parts = taken_apart(b"2".ljust(128) + answer[len(LOT) - 128 : -128])
    assert answer.startswith(LOT[:-128]) and parts.seal("K") == sitting.certificate
    verified(sitting.certificate, parts.seal("L"), LOT[:-128])


def _seal(sitting: Sitting) -> object:
    return sitting.desk.sesam.seal(image(), image(number=43), "secured")


TALKS = {
    "identify": Talk((), lambda sitting: sitting.desk.sesam.identify(), (CPS,), _equal(ZONE[: 3 + ZONE[2]])),
    "pin_tries": Talk((), lambda sitting: sitting.desk.sesam.pin_tries(), (CPS,), _tries),
    "read_professional": Talk((), _read, (CPS,), _equal(ZONE)),
    "change_pin": Talk((), lambda sitting: sitting.desk.sesam.change_pin(PIN, "5678"), (CPS,), _equal(None)),
    "unblock_pin": Talk((_blocked,), lambda sitting: sitting.desk.sesam.unblock_pin(UNBLOCKING, "5678"), (CPS,), _equal(None)),
    "read_rights": Talk((_read,), _rights, (CPS, VITALE), _equal(RIGHTS)),
    "seal": Talk((_read, _rights), _seal, (CPS, VITALE), _sealed),
    "seal after a start": Talk((_read,), _seal, (CPS, VITALE), _sealed),
    "second_signature": Talk((_read,), lambda sitting: sitting.desk.sesam.second_signature(PRESIGNED), (CPS,), _second),
    "seal_lot": Talk((_read,), lambda sitting: sitting.desk.sesam.seal_lot(LOT), (CPS,), _lot),
}
CASES = [(name, slot) for name, talk in TALKS.items() for slot in talk.slots]
# Not in the table: the answer need not be the whole truth here, as long as it is about nobody else; the code as it is now; a wrong one.
ANYBODY = Talk((_read,), _rights, (VITALE,), _of_nobody_else)
A_WRONG_CODE = Talk((), lambda sitting: sitting.desk.sesam.read_professional("0000"), (CPS,), _equal(None))
THE_CODE_AGAIN = Talk((), lambda sitting: sitting.desk.sesam.read_professional(sitting.memory.pin), (CPS,), _equal(ZONE))
