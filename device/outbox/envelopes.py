"""The port of what closes and opens: envelopes for destinations, signatures of those who answer, the certificates of both."""

from device.base.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object


class Enclosed(Record):
    """An envelope: its `octets`, the certificate it was made for (`key`, the SHA-256 in hexadecimal), and whether what is inside was
    compressed (gzip), as its destination wants it."""

    FIELDS = ("octets", "key", "packed")
    octets: bytes
    key: str
    packed: bool


class Ending(Record):
    """A certificate that ends soon: for which `address` (or pattern; empty: our own), its `last` day, whether the `next` one is here."""

    FIELDS = ("address", "last", "next")
    address: str
    last: int
    next: bool


class Vault(Protocol):
    """Envelopes, signatures, keys. Refusals: CERTIFICATE_MISSING, CERTIFICATE_EXPIRED, SEAL_FALSE, ENVELOPE_UNREADABLE."""

    def envelope(self, octets: bytes, recipient: str, day: int) -> Enclosed:
        """S/MIME enveloped for the destination's newest certificate that is valid on `day`."""

    def key(self, recipient: str, day: int) -> str:
        """The certificate that `envelope` would take."""

    def ending(self, within: int) -> "tuple[Ending, ...]":
        """The certificates whose last day is at most so many days away."""

    def open(self, octets: bytes) -> bytes:
        """Open an envelope addressed to us."""

    def verified(self, octets: bytes, signer: str) -> bytes:
        """The content of a signed message whose signer is the one named, opened first when it came in an envelope; SEAL_FALSE
        otherwise."""
