"""Kills at every write and at any instant, a medium that fails, a disk without room: nothing acknowledged is ever lost."""

import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.truth import acknowledged, faults

WRITER = [sys.executable, "-m", "tests.store.writer"]
CALLS = ("pwrite64", "fsync", "ftruncate", "rename", "unlink")
TRACE = ["strace", "-f", "-qq", "-e", "trace=" + ",".join(CALLS)]
EVENTS = 8
# Every write of the log is a point to be killed at; one in so many is tried here, all by tests.store.powercut.
STRIDE = 4


def run(directory: Path, *wrapper: str, events: int = EVENTS) -> str:
    """What the writer printed before it ended, one way or another."""
    command = [*wrapper, *WRITER, str(directory), str(events)]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=60, check=False).stdout


def counted(directory: Path) -> dict[str, int]:
    """How often a whole run makes each call."""
    log = directory / "log"
    run(directory / "counted", *TRACE, "-o", str(log))
    return {call: len(re.findall(rf"\b{call}\(", log.read_text())) for call in CALLS}


def test_a_kill_at_a_write_loses_nothing(tmp_path: Path) -> None:
    killed = 0
    for call, count in counted(tmp_path).items():
        for at in range(1, count + 1, STRIDE if call == "pwrite64" else 1):
            directory = tmp_path / f"{call}-{at}"
            printed = run(directory, *TRACE, "-o", "/dev/null", "-e", f"inject={call}:signal=KILL:when={at}")
            killed += acknowledged(printed) < EVENTS
            assert faults(directory, acknowledged(printed)) == [], f"{call} {at}"
    assert killed > 40


def test_a_kill_at_any_instant_loses_nothing(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    seed = pytestconfig.getoption("randomly_seed", 1)
    dice = random.Random(seed)
    for trial in range(30):
        process = subprocess.Popen([*WRITER, str(tmp_path / str(trial)), "100000"], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        head = [process.stdout.readline() for _ in range(dice.randrange(1, 40))]
        until = time.perf_counter() + dice.random() / 500
        while time.perf_counter() < until:
            pass
        process.kill()
        rest, _ = process.communicate(timeout=60)
        assert faults(tmp_path / str(trial), acknowledged("".join(head) + rest)) == [], f"seed {seed}, trial {trial}"


@pytest.mark.parametrize(
    "call,error,code", [("pwrite64", "ENOSPC", "STORE_FULL"), ("pwrite64", "EIO", "STORE_IO"), ("fsync", "EIO", "STORE_IO")]
)
def test_a_write_that_fails_is_refused_and_the_next_goes_on(tmp_path: Path, call: str, error: str, code: str) -> None:
    first = counted(tmp_path)[call] // 2
    refused = 0
    for at in range(first, first + 6):
        directory = tmp_path / f"{call}-{at}"
        printed = run(directory, *TRACE, "-o", "/dev/null", "-e", f"inject={call}:error={error}:when={at}")
        assert set(printed.split()) <= {"open", code, *map(str, range(1, EVENTS + 1))}
        assert acknowledged(printed) >= EVENTS - 1
        refused += code in printed
        assert faults(directory, acknowledged(printed)) == [], f"{call} {at}"
    assert refused > 0


def test_a_disk_without_room_refuses_and_gives_up_nothing(tmp_path: Path) -> None:
    """A real disk of 3 MB, filled by the store itself: what was acknowledged can be read there."""
    namespace = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    write = f"{' '.join(WRITER)} {tmp_path}/store 900; cp -r {tmp_path}/store {tmp_path.parent}/kept"
    script = f"mount -t tmpfs -o size=3m none {tmp_path} && {write}"
    done = subprocess.run([*namespace, "sh", "-c", script], stdout=subprocess.PIPE, text=True, timeout=100, check=False)
    assert "STORE_FULL" in done.stdout.split() and acknowledged(done.stdout) > 100
    assert faults(tmp_path.parent / "kept", acknowledged(done.stdout)) == []
