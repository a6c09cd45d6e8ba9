"""How one family of professional cards is spoken to: what differs between them, as data. One file per family holds its own."""

from device.base.record import Record


class Dialect(Record):
    """A family's commands.

    `application` is the AID to select; `cla` the class of its commands; `pin` the reference of the PIN. `before_hash` and
    `before_sign` are (P1, P2, data) of the MSE commands that choose SHA-256 and the SIG key (none: empty data); `hash_on_card`
    tells whether the card takes the intermediate hash and the last block (IAS-ECC) or the digest. `chunk` is the most that
    one READ BINARY gives. `serial_first`: the serial stands outside the application. Short file identifiers: `serial_sfi`; the
    SIM files `identity_sfi` (free) and `situations_sfi` (PIN); `certificate_sfi`, and `validity_sfi` of EF_ACTUA.
    """

    FIELDS = (
        "application",
        "cla",
        "pin",
        "before_hash",
        "before_sign",
        "hash_on_card",
        "chunk",
        "serial_first",
        "serial_sfi",
        "identity_sfi",
        "situations_sfi",
        "certificate_sfi",
        "validity_sfi",
    )
    application: bytes
    cla: int
    pin: int
    before_hash: "tuple[int, int, bytes]"
    before_sign: "tuple[int, int, bytes]"
    hash_on_card: bool
    chunk: int
    serial_first: bool = True
    serial_sfi: int = 0x1C
    identity_sfi: int = 0x01
    situations_sfi: int = 0x02
    certificate_sfi: int = 0x03
    validity_sfi: int = 0x04
