"""`Vault` on files: a directory of certificates by address, the authority that signers need, our own keys. Shape: RFC 8551.

In `directory`: `authority.pem`; `certificates.csv` (columns address, file, and if need be packed: `yes` for who wants lots compressed; an
address may be a pattern such as `*.rss.fr`, several rows of one address are its certificates one after the other); `own*.pem` with
`own*.key.pem`, the newest last by name (`hal/own_keys.py`).
openssl verifies signatures: the library that makes envelopes cannot.
"""

import base64
import csv
import datetime
import fnmatch
import gzip
import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from device.base.refusal import Refusal
from device.outbox.envelopes import Enclosed, Ending
from hal.courier.inflate import inflated
from hal.own_keys import OwnKeys, certificate_of

# The object identifiers of enveloped and signed data, as they stand at the beginning of a CMS object.
_ENVELOPED = bytes.fromhex("06092A864886F70D010703")
_BEGINNING = 32
_EPOCH = datetime.date(1970, 1, 1)
_HEAD = b"Content-Type: application/EDI-consent\r\nContent-Transfer-Encoding: base64\r\n\r\n"
_ENCODING = re.compile(rb"^content-transfer-encoding:[ \t]*([a-z0-9]+)", re.IGNORECASE | re.MULTILINE)
_INFLATED = 128 << 20
_VERIFY_SECONDS = 20


@dataclass(frozen=True)
class Listed:
    """A certificate of the directory: for which addresses, whether they want lots compressed, the days between which it serves."""

    pattern: str
    certificate: x509.Certificate
    packed: bool = False

    @property
    def key(self) -> str:
        """What names it."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def first(self) -> int:
        """Its first day."""
        return (self.certificate.not_valid_before_utc.date() - _EPOCH).days

    @property
    def last(self) -> int:
        """Its last day."""
        return (self.certificate.not_valid_after_utc.date() - _EPOCH).days


class FileVault:
    """`Vault` over `directory`; `today` gives the present day, on which signers' certificates must be valid."""

    def __init__(self, directory: Path, today: Callable[[], int], own: OwnKeys | None = None) -> None:
        self._directory = directory
        self._today = today
        self._keys = own or OwnKeys(directory)

    def envelope(self, octets: bytes, recipient: str, day: int) -> Enclosed:
        """S/MIME enveloped (AES-256-CBC), DER. The refusals of `key`."""
        newest = self._newest(recipient, day)
        # No time stamp inside: the same octets are compressed alike.
        content = gzip.compress(octets, mtime=0) if newest.packed else octets
        part = _HEAD + base64.encodebytes(content).replace(b"\n", b"\r\n")
        builder = pkcs7.PKCS7EnvelopeBuilder().set_data(part).set_content_encryption_algorithm(algorithms.AES256)
        enveloped = builder.add_recipient(newest.certificate).encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])
        return Enclosed(enveloped, newest.key, newest.packed)

    def key(self, recipient: str, day: int) -> str:
        """The SHA-256 of the newest certificate valid that day. CERTIFICATE_MISSING, CERTIFICATE_EXPIRED(day: its last)."""
        return self._newest(recipient, day).key

    def open(self, octets: bytes) -> bytes:
        """The octets of the part inside an envelope for us. ENVELOPE_UNREADABLE, MAIL_INFLATES; DEVICE_LOCKED before the first unlock."""
        return _part(self._decrypted(octets))

    def verified(self, octets: bytes, signer: str) -> bytes:
        """The octets of the part inside a signed message, whose signer's certificate stands in the directory for that address.
        SEAL_FALSE, ENVELOPE_UNREADABLE; CERTIFICATE_EXPIRED when only the day is wrong: the signer's, or this device's."""
        signed = self.open(octets) if _ENVELOPED in octets[:_BEGINNING] else octets
        noon = self._today() * 86400 + 43200
        judged = self._judged(signed, "-attime", str(noon))
        is_late = judged is None
        content, certificate = judged or self._judged(signed, "-no_check_time") or (b"", None)
        if certificate not in [each.certificate for each in self._for(signer)]:
            raise Refusal("SEAL_FALSE")
        if is_late:
            raise Refusal("CERTIFICATE_EXPIRED", day=self._today())
        return _part(content)

    def ending(self, within: int) -> tuple[Ending, ...]:
        """Of each address and of ours, when its newest valid certificate ends in at most so many days."""
        listed, today = self._listed() + self._own(), self._today()
        found = []
        for pattern in sorted({each.pattern for each in listed}):
            own = [each for each in listed if each.pattern == pattern]
            last = max((each.last for each in own if each.first <= today), default=today)
            if last <= today + within:
                found.append(Ending(pattern, last, any(each.last > last for each in own)))
        return tuple(found)

    def _newest(self, recipient: str, day: int) -> Listed:
        listed = self._for(recipient)
        valid = [each for each in listed if each.first <= day <= each.last]
        if not listed:
            raise Refusal("CERTIFICATE_MISSING")
        if not valid:
            raise Refusal("CERTIFICATE_EXPIRED", day=max(each.last for each in listed))
        return max(valid, key=lambda each: each.first)

    def _own(self) -> list[Listed]:
        return [Listed("", x509.load_pem_x509_certificate(certificate_of(path).read_bytes())) for path in self._keys.paths()]

    def _listed(self) -> list[Listed]:
        with (self._directory / "certificates.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        return [
            Listed(row["address"], x509.load_pem_x509_certificate((self._directory / row["file"]).read_bytes()), row.get("packed") == "yes")
            for row in rows
        ]

    def _for(self, address: str) -> list[Listed]:
        return [each for each in self._listed() if fnmatch.fnmatch(address.lower(), each.pattern)]

    def _decrypted(self, octets: bytes) -> bytes:
        """By the newest of our keys that opens it."""
        for path in self._keys.paths():
            key = self._keys.opened(path)
            if key is None:
                continue
            certificate = x509.load_pem_x509_certificate(certificate_of(path).read_bytes())
            try:
                return pkcs7.pkcs7_decrypt_der(octets, certificate, key, [])
            except (ValueError, UnsupportedAlgorithm):
                continue
        raise Refusal("ENVELOPE_UNREADABLE")

    def _judged(self, signed: bytes, *when: str) -> tuple[bytes, x509.Certificate] | None:
        """What was signed and by whom, as openssl finds it, None when it finds it false. Only the signer's certificate, which is public,
        touches the disk. DEADLINE when openssl does not answer."""
        with tempfile.TemporaryDirectory() as folder:
            signer = Path(folder) / "signer.pem"
            command = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-CAfile", str(self._directory / "authority.pem")]
            try:
                judged = subprocess.run(
                    [*command, *when, "-signer", str(signer)], input=signed, capture_output=True, timeout=_VERIFY_SECONDS, check=False
                )
            except subprocess.TimeoutExpired as error:
                raise Refusal("DEADLINE") from error
            if judged.returncode:
                return None
            return judged.stdout, x509.load_pem_x509_certificate(signer.read_bytes())


def _part(content: bytes) -> bytes:
    """The octets of the one part inside. Its head is read here, plainly: a parser of mail calls itself for every part of a part, as
    deep as whoever wrote to us likes. ENVELOPE_UNREADABLE, MAIL_INFLATES."""
    head, found, body = content.replace(b"\r\n\r\n", b"\n\n", 1).partition(b"\n\n")
    encoding = _ENCODING.search(head)
    if not found or encoding is None or encoding[1].lower() != b"base64":
        raise Refusal("ENVELOPE_UNREADABLE")
    try:
        octets = base64.b64decode(body)
    except ValueError as error:
        raise Refusal("ENVELOPE_UNREADABLE") from error
    return inflated(octets, _INFLATED)
