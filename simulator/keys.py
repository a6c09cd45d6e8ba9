"""SIM: the test authority of a world, and the keys it certifies: its servers, its insurers, the device that talks to them."""

import datetime
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from simulator.files import write_whole

Span = tuple[datetime.datetime, datetime.datetime]
VALID: Span = (datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC), datetime.datetime(2035, 1, 1, tzinfo=datetime.UTC))
EXPIRED: Span = (datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC), datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Pair:
    """A private key and its certificate, and the PEM files that keep them."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    key_path: Path
    certificate_path: Path


class Keys:
    """The pairs kept in `directory`, each made the first time it is asked for; `authority` signs the others."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir(parents=True, exist_ok=True)
        self.authority = self._pair("authority", x509.BasicConstraints(True, 0), VALID, None)

    def server(self, name: str = "server", span: Span = VALID) -> Pair:
        """For a TLS server on the loopback address."""
        return self._pair(name, x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), span, self.authority)

    def mailbox(self, name: str, address: str, span: Span = VALID) -> Pair:
        """For somebody who signs and receives mail under that address (which may be a pattern)."""
        return self._pair(name, x509.SubjectAlternativeName([x509.RFC822Name(address)]), span, self.authority)

    def _pair(self, name: str, extension: x509.ExtensionType, span: Span, issuer: Pair | None) -> Pair:
        key_path, path = self._directory / f"{name}.key.pem", self._directory / f"{name}.pem"
        if not path.exists():
            fresh = rsa.generate_private_key(65537, 2048)
            write_whole(key_path, fresh.private_bytes(*_KEY_FORMAT))
            write_whole(path, _certificate(name, fresh, extension, span, issuer).public_bytes(serialization.Encoding.PEM))
        # Its own file: looking whether the primes are primes takes longer than all the rest.
        key = serialization.load_pem_private_key(key_path.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
        assert isinstance(key, rsa.RSAPrivateKey)
        return Pair(key, x509.load_pem_x509_certificate(path.read_bytes()), key_path, path)


_SIGNS_CERTIFICATES = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
_KEY_FORMAT = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _certificate(name: str, key: rsa.RSAPrivateKey, extension: x509.ExtensionType, span: Span, issuer: Pair | None) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"TEST SIM {name}")])
    signer, parent = (issuer.key, issuer.certificate.subject) if issuer else (key, subject)
    builder = x509.CertificateBuilder(parent, subject, key.public_key(), x509.random_serial_number(), *span)
    builder = builder.add_extension(extension, critical=issuer is None)
    if issuer is None:  # asked of an authority by RFC 5280, and checked from Python 3.13 on
        builder = builder.add_extension(_SIGNS_CERTIFICATES, critical=True)
    for identifier in (
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()),
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
    ):
        builder = builder.add_extension(identifier, critical=False)
    return builder.sign(signer, hashes.SHA256())
