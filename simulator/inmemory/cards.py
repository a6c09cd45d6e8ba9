"""A slot into which a test puts cards, and cards as a licensed library would speak of them."""

from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.formats.seals import NO_INVOICE, head_of, seal_records, taken_apart, with_lot_seal
from device.ports import Sealed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Card(Protocol):
        """What a virtual card is: the same that plugs into the virtual reader."""

        def atr(self) -> bytes:
            """The answer to reset, empty when it is mute."""

        def power(self, on: bool) -> None:
            """The field comes (a reset) or goes."""

        def execute(self, command: bytes) -> bytes:
            """The response to one APDU."""


class MemorySlot:
    """A `CardSlot` without a reader: cards are inserted and pulled by the test, `lose` takes the reader away."""

    def __init__(self, role: str) -> None:
        self._role = role
        self._card: Card | None = None
        self._connected = False
        self._lost = False
        self._pull_after = -1

    def insert(self, card: "Card", pull_after: int = -1) -> None:
        """Put a card in; it is pulled after that many more APDUs when the number is not negative."""
        self._card, self._connected, self._pull_after = card, False, pull_after

    def pull(self) -> None:
        """Take the card out."""
        if self._card is not None:
            self._card.power(False)
        self._card = None

    def lose(self, lost: bool = True) -> None:
        """The reader is gone, or is back."""
        self._lost, self._connected = lost, False

    def connect(self) -> bytes:
        """The ATR; CARD_MUTE when the card has none."""
        self._there("CARD_ABSENT")
        assert self._card is not None
        if not self._card.atr():
            raise Refusal("CARD_MUTE", slot=self._role)
        if not self._connected:
            self._card.power(True)
        self._connected = True
        return self._card.atr()

    def transmit(self, command: bytes) -> bytes:
        """The card's answer."""
        if len(command) < 4:
            raise ValueError("an APDU has 4 octets or more")
        if self._pull_after == 0:
            self.pull()
        self._there("CARD_WITHDRAWN" if self._connected else "CARD_ABSENT")
        if not self._connected:
            raise Refusal("CARD_ABSENT", slot=self._role)
        assert self._card is not None
        self._pull_after -= 1
        return self._card.execute(command)

    def release(self) -> None:
        """Let go."""
        self._connected = False

    def watch(self, seconds: int) -> str:
        """At once: nothing moves here by itself."""
        return "lost" if self._lost else "absent" if self._card is None else "present"

    def _there(self, code: str) -> None:
        if self._lost:
            raise Refusal("SLOT_LOST", slot=self._role)
        if self._card is None:
            self._connected = False
            raise Refusal(code, slot=self._role)


class MemorySesam:
    """A `Sesam` over zones given by the test (SIM): a digest stands where a card would sign."""

    def __init__(self, identity: bytes, situations: bytes, rights: bytes, pin: str = "1234") -> None:
        self._identity = identity
        self._situations = situations
        self.rights = rights
        self._pin = pin
        self._tries = 3
        self._is_open = False

    def identify(self) -> bytes:
        """Group 1."""
        return self._identity

    def pin_tries(self) -> int:
        """Attempts left."""
        return self._tries

    def read_professional(self, pin: str) -> bytes:
        """PIN_WRONG counts down, PIN_BLOCKED at 0."""
        self._tried(pin)
        self._is_open = True
        return self._identity + self._situations

    def change_pin(self, old: str, new: str) -> None:
        """PIN_WRONG as in `read_professional`."""
        self._tried(old)
        self._pin = new

    def unblock_pin(self, unblocking: str, new: str) -> None:
        """Any unblocking code does."""
        self._pin, self._tries = new, 3

    def _tried(self, pin: str) -> None:
        if self._tries == 0:
            raise Refusal("PIN_BLOCKED")
        if pin != self._pin:
            self._tries -= 1
            raise Refusal("PIN_WRONG", tries=self._tries) if self._tries else Refusal("PIN_BLOCKED")
        self._tries = 3

    def read_rights(self, day: int) -> bytes:
        """The zone given; CARD_ABSENT when it is empty."""
        self._opened()
        if not self.rights:
            raise Refusal("CARD_ABSENT", slot="vitale")
        return self.rights

    def seal(self, fse: bytes, dre: bytes, mode: str, proofs: "tuple[bytes, ...]" = ()) -> Sealed:
        """The images, each with a seal behind it."""
        self._opened()
        if mode == "desynchronised":
            return Sealed(fse, dre)
        return Sealed(self.second_signature(fse), self.second_signature(dre) if dre else b"")

    def second_signature(self, sealed: bytes) -> bytes:
        """One already signed comes back as it is."""
        self._opened()
        image = taken_apart(sealed)
        if image.seal("S"):
            return sealed
        head = head_of(image.body)
        return sealed + seal_records(head.billing, head.invoice, "S", bytes.fromhex(digest_hex(image.body)))

    def seal_lot(self, octets: bytes) -> bytes:
        """A seal before the `999`."""
        self._opened()
        seal = bytes.fromhex(digest_hex(octets[:-128]))
        return with_lot_seal(octets, seal_records("0" * 9, NO_INVOICE, "L", seal))

    def read_receipt(self, octets: bytes) -> bytes:
        """It is the record already."""
        return octets

    def release_slots(self) -> None:
        """The PIN is forgotten."""
        self._is_open = False

    def _opened(self) -> None:
        if not self._is_open:
            raise Refusal("PIN_NEEDED")
