"""Bounded reading and writing of octets: what `struct` does differently on MicroPython is refused here."""

from device.base.refusal import Refusal


class Writer:
    """Builds octets; every integer is checked against its width (ValueError when it does not fit)."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def raw(self, octets: bytes) -> "Writer":
        """Octets as they are."""
        self._parts.append(bytes(octets))
        return self

    def unsigned(self, value: int, width: int) -> "Writer":
        """A big-endian unsigned integer on `width` octets."""
        if value < 0 or value >= 1 << (8 * width):
            raise ValueError("%d does not fit in %d octets" % (value, width))
        return self.raw(value.to_bytes(width, "big"))

    def ber_length(self, length: int) -> "Writer":
        """A BER length: one octet below 0x80, else 0x80|n then n octets."""
        if length < 0x80:
            return self.unsigned(length, 1)
        width = 1
        while length >= 1 << (8 * width):
            width += 1
        return self.unsigned(0x80 | width, 1).unsigned(length, width)

    def octets(self) -> bytes:
        """All that was written."""
        return b"".join(self._parts)


class Reader:
    """Reads octets in order; reading past the end is the refusal OCTETS_SHORT (at=offset)."""

    def __init__(self, octets: bytes) -> None:
        self._octets = bytes(octets)
        self.at = 0

    def left(self) -> int:
        """How many octets remain."""
        return len(self._octets) - self.at

    def raw(self, count: int) -> bytes:
        """The next `count` octets."""
        if count < 0 or count > self.left():
            raise Refusal("OCTETS_SHORT", at=self.at)
        start = self.at
        self.at = start + count
        return self._octets[start : self.at]

    def unsigned(self, width: int) -> int:
        """A big-endian unsigned integer on `width` octets."""
        return int.from_bytes(self.raw(width), "big")

    def ber_length(self) -> int:
        """A BER length of at most three octets of value; a longer or indefinite one is refused."""
        first = self.unsigned(1)
        if first < 0x80:
            return first
        width = first & 0x7F
        if width == 0 or width > 3:
            raise Refusal("OCTETS_SHORT", at=self.at)
        return self.unsigned(width)
