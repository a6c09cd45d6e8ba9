"""SIM: the patient's app as a contactless card: it gives the same opaque text as its QR code. The real application is not public."""

from simulator.cards.chip import Chip, Command, Status

APPLICATION = bytes.fromhex("F053494D41504356")


class AppCard(Chip):
    """A phone held to the reader, its app open with `code`."""

    ATR = bytes.fromhex("3B80800101")
    SPEED = 10753

    def __init__(self, code: bytes) -> None:
        super().__init__()
        self._code = code
        self._selected = False

    def power(self, on: bool) -> None:
        """Forget the selection."""
        super().power(on)
        self._selected = False

    def handle(self, command: Command) -> bytes:
        """Select, then give the code."""
        if command.ins == 0xA4:
            self._selected = command.data == APPLICATION
            if not self._selected:
                raise Status(0x6A82)
            return b""
        if command.cla != 0x80 or command.ins != 0xCA or not self._selected:
            raise Status(0x6985)
        return self._code
