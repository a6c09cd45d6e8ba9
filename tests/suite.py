"""Every gate and every test, in two lanes beside each other: `python -m tests.suite [--seed N] [--only NAME]`.

Each folder of tests has a pytest process of its own, so that a window or a reactor of one never meets another's. One lane
runs those with daemons, windows or deadlines, one after another; the other what only computes: types, import rules,
MicroPython, and the folders named in COMPUTING. Exit code 0 only when all passed.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests import absent

ROOT = Path(__file__).resolve().parents[1]
WASM = ROOT / ".tool" / "wasm"
SOURCES = ("device", "hal", "ui", "simulator", "image", "tests", "bench")
COMPUTING = ("formats", "gates", "pricing", "simulation", "store")
# A folder of tests that hangs is ended after this many seconds; each test has a shorter limit of its own.
FOLDER_LIMIT = 900


@dataclass
class Step:
    """One command of the suite; `counts` when it is a runner of tests, whose closing line tells how many passed."""

    name: str
    command: list[str]
    counts: bool = False
    seconds: float = 0.0
    code: int = 0
    output: str = ""
    passed: int = 0
    failed: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def run(self) -> None:
        """Run it and keep what it printed."""
        began = time.monotonic()
        try:
            done = subprocess.run(
                self.command,
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=FOLDER_LIMIT,
                check=False,
            )
            self.code, printed = done.returncode, done.stdout
        except subprocess.TimeoutExpired as late:
            self.code, printed = 1, (late.stdout or b"") + f"\nnot done after {FOLDER_LIMIT} s".encode()
        self.output = printed.decode(errors="replace")
        self.seconds = time.monotonic() - began
        if self.counts:
            self.passed, self.failed = _counted(self.output)


def _counted(output: str) -> tuple[int, int]:
    """Tests passed, and failed or in error, from the closing lines of pytest or of the MicroPython runner."""
    closing = " ".join(output.strip().splitlines()[-1:])
    passed = sum(int(number) for number in re.findall(r"(\d+) passed", closing))
    failed = sum(int(number) for number in re.findall(r"(\d+) (?:failed|error)", closing))
    return passed, failed


def static_steps() -> list[Step]:
    """What is checked without running the project."""
    python = sys.executable
    tools = Path(python).parent
    sources = [name for name in SOURCES if any((ROOT / name).rglob("*.py"))]
    return [
        Step("ruff format", [f"{tools}/ruff", "format", "--check", "--quiet", "--output-format=concise", "."]),
        Step("ruff check", [f"{tools}/ruff", "check", "--quiet", "--output-format=concise", "."]),
        Step("import rules", [f"{tools}/lint-imports", "--no-cache"], environment={"PYTHONWARNINGS": "default"}),
        Step("mypy --strict", [python, "-m", "mypy", *sources]),
    ]


def engine_steps() -> list[Step]:
    """The core on MicroPython: compiled, run in WebAssembly, and natively where the machine has it."""
    package = WASM / "node_modules" / "@micropython" / "micropython-webassembly-pyscript"
    steps = [
        Step("mpy-cross", [sys.executable, "-m", "tests.micropython.compile", str(WASM / "bin" / "mpy-cross")]),
        Step(
            "device on MicroPython (wasm)", [str(WASM / "bin" / "node"), "tests/micropython/wasm.mjs", str(ROOT), str(package)], counts=True
        ),
    ]
    native = absent.native_micropython()
    if native:
        steps.append(
            Step("device on MicroPython (native)", [native, "-X", "heapsize=64m", "tests/micropython/run.py", str(ROOT)], counts=True)
        )
    return steps


def folders() -> list[str]:
    """The folders of tests, the core first."""
    found = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("test_*.py")}
    return sorted(found, key=lambda name: (name != "device", name))


def pytest_steps(seed: int, names: list[str]) -> list[Step]:
    """One pytest for each folder, in an order that the seed decides."""
    steps = []
    for name in names:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "randomly",
            f"--randomly-seed={seed}",
            f"--hypothesis-seed={seed}",
            f"tests/{name}",
        ]
        if name == "device":
            command += ["--cov=device", "--cov-config=pyproject.toml", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100"]
        steps.append(Step(f"tests/{name}", command, counts=True))
    return steps


def lane(steps: list[Step], say: threading.Lock) -> None:
    """Run the steps one after another; tell each as it ends, with its output when it failed."""
    for step in steps:
        step.run()
        with say:
            counts = f"{step.passed} passed, {step.failed} failed" if step.passed or step.failed else ""
            print(f"{'ok  ' if step.code == 0 else 'FAIL'} {step.name:<34} {step.seconds:6.1f} s  {counts}", flush=True)
            if step.code:
                print(step.output, flush=True)


def run(steps: list[list[Step]]) -> float:
    """Run lanes beside each other; the seconds it took."""
    began = time.monotonic()
    say = threading.Lock()
    threads = [threading.Thread(target=lane, args=(each, say)) for each in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


def main(argv: list[str]) -> int:
    """Run the suite; print the table, the parts that this machine lacks, and the closing counts."""
    parser = argparse.ArgumentParser(prog="tests.suite", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32), help="of the order of tests")
    parser.add_argument("--only", default="", help="only the steps whose name contains this")
    options = parser.parse_args(argv)
    (ROOT / "build").mkdir(exist_ok=True)
    print(f"order of tests: seed {options.seed} (again: make test SEED={options.seed})", flush=True)
    alone = [name for name in folders() if name not in COMPUTING]
    beside = [name for name in folders() if name in COMPUTING]
    lanes = [static_steps() + engine_steps() + pytest_steps(options.seed, beside), pytest_steps(options.seed, alone)]
    lanes = [[step for step in steps if options.only in step.name] for steps in lanes]
    seconds = run(lanes)
    steps = [step for each in lanes for step in each]
    failed = [step.name for step in steps if step.code]
    if not options.only and not absent.agreed():
        failed.append("absent parts")
    print(f"{seconds:.0f} s in all; " + (f"FAILED: {', '.join(failed)}" if failed else "every gate and every test passed"))
    print(f"{sum(step.passed for step in steps)} passed, {sum(max(step.failed, 1 if step.code else 0) for step in steps)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
