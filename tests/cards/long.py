"""`python -m tests.cards.long [--seed S] [--rounds N]`: all that may go wrong with cards; then what comes from outside, fuzzed.

Every trouble of `troubles`, at every command of every conversation, on both pairs of cards. Then the properties of every parser of
octets from outside, with `--examples` for each, in `--rounds` of new seeds. Exit code 1 when anything did not hold.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hal.pcsc import PcscSlot
from tests.cards import troubles
from tests.cards.beset import BesetSlot, SharedSlot
from tests.cards.port import CASES, PAIRS, Sitting

ROOT = Path(__file__).resolve().parents[2]
FUZZED = ("tests/cards/test_parsers.py", "tests/cards/test_zone_properties.py", "tests/formats/test_fuzzed.py")
PATIENT, IMPATIENT = 5.0, 0.3
Row = tuple[str, troubles.Trouble, float, type[PcscSlot]]
TROUBLES: tuple[Row, ...] = (
    ("pulled before the command is done", troubles.pulled, PATIENT, PcscSlot),
    ("pulled before the answer leaves", troubles.pulled_after, PATIENT, PcscSlot),
    ("reset by another program", troubles.reset, PATIENT, SharedSlot),
    ("wanted by another program", troubles.wanted, PATIENT, BesetSlot),
    ("card daemon killed", troubles.killed, PATIENT, PcscSlot),
    ("reader unplugged", troubles.unplugged, PATIENT, BesetSlot),
    ("never answers", troubles.hung, IMPATIENT, PcscSlot),
    ("loses power unseen", troubles.faint, PATIENT, PcscSlot),
    ("one answer behind", troubles.stale, PATIENT, PcscSlot),
    *((f"answers {len(octets)}: {octets[:6].hex()}", troubles.maddened(octets), PATIENT, PcscSlot) for octets in troubles.NONSENSE),
)


def caused(pair: str, row: Row) -> int:
    """That trouble at every command of every conversation; at how many. AssertionError when something did not hold."""
    _name, trouble, deadline, kind = row
    with tempfile.TemporaryDirectory() as directory:
        sitting = Sitting(Path(directory), pair, deadline, kind)
        try:
            return sum(troubles.everywhere(sitting, trouble, name, slot) for name, slot in CASES)
        finally:
            sitting.close()


def fuzzed(seed: int, rounds: int, examples: int) -> int:
    """How many rounds failed: the properties, each with so many examples, in a process of its own for each seed from `seed` on."""
    failed = 0
    for each in range(seed, seed + rounds):
        began = time.monotonic()
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-o",
            "timeout=0",
            "--hypothesis-profile=long",
            f"--hypothesis-seed={each}",
            *FUZZED,
        ]
        code = subprocess.run(command, cwd=ROOT, env={**os.environ, "TOURNEE_EXAMPLES": str(examples)}, check=False).returncode
        failed += code != 0
        print(f"fuzzed, seed {each}: {examples} examples of each property, {time.monotonic() - began:.0f} s, exit {code}", flush=True)
    return failed


def main() -> int:
    """Say each line as it is done."""
    options = argparse.ArgumentParser(prog="python -m tests.cards.long", description=__doc__)
    options.add_argument("--seed", type=int, help="of the examples (by chance; printed, so that a failure can be had again)")
    options.add_argument("--examples", type=int, default=2000, help="for each property, a round (2000)")
    options.add_argument("--rounds", type=int, default=5, help="each with the next seed (5)")
    options.add_argument("--fuzz-only", action="store_true", help="leave out the cards")
    chosen = options.parse_args()
    seed = random.SystemRandom().randrange(1 << 31) if chosen.seed is None else chosen.seed
    print(f"seed {seed}", flush=True)
    total = 0
    for pair, row in [] if chosen.fuzz_only else [(pair, row) for pair in PAIRS for row in TROUBLES]:
        began = time.monotonic()
        count = caused(pair, row)
        total += count
        print(f"{pair:<13} {row[0]:<34} {count:>5} commands {time.monotonic() - began:7.1f} s", flush=True)
    if total:
        print(f"{total} troubles, each named, and each visit went on", flush=True)
    return 1 if fuzzed(seed, chosen.rounds, chosen.examples) else 0


if __name__ == "__main__":
    sys.exit(main())
