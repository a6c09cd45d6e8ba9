"""A card, or a phone, that answers whatever it is asked."""


class Echo:
    """Powered, it says yes to each command; it remembers when it was powered."""

    def __init__(self, atr: bytes) -> None:
        self._atr = atr
        self.powered: list[bool] = []

    def atr(self) -> bytes:
        """As it was made."""
        return self._atr

    def power(self, on: bool) -> None:
        """Noted."""
        self.powered.append(on)

    def execute(self, command: bytes) -> bytes:
        """Yes."""
        return b"\x90\x00"

    def speed(self) -> int:
        """Octets a second: it costs no time."""
        return 1 << 20
