"""The Python part of the set-up: what it refuses, and the command that it writes."""

import os
import subprocess
from pathlib import Path

from tests.gates.files import ROOT


def _sh(folder: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    whole = f'set -u; ROOT="{ROOT}"; for part in say system python; do . "$ROOT/setup/$part.sh"; done; {script}'
    own = {"TOURNEE_LOGS": str(folder / "logs"), "TOURNEE_TOOL": str(folder / "tool")}
    return subprocess.run(
        ["sh", "-c", whole], env={**os.environ, **own, **environment}, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )


def _command(path: Path, text: str) -> str:
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)
    return str(path)


def test_a_python_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = _sh(tmp_path, "python_is_there", TOURNEE_PYTHON="/nowhere/python3")
    assert done.returncode == 1 and "/nowhere/python3 is not there" in done.stderr


def test_an_old_python_is_refused(tmp_path: Path) -> None:
    old = _command(tmp_path / "python3", "exit 1\n")
    done = _sh(tmp_path, "python_is_there", TOURNEE_PYTHON=old)
    assert done.returncode == 1 and "older than 3.11" in done.stderr


def test_an_index_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    broken = _command(tmp_path / "python3", "[ $1 = -V ] || { echo 'no route to host' >&2; exit 1; }\n")
    done = _sh(tmp_path, "uv_itself", TOURNEE_PYTHON=broken)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "no route to host" in done.stderr and "check the network" in done.stderr


def test_a_stamp_changes_with_its_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("a==1")
    first = _sh(tmp_path, f'mark "{lock}"').stdout
    assert first == _sh(tmp_path, f'mark "{lock}"').stdout
    lock.write_text("a==2")
    assert first != _sh(tmp_path, f'mark "{lock}"').stdout


def test_the_command_runs_from_anywhere(tmp_path: Path) -> None:
    link = tmp_path / "tournee"
    link.symlink_to(ROOT / ".venv" / "bin" / "tournee")
    (tmp_path / "ui.py").write_text("raise SystemExit('a file of the user was imported')")
    done = subprocess.run([str(link), "--help"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "doctor" in done.stdout


def test_a_wrong_word_is_a_usage_error() -> None:
    assert subprocess.run(["sh", "setup/setup", "everything"], cwd=ROOT, capture_output=True, check=False).returncode == 64
