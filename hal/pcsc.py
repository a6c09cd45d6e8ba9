"""The contact slots, over pcscd: the one home of `smartcard`.

It speaks to pyscard's thin layer only: the high-level classes own threads that die with the daemon and reset cards when they
are collected. One connection is exclusive (a verified PIN serves every program that shares the card) and is kept until
`release`. Every call runs on a carrier thread with a deadline: a card that never answers cannot be cancelled in pcscd, so its
carrier is given up, and the slot with it until the card is pulled.
"""

import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from smartcard import scard

from device.base.refusal import Refusal

# What each answer of pcscd means here. A card pulled during an APDU shows as one of three (or as an empty answer).
REFUSALS = {
    scard.SCARD_E_NO_SMARTCARD: "CARD_ABSENT",
    scard.SCARD_W_REMOVED_CARD: "CARD_WITHDRAWN",
    scard.SCARD_E_NOT_TRANSACTED: "CARD_WITHDRAWN",
    scard.SCARD_E_COMM_DATA_LOST: "CARD_WITHDRAWN",
    scard.SCARD_W_RESET_CARD: "CARD_RESET",
    scard.SCARD_E_SHARING_VIOLATION: "CARD_SHARED",
    scard.SCARD_W_UNRESPONSIVE_CARD: "CARD_MUTE",
    scard.SCARD_W_UNPOWERED_CARD: "CARD_MUTE",
    scard.SCARD_W_UNSUPPORTED_CARD: "CARD_MUTE",
    scard.SCARD_E_PROTO_MISMATCH: "CARD_MUTE",
    scard.SCARD_E_TIMEOUT: "CARD_MUTE",
}
_GONE = "SLOT_LOST"
_POLL_MS = 200


class _Carrier:
    """A thread that makes one caller's calls, so that a call can be abandoned with the thread."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Callable[[], Any] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="pcsc-carrier", daemon=True).start()

    def _run(self) -> None:
        while (call := self._calls.get()) is not None:
            self._answers.put(call())

    def ask(self, call: Callable[[], Any], seconds: float) -> Any:
        """The call's value; queue.Empty when it did not come in time (the carrier is then of no more use)."""
        self._calls.put(call)
        return self._answers.get(timeout=seconds)

    def abandon(self, last: Callable[[], Any]) -> None:
        """Let the thread end once its present call is over, and after a `last` one."""
        self._calls.put(last)
        self._calls.put(None)


class PcscSlot:
    """A `CardSlot` on the pcscd reader of that name; `role` (cps, vitale) is what its refusals call the slot; `deadline` is the
    longest wait for one answer, in seconds."""

    SHARE = scard.SCARD_SHARE_EXCLUSIVE

    def __init__(self, reader: str, role: str, deadline: float = 10.0) -> None:
        self._reader = reader
        self._role = role
        self._deadline = deadline
        self._carrier: _Carrier | None = None
        self._context: int | None = None
        self._card: int | None = None
        self._atr = b""
        self._protocol = scard.SCARD_PROTOCOL_T0
        self._watching: int | None = None
        self._seen = ""
        self._flags = scard.SCARD_STATE_UNAWARE

    def _call(self, function: Callable[..., Any], *args: Any) -> Any:
        if self._carrier is None:
            self._carrier = _Carrier()
        try:
            return self._carrier.ask(lambda: function(*args), self._deadline)
        except queue.Empty:
            self._give_up()
            raise Refusal("CARD_MUTE", slot=self._role) from None

    def _give_up(self) -> None:
        """Leave context and connection, which hang or are dead, to the carrier: an exclusive connection outlives its card, so
        it is let go of once the present call is over."""
        carrier, context, card = self._carrier, self._context, self._card
        self._carrier, self._context, self._card, self._atr = None, None, None, b""
        if carrier is not None:
            carrier.abandon(lambda: _let_go(context, card))

    def _refuse(self, code: int) -> Refusal:
        name = REFUSALS.get(code, _GONE)
        if name == _GONE:
            self._give_up()
        return Refusal(name, slot=self._role)

    def connect(self) -> bytes:
        """Power the card and give its ATR; a live connection is kept, a dead one refused once."""
        if self._card is not None:
            self._status()
            return self._atr
        is_old = self._context is not None
        code, card, self._protocol = self._connected()
        if is_old and code != scard.SCARD_S_SUCCESS and code not in REFUSALS:
            self._give_up()  # a context dies with the daemon that gave it: one of the daemon that runs now
            code, card, self._protocol = self._connected()
        if code != scard.SCARD_S_SUCCESS:
            raise self._refuse(code)
        self._card = card
        self._status()
        return self._atr

    def _connected(self) -> Any:
        """What pcscd answers: its code, a connection, its protocol. Cards of ours are spoken to in T=0: a CPS4 offers T=1 as well, which
        pcscd would choose. A bank card may have no other."""
        if self._context is None:
            code, context = self._call(scard.SCardEstablishContext, scard.SCARD_SCOPE_SYSTEM)
            if code != scard.SCARD_S_SUCCESS:
                raise self._refuse(code)
            self._context = context
        asked = scard.SCardConnect, self._context, self._reader, self.SHARE
        told = self._call(*asked, scard.SCARD_PROTOCOL_T0)
        return self._call(*asked, scard.SCARD_PROTOCOL_T1) if told[0] == scard.SCARD_E_PROTO_MISMATCH else told

    def _status(self) -> None:
        """Ask pcscd, not the card, whether the connection lives."""
        code, _name, _state, _protocol, atr = self._call(scard.SCardStatus, self._card)
        if code != scard.SCARD_S_SUCCESS:
            refusal = self._refuse(code)
            self._disconnect()
            raise refusal
        self._atr = bytes(atr)

    def transmit(self, command: bytes) -> bytes:
        """One APDU of 4 octets or more (shorter ones hang the driver); the response with its status octets."""
        if len(command) < 4:
            raise ValueError("an APDU has 4 octets or more")
        if self._card is None:
            raise Refusal("CARD_ABSENT", slot=self._role)
        code, response = self._call(scard.SCardTransmit, self._card, self._protocol, list(command))
        if code == scard.SCARD_S_SUCCESS and len(response) >= 2:
            return bytes(response)
        if code == scard.SCARD_S_SUCCESS:
            code = scard.SCARD_E_NOT_TRANSACTED  # a success without status octets: the card went during the command
        refusal = self._refuse(code)
        self._disconnect()
        raise refusal

    def _disconnect(self, leave: int = scard.SCARD_LEAVE_CARD) -> None:
        card, self._card, self._atr = self._card, None, b""
        if card is not None:
            self._call(scard.SCardDisconnect, card, leave)

    def release(self) -> None:
        """Let the card go, reset, so that a code verified here opens it to nobody else; never raises."""
        try:
            self._disconnect(scard.SCARD_RESET_CARD)
        except Refusal:
            pass  # it hangs, and was given up

    def close(self) -> None:
        """Let go of everything: pcscd serves so many programs and contexts, no more."""
        self.release()
        self._give_up()
        if self._watching is not None:
            scard.SCardReleaseContext(self._watching)
            self._watching, self._flags = None, scard.SCARD_STATE_UNAWARE

    def watch(self, seconds: int) -> str:
        """Wait until presence changes or `seconds` pass: `present`, `absent` or `lost`. Heals when pcscd comes back."""
        end = time.monotonic() + seconds
        while True:
            state = self._presence(max(0, min(_POLL_MS, int((end - time.monotonic()) * 1000))))
            if state != self._seen or time.monotonic() >= end:
                self._seen = state
                return state

    def _presence(self, wait_ms: int) -> str:
        """The state once it changes or `wait_ms` pass. It has a context of its own: a context is locked during a call."""
        if self._watching is None:
            code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
            if code != scard.SCARD_S_SUCCESS:
                return self._lost(wait_ms)
            self._watching = context
        code, states = scard.SCardGetStatusChange(self._watching, wait_ms, [(self._reader, self._flags)])
        if code == scard.SCARD_E_TIMEOUT:
            return self._seen
        if code != scard.SCARD_S_SUCCESS or states[0][1] & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE):
            scard.SCardReleaseContext(self._watching)
            self._watching, self._flags = None, scard.SCARD_STATE_UNAWARE
            return self._lost(wait_ms)
        self._flags = states[0][1] & ~scard.SCARD_STATE_CHANGED
        return "present" if self._flags & scard.SCARD_STATE_PRESENT else "absent"

    def _lost(self, wait_ms: int) -> str:
        """Pcscd or the reader is away and nothing can be waited on: pause, unless this is news."""
        if self._seen == "lost":
            threading.Event().wait(wait_ms / 1000)
        return "lost"


def _let_go(context: int | None, card: int | None) -> None:
    """End a connection, then its context, which would reset the card by itself: it may be the next one by then."""
    if card is not None:
        scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
    if context is not None:
        scard.SCardReleaseContext(context)


def readers() -> list[str]:
    """The names of pcscd's readers, contact and contactless; SLOT_LOST without pcscd."""
    code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    if code != scard.SCARD_S_SUCCESS:
        raise Refusal("SLOT_LOST")
    code, names = scard.SCardListReaders(context, [])
    scard.SCardReleaseContext(context)
    return list(names) if code == scard.SCARD_S_SUCCESS else []
