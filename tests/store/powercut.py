"""Power cuts under the store, as many as wanted: `python -m tests.store.powercut --cuts N --seed S [--events E] [--less off|normal]`.

A writer runs once under strace; each cut takes a random moment of that record, rebuilds a disk that lost what was not synced,
opens the store on it and asks whether all that was acknowledged by then is there. `--less` syncs less: that must lose something.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from device.base.refusal import Refusal
from tests.store.disk import Call, Disk, recorded, writer
from tests.store.truth import acknowledged, faults


def record(directory: Path, events: int, *options: str) -> list[Call]:
    """The calls of a writer in `directory`/store."""
    return recorded(writer(directory / "store", events, *options), directory / "log")


def cut(calls: list[Call], root: Path, at: int, dice: random.Random, onto: Path) -> list[str]:
    """The faults of the store after a cut before call `at`, rebuilt in the new directory `onto`."""
    disk = Disk(str(root))
    for call in calls[:at]:
        disk.take(call)
    onto.mkdir()
    for name, octets in disk.cut(dice).items():
        (onto / name).write_bytes(octets)
    try:
        return faults(onto, acknowledged(disk.said))
    except Refusal as refusal:
        return [refusal.code]


def campaign(cuts: int, seed: int, events: int, *options: str) -> Counter[str]:
    """How many of the cuts left the store whole, and how often each fault was found."""
    dice = random.Random(seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        calls = record(home, events, *options)
        for number in range(cuts):
            onto = home / f"cut-{number}"
            wrong = cut(calls, home / "store", dice.randrange(1, len(calls) + 1), dice, onto)
            found["lossy" if wrong else "whole"] += 1
            found.update(wrong[:1])
            _remove(onto)
    return found


def _remove(directory: Path) -> None:
    for path in directory.iterdir():
        path.unlink()
    directory.rmdir()


def main(argv: list[str]) -> int:
    """Run the campaign, print its figures; 1 when a cut lost something (or, syncing less, none did)."""
    parser = argparse.ArgumentParser(prog="tests.store.powercut", description=__doc__)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--events", type=int, default=60)
    parser.add_argument("--less", choices=("off", "normal"))
    chosen = parser.parse_args(argv)
    print(f"seed {chosen.seed}", flush=True)
    found = campaign(chosen.cuts, chosen.seed, chosen.events, *([chosen.less] if chosen.less else []))
    print(f"{chosen.cuts} cuts: {dict(found)}")
    return int((found["lossy"] > 0) != bool(chosen.less))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
