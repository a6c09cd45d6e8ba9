"""`Keys` on disk: the key file's slots, and the store that its key opens."""

import threading
from collections.abc import Callable

from device.base.refusal import Refusal
from device.ports import Opened, Store
from hal.keys import RECOVERY, KeyFile, code_secret, recovery_code


class Keyring:
    """`opener` opens the store with its raw key; it is opened once and kept."""

    def __init__(self, keys: KeyFile, opener: Callable[[bytes], Store]) -> None:
        self._keys = keys
        self._opener = opener
        self._lock = threading.Lock()
        self._key: bytes | None = None
        self._store: Store | None = None

    def open(self, person: str, secret: str) -> Opened:
        """The very first person gets the first slot, and the recovery code is made and told."""
        with self._lock:
            if self._keys.exists():
                return Opened(self._with(self._keys.open(person, secret.encode())))
            code = recovery_code()
            key = self._keys.create({person: secret.encode(), RECOVERY: code_secret(code)})
            return Opened(self._with(key), code)

    def enrol(self, person: str, secret: str) -> None:
        """A slot more for the store that is open."""
        with self._lock:
            if self._key is None:
                raise Refusal("KEY_SLOT_MISSING")
            self._keys.put(person, secret.encode(), self._key)

    def prepare(self, person: str, secret: str, following: str) -> None:
        """The secret that a card is about to take opens as well, until the next opening tells which one it has."""
        with self._lock:
            self._keys.prepare(person, secret.encode(), following.encode())

    def withdraw(self, person: str) -> None:
        """A slot less; the recovery code is nobody's slot: the last person keeps theirs."""
        with self._lock:
            if self._keys.people() == sorted((person, RECOVERY)):
                raise Refusal("KEY_SLOT_LAST")
            self._keys.remove(person)

    def renew_recovery(self) -> str:
        """Another code on paper, for one that was lost or never noted."""
        with self._lock:
            if self._key is None:
                raise Refusal("KEY_SLOT_MISSING")
            code = recovery_code()
            self._keys.put(RECOVERY, code_secret(code), self._key)
            return code

    def recover(self, code: str, person: str, secret: str) -> Opened:
        """Open with the recovery code; the person's slot takes the new secret."""
        with self._lock:
            key = self._keys.open(RECOVERY, code_secret(code))
            self._keys.put(person, secret.encode(), key)
            return Opened(self._with(key))

    def _with(self, key: bytes) -> Store:
        if self._store is None:
            self._store = self._opener(key)
            self._key = key
        return self._store
