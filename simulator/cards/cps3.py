"""A virtual CPS3 (also CPE, CDE, CPF): IAS-ECC commands over T=0, PKCS#15 files, PIN of 4 digits with 3 tries, two RSA keys.

To the byte, from public readings: ATR, EF.ATR, EF.SN, selection, PIN and key objects (SDO), VERIFY, MSE, PSO HASH with the last
round on the card, PSO CDS, INTERNAL AUTHENTICATE. SIM: EF D1F1 and D1F2 (groups 1 and 2), the answer 80 88 to a patient card.
"""

import dataclasses
from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, utils

from simulator.cards import pkcs15
from simulator.cards.authority import KeyPair, cryptogram
from simulator.cards.chip import Chip, Command, File, Status, tlv
from simulator.cards.iasecc import TRIES, control_parameters, finished, raw_signature, reference_data, security_object

EF_ATR = bytes.fromhex("804301B8460404B0ECC147039401804F088025000001FF0100E01002020104020201040202010002020100780806062B8122F8780282029000")
IAS_AID = bytes.fromhex("8025000001FF0100")
AID = bytes.fromhex("E828BD080F8025000001FF0010")
HOME = 0x0001
UNBLOCKS = 10
_SIG, _AUT = 0x81, 0x82


@dataclasses.dataclass
class Memory:
    """What the card keeps without power."""

    pin: str = "1234"
    unblocking: str = "12345678"
    tries: int = TRIES
    unblocks: int = UNBLOCKS


@dataclasses.dataclass(frozen=True)
class Holder:
    """What was written into the card: BCD serial (10 digits), zones of groups 1 and 2, validity AAAAMMJJ (an empty end: no EF_ACTUA, as
    on many cards), test world."""

    serial: str
    identity: bytes
    situations: bytes
    world: str = "tournee"
    valid_from: str = "20250101"
    valid_until: str = "20281231"


def serial_object(serial: str) -> bytes:
    """EF.SN: 5A, the issuer's 8025000001 and five BCD octets."""
    return tlv(0x5A, bytes.fromhex("8025000001" + serial))


def tree(holder: Holder, sig: KeyPair, aut: KeyPair, label: str) -> File:
    """All files of the card."""
    actuality = tlv(0xEC, tlv(0x81, holder.valid_from.encode()), tlv(0x82, holder.valid_until.encode()))
    home = [
        File(0xD1F1, holder.identity, sfi=1),
        File(0xD1F2, holder.situations, sfi=2, pin=True),
        File(0xD101, sig.certificate, sfi=3),
        File(0xD102, aut.certificate),
        *([File(0xD010, actuality, sfi=4)] if holder.valid_until else []),
        File(0x5031, pkcs15.object_directory(0x7002, 0x7004, 0x7001, HOME)),
        File(0x5032, pkcs15.token_info(bytes.fromhex("8025000001" + holder.serial), label)),
        File(0x7001, pkcs15.pin_directory(0x01)),
        File(0x7002, pkcs15.key_directory()),
        File(0x7004, pkcs15.certificate_directory(0xD101, 0xD102, HOME)),
    ]
    directory = tlv(0x61, tlv(0x4F, AID), tlv(0x50, b"CPx IAS"), tlv(0x51, bytes.fromhex("3F000001")))
    return File(
        0x3F00,
        aid=IAS_AID,
        children=[
            File(0x2F00, directory, sfi=0x1E),
            File(0x2F01, EF_ATR, sfi=0x1D),
            File(0xD003, serial_object(holder.serial), sfi=0x1C),
            File(HOME, aid=AID, children=home),
        ],
    )


class Cps3(Chip):
    """The chip. `changed` is called when the durable `memory` changed."""

    ATR = bytes.fromhex("3BAC00402A001225006480000310009000")
    SPEED = 896
    LABEL = "CPS3 SIM"
    CLA = 0x00

    def __init__(
        self, holder: Holder, sig: KeyPair, aut: KeyPair, memory: Memory | None = None, changed: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__()
        self.memory = memory or Memory()
        self._holder, self._keys, self._changed = holder, {_SIG: sig, _AUT: aut}, changed
        self._root = tree(holder, sig, aut, self.LABEL)
        self.power(False)

    def power(self, on: bool) -> None:
        """Forget selection, PIN, hash and security environment."""
        super().power(on)
        self._directory = self._root
        self._file: File | None = None
        self._verified = False
        self._environment: dict[int, dict[int, bytes]] = {}
        self._digest = b""

    def handle(self, command: Command) -> bytes:
        """The command's data, by its instruction."""
        if command.cla == 0x80 and command.ins == 0x88 and command.p1p2 == 0x00F1:
            self._need_pin()
            return cryptogram(self._holder.world, command.data)
        if command.cla != self.CLA:
            raise Status(0x6E00)
        verb = self._verbs().get(command.ins)
        if verb is None:
            raise Status(0x6D00)
        return verb(command)

    def _verbs(self) -> dict[int, Callable[[Command], bytes]]:
        return {
            0xA4: self._select,
            0xB0: self._read,
            0xCB: self._get_data,
            0x20: self._verify,
            0x24: self._change,
            0x2C: self._unblock,
            0x22: self._manage,
            0x2A: self._operate,
            0x88: self._authenticate,
        }

    def _need_pin(self) -> None:
        if not self._verified:
            raise Status(0x6982)

    # selection and reading

    def _select(self, command: Command) -> bytes:
        found = self._found(command)
        if found is None:
            raise Status(0x6A82)
        if found.content is None:
            self._directory, self._file = found, None
        else:
            self._file = found
        return b"" if command.p2 == 0x0C else control_parameters(found)

    def _found(self, command: Command) -> File | None:
        if command.p1 == 0x04:
            if command.p2 == 0x00:
                raise Status(0x6A86)
            return next((each for each in (self._root, *self._root.children) if each.aid == command.data), None)
        if command.p1 == 0x02:
            fid = int.from_bytes(command.data, "big")
            return self._root if fid == self._root.fid else self._directory.child(fid)
        if command.p1 in (0x00, 0x09):
            return self._by_path(command.data)
        raise Status(0x6A86)

    def _by_path(self, path: bytes) -> File | None:
        """An absolute path; the directory of its file becomes the current one."""
        if path[:2] != b"\x3f\x00":
            return None
        found: File | None = self._root
        for at in range(2, len(path), 2):
            assert found is not None
            self._directory = found
            found = found.child(int.from_bytes(path[at : at + 2], "big"))
            if found is None:
                return None
        return found

    def _read(self, command: Command) -> bytes:
        offset = command.p1p2
        if command.p1 & 0x80:
            sfi, offset = command.p1 & 0x1F, command.p2
            self._file = next((each for each in self._directory.children if each.sfi == sfi), None)
            if self._file is None:
                raise Status(0x6A82)
        if self._file is None or self._file.content is None:
            raise Status(0x6986)
        if self._file.pin:
            self._need_pin()
        if offset >= len(self._file.content) > 0:
            raise Status(0x6B00)
        return self._file.content[offset : offset + (command.le or 256)]

    def _get_data(self, command: Command) -> bytes:
        if command.p1p2 != 0x3FFF:
            raise Status(0x6A88)
        found = security_object(command.data, self._directory is self._root, self.memory.tries)
        if found is None:
            raise Status(0x6A88)
        return found

    # PIN

    def _verify(self, command: Command) -> bytes:
        self._check_reference(command)
        if not command.data:
            if self._verified:
                return b""
            raise Status(0x6983 if self.memory.tries == 0 else 0x63C0 | self.memory.tries)
        self._compare(command.data)
        self._verified = True
        return b""

    def _check_reference(self, command: Command) -> None:
        if command.p1 != 0x00 or command.p2 != 0x01:
            raise Status(0x6A88)

    def _compare(self, given: bytes) -> None:
        if self.memory.tries == 0:
            raise Status(0x6983)
        if given == self.memory.pin.encode():
            self.memory.tries = TRIES
            self._changed()
            return
        self._verified = False
        self.memory.tries -= 1
        self._changed()
        raise Status(0x63C0 | self.memory.tries)

    def _change(self, command: Command) -> bytes:
        self._check_reference(command)
        if len(command.data) != 8:
            raise Status(0x6A80)
        self._compare(command.data[:4])
        self.memory.pin = command.data[4:].decode("ascii")
        self._changed()
        return b""

    def _unblock(self, command: Command) -> bytes:
        self._check_reference(command)
        if self.memory.unblocks == 0:
            raise Status(0x6983)
        code = self.memory.unblocking.encode()
        if command.data[:-4] != code:
            self.memory.unblocks -= 1
            self._changed()
            raise Status(0x63C0 | self.memory.unblocks)
        self.memory.unblocks -= 1
        self.memory.pin, self.memory.tries = command.data[-4:].decode("ascii"), TRIES
        self._changed()
        return b""

    # keys

    def _manage(self, command: Command) -> bytes:
        if command.p1 != 0x41:
            raise Status(0x6A86)
        if command.p2 not in (0xAA, 0xA4, 0xB6, 0xB8):
            raise Status(0x6A86)
        self._environment[command.p2] = reference_data(command.data)
        return b""

    def _operate(self, command: Command) -> bytes:
        if command.p1p2 == 0x90A0:
            return self._hash(command.data)
        if command.p1p2 == 0x9E9A:
            return self._sign()
        raise Status(0x6A86)

    def _hash(self, data: bytes) -> bytes:
        if self._environment.get(0xAA) != {0x80: b"\x40"}:
            raise Status(0x6985)
        self._digest = finished(data)
        return b""

    def _sign(self) -> bytes:
        self._need_pin()
        if self._environment.get(0xB6) != {0x80: b"\x42", 0x84: b"\x81"} or not self._digest:
            raise Status(0x6985)
        digest, self._digest = self._digest, b""
        return self._signature(digest)

    def _signature(self, digest: bytes) -> bytes:
        return self._keys[_SIG].key.sign(digest, padding.PKCS1v15(), utils.Prehashed(hashes.SHA256()))

    def _authenticate(self, command: Command) -> bytes:
        self._need_pin()
        if self._environment.get(0xA4) != {0x80: b"\x02", 0x84: b"\x82"}:
            raise Status(0x6985)
        return raw_signature(self._keys[_AUT], command.data)
