"""The runner of the core's tests on MicroPython fails when a test fails, and says where; the suite counts and is not fooled."""

import shutil
import subprocess
import sys
from pathlib import Path

from bench.measure import Measure
from bench.run import table
from tests import suite
from tests.gates.files import ROOT
from tests.suite import Step

PASSING = "def test_good():\n    assert 1 + 1 == 2\n"
FAILING = PASSING + "def test_bad():\n    assert 1 + 1 == 3\n"


def _run(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """The WebAssembly runner on a project that has one file of tests."""
    shutil.copytree(ROOT / "tests" / "micropython", folder / "tests" / "micropython")
    (folder / "tests" / "device" / "deeper").mkdir(parents=True)
    for package in ("tests", "tests/device", "tests/device/deeper"):
        (folder / package / "__init__.py").touch()
    (folder / "tests" / "device" / "deeper" / "test_it.py").write_text(text)
    command = next(step.command for step in suite.engine_steps() if "wasm" in step.name)
    command[2] = str(folder)
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_good_run_passes(tmp_path: Path) -> None:
    done = _run(tmp_path, PASSING)
    assert done.returncode == 0 and "1 passed, 0 failed" in done.stdout


def test_a_failure_is_told_with_its_place(tmp_path: Path) -> None:
    done = _run(tmp_path, FAILING)
    assert done.returncode == 1 and "1 passed, 1 failed" in done.stdout
    assert "FAILED tests.device.deeper.test_it.test_bad" in done.stdout and "line 4" in done.stdout


def test_a_module_that_cannot_be_read_fails(tmp_path: Path) -> None:
    done = _run(tmp_path, "import nowhere\n")
    assert done.returncode == 1 and "nowhere" in done.stdout


def test_no_test_at_all_fails(tmp_path: Path) -> None:
    assert _run(tmp_path, "").returncode == 1


def test_a_step_counts_what_its_closing_line_says() -> None:
    step = Step(
        "t", [sys.executable, "-c", "print('3 failed'); print('2 failed, 40 passed, 1 error in 3.1s'); raise SystemExit(1)"], counts=True
    )
    step.run()
    assert (step.code, step.passed, step.failed) == (1, 40, 3)


def test_every_folder_of_tests_is_run() -> None:
    run = {step.name for step in suite.pytest_steps(1, suite.folders())}
    assert {f"tests/{path.parent.relative_to(ROOT / 'tests').parts[0]}" for path in (ROOT / "tests").rglob("test_*.py")} == run


def test_the_table_of_measures_marks_what_is_beyond_its_limit() -> None:
    shown = table([Measure("a", 1.0, 2.0, 1.3, "s", 5), Measure("bb", 3.0, 2.0, 1.3, "ms", 7)]).splitlines()
    assert shown[1].split() == ["a", "1", "2", "0.50", "1.30", "s", "5"]
    assert shown[2].split() == ["bb", "3", "2", "1.50", "1.30", "!", "ms", "7"]
