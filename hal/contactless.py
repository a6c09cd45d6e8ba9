"""The contactless reader by its setting, and the port that reads the phone held to it.

A setting is the name of a contactless reader of pcscd, or `tty:` and the serial line of a PN532 (`tty:/dev/ttyAMA0`).
"""

import threading
import time
from typing import Any

from device.base.refusal import Refusal
from device.cards.apcv import read_phone
from device.ports import NfcField
from hal.late import Late
from hal.pcsc import PcscSlot

SLOT = "nfc"
SERIAL = "tty:"
# A phone answers in a fraction of it; the lane of its port must not give up before its slot does.
ANSWER_SECONDS = 2.0
# A hand trembles: a phone that leaves the field for less is read again without a word. It is longer than a reader takes to see that
# nothing is there, so that its coming back is seen too.
TREMBLE_SECONDS, AGAIN_SECONDS = 1.2, 0.1


def field_of(setting: str) -> Any:
    """The `NfcField` that a setting names; its library is loaded when it is first used."""
    if setting.startswith(SERIAL):
        return Late(lambda: _on_serial_line(setting.removeprefix(SERIAL)))
    return PcscSlot(setting, SLOT, ANSWER_SECONDS)


def _on_serial_line(path: str) -> NfcField:
    from hal.nfc import Pn532Field

    return Pn532Field(path)


class Phones:
    """The port `nfc` of the workers over a field."""

    def __init__(self, field: NfcField) -> None:
        self._field = field
        self._pause = threading.Event()

    def read_code(self) -> bytes:
        """The code of the phone held to the reader, which is then let go; refusals as `device.cards.apcv.read_phone`."""
        end = time.monotonic() + TREMBLE_SECONDS
        while True:
            try:
                return read_phone(self._field)
            except Refusal as refusal:
                if refusal.code != "PHONE_GONE" or time.monotonic() > end:
                    raise
            finally:
                self._field.release()
            self._pause.wait(AGAIN_SECONDS)
