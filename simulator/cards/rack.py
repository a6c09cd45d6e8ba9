"""The rack: every virtual card of a world, what each remembers, and the slots they are plugged into."""

import dataclasses
import json
from pathlib import Path

from simulator.cards.authority import Authority, holder_name
from simulator.cards.cps3 import Cps3, Holder, Memory
from simulator.cards.people import Household, Professional, household_zone, identity_zone, situations_zone
from simulator.cards.plug import Card, Faults, Plug
from simulator.cards.vitale import Bearer, Vitale2


class Rack:
    """Cards by name, their keys and memories kept in `directory`. `ports` are those of the reader: professional, patient, ..."""

    def __init__(self, directory: Path, ports: list[int], world: str = "tournee") -> None:
        self._directory = directory
        self._ports = ports
        self.authority = Authority(directory / "keys", world)
        self._cards: dict[str, Card] = {}
        self._plugs: dict[int, Plug] = {}

    def add(self, name: str, card: Card) -> None:
        """Keep a card under that name."""
        self._cards[name] = card

    def professional(self, name: str, person: Professional) -> Cps3:
        """Make (or find again) a CPS3 for that person and keep it under `name`."""
        subject = holder_name("8" + person.rpps, person.name or "SERVICE", person.given or "ANONYME", person.profession)
        sig = self.authority.pair(name + "-sig", subject, True)
        aut = self.authority.pair(name + "-aut", subject, False)
        path = self._directory / (name + ".json")
        memory = Memory(**json.loads(path.read_text())) if path.exists() else Memory(pin=person.pin)

        def keep() -> None:
            path.write_text(json.dumps(dataclasses.asdict(memory)))

        holder = Holder(person.serial, identity_zone(person), situations_zone(person), self.authority.world)
        card = Cps3(holder, sig, aut, memory, keep)
        self.add(name, card)
        return card

    def patient(self, name: str, household: Household, kind: type[Vitale2] = Vitale2) -> Vitale2:
        """Make a Vitale for that household and keep it under `name`."""
        first = household.people[0]
        bearer = Bearer(
            household.serial, household_zone(household), first.name, first.given, first.birth, household.nir, self.authority.world
        )
        card = kind(bearer)
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
