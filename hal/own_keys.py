"""Our private keys at rest: as they were handed over until the first unlock, from then on encrypted under the store's key.

Who opens the store opens them, once for all until the power goes: mail is read on while the lock covers the screen, and nothing is read
after power-off before one unlock. With the store's key destroyed they are gone too.
"""

from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat, load_pem_private_key

from device.base.refusal import Refusal
from hal import logs
from hal.files import write_durably

_PURPOSE = b"tournee own keys 1"
_SEALED = b"-----BEGIN ENCRYPTED PRIVATE KEY-----"


class OwnKeys:
    """The keys `own*.key.pem` of a directory, the newest last by name; each stands beside its certificate."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._password: bytes | None = None
        self._open: dict[bytes, RSAPrivateKey] = {}  # by the file's octets: looking at a key takes longer than opening a mail with it

    def paths(self) -> list[Path]:
        """The newest first."""
        return sorted(self._directory.glob("own*.key.pem"), reverse=True)

    def unlock(self, key: bytes) -> None:
        """The store was opened with that key. What was handed over in the clear is encrypted; a directory that cannot be written leaves
        it so, which is logged."""
        password = HKDF(hashes.SHA256(), 32, salt=None, info=_PURPOSE).derive(key).hex().encode()
        try:
            for path in self.paths():
                octets = path.read_bytes()
                if not octets.startswith(_SEALED):
                    own = load_pem_private_key(octets, None)
                    write_durably(path, own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password)))
        except OSError as error:
            logs.warn("own_key_plain", code=type(error).__name__)
        self._password = password

    def opened(self, path: Path) -> RSAPrivateKey | None:
        """That key; None when another store's key is asked for. DEVICE_LOCKED before the first unlock."""
        octets = path.read_bytes()
        is_sealed = octets.startswith(_SEALED)
        if is_sealed and self._password is None:
            raise Refusal("DEVICE_LOCKED")
        if octets not in self._open:
            try:
                key = load_pem_private_key(octets, self._password if is_sealed else None)
            except ValueError:
                return None
            assert isinstance(key, RSAPrivateKey)
            self._open[octets] = key
        return self._open[octets]


def certificate_of(key: Path) -> Path:
    """Where the certificate of the key in that file is."""
    return key.with_suffix("").with_suffix(".pem")
