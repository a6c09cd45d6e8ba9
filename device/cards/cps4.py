"""CPS4: ChipDoc on logical channel 1, as far as it is public (ANS Cryptolib). Unverified on a real card.

Known: AID, class 01, MSE `91 02` with algorithm 28 (RSA, SHA-256) and key 81, no INTERNAL AUTHENTICATE, an empty VERIFY tells the
tries left. Assumed: the digest is given by PSO HASH; a blocked code is freed as on a CPS3 (known is `2C 03` with the reference or 80, once
the unblocking code was verified, but not the reference of that code). SIM: the short identifiers of our own files.
"""

from device.cards.dialect import Dialect

DIALECT = Dialect(
    application=bytes.fromhex("8025000001FF0100"),
    cla=0x01,
    pin=0x01,
    before_hash=(0, 0, b""),
    before_sign=(0x81, 0xB6, bytes.fromhex("91022881")),
    hash_on_card=False,
    chunk=256,
    serial_first=False,
)
