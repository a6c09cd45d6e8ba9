"""The rack: every virtual card of a world, what each remembers, and the slots they are plugged into."""

import dataclasses
import json
import secrets
from collections.abc import Callable
from pathlib import Path

from device.formats.zone import decode, encode
from simulator.cards.authority import Authority, holder_name
from simulator.cards.cps3 import Cps3, Holder, Memory
from simulator.cards.plug import Card, Faults, Plug
from simulator.cards.vitale import Bearer, Vitale2
from simulator.files import write_whole


class Rack:
    """Cards by name, their keys and memories kept in `directory`. `ports` are those of the reader: professional, patient, ..."""

    def __init__(
        self, directory: Path, ports: list[int], world: str = "tournee", random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._directory = directory
        self._ports = ports
        self._random = random
        self.authority = Authority(directory / "keys", world)
        self._cards: dict[str, Card] = {}
        self._plugs: dict[int, Plug] = {}

    def add(self, name: str, card: Card) -> None:
        """Keep a card under that name."""
        self._cards[name] = card

    def professional(self, name: str, zone: bytes, serial: str, pin: str, kind: type[Cps3] = Cps3, valid_until: str = "20281231") -> Cps3:
        """Make (or find again, with its PIN as it was left) the card of that zone (groups 1 and 2) under `name`.

        `serial` is the card's, ten digits. The subject of its certificates is that of group 1.
        """
        groups = decode(zone)
        person = groups[0]
        subject = holder_name("8" + person.text("id_number"), person.text("name") or "SERVICE", person.text("given") or "ANONYME")
        sig = self.authority.pair(name + "-sig", subject, True)
        aut = self.authority.pair(name + "-aut", subject, False)
        path = self._directory / (name + ".json")
        memory = Memory(**json.loads(path.read_text())) if path.exists() else Memory(pin=pin)

        def keep() -> None:
            write_whole(path, json.dumps(dataclasses.asdict(memory)).encode())

        holder = Holder(serial, encode(groups[:1]), encode(groups[1:]), self.authority.world, valid_until=valid_until)
        card = kind(holder, sig, aut, memory, keep)
        self.add(name, card)
        return card

    def patient(self, name: str, zone: bytes, kind: type[Vitale2] = Vitale2) -> Vitale2:
        """Make the Vitale of that zone (groups 101 to 111) under `name`; its free identity is that of its first beneficiary."""
        groups = decode(zone)
        insured, first = groups[0], next(each for each in groups if each.number == 104)
        bearer = Bearer(
            insured.text("serial"),
            zone,
            first.text("name"),
            first.text("given"),
            first.text("birth")[:8],
            insured.text("nir"),
            self.authority.world,
        )
        card = kind(bearer, self._random)
        self.add(name, card)
        return card

    def insert(self, slot: int, name: str, faults: Faults | None = None) -> Plug:
        """Plug that card into a slot (0 professional, 1 patient), in the place of the one that was there."""
        self.remove(slot)
        self._plugs[slot] = Plug(self._ports[slot], self._cards[name], faults)
        return self._plugs[slot]

    def remove(self, slot: int) -> None:
        """Pull what is in the slot, if anything is."""
        plug = self._plugs.pop(slot, None)
        if plug is not None:
            plug.pull()

    def plug(self, slot: int) -> Plug | None:
        """What is in the slot: its card may have gone by itself."""
        return self._plugs.get(slot)

    def close(self) -> None:
        """Pull every card."""
        for slot in list(self._plugs):
            self.remove(slot)
