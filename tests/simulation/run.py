"""Many worlds in a row: how many steps, cuts and faults, and what was broken in which seed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from device.exchange.background import Background
from tests.simulation.invariants import Violation
from tests.simulation.world import Make, World

STEPS = 400


@dataclass
class Tally:
    """What so many worlds saw; `broken` are pairs of seed and what was broken."""

    worlds: int = 0
    steps: int = 0
    cuts: int = 0
    faults: int = 0
    sends: int = 0
    claims: int = 0
    lots: int = 0
    seconds: float = 0.0
    broken: list[tuple[int, str]] = field(default_factory=list)

    def add(self, world: World) -> None:
        """Count one world."""
        self.worlds += 1
        self.steps += world.steps
        self.cuts += world.cuts
        self.faults += world.faults
        self.sends += world.sends
        self.claims += world.store.count("claim")
        self.lots += world.store.count("lot")

    def lines(self) -> list[str]:
        """To be printed."""
        pace = self.steps / self.seconds if self.seconds else 0
        night = int(self.worlds / self.seconds * 8 * 3600) if self.seconds else 0
        return [
            f"{self.worlds} worlds, {self.steps} steps in {self.seconds:.1f} s: {pace:.0f} steps/s, {night} worlds a night",
            f"{self.cuts} power cuts, {self.faults} faults, {self.claims} claims in {self.lots} lots, {self.sends} attempts",
            *(f"BROKEN seed {seed}: {what}" for seed, what in self.broken),
        ]


def run(seed: int, worlds: int, make: Make = Background, until_broken: bool = False, tell: Callable[[str], None] = lambda _: None) -> Tally:
    """The worlds of seeds `seed`, `seed + 1`, ...; a seed that failed fails again."""
    tally = Tally()
    began = time.perf_counter()
    for each in range(seed, seed + worlds):
        world = World(each, make)
        try:
            world.live(STEPS)
        except Violation as violation:
            tally.broken.append((each, str(violation)))
            tell(f"seed {each}: {violation}")
        tally.add(world)
        tally.seconds = time.perf_counter() - began
        if tally.broken and until_broken:
            break
        if tally.worlds % 1000 == 0:
            tell(tally.lines()[0])
    return tally
