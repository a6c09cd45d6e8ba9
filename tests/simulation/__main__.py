"""`python -m tests.simulation [--worlds N] [--seed S]`: the long simulation. Exit code 1 when an invariant was broken."""

import argparse
import random
import sys
import time

from tests.simulation.mistakes import MISTAKES
from tests.simulation.run import run

WITHIN = 200


def main() -> int:
    """Run the worlds, then show how soon each planted mistake is found."""
    options = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    options.add_argument("--worlds", type=int, default=2000, help="how many worlds (2000)")
    options.add_argument("--seed", type=int, help="the first seed (by chance; printed, so that a failure can be replayed)")
    chosen = options.parse_args()
    seed = random.SystemRandom().randrange(10**9) if chosen.seed is None else chosen.seed
    print(f"seed {seed}", flush=True)
    tally = run(seed, chosen.worlds, tell=lambda line: print(line, flush=True))
    print("\n".join(tally.lines()))
    missed = [make.__name__ for make in MISTAKES if not _found(make, seed)]
    return 1 if tally.broken or missed else 0


def _found(make: type, seed: int) -> bool:
    began = time.perf_counter()
    broken = run(seed, WITHIN, make, until_broken=True).broken
    where = f"in {time.perf_counter() - began:.2f} s, world {broken[0][0] - seed + 1}: {broken[0][1]}" if broken else "NOT FOUND"
    print(f"planted {make.__name__}: {where}", flush=True)
    return bool(broken)


sys.exit(main())
