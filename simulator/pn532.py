"""SIM: a PN532 on a pseudo terminal with a phone in its field: frames, acknowledgements, and ISO-DEP on the phone's side."""

import os
import pty
import select
import threading
import tty

from simulator.cards.plug import Card

_ACK = bytes.fromhex("0000FF00FF00")
_START = b"\x00\x00\xff"
_FIFO_DATA = 0x6339
_NOTHING_HEARD = b"\x26"  # what the chip's FIFO still holds when nobody answered SENS_REQ
_TIME_OUT = b"\x01"
ATS = bytes.fromhex("0578807002")
SEL_RES = 0x20  # it speaks ISO-DEP
UID = bytes.fromhex("08A1B2C3")
_BLOCK = 200


class Pn532:
    """The chip. `path` is the serial device to open; `card` what lies in the field (None: nothing), `ats` and `sel_res` what it says of
    itself."""

    def __init__(self, card: Card | None = None, ats: bytes = ATS, sel_res: int = SEL_RES) -> None:
        self.card = card
        self.gone_at: int | None = None  # the card leaves when that many blocks have come
        self.misses = 0  # so many calls it does not hear
        self._ats = ats
        self._sel_res = sel_res
        self._blocks = 0
        self._command = b""
        self._answer = b""
        self._woken, self._wake = os.pipe()
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._thread = threading.Thread(target=self._serve, name="pn532", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """The chip is torn off its line."""
        os.close(self._wake)
        self._thread.join()

    def _serve(self) -> None:
        """Until it is torn off: the thread that reads the line is the one that closes it."""
        heard = b""
        while True:
            ready, _, _ = select.select([self._master, self._woken], [], [])
            if self._woken in ready:
                break
            try:
                heard = self._heard(heard + os.read(self._master, 4096))
            except OSError:
                break  # the host let go of the line
        for line in (self._slave, self._master, self._woken):
            os.close(line)

    def _heard(self, heard: bytes) -> bytes:
        """Answer every whole frame; what is left."""
        while (frame := _next_frame(heard)) is not None:
            body, heard = frame
            if body:
                os.write(self._master, _ACK + _framed(b"\xd5" + bytes((body[1] + 1,)) + self._done(body[1], body[2:])))
        return heard

    def _done(self, command: int, data: bytes) -> bytes:
        """The answer to one host command, without its code."""
        if command == 0x00:
            return data if data[:1] == b"\x00" else b"\x00"
        if command == 0x02:
            return bytes.fromhex("32010607")
        if command == 0x06:
            addresses = [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]
            return b"".join(_NOTHING_HEARD if address == _FIFO_DATA else b"\x00" for address in addresses)
        if command == 0x16:
            return b"\x00"
        if command == 0x4A:
            return self._listed(data)
        return self._through(data) if command == 0x42 else b""

    def _listed(self, data: bytes) -> bytes:
        if self.card is None or data[1:2] != b"\x00":
            return b"\x00"
        if self.misses:
            self.misses -= 1
            return b"\x00"
        self.card.power(True)
        self._command = self._answer = b""
        return b"\x01\x01\x00\x04" + bytes((self._sel_res, len(UID))) + UID

    def _through(self, data: bytes) -> bytes:
        """One frame in the field."""
        if self.gone_at is not None and self._blocks >= self.gone_at:
            self.card = None
        if self.card is None:
            return _TIME_OUT
        self._blocks += 1
        if data[0] == 0xE0:
            return b"\x00" + self._ats
        return b"\x00" + self._block(self.card, data)

    def _block(self, card: Card, data: bytes) -> bytes:
        """ISO-DEP: I-blocks in and out, chained where they are long; R-blocks ask for the next or for a repetition."""
        control, number = data[0], data[0] & 1
        if control & 0xE2 == 0x02:
            self._command += data[1:]
            if control & 0x10:
                return bytes((0xA2 | number,))
            self._answer, self._command = card.execute(self._command), b""
        elif control & 0xF6 == 0xB2:
            return bytes((0xA2 | (number ^ 1),))
        part, self._answer = self._answer[:_BLOCK], self._answer[_BLOCK:]
        return bytes(((0x12 if self._answer else 0x02) | number,)) + part


def _next_frame(heard: bytes) -> tuple[bytes, bytes] | None:
    """The body of the next frame (empty for an acknowledgement) and what follows; None while it is not whole."""
    at = heard.find(_START)
    if at < 0 or len(heard) < at + 6:
        return None
    if heard[at : at + 6] == _ACK:
        return b"", heard[at + 6 :]
    head, length = at + 5, heard[at + 3]
    if heard[at + 3 : at + 5] == b"\xff\xff":
        head, length = at + 8, int.from_bytes(heard[at + 5 : at + 7], "big")
    if len(heard) < head + length + 2:
        return None
    return heard[head : head + length], heard[head + length + 2 :]


def _framed(body: bytes) -> bytes:
    if len(body) < 255:
        head = bytes((len(body), -len(body) & 0xFF))
    else:
        length = len(body).to_bytes(2, "big")
        head = b"\xff\xff" + length + bytes((-sum(length) & 0xFF,))
    return _START + head + body + bytes((-sum(body) & 0xFF, 0))
