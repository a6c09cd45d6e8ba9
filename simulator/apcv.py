"""SIM: the back end of the patient's app: the codes it shows, the contexts it opens, the proofs it makes.

A code is `APCVSIM1.` and base64url of: context id (16), time of issue in seconds (8), nonce (8), Ed25519 signature (64).
"""

import base64
import datetime
import hashlib
import hmac
import json
import threading
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from device.base import wire
from device.base.refusal import Refusal
from device.cards.apcv import PREFIX
from simulator.cards.authority import proof_key
from simulator.files import write_whole

LIFETIME_SECONDS = 1800
CODE_SECONDS = 60


class Apps:
    """Every app of a world. What was shown, used and opened is kept in `directory`/apcv.json.

    `fault` makes every answer a refusal with that word (phone_locked, delegation, down). A phone in the contactless field asks for its
    code on a thread of its own.
    """

    def __init__(self, directory: Path, world: str = "tournee") -> None:
        self._path = directory / "apcv.json"
        self._world = world
        self._key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(("SIM-APCV " + world).encode()).digest())
        self._zones: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self.fault = ""
        kept = json.loads(self._path.read_text()) if self._path.exists() else {"shown": {}, "opened": {}}
        self._shown: dict[str, str] = kept["shown"]
        self._opened: dict[str, str] = kept["opened"]

    def enrol(self, name: str, zone: bytes) -> None:
        """Give that person an app: the zone is what its contexts will tell."""
        self._zones[name] = zone

    def code(self, name: str, now: datetime.datetime) -> bytes:
        """The octets of the code that the app of `name` shows now; it changes with each call."""
        identifier = hashlib.sha256(f"{name} {now.isoformat()} {len(self._shown) + len(self._opened)}".encode()).digest()
        body = identifier[:16] + int(now.timestamp()).to_bytes(8, "big") + identifier[16:24]
        with self._lock:
            self._shown[identifier[:16].hex()] = name
            self._keep()
        return PREFIX.encode() + base64.urlsafe_b64encode(body + self._key.sign(body))

    def answer(self, octets: bytes, now: datetime.datetime) -> bytes:
        """The service's answer to one request."""
        try:
            asked = wire.read(octets)
        except Refusal:
            return wire.write({"refused": "unreadable"})
        if self.fault:
            return wire.write({"refused": self.fault})
        with self._lock:
            told = self._signed(asked) if "digests" in asked else self._authenticated(str(asked.get("code", "")), now)
            self._keep()
        return wire.write(told)

    def _authenticated(self, code: str, now: datetime.datetime) -> dict[str, Any]:
        body = self._genuine(code)
        if body is None:
            return {"refused": "foreign"}
        identifier = body[:16].hex()
        if now.timestamp() - int.from_bytes(body[16:24], "big") > CODE_SECONDS:
            return {"refused": "expired"}
        name = self._shown.pop(identifier, None)
        if name is None:
            return {"refused": "replayed"}
        self._opened[identifier] = name
        until = (now + datetime.timedelta(seconds=LIFETIME_SECONDS)).strftime("%Y%m%d%H%M%S")
        return {"context": identifier, "token": self._token(identifier), "until": until, "zone": self._zones[name].hex()}

    def _genuine(self, code: str) -> bytes | None:
        """What stands in a code that this back end signed."""
        try:
            octets = base64.urlsafe_b64decode(code[len(PREFIX) :])
            self._key.public_key().verify(octets[32:], octets[:32])
        except (ValueError, InvalidSignature):
            return None
        return octets[:32] if code.startswith(PREFIX) else None

    def _token(self, identifier: str) -> str:
        return hmac.digest(b"SIM-APCV token", identifier.encode(), hashlib.sha256).hex()[:32]

    def _signed(self, asked: dict[str, Any]) -> dict[str, Any]:
        identifier = str(asked.get("context", ""))
        if identifier not in self._opened or asked.get("token") != self._token(identifier):
            return {"refused": "expired"}
        # The serial stands in group 101: its first field behind the card type.
        zone = self._zones[self._opened[identifier]]
        serial = zone[6 : 6 + zone[5]].decode()
        key = proof_key(self._world, serial)
        proofs = [hmac.digest(key, bytes.fromhex(digest), hashlib.sha256) for digest in asked["digests"]]
        return {"proofs": [(f"{serial:<9}".encode() + proof).hex() for proof in proofs]}

    def _keep(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._path, json.dumps({"shown": self._shown, "opened": self._opened}).encode())
