"""Everything that is installed is pinned with its hashes, and no lock tells where from."""

import json
import re

import pytest

from tests.gates.files import ROOT

LOCKS = ("build", "dev", "run", "uv", "wasm")
NAME = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)


def _text(name: str) -> str:
    return (ROOT / "locks" / name).read_text()


def _pinned(lock: str) -> set[tuple[str, str]]:
    return {(name.lower(), version) for name, version in NAME.findall(_text(f"{lock}.txt"))}


@pytest.mark.parametrize("lock", LOCKS)
def test_each_requirement_has_a_version_and_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z])", _text(f"{lock}.txt").strip())
    assert entries and all(NAME.match(entry) and "--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("lock", LOCKS)
def test_what_was_asked_for_is_locked(lock: str) -> None:
    wanted = [line for line in _text(f"{lock}.in").split("\n") if line and not line.startswith("-")]
    names = {re.split(r"[\[=<>]", line)[0].lower() for line in wanted}
    assert names - {name for name, _ in _pinned(lock)} == set()


def test_developers_run_what_users_run() -> None:
    assert _pinned("run") <= _pinned("dev")


@pytest.mark.parametrize("name", [path.name for path in sorted((ROOT / "locks").iterdir())])
def test_no_lock_holds_an_address(name: str) -> None:
    assert not re.search(r"https?:|//|--(extra-)?index|--find-links|\"resolved\"", _text(name))


def test_the_npm_lock_pins_by_content() -> None:
    packages = json.loads(_text("package-lock.json"))["packages"]
    installed = {name: each for name, each in packages.items() if name}
    assert installed and all(each["integrity"].startswith("sha512-") for each in installed.values())
    assert packages[""]["dependencies"] == json.loads(_text("package.json"))["dependencies"]
