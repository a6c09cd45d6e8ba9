"""Slots and cards in a test's hands: something happens at a chosen command, and what is tried is counted."""

from collections.abc import Callable

from smartcard import scard

from hal.pcsc import PcscSlot
from simulator.cards.plug import Card

_CODES = (0x20, 0x24, 0x2C)


class BesetSlot(PcscSlot):
    """A slot at which `then` happens right before the command number `at`."""

    at = -1
    count = 0
    then: Callable[[], object]

    def transmit(self, command: bytes) -> bytes:
        """As the slot, once it has happened."""
        number, self.count = self.count, self.count + 1
        if number == self.at:
            self.then()
        return super().transmit(command)


class SharedSlot(BesetSlot):
    """The same, on a connection that is not ours alone: what an exclusive one forbids can be seen to be survived."""

    SHARE = scard.SCARD_SHARE_SHARED


class OtherProgram:
    """Another client of the same pcscd: it shares a card when it may, and resets it."""

    def __init__(self, reader: str) -> None:
        _, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        self._reader = reader

    def reset(self) -> bool:
        """Connect, reset the card and leave; False when it is not let in."""
        mode = scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T0
        code, card, _ = scard.SCardConnect(self._context, self._reader, *mode)
        if code != scard.SCARD_S_SUCCESS:
            return False
        assert scard.SCardDisconnect(card, scard.SCARD_RESET_CARD) == scard.SCARD_S_SUCCESS
        return True

    def close(self) -> None:
        """Let go of its context."""
        scard.SCardReleaseContext(self._context)


class BesetCard:
    """A card that counts the attempts at its codes. After its command number `at`, `then` happens before the answer leaves; at `stale_at`
    it gives the answer before instead, as a reader does that is one answer behind; at `faint_at` it loses power for a moment first."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.attempts = 0
        self.clear()

    def clear(self) -> None:
        """Nothing happens; count from 0."""
        self.count, self.at, self.stale_at, self.faint_at, self.attempts = 0, -1, -1, -1, 0
        self.then: Callable[[], object] = int
        self._last = b"\x90\x00"

    def atr(self) -> bytes:
        """The card's."""
        return self.card.atr()

    def speed(self) -> int:
        """The card's."""
        return self.card.speed()

    def power(self, on: bool) -> None:
        """The card's."""
        self.card.power(on)

    def execute(self, command: bytes) -> bytes:
        """The card's answer, with what happens to it."""
        number, self.count = self.count, self.count + 1
        if number == self.stale_at:
            return self._last
        if number == self.faint_at:
            self.card.power(False)
        self.attempts += command[1] in _CODES and len(command) > 4
        self._last = self.card.execute(command)
        if number == self.at:
            self.then()
        return self._last
