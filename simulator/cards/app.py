"""SIM: the patient's app as a contactless card: it gives the same opaque text as its QR code. The real application is not public."""

from collections.abc import Callable

from simulator.cards.chip import Chip, Command, Status

APPLICATION = bytes.fromhex("F053494D41504356")


class AppCard(Chip):
    """A phone held to the reader, its app open; `show` gives the code that it shows now, asked for each time the app is selected."""

    ATR = bytes.fromhex("3B80800101")
    SPEED = 10753

    def __init__(self, show: Callable[[], bytes]) -> None:
        super().__init__()
        self._show = show
        self._code = b""

    def power(self, on: bool) -> None:
        """Forget the selection."""
        super().power(on)
        self._code = b""

    def handle(self, command: Command) -> bytes:
        """Select, then give the code."""
        if command.ins == 0xA4:
            self._code = b""
            if command.data != APPLICATION:
                raise Status(0x6A82)
            self._code = self._show()
            return b""
        if command.cla != 0x80 or command.ins != 0xCA or not self._code:
            raise Status(0x6985)
        return self._code
