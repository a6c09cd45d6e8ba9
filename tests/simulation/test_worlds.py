"""The short simulation: some worlds keep every promise, every planted mistake breaks one, a seed gives the same world again."""

import pytest

from device.exchange.background import Background
from tests.simulation.mistakes import MISTAKES
from tests.simulation.run import STEPS, run
from tests.simulation.world import World

WORLDS = 40
WITHIN = 40


@pytest.fixture(scope="module")
def first_seed(request: pytest.FixtureRequest) -> int:
    """Another one each time, that of the tests' order, so that a failure can be replayed."""
    return int(request.config.getoption("randomly_seed", default=1)) % 10**9


def test_every_world_keeps_every_promise(first_seed: int) -> None:
    tally = run(first_seed, WORLDS)
    print("\n".join(tally.lines()))
    assert tally.broken == [], f"replay: python -m tests.simulation --worlds 1 --seed {tally.broken[0][0]}"
    assert tally.cuts > WORLDS and tally.faults > WORLDS and tally.sends > tally.lots


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_a_planted_mistake_is_found(mistake: type[Background]) -> None:
    assert run(0, WITHIN, mistake, until_broken=True).broken


def test_a_seed_gives_the_same_world_again() -> None:
    lives = []
    for _ in range(2):
        world = World(7)
        world.live(STEPS)
        lives.append((world.steps, world.cuts, world.sends, [event.plain() for event in world.store.journal]))
    assert lives[0] == lives[1]
