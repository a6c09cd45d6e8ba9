"""CPS3 and the other third-generation cards (CPE, CDE, CPF): IAS-ECC over T=0.

Sources: public readings of real cards (OpenSC card-iasecc, ANS Cryptolib): AID of the PKCS#15 application, MSE with
algorithm 0x42 (RSA, SHA-256) and key 0x81, PSO HASH of the last block. SIM: the short identifiers 1 to 4 of our own files.
"""

from device.cards.dialect import Dialect

DIALECT = Dialect(
    application=bytes.fromhex("E828BD080F8025000001FF0010"),
    cla=0x00,
    pin=0x01,
    before_hash=(0x41, 0xAA, bytes.fromhex("800140")),
    before_sign=(0x41, 0xB6, bytes.fromhex("800142840181")),
    hash_on_card=True,
    chunk=231,
)
