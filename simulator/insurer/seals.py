"""SIM: how the insurer checks who signed: the professional's card over invoices and lots, the patient's card over invoices."""

import hashlib
import hmac
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from simulator.insurer.b2 import Invoice, Lot

# SIM codes of record 2, column 58: on a visit, secured, desynchronised.
_WITH_PATIENT_CARD = "234"
_SERIAL = 9


class Judge:
    """Checks seals against the cards' authority, whose certificate (DER) lies at `authority`; `world` names the test cards."""

    def __init__(self, authority: Path, world: str = "tournee") -> None:
        self._authority = authority
        self._world = world

    def lot(self, lot: Lot) -> bool:
        """Is the lot signed by a card of the authority?"""
        return self._signed(lot.signed, lot.seals.get("L", b""), lot.seals.get("K", b""))

    def invoice(self, invoice: Invoice) -> bool:
        """Is the invoice signed, and proved by the patient's card where its mode promises that?"""
        if not self._signed(invoice.plain, invoice.seals.get("S", b""), invoice.seals.get("K", b"")):
            return False
        return invoice.mode not in _WITH_PATIENT_CARD or self._proved(invoice)

    def _signed(self, octets: bytes, signature: bytes, certificate: bytes) -> bool:
        try:
            signer = x509.load_der_x509_certificate(certificate)
            signer.verify_directly_issued_by(x509.load_der_x509_certificate(self._authority.read_bytes()))
            key = signer.public_key()
            if not isinstance(key, rsa.RSAPublicKey):
                return False
            key.verify(signature, octets, padding.PKCS1v15(), hashes.SHA256())
        except (InvalidSignature, ValueError):
            return False
        return True

    def _proved(self, invoice: Invoice) -> bool:
        """SIM: a serial of nine characters, then HMAC-SHA256 of the image's digest under a secret made from it."""
        proof = invoice.seals.get("V", b"")
        serial, mark = proof[:_SERIAL].rstrip(), proof[_SERIAL:]
        secret = hmac.digest(b"SIM-VITALE " + self._world.encode(), serial, hashlib.sha256)
        return hmac.compare_digest(mark, hmac.digest(secret, hashlib.sha256(invoice.plain).digest(), hashlib.sha256))
