"""A virtual Vitale: the published face of a Vitale 2 (pointer table, free identity objects) or of a Vitale 1 (nothing answers), and
SIM on both: an application in class 80 that keeps the protected zone and proves invoices.
"""

import dataclasses
import hashlib
import hmac
import secrets
from collections.abc import Callable

from simulator.cards.authority import cryptogram, proof_key
from simulator.cards.chip import Chip, Command, Status, tlv

APPLICATION = bytes.fromhex("D250000002564954414C45")
SIM_APPLICATION = bytes.fromhex("F053494D564954414C45")
_POINTERS, _IDENTITY, _CERTIFICATE, _RIGHTS = 0x2001, 0x2010, 0x2011, 0x2020


@dataclasses.dataclass(frozen=True)
class Bearer:
    """What was written into the card: serial (8 or 9 digits), zone of groups 101 to 111, free identity, test world."""

    serial: str
    zone: bytes
    name: str = "FICTIVE"
    given: str = "LEA"
    birth: str = "19721901"
    nir: str = "2721975999123"
    world: str = "tournee"


class Vitale2(Chip):
    """The second generation."""

    ATR = bytes.fromhex("3B751300004309EA9000")
    SPEED = 3584

    def __init__(self, bearer: Bearer, random: Callable[[int], bytes] = secrets.token_bytes) -> None:
        super().__init__()
        self._bearer = bearer
        self._random = random
        self.power(False)

    def power(self, on: bool) -> None:
        """Forget selection and the professional's card."""
        super().power(on)
        self._application = b""
        self._file = 0
        self._challenge = b""
        self._open = False

    def handle(self, command: Command) -> bytes:
        """Class 80 is the SIM application, class 00 the published face."""
        if command.cla == 0x80:
            return self._simulated(command)
        return self._published(command)

    def _published(self, command: Command) -> bytes:
        if command.cla != 0x00:
            raise Status(0x6E00)
        if command.ins == 0xA4 and command.p1 == 0x04:
            if command.data != APPLICATION:
                raise Status(0x6A82)
            self._application = command.data
            return b""
        if command.ins == 0xA4 and command.p1 == 0x02 and self._application:
            self._file = int.from_bytes(command.data, "big")
            return self._free_or_refuse(b"")
        if command.ins == 0xB0:
            return self._free_or_refuse(self._content()[command.p1p2 : command.p1p2 + (command.le or 256)])
        raise Status(0x6D00)

    def _free_or_refuse(self, data: bytes) -> bytes:
        if self._file == _RIGHTS:
            raise Status(0x6982)
        if self._file not in (_POINTERS, _IDENTITY, _CERTIFICATE):
            raise Status(0x6A82)
        return data

    def _content(self) -> bytes:
        bearer = self._bearer
        if self._file == _IDENTITY:
            objects = (
                tlv(0x80, bearer.name.encode("latin-1")),
                tlv(0x81, bearer.given.encode("latin-1")),
                tlv(0x82, bearer.birth.encode()),
                tlv(0x90, b"FRA"),
                tlv(0x93, bearer.nir.encode()),
            )
            return tlv(0x65, *objects) + tlv(0x66, tlv(0x80, b"20250101"))
        if self._file == _POINTERS:
            files = ((b"IDENTITE", _IDENTITY), (b"CERTIFIC", _CERTIFICATE), (b"DROITS  ", _RIGHTS))
            entries = (tlv(0x80, name + b"\x00\x01" + fid.to_bytes(2, "big")) for name, fid in files)
            return tlv(0xE0, tlv(0xA0, tlv(0x82, b"\x00\x01\x00\x00" + APPLICATION)), *entries)
        return tlv(0x7F21, tlv(0x5F37, bytes(128)), tlv(0x5F38, bytes(32)))

    def _simulated(self, command: Command) -> bytes:
        if command.ins == 0xA4:
            if command.data != SIM_APPLICATION:
                raise Status(0x6A82)
            self._application = command.data
            size = len(self._bearer.zone).to_bytes(2, "big")
            return tlv(0x6F, tlv(0x5A, self._bearer.serial.encode()), tlv(0x80, size))
        if self._application != SIM_APPLICATION:
            raise Status(0x6985)
        if command.ins == 0x84:
            self._challenge = self._random(8)
            return self._challenge
        if command.ins == 0x82:
            return self._unlock(command.data)
        if not self._open:
            raise Status(0x6982)
        if command.ins == 0xB0:
            return self._bearer.zone[command.p1p2 : command.p1p2 + (command.le or 256)]
        if command.ins == 0x88 and command.p1p2 == 0x00F2:
            return hmac.digest(proof_key(self._bearer.world, self._bearer.serial), command.data, hashlib.sha256)
        raise Status(0x6D00)

    def _unlock(self, given: bytes) -> bytes:
        expected, self._challenge = self._challenge, b""
        if not expected or not hmac.compare_digest(given, cryptogram(self._bearer.world, expected)):
            raise Status(0x6300)
        self._open = True
        return b""


class Vitale1(Vitale2):
    """The first generation: inverse convention, slow, and 6E00 or 6D00 to whatever explores it."""

    ATR = bytes.fromhex("3F6525002209699000")
    SPEED = 896

    def _published(self, command: Command) -> bytes:
        raise Status(0x6D00 if command.cla == 0xBC else 0x6E00)
