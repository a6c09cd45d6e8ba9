"""A virtual CPS4: ChipDoc commands on logical channel 1, as far as they are public; unverified on a real card."""

from simulator.cards.chip import Command, File, Status
from simulator.cards.cps3 import HOME, Cps3, serial_object

AID = bytes.fromhex("8025000001FF0100")


class Cps4(Cps3):
    """Twelve times faster on the wire; a program without class 01 gets 6E00; no INTERNAL AUTHENTICATE."""

    ATR = bytes.fromhex("3B9B188001001225006480000401009044")
    SPEED = 10753
    LABEL = "CPS4 SIM"
    CLA = 0x01

    def _found(self, command: Command) -> File | None:
        """ChipDoc holds the files itself, its serial included."""
        if command.p1 != 0x04:
            return super()._found(command)
        home = self._root.child(HOME)
        if command.data != AID or home is None:
            return None
        if home.child(0xD003) is None:
            home.children.append(File(0xD003, serial_object(self._holder.serial), sfi=0x1C))
        return home

    def _manage(self, command: Command) -> bytes:
        if (command.p1, command.p2, command.data) != (0x81, 0xB6, bytes.fromhex("91022881")):
            raise Status(0x6A80)
        self._environment[command.p2] = {0x91: command.data[2:]}
        return b""

    def _hash(self, data: bytes) -> bytes:
        """The digest, made outside."""
        if data[:2] != b"\x90\x20" or len(data) != 34:
            raise Status(0x6A80)
        self._digest = data[2:]
        return b""

    def _sign(self) -> bytes:
        self._need_pin()
        if 0xB6 not in self._environment or not self._digest:
            raise Status(0x6985)
        digest, self._digest = self._digest, b""
        return self._signature(digest)

    def _authenticate(self, command: Command) -> bytes:
        raise Status(0x6D00)
