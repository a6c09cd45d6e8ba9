"""The store's key: random, wrapped once for each person and once for recovery. Whoever has none of them has octets only.

A person's secret changes in two steps, since a card and this file cannot change at once: the next secret is prepared, both open, and
the one that opens next is the person's alone. Whatever is cut between, the code that the card takes opens the store.

Whoever tries codes is counted, slot by slot and before each attempt is made, so that a cut takes nothing back. After WRONG_FREE in a row
each must wait, longer and longer, until a right one: a thing that speaks like a card takes any code, and there are ten thousand of four
figures. The code on paper is too long to be guessed and is always heard.

A wrapping key is HKDF(Argon2id(secret) and the device's own secret): four digits alone would fall in minutes, so the file is of
no use without the device, nor the device without a secret. Destroying the file erases the store.
"""

import base64
import contextlib
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
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
# Attempts in a row that nobody waits for; seconds that the next one waits, doubled by each further one, and the most.
WRONG_FREE, FIRST_WAIT, MOST_WAIT = 5, 30, 3600
_MOST_COUNTED = 30


@dataclass(frozen=True)
class Cost:
    """What one try costs: Argon2id's memory in KiB and its passes. As chosen, a sixth of a second on a small computer."""

    memory: int = 64 * 1024
    passes: int = 3


@dataclass(frozen=True)
class Kept:
    """What the file holds by person: their slot, the one prepared, and the attempts since the last right one: `count`, and the `at`
    of the last in seconds since the start of the machine."""

    slots: Slots
    prepared: Slots
    wrong: Slots

    def waits(self, person: str, uptime: float) -> int:
        """Seconds until the next attempt. One made before the last start counts from that start: no clock can be set forward."""
        tried = self.wrong.get(person, {"count": 0, "at": 0})
        wait = min(MOST_WAIT, FIRST_WAIT << (tried["count"] - WRONG_FREE)) if tried["count"] >= WRONG_FREE else 0
        since = uptime - tried["at"] if tried["at"] <= uptime else uptime
        return max(0, math.ceil(wait - since))

    def tried(self, person: str, uptime: float) -> "Kept":
        """With one attempt more."""
        count = min(self.wrong.get(person, {"count": 0})["count"] + 1, _MOST_COUNTED)
        return replace(self, wrong={**self.wrong, person: {"count": count, "at": int(uptime)}})

    def settled(self, person: str, slot: dict[str, Any]) -> "Kept":
        """With that slot alone for the person, who is not suspected of anything."""
        return Kept({**self.slots, person: slot}, _without(person, self.prepared), _without(person, self.wrong))


def _uptime() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class KeyFile:
    """The slots at `path`, by person (a billing number) or RECOVERY; `device` is the device's own secret; `uptime` the seconds since the
    machine started."""

    def __init__(self, path: Path, device: bytes, cost: Cost = Cost(), uptime: Callable[[], float] = _uptime) -> None:
        self._path = path
        self._device = device
        self._cost = cost
        self._uptime = uptime

    def exists(self) -> bool:
        """Was a key made?"""
        return self._path.exists()

    def create(self, secrets: dict[str, bytes]) -> bytes:
        """Make the key, with the first slots, of those people; FileExistsError when there is one: it would be lost."""
        if self.exists():
            raise FileExistsError(self._path)
        key = os.urandom(KEY_OCTETS)
        self._write(Kept({person: self._wrapped(person, secret, key) for person, secret in secrets.items()}, {}, {}))
        return key

    def people(self) -> list[str]:
        """Who has a slot; KEYS_TORN when the file is damaged."""
        return sorted(self._read().slots)

    def open(self, person: str, secret: bytes) -> bytes:
        """The key, by the person's secret or the one prepared for them; the other is forgotten. KEY_SLOT_MISSING for a stranger,
        KEY_WRONG for another secret or another device, KEY_WAIT(count of minutes) after too many of them, KEYS_TORN."""
        kept = self._attempted(person)
        slot, following = kept.slots[person], kept.prepared.get(person)
        if following is None:
            key = self._unwrapped(person, secret, slot)
            settled = kept.settled(person, slot)
            if settled != kept:  # the code on paper was not counted
                self._note(settled)
            return key
        try:
            key = self._unwrapped(person, secret, slot)
        except Refusal:
            key, slot = self._unwrapped(person, secret, following), following
        self._write(kept.settled(person, slot))
        return key

    def prepare(self, person: str, secret: bytes, following: bytes) -> None:
        """Let the `following` secret open as well, until the next opening. KEY_SLOT_MISSING, KEY_WRONG, KEY_WAIT, KEYS_TORN."""
        kept = self._attempted(person)
        key = self._unwrapped(person, secret, kept.slots[person])
        settled = kept.settled(person, kept.slots[person])
        self._write(replace(settled, prepared={**settled.prepared, person: self._wrapped(person, following, key)}))

    def put(self, person: str, secret: bytes, key: bytes) -> None:
        """Add a slot, or give one a new secret. The key must have been opened by someone first."""
        self._write(self._read().settled(person, self._wrapped(person, secret, key)))

    def remove(self, person: str) -> None:
        """Take a slot away; KEY_SLOT_LAST when nobody could open the store any more."""
        kept = self._read()
        _check_slot(person, kept)
        if len(kept.slots) == 1:
            raise Refusal("KEY_SLOT_LAST")
        self._write(Kept(*(_without(person, each) for each in (kept.slots, kept.prepared, kept.wrong))))

    def _attempted(self, person: str) -> Kept:
        """What is kept, the attempt about to be made counted already. KEY_SLOT_MISSING, KEY_WAIT."""
        kept, uptime = self._read(), self._uptime()
        _check_slot(person, kept)
        if person == RECOVERY:
            return kept
        seconds = kept.waits(person, uptime)
        if seconds:
            raise Refusal("KEY_WAIT", count=math.ceil(seconds / 60))
        counted = kept.tried(person, uptime)
        self._note(counted)
        return counted

    def _note(self, kept: Kept) -> None:
        """Write what only counts. A disk that takes nothing more must not lock its owner out."""
        with contextlib.suppress(OSError):
            self._write(kept)

    def _read(self) -> Kept:
        """What is kept; a file made by 0.1 has slots only."""
        try:
            values = wire.read(self._path.read_bytes())
            return Kept(values["slots"], values.get("prepared", {}), values.get("wrong", {}))
        except (OSError, Refusal, KeyError, TypeError, AttributeError) as error:
            raise Refusal("KEYS_TORN") from error

    def _write(self, kept: Kept) -> None:
        more = {name: rows for name, rows in (("prepared", kept.prepared), ("wrong", kept.wrong)) if rows}
        write_durably(self._path, wire.write({"version": 1, "slots": kept.slots, **more}))

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


def _check_slot(person: str, kept: Kept) -> None:
    if person not in kept.slots:
        raise Refusal("KEY_SLOT_MISSING")


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
