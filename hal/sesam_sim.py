"""SIM: our own `Sesam` over two card slots. The licensed library takes its place in `hal/ssv.py`; only `boot` chooses.

It keeps, while a card stays in its slot, what it read from it: nothing is read twice, and a card that came back is compared
with the one that was read. Certificates are kept by the card's serial.
"""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from device.base.refusal import Refusal
from device.base.text import from_latin1, latin1
from device.cards import professional, vitale
from device.cards.dialect import Dialect
from device.cards.recognise import recognise
from device.cards.rsa import public_key
from device.cards.speakers import SPEAKERS
from device.formats.seals import NO_INVOICE, Head, Image, head_of, seal_records, taken_apart, with_lot_seal
from device.formats.zone import Group, decode, first, split
from device.ports import CardSlot, Sealed
from device.rights.worlds import check_card, check_same_world, is_test_patient, is_test_professional, may_sign, signing_situation

_LOST = ("CARD_ABSENT", "CARD_MUTE", "CARD_WITHDRAWN", "CARD_RESET", "CARD_ANSWER", "SIGNATURE_FALSE", "SLOT_LOST")
T = TypeVar("T")
_WITH_VITALE = ("secured", "desynchronised", "visit")


class _Cps:
    """The professional's card that is in the slot now."""

    def __init__(self, dialect: Dialect, identity: professional.Identity) -> None:
        self.dialect = dialect
        self.identity = identity
        self.situations = b""  # read once the code was given; empty while it is not
        self.ready = False


class SesamSim:
    """`Sesam` over CardSlot. `world` is `test` or `production` (it refuses the other's cards); `today` gives the present day."""

    def __init__(self, cps: CardSlot, patient: CardSlot, today: Callable[[], int], world: str = "test") -> None:
        self._slots = {"cps": cps, "vitale": patient}
        self._today = today
        self._world = world
        self._cps: _Cps | None = None
        self._open: vitale.Head | None = None  # the unlocked patient's card that is in the slot now
        self._is_read = False  # whether its zone was read since it came
        self._patient: tuple[str, bytes] = ("", b"")  # serial and zone of the patient's card read last
        self._certificates: dict[str, tuple[bytes, tuple[int, int]]] = {}
        self._author = ""  # serial of the professional's card whose PIN was given

    def identify(self) -> bytes:
        """The free zone of the professional's card."""
        return self._guarded("cps", self._identified).identity.zone

    def pin_tries(self) -> int:
        """Attempts left on the code, read without spending one."""
        return self._guarded("cps", lambda: professional.pin_tries(self._slots["cps"], self._identified().dialect))

    def read_professional(self, pin: str) -> bytes:
        """Groups 1 and 2, after one PIN attempt."""
        return self._guarded("cps", lambda: self._opened(pin))

    def change_pin(self, old: str, new: str) -> None:
        """Give the card a new code."""
        self._guarded("cps", lambda: professional.change_pin(self._slots["cps"], self._identified().dialect, old, new))

    def unblock_pin(self, unblocking: str, new: str) -> None:
        """Free a blocked card."""
        self._guarded("cps", lambda: professional.unblock_pin(self._slots["cps"], self._identified().dialect, unblocking, new))

    def read_rights(self, day: int) -> bytes:
        """The zone of the patient's card, whole."""
        return self._guarded("vitale", lambda: self._rights(day))

    def seal(self, fse: bytes, dre: bytes, mode: str, proofs: tuple[bytes, ...] = ()) -> Sealed:
        """Sign the frozen images. `proofs` stand in for the patient's card (an app's context: FSE, then DRE)."""
        images = [image for image in (fse, dre) if image]
        self._refresh()
        if mode in _WITH_VITALE and not proofs:
            proofs = tuple(self._caught("vitale", lambda: self._proofs(images)))
        sealed = []
        for index, image in enumerate(images):
            head = head_of(image)
            signed = image
            if index < len(proofs):
                signed += seal_records(head.billing, head.invoice, "V", proofs[index])
            sealed.append(signed if mode == "desynchronised" else self._second(signed))
        return Sealed(sealed[0], sealed[1] if len(sealed) > 1 else b"")

    def second_signature(self, sealed: bytes) -> bytes:
        """Sign a pre-signed image (or a bare one); one already signed comes back as it is."""
        self._refresh()
        return self._second(sealed)

    def seal_lot(self, octets: bytes) -> bytes:
        """Sign all that stands before the lot's `999`, and put the seal there."""
        return self._guarded("cps", lambda: self._lot(octets))

    def read_receipt(self, octets: bytes) -> bytes:
        """SIM: an ARL is its plain record already."""
        return octets

    def release_slots(self) -> None:
        """Let both cards go; the PIN is forgotten."""
        self._forget("cps")
        self._forget("vitale")
        for slot in self._slots.values():
            slot.release()

    # the professional's card

    def _guarded(self, slot: str, call: Callable[[], T]) -> T:
        """One conversation with the cards that are there now."""
        self._refresh()
        return self._caught(slot, call)

    def _caught(self, slot: str, call: Callable[[], T]) -> T:
        """Forget a card that left its slot or answers nonsense: what it held (PIN, selection) is gone or in doubt."""
        try:
            return call()
        except Refusal as refusal:
            if refusal.code in _LOST:
                self._forget(str(refusal.facts.get("slot", slot)))
            if refusal.code == "PIN_NEEDED" and self._cps is not None and self._cps.situations:
                self._forget("cps")  # it took the code and knows nothing of it any more: it was reset, and nobody noticed
            self._let_go_of_refused()
            raise

    def _let_go_of_refused(self) -> None:
        """A card that was refused is not held, so that the next one finds a fresh slot."""
        for name, card in (("cps", self._cps), ("vitale", self._open)):
            if card is None:
                self._slots[name].release()

    def _refresh(self) -> None:
        """Forget a card that left since the last call, so that what comes next is about the card that is there now."""
        held = {"cps": self._cps, "vitale": self._open}
        for name in [name for name, card in held.items() if card is not None]:
            try:
                self._slots[name].connect()
            except Refusal:
                self._forget(name)

    def _forget(self, slot: str) -> None:
        if slot == "cps":
            self._cps = None
        else:
            self._open, self._is_read = None, False

    def _identified(self) -> _Cps:
        if self._cps is None:
            slot = self._slots["cps"]
            row = recognise(slot, "cps")
            dialect = SPEAKERS[row.kind]
            held = _Cps(dialect, professional.identify(slot, dialect))
            until = professional.valid_until(slot, dialect)
            check_card(until, self._today(), is_test_professional(decode(held.identity.zone)), self._world)
            self._cps = held
        return self._cps

    def _opened(self, pin: str) -> bytes:
        held, slot = self._identified(), self._slots["cps"]
        read, held.situations = held.situations, b""  # a code that is typed is always tried: it opens the device, too
        professional.verify(slot, held.dialect, pin)
        held.situations = read or _situations(professional.read_situations(slot, held.dialect))
        self._author = held.identity.serial
        return held.identity.zone + held.situations

    def _signing(self) -> _Cps:
        """The card whose PIN was given, ready to sign; PIN_NEEDED after it left the slot, CARD_SWAPPED when it is another."""
        held, slot = self._identified(), self._slots["cps"]
        if self._author and held.identity.serial != self._author:
            raise Refusal("CARD_SWAPPED", slot="cps")
        if not held.situations:
            raise Refusal("PIN_NEEDED")
        if held.identity.serial not in self._certificates:
            certificate = professional.certificate(slot, held.dialect)
            self._certificates[held.identity.serial] = certificate, public_key(certificate)
        if not held.ready:
            professional.prepare_signature(slot, held.dialect)
            held.ready = True
        return held

    def _seal_of(self, held: _Cps, octets: bytes) -> tuple[bytes, bytes]:
        serial = held.identity.serial
        certificate, key = self._certificates[serial]
        try:
            return professional.sign(self._slots["cps"], held.dialect, octets, key), certificate
        except Refusal as refusal:
            if refusal.code == "SIGNATURE_FALSE":
                del self._certificates[serial]  # it may be the certificate that was read wrong
            raise

    def _second(self, sealed: bytes) -> bytes:
        image = taken_apart(sealed)
        return sealed if image.seal("S") else self._caught("cps", lambda: self._signed(sealed, image))

    def _signed(self, sealed: bytes, image: Image) -> bytes:
        held = self._signing()
        head = head_of(image.body)
        may_sign(signing_situation(decode(held.situations), head.billing), "invoice")
        signature, certificate = self._seal_of(held, image.body)
        records = seal_records(head.billing, head.invoice, "S", signature)
        return sealed + records + seal_records(head.billing, head.invoice, "K", certificate)

    def _lot(self, octets: bytes) -> bytes:
        held = self._signing()
        billing = from_latin1(octets[129:138])
        may_sign(signing_situation(decode(held.situations), billing), "lot")
        signature, certificate = self._seal_of(held, octets[:-128])
        records = seal_records(billing, NO_INVOICE, "L", signature) + seal_records(billing, NO_INVOICE, "K", certificate)
        return with_lot_seal(octets, records)

    # the patient's card

    def _unlocked(self) -> vitale.Head:
        """The patient's card in the slot, its protected zone open."""
        if self._open is None:
            if not self._identified().situations:
                raise Refusal("PIN_NEEDED")
            slot = self._slots["vitale"]
            recognise(slot, "vitale")
            head = vitale.select(slot)
            vitale.unlock(slot, professional.answer_challenge(self._slots["cps"], vitale.challenge(slot)))
            self._open = head
        return self._open

    def _read(self) -> None:
        """Know the patient's card in the slot: serial and zone."""
        head = self._unlocked()
        zone = vitale.read_zone(self._slots["vitale"], head.size)
        if first(decode(zone), 101).text("serial") != head.serial:
            raise Refusal("CARD_ANSWER", slot="vitale", sw="serial")
        self._patient = (head.serial, zone)
        self._is_read = True

    def _rights(self, day: int) -> bytes:
        if not self._is_read:
            self._read()
        zone = self._patient[1]
        groups = decode(zone)
        check_card(first(groups, 101).text("valid_until"), day, is_test_patient(groups), self._world)
        check_same_world(decode(self._identified().identity.zone), groups)
        return zone

    def _proofs(self, images: list[bytes]) -> list[bytes]:
        """The card's proofs, when it is the one read last and the invoices are of people on it; CARD_SWAPPED otherwise."""
        if not self._patient[0]:
            self._read()  # the device started again between the rights and the signature: its journal knows whom it bills
        serial, zone = self._patient
        if self._unlocked().serial != serial or not all(_is_on(head_of(image), decode(zone)) for image in images):
            raise Refusal("CARD_SWAPPED", slot="vitale")
        slot = self._slots["vitale"]
        return [latin1(f"{serial:<9}") + vitale.proof(slot, hashlib.sha256(image).digest()) for image in images]


def _situations(zone: bytes) -> bytes:
    """The zone of a card that may bill somewhere; CARD_WRONG_KIND(kind=no_am_data) when it holds no situation (SSV error F004)."""
    if all(each.number != 2 for each in split(zone)):
        raise Refusal("CARD_WRONG_KIND", kind="no_am_data", slot="cps")
    return zone


def _is_on(head: Head, groups: tuple[Group, ...]) -> bool:
    """Is the patient of that invoice one of the people on that card?"""
    people = [(each.text("birth")[2:8], each.integer("rank")) for each in groups if each.number == 104]
    return head.nir == first(groups, 101).text("nir") and head.twin.isdecimal() and (head.birth, int(head.twin)) in people
