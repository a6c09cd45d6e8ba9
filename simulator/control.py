"""SIM: a world seen from outside: every verb of its control socket as a method."""

import json
from pathlib import Path
from typing import Any

from simulator.channel import connected


class Refused(Exception):
    """The world would not; says why."""


class World:
    """A connection to `control` in the world's directory. Raises Refused; TimeoutError when there is no world after `patience` seconds."""

    def __init__(self, path: Path, patience: float = 30.0) -> None:
        self._socket = connected(path, patience)
        self._socket.settimeout(patience)
        self._lines = self._socket.makefile("r", encoding="utf-8")

    def close(self) -> None:
        """Let go; the world goes on."""
        self._lines.close()
        self._socket.close()

    def plug(self, slot: str, name: str, pull_at: int = 0, hang_at: int = 0) -> None:
        """Put a card into `cps` or `vitale`, hold a patient's telephone to `nfc`; it leaves
        at its `pull_at`-th APDU, is mute from its `hang_at`-th."""
        self._do("plug", slot=slot, name=name, pull_at=pull_at, hang_at=hang_at)

    def renew(self, name: str, fund: tuple[str, str, str]) -> None:
        """Update a patient's card: another fund (regime, fund, centre)."""
        self._do("renew", name=name, fund=list(fund))

    def unplug(self, slot: str) -> None:
        """Take a card out."""
        self._do("unplug", slot=slot)

    def slots(self) -> dict[str, str]:
        """The card in each slot."""
        return dict(self._do("slots"))

    def phone(self, name: str = "", aside: bool = False) -> None:
        """Hold somebody's telephone before the camera, or half beside it; empty: put it away."""
        self._do("phone", name=name, aside=aside)

    def restart_reader(self) -> None:
        """The card daemon dies and comes back; every slot is empty."""
        self._do("restart_reader")

    def network(self, up: bool) -> None:
        """Switch the network on or off."""
        self._do("network", up=up)

    def clock(self) -> dict[str, Any]:
        """The local time: `day`, `minute`, `offset_seconds`."""
        return dict(self._do("clock"))

    def jump(self, day: str, minute: int = 480) -> dict[str, Any]:
        """Set the local time; what is due by then happens."""
        return dict(self._do("jump", day=day, minute=minute))

    def scenario(self, rules: dict[str, Any]) -> None:
        """How the insurer answers: see `simulator.insurer.scenario`."""
        self._do("scenario", rules=rules)

    def answer_now(self) -> int:
        """Send everything the insurer promised; how many mails."""
        return int(self._do("answer_now"))

    def book(self) -> list[dict[str, Any]]:
        """The insurer's book."""
        return list(self._do("book"))

    def lots(self) -> list[dict[str, Any]]:
        """The lots it received."""
        return list(self._do("lots"))

    def faults(self, **mail_faults: int) -> None:
        """What goes wrong next in the mail servers."""
        self._do("faults", **mail_faults)

    def apcv(self, fault: str) -> None:
        """What the app's service answers instead."""
        self._do("apcv", fault=fault)

    def certificate(self, expired: bool) -> None:
        """Serve with an expired certificate, or not."""
        self._do("certificate", expired=expired)

    def post(self, message: bytes) -> str:
        """Put a mail into the device's mailbox."""
        return str(self._do("post", message=message.decode("latin-1")))

    def waiting(self) -> list[str]:
        """The mails in the device's mailbox."""
        return list(self._do("waiting"))

    def _do(self, verb: str, **facts: Any) -> Any:
        self._socket.sendall(json.dumps({"do": verb, **facts}).encode() + b"\n")
        line = self._lines.readline()
        if not line:
            raise Refused("the world went away")
        answer = json.loads(line)
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer["value"]
