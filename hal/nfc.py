"""The contactless field of a PN532 on a serial line: the one home of `nfc` (nfcpy). A contactless PC/SC reader is a `PcscSlot`.

nfcpy is no longer maintained: what is known to go wrong in it (short ATS, transport errors without a number) is turned into
refusals here. The chip is asked by two threads, that which watches and that which reads: one at a time.
"""

import threading
import time
from functools import reduce
from operator import xor
from typing import Any

import nfc
from nfc.clf import RemoteTarget, TransmissionError, pn532
from nfc.clf import TimeoutError as FieldTimeout
from nfc.clf.transport import TTY
from nfc.tag.tt4 import Type4TagCommandError

from device.base.refusal import Refusal

_SLOT = "nfc"
_POLL_SECONDS = 0.2
_SPEAKS_ISO_DEP = 0x20  # of SEL_RES


class _Frontend(nfc.ContactlessFrontend):  # type: ignore[misc]  # nfcpy has no types
    """nfcpy's, which keeps the last answer heard: the ATS is not kept elsewhere."""

    heard = b""

    def exchange(self, send_data: Any, timeout: Any) -> Any:
        """One frame out, one in."""
        answer = super().exchange(send_data, timeout)
        self.heard = bytes(answer or b"")
        return answer


class Pn532Field:
    """An `NfcField` on the serial device `path` (`/dev/ttyAMA0`), opened when it is first used."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._pause = threading.Event()
        self._field: Any = None
        self._tag: Any = None
        self._atr = b""
        self._seen = ""

    def connect(self) -> bytes:
        """Look for a phone or a card and activate it; the ATR that PC/SC gives to its ATS. CARD_ABSENT, CARD_UNKNOWN(ticket) for
        what does not speak ISO-DEP, CARD_MUTE for a torn activation, SLOT_LOST without the chip."""
        with self._lock:
            if self._tag is None:
                found = self._sensed()
                if found is None:
                    raise Refusal("CARD_ABSENT", slot=_SLOT)
                self._tag = self._activated(found)
                self._atr = _atr(_historical(found, self._field.heard))
            return self._atr

    def _sensed(self) -> Any:
        """What is in the field, or None."""
        try:
            if self._field is None:
                self._field = _Frontend()
                self._field.device = pn532.init(TTY(self._path))
            return self._field.sense(RemoteTarget("106A"), RemoteTarget("106B"))
        except OSError:
            self._lose()
            raise Refusal("SLOT_LOST", slot=_SLOT) from None

    def _activated(self, found: Any) -> Any:
        if found.brty == "106A" and not found.sel_res[0] & _SPEAKS_ISO_DEP:
            raise Refusal("CARD_UNKNOWN", kind="ticket", slot=_SLOT)
        try:
            tag = nfc.tag.activate(self._field, found)
        except (IndexError, FieldTimeout, TransmissionError):
            tag = None
        if tag is None:
            raise Refusal("CARD_MUTE", slot=_SLOT)
        return tag

    def transmit(self, command: bytes) -> bytes:
        """One APDU of 4 octets or more."""
        if len(command) < 4:
            raise ValueError("an APDU has 4 octets or more")
        with self._lock:
            if self._tag is None:
                raise Refusal("CARD_ABSENT", slot=_SLOT)
            try:
                return bytes(self._tag.transceive(command))
            except Type4TagCommandError:
                self._tag = None
                raise Refusal("CARD_WITHDRAWN", slot=_SLOT) from None
            except OSError:
                self._lose()
                raise Refusal("SLOT_LOST", slot=_SLOT) from None

    def release(self) -> None:
        """Let go of what is in the field: it is looked for anew."""
        with self._lock:
            self._tag = None

    def watch(self, seconds: int) -> str:
        """Wait until presence changes or `seconds` pass: `present`, `absent` or `lost`. Heals when the chip comes back."""
        end = time.monotonic() + seconds
        while True:
            state = self._looked()
            if state != self._seen or time.monotonic() >= end:
                self._seen = state
                return state
            self._pause.wait(_POLL_SECONDS)

    def _looked(self) -> str:
        """The state; a phone that missed one call is called once more before it is said to be gone."""
        state = self._presence()
        if state == "absent" and self._seen == "present":
            self._pause.wait(_POLL_SECONDS)
            state = self._presence()
        return state

    def _presence(self) -> str:
        """What is spoken to is there: looking for it would end the conversation."""
        with self._lock:
            if self._tag is not None:
                return "present"
            try:
                return "absent" if self._sensed() is None else "present"
            except Refusal:
                return "lost"

    def close(self) -> None:
        """Switch the field off, and let go of the serial line."""
        with self._lock:
            self._tag = None
            if self._field is not None:
                try:
                    self._field.close()
                except OSError:
                    pass  # the line is gone already
                self._field = None

    def _lose(self) -> None:
        self._tag, self._field = None, None


def _historical(found: Any, heard: bytes) -> bytes:
    """The octets by which what was activated tells what it is: behind the interface octets of an ATS, or of type B the application
    data and protocol of ATQB with the length of ATTRIB."""
    if found.brty != "106A":
        return bytes(found.sensb_res[5:12]) + bytes((heard[0] & 0xF0,))
    return heard[2 + (heard[1] >> 4 & 7).bit_count() : heard[0]]


def _atr(historical: bytes) -> bytes:
    """The ATR that a PC/SC reader makes up (PC/SC part 3, 3.1.3.2.3)."""
    body = bytes((0x80 | len(historical), 0x80, 0x01)) + historical
    return b"\x3b" + body + bytes((reduce(xor, body),))
