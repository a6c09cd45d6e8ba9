"""The far end and the envelopes to it, without a network and without cryptography."""

from device.base.refusal import Refusal
from device.base.wire import read, write
from device.outbox.envelopes import Enclosed, Ending

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from device.ports import Delivery, Parcel


class MemoryCourier:
    """A `Courier` with a mailbox: `parcels` that were handed over, `box` of deliveries, `services` by name."""

    def __init__(self) -> None:
        self.up = True
        self.next_send = ""
        self.parcels: list[Parcel] = []
        self.box: list[Delivery] = []
        self.services: dict[str, Callable[[bytes], bytes]] = {}

    def send(self, parcel: "Parcel") -> str:
        """Kept; then `next_send` is refused once (SEND_UNCERTAIN: the far end has it all the same)."""
        self._reach()
        code, self.next_send = self.next_send, ""
        if code != "SEND_REFUSED":
            self.parcels.append(parcel)
        if code:
            raise Refusal(code)
        return "queued-%d" % len(self.parcels)

    def fetch(self) -> "list[Delivery]":
        """All that waits."""
        self._reach()
        return list(self.box)

    def ack(self, uid: str) -> None:
        """Deleted."""
        self._reach()
        self.box = [delivery for delivery in self.box if delivery.uid != uid]

    def call(self, service: str, octets: bytes) -> bytes:
        """The service's answer; SERVICE_DOWN when there is no such service."""
        self._reach()
        if service not in self.services:
            raise Refusal("SERVICE_DOWN")
        return self.services[service](octets)

    def online(self) -> bool:
        """As the test says."""
        return self.up

    def _reach(self) -> None:
        if not self.up:
            raise Refusal("NETWORK_DOWN")


class MemoryVault:
    """A `Vault` without cryptography (SIM): envelopes name their recipient, messages their signer. `certificates` maps an
    address to the first and last day of its certificate; `us` is our own address, `packed` are those who want it compressed;
    `today` is the day, and `following` are those whose next certificate is here."""

    def __init__(self, us: str, certificates: "dict[str, tuple[int, int]]", packed: "tuple[str, ...]" = ()) -> None:
        self._us = us
        self.certificates = certificates
        self._packed = packed
        self.today = 0
        self.following: tuple[str, ...] = ()

    def envelope(self, octets: bytes, recipient: str, day: int) -> Enclosed:
        """For that address; nothing is compressed here."""
        key = self.key(recipient, day)
        return Enclosed(write({"to": recipient, "octets": octets.hex()}), key, recipient in self._packed)

    def key(self, recipient: str, day: int) -> str:
        """Its address and last day name it."""
        if recipient not in self.certificates:
            raise Refusal("CERTIFICATE_MISSING")
        first, last = self.certificates[recipient]
        if not first <= day <= last:
            raise Refusal("CERTIFICATE_EXPIRED", day=last)
        return "%s %d" % (recipient, last)

    def ending(self, within: int) -> "tuple[Ending, ...]":
        """By address."""
        found = []
        for address in sorted(self.certificates):
            last = self.certificates[address][1]
            if last <= self.today + within:
                found.append(Ending(address, last, address in self.following))
        return tuple(found)

    def open(self, octets: bytes) -> bytes:
        """When it is for us."""
        return self._taken(octets, "to", self._us, "ENVELOPE_UNREADABLE")

    def verified(self, octets: bytes, signer: str) -> bytes:
        """When that signer signed it, in an envelope for us or bare."""
        try:
            octets = self.open(octets)
        except Refusal:
            pass
        return self._taken(octets, "by", signer, "SEAL_FALSE")

    def _taken(self, octets: bytes, key: str, expected: str, code: str) -> bytes:
        try:
            values = read(octets)
        except Refusal:
            raise Refusal(code)
        if values.get(key) != expected:
            raise Refusal(code)
        return bytes.fromhex(values["octets"])


def signed_by(signer: str, octets: bytes) -> bytes:
    """SIM: a message that `MemoryVault.verified` takes as signed by that address."""
    return write({"by": signer, "octets": octets.hex()})
