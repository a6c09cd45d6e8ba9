"""The contactless field of a PN532 on a serial line: the one home of `nfc` (nfcpy). A contactless PC/SC reader is a `PcscSlot`.

nfcpy is no longer maintained: what is known to go wrong in it (short ATS, transport errors without a number) is turned into
refusals here.
"""

from typing import Any

import nfc
from nfc.clf import RemoteTarget, TransmissionError, pn532
from nfc.clf import TimeoutError as FieldTimeout
from nfc.clf.transport import TTY
from nfc.tag.tt4 import Type4Tag, Type4TagCommandError

from device.base.refusal import Refusal

_SLOT = "nfc"


class Pn532Field:
    """An `NfcField` on the serial device `path` (`/dev/ttyAMA0`), opened at the first connection."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._field: Any = None
        self._tag: Any = None

    def connect(self) -> bytes:
        """Look for a phone or a card and activate it; its number in the field (UID) stands for the ATR. CARD_ABSENT, CARD_UNKNOWN
        for what does not speak ISO-DEP, CARD_MUTE for a torn activation, SLOT_LOST without the chip."""
        if self._tag is None:
            self._tag = self._activated(self._sensed())
        return bytes(self._tag.identifier)

    def _sensed(self) -> Any:
        try:
            if self._field is None:
                self._field = nfc.ContactlessFrontend()
                self._field.device = pn532.init(TTY(self._path))
            found = self._field.sense(RemoteTarget("106A"))
        except OSError:
            self._lose()
            raise Refusal("SLOT_LOST", slot=_SLOT) from None
        if found is None:
            raise Refusal("CARD_ABSENT", slot=_SLOT)
        return found

    def _activated(self, found: Any) -> Any:
        try:
            tag = nfc.tag.activate(self._field, found)
        except (IndexError, FieldTimeout, TransmissionError):
            tag = None
        if tag is None:
            raise Refusal("CARD_MUTE", slot=_SLOT)
        if not isinstance(tag, Type4Tag):
            raise Refusal("CARD_UNKNOWN", kind="foreign", slot=_SLOT)
        return tag

    def transmit(self, command: bytes) -> bytes:
        """One APDU of 4 octets or more."""
        if len(command) < 4:
            raise ValueError("an APDU has 4 octets or more")
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
        """Switch the field off, and let go of the serial line."""
        self._tag = None
        if self._field is not None:
            try:
                self._field.close()
            except OSError:
                pass  # the line is gone already
            self._field = None

    def _lose(self) -> None:
        self._tag, self._field = None, None
