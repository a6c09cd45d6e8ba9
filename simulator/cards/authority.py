"""SIM: the certificate authority of a world of virtual cards, and what its two card families share."""

import datetime
import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509.oid import NameOID

from simulator.files import write_whole

_START = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
_END = datetime.datetime(2035, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class KeyPair:
    """A private key and its certificate in DER."""

    key: RSAPrivateKey
    certificate: bytes


def proof_key(world: str, serial: str) -> bytes:
    """SIM: the secret of a patient card: HMAC-SHA256 of its serial under the name of its world. The insurer computes it too."""
    return hmac.digest(("SIM-VITALE " + world).encode(), serial.encode(), hashlib.sha256)


def cryptogram(world: str, challenge: bytes) -> bytes:
    """SIM: what a professional's card answers to a patient card of the same world (8 octets)."""
    return hmac.digest(("SIM-CPS " + world).encode(), challenge, hashlib.sha256)[:8]


class Authority:
    """Issues cards' certificates; its own lies in `directory`/authority.der. `world` is the name of the test world."""

    def __init__(self, directory: Path, world: str = "tournee") -> None:
        self.world = world
        self.directory = directory
        self._issuer = self.pair("authority", x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "TEST AC SIM TOURNEE")]), None)

    def pair(self, name: str, subject: x509.Name, non_repudiation: bool | None) -> KeyPair:
        """The pair kept under that name, its key made the first time. `non_repudiation` None makes the authority itself."""
        path = self.directory / (name + ".key")
        if not path.exists():
            self.directory.mkdir(parents=True, exist_ok=True)
            made = rsa.generate_private_key(65537, 2048)
            write_whole(path, made.private_bytes(*_KEY_FORMAT))
        # Its own file: looking whether the primes are primes takes longer than all the rest.
        key = serialization.load_der_private_key(path.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
        assert isinstance(key, RSAPrivateKey)
        certificate = self._certificate(name, key, subject, non_repudiation)
        write_whole(path.with_suffix(".der"), certificate)
        return KeyPair(key, certificate)

    def _certificate(self, name: str, key: RSAPrivateKey, subject: x509.Name, non_repudiation: bool | None) -> bytes:
        is_root = non_repudiation is None
        issuer = subject if is_root else x509.load_der_x509_certificate(self._issuer.certificate).subject
        usage = x509.KeyUsage(
            digital_signature=non_repudiation is False,
            content_commitment=bool(non_repudiation),
            key_encipherment=non_repudiation is False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=is_root,
            crl_sign=is_root,
            encipher_only=False,
            decipher_only=False,
        )
        builder = x509.CertificateBuilder(issuer, subject, key.public_key(), _serial_number(name), _START, _END)
        builder = builder.add_extension(usage, critical=True)
        builder = builder.add_extension(x509.BasicConstraints(is_root, None), critical=True)
        signer = key if is_root else self._issuer.key
        return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _serial_number(name: str) -> int:
    """Of the name alone: the same key and name always give the same certificate, so that a card's transcript stays."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:16], "big") >> 1 | 1 << 120


_KEY_FORMAT = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def holder_name(identifier: str, name: str, given: str) -> x509.Name:
    """A subject as IGC-Santé writes it: C, T (the profession, a nurse's), and one element of CN, SN and GN."""
    person = x509.RelativeDistinguishedName(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, identifier),
            x509.NameAttribute(NameOID.SURNAME, name),
            x509.NameAttribute(NameOID.GIVEN_NAME, given),
        ]
    )
    country = x509.RelativeDistinguishedName([x509.NameAttribute(NameOID.COUNTRY_NAME, "FR")])
    title = x509.RelativeDistinguishedName([x509.NameAttribute(NameOID.TITLE, "Infirmier")])
    return x509.Name([country, title, person])
