"""A demonstration that is killed at random moments and resumed: `python -m tests.round.killed --runs N --seed S`."""

import argparse
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "ui.cli.main", "demo", "--off-screen"]
AGREED = "the three books agree"
LIMIT_SECONDS = 400


@dataclass(frozen=True)
class Outcome:
    """How a round ended: its exit code, what it printed, how often it was killed."""

    code: int
    printed: str
    kills: int


def play(kills: int, chance: random.Random, longest: float = 25.0) -> Outcome:
    """Play one round, killed up to `kills` times, each after at most `longest` seconds; then let it end."""
    command = COMMAND
    for done in range(kills):
        process = _started(command)
        time.sleep(chance.uniform(0.5, longest))
        if process.poll() is not None:
            return Outcome(process.returncode, _printed(process), done)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        command = [*COMMAND, "--resume"]
    process = _started(command)
    printed = _printed(process)
    return Outcome(process.returncode, printed, kills)


def _started(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _printed(process: "subprocess.Popen[str]") -> str:
    return process.communicate(timeout=LIMIT_SECONDS)[0]


def main(argv: list[str]) -> int:
    """Play several rounds; a failing seed replays."""
    parser = argparse.ArgumentParser(prog="tests.round.killed", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--kills", type=int, default=4, help="kills in each run")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args(argv)
    print(f"seed {options.seed}")
    failed = 0
    for run in range(options.runs):
        outcome = play(options.kills, random.Random(f"{options.seed} {run}"))
        agreed = outcome.code == 0 and AGREED in outcome.printed
        failed += not agreed
        print(f"run {run}: {outcome.kills} kills, {'the books agree' if agreed else outcome.printed}", flush=True)
    print(f"{options.runs - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
