"""The dispatcher: verbs are found, unknown ones get a suggestion, and no defect shows data."""

import subprocess
import sys
from pathlib import Path

import pytest

from device.base.refusal import Refusal
from tests.gates.files import ROOT
from ui.cli import exits
from ui.cli import main as dispatcher


def tournee(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ui.cli.main", *words], cwd=ROOT, capture_output=True, text=True, check=False)


def test_help_names_every_verb_and_every_exit_code() -> None:
    done = tournee("--help")
    assert done.returncode == exits.OK
    for name in dispatcher.verbs():
        assert f"\n  {name} " in done.stdout
    assert all(meaning in done.stdout for _, meaning in exits.MEANINGS)


def test_no_verb_is_a_usage_error() -> None:
    assert tournee().returncode == exits.USAGE


@pytest.mark.parametrize("verb", dispatcher.verbs())
def test_each_verb_has_help(verb: str) -> None:
    done = tournee(verb, "--help")
    assert done.returncode == exits.OK and done.stdout.startswith("usage: tournee " + verb), done.stderr


def test_an_unknown_verb_gets_a_suggestion() -> None:
    done = tournee("docter")
    assert done.returncode == exits.USAGE and "did you mean 'doctor'" in done.stderr
    assert "see tournee --help" in tournee("qqqq").stderr


def test_an_unknown_option_is_a_usage_error() -> None:
    done = tournee("doctor", "--jsn")
    assert done.returncode == exits.USAGE and "--jsn" in done.stderr


def _verb(folder: Path, body: str) -> tuple[int, str]:
    """Run a verb of this body; its exit code and what it said on the error output."""
    (folder / "invented.py").write_text(f'"""Invented."""\n{body}\n')
    program = f"""
import pathlib, sys, ui.cli
from ui.cli import main as dispatcher
ui.cli.__path__.append({str(folder)!r})
dispatcher.HERE = pathlib.Path({str(folder)!r})
sys.exit(dispatcher.main(["invented"]))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_a_refusal_is_worded_with_its_number(tmp_path: Path) -> None:
    code, said = _verb(tmp_path, "from device.base.refusal import Refusal\ndef main(argv): raise Refusal('WIRE_TORN')")
    assert code == exits.REFUSED and str(Refusal("WIRE_TORN")) in said


def test_files_that_may_not_be_opened_are_no_defect(tmp_path: Path) -> None:
    code, said = _verb(tmp_path, "def main(argv): raise PermissionError(13, 'Permission denied', '/home/SOMEBODY')")
    assert code == exits.REFUSED and str(Refusal("NOT_ALLOWED")) in said and "SOMEBODY" not in said


def test_a_defect_tells_its_place_and_no_data(tmp_path: Path) -> None:
    code, said = _verb(tmp_path, "from device.base.dates import day_from_iso\ndef main(argv): day_from_iso(b'2690549588157')")
    assert code == exits.DEFECT
    assert "device/base/dates.py:" in said and "2690549588157" not in said


def test_a_reader_that_goes_away_is_no_defect() -> None:
    line = f"{sys.executable} -m ui.cli.main --help | true"
    done = subprocess.run(["sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Traceback" not in done.stderr
