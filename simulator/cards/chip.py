"""What every virtual chip shares: the manners of T=0 (61xx and GET RESPONSE, 6Cxx) and a tree of files."""

from dataclasses import dataclass, field


class Status(Exception):
    """The command ends with this status word."""

    def __init__(self, sw: int) -> None:
        super().__init__(f"{sw:04X}")
        self.sw = sw


@dataclass
class File:
    """A file: transparent with `content`, or a directory with `children`. `pin` tells that reading needs the PIN."""

    fid: int
    content: bytes | None = None
    sfi: int = 0
    aid: bytes = b""
    pin: bool = False
    children: list["File"] = field(default_factory=list)

    def child(self, fid: int) -> "File | None":
        """The file of that identifier right below."""
        return next((each for each in self.children if each.fid == fid), None)


@dataclass(frozen=True)
class Command:
    """A command as it came: `le` is None when the program expects nothing."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes
    le: int | None

    @property
    def p1p2(self) -> int:
        """Both parameters as one number."""
        return self.p1 << 8 | self.p2


def parsed(octets: bytes) -> Command:
    """A short APDU; 6700 when its length does not add up."""
    if len(octets) < 4:
        raise Status(0x6700)
    cla, ins, p1, p2 = octets[:4]
    body = octets[4:]
    if len(body) <= 1:
        return Command(cla, ins, p1, p2, b"", (body[0] or 256) if body else None)
    data, rest = body[1 : 1 + body[0]], body[1 + body[0] :]
    if len(data) != body[0] or len(rest) > 1:
        raise Status(0x6700)
    return Command(cla, ins, p1, p2, data, None)


class Chip:
    """A T=0 chip. A subclass gives `ATR`, `SPEED` and `handle(command) -> data`, which raises `Status` to refuse."""

    ATR = b""
    SPEED = 896

    def __init__(self) -> None:
        self._pending = b""

    def atr(self) -> bytes:
        """The answer to reset."""
        return self.ATR

    def speed(self) -> int:
        """Octets per second on the contacts at 4 MHz."""
        return self.SPEED

    def power(self, on: bool) -> None:
        """A reset, or the end of power: both forget what is volatile."""
        self._pending = b""

    def execute(self, octets: bytes) -> bytes:
        """One exchange as T=0 has it."""
        try:
            return self._answered(parsed(octets))
        except Status as status:
            return status.sw.to_bytes(2, "big")

    def _answered(self, command: Command) -> bytes:
        if command.ins == 0xC0:
            return self._more(command.le or 256)
        self._pending = b""
        data = self.handle(command)
        if not data:
            return b"\x90\x00"
        if command.le is None:
            self._pending = data
            return bytes((0x61, len(data) & 0xFF if len(data) < 256 else 0))
        if len(data) < command.le:
            return bytes((0x6C, len(data)))
        return data[: command.le] + b"\x90\x00"

    def _more(self, count: int) -> bytes:
        if not self._pending:
            raise Status(0x6985)
        part, self._pending = self._pending[:count], self._pending[count:]
        if not self._pending:
            return part + b"\x90\x00"
        return part + bytes((0x61, min(len(self._pending), 255)))

    def handle(self, command: Command) -> bytes:
        """The data that the command gives."""
        raise Status(0x6D00)


def tlv(tag: int, *values: bytes) -> bytes:
    """A BER-TLV object."""
    value = b"".join(values)
    head = tag.to_bytes((tag.bit_length() + 7) // 8, "big")
    if len(value) < 0x80:
        return head + bytes((len(value),)) + value
    width = (len(value).bit_length() + 7) // 8
    return head + bytes((0x80 | width,)) + len(value).to_bytes(width, "big") + value
