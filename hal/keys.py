"""The store's key: random, wrapped once for each person and once for recovery. Whoever has none of them has octets only.

A person's secret changes in two steps, since a card and this file cannot change at once: the next secret is prepared, both open, and
the one that opens next is the person's alone. Whatever is cut between, the code that the card takes opens the store.

A wrapping key is HKDF(Argon2id(secret) and the device's own secret): four digits alone would fall in minutes, so the file is of
no use without the device, nor the device without a secret. Destroying the file erases the store.
"""

import base64
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from device.base import wire
from device.base.refusal import Refusal
from hal.files import write_durably

Slots = dict[str, dict[str, Any]]
KEY_OCTETS = 32
RECOVERY = "recovery"
_PURPOSE = b"tournee store key 1"
_CODE_OCTETS = 20


@dataclass(frozen=True)
class Cost:
    """What one try costs: Argon2id's memory in KiB and its passes. As chosen, a sixth of a second on a small computer."""

    memory: int = 64 * 1024
    passes: int = 3


class KeyFile:
    """The slots at `path`, by person (a billing number) or RECOVERY; `device` is the device's own secret."""

    def __init__(self, path: Path, device: bytes, cost: Cost = Cost()) -> None:
        self._path = path
        self._device = device
        self._cost = cost

    def exists(self) -> bool:
        """Was a key made?"""
        return self._path.exists()

    def create(self, secrets: dict[str, bytes]) -> bytes:
        """Make the key, with the first slots, of those people; FileExistsError when there is one: it would be lost."""
        if self.exists():
            raise FileExistsError(self._path)
        key = os.urandom(KEY_OCTETS)
        self._write({person: self._wrapped(person, secret, key) for person, secret in secrets.items()}, {})
        return key

    def people(self) -> list[str]:
        """Who has a slot; KEYS_TORN when the file is damaged."""
        return sorted(self._read()[0])

    def open(self, person: str, secret: bytes) -> bytes:
        """The key, by the person's secret or the one prepared for them; the other is forgotten. KEY_SLOT_MISSING for a stranger,
        KEY_WRONG for another secret or another device, KEYS_TORN."""
        slots, prepared = self._read()
        slot, following = _of(person, slots), prepared.pop(person, None)
        if following is None:
            return self._unwrapped(person, secret, slot)
        try:
            key = self._unwrapped(person, secret, slot)
        except Refusal:
            key, slot = self._unwrapped(person, secret, following), following
        self._write({**slots, person: slot}, prepared)
        return key

    def prepare(self, person: str, secret: bytes, following: bytes) -> None:
        """Let the `following` secret open as well, until the next opening. KEY_SLOT_MISSING, KEY_WRONG, KEYS_TORN."""
        slots, prepared = self._read()
        key = self._unwrapped(person, secret, _of(person, slots))
        self._write(slots, {**prepared, person: self._wrapped(person, following, key)})

    def put(self, person: str, secret: bytes, key: bytes) -> None:
        """Add a slot, or give one a new secret. The key must have been opened by someone first."""
        slots, prepared = self._read()
        self._write({**slots, person: self._wrapped(person, secret, key)}, _without(person, prepared))

    def remove(self, person: str) -> None:
        """Take a slot away; KEY_SLOT_LAST when nobody could open the store any more."""
        slots, prepared = self._read()
        _of(person, slots)
        if len(slots) == 1:
            raise Refusal("KEY_SLOT_LAST")
        self._write(_without(person, slots), _without(person, prepared))

    def _read(self) -> tuple[Slots, Slots]:
        """The slots, and those prepared: a file made by 0.1 has none."""
        try:
            values = wire.read(self._path.read_bytes())
            slots, prepared = values["slots"], values.get("prepared", {})
        except (OSError, Refusal, KeyError, TypeError, AttributeError) as error:
            raise Refusal("KEYS_TORN") from error
        return slots, prepared

    def _write(self, slots: Slots, prepared: Slots) -> None:
        more = {"prepared": prepared} if prepared else {}
        write_durably(self._path, wire.write({"version": 1, "slots": slots, **more}))

    def _wrapped(self, person: str, secret: bytes, key: bytes) -> dict[str, Any]:
        salt, nonce = os.urandom(16), os.urandom(12)
        sealed = AESGCM(self._kek(secret, salt, self._cost)).encrypt(nonce, key, person.encode())
        cost = {"memory": self._cost.memory, "passes": self._cost.passes}
        return {"salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex(), **cost}

    def _unwrapped(self, person: str, secret: bytes, slot: dict[str, Any]) -> bytes:
        salt, nonce, sealed = (bytes.fromhex(slot[name]) for name in ("salt", "nonce", "sealed"))
        kek = self._kek(secret, salt, Cost(slot["memory"], slot["passes"]))
        try:
            return AESGCM(kek).decrypt(nonce, sealed, person.encode())
        except InvalidTag:
            raise Refusal("KEY_WRONG") from None

    def _kek(self, secret: bytes, salt: bytes, cost: Cost) -> bytes:
        stretched = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=1, memory_cost=cost.memory).derive(secret)
        return HKDF(hashes.SHA256(), 32, salt=salt, info=_PURPOSE).derive(stretched + self._device)


def _of(person: str, slots: Slots) -> dict[str, Any]:
    if person not in slots:
        raise Refusal("KEY_SLOT_MISSING")
    return slots[person]


def _without(person: str, slots: Slots) -> Slots:
    return {name: slot for name, slot in slots.items() if name != person}


def device_secret(path: Path) -> bytes:
    """The device's own 32 random octets, made at the first call. On the device they lie where a stolen card does not."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, os.urandom(KEY_OCTETS))
    secret = path.read_bytes()
    if len(secret) != KEY_OCTETS:
        raise Refusal("KEYS_TORN")
    return secret


def recovery_code() -> str:
    """A new code for the recovery slot, to be kept on paper: eight groups of four letters and digits, 160 bits."""
    text = base64.b32encode(os.urandom(_CODE_OCTETS)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def code_secret(code: str) -> bytes:
    """The secret that a recovery code stands for, however it was typed."""
    kept = "".join(character for character in code.upper() if character.isalnum())
    return kept.replace("0", "O").replace("1", "I").replace("8", "B").encode()
