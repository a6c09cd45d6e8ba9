"""System packages: what is asked for, what is said when it cannot be had, and what is left as it was."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.gates.files import ROOT

# `apt-get -s` says what would be installed; the others record that they were called.
APT = """#!/bin/sh
echo "apt-get $*" >> "$CALLS"
case "$*" in
*-s*) [ -e "$CALLS.lists" ] || { [ "$LISTS" = empty ] && exit 100; }
      [ -e "$CALLS.done" ] || for each in $APT_MISSING; do echo "Inst $each (1.0 Debian)"; done ;;
*update*) [ "$NETWORK" = down ] && { echo "Err:1 archive: could not resolve"; exit 100; }; touch "$CALLS.lists" ;;
*--print-uris*) for each in $APT_MISSING; do echo "'where' $each.deb 20000000 MD5Sum:0"; done ;;
*install*) [ -e "$TOURNEE_POLICY" ] && echo "services held" >> "$CALLS"; touch "$CALLS.done" ;;
esac
"""
RECORD = '#!/bin/sh\necho "${0##*/} $*" >> "$CALLS"\ncat > /dev/null < /dev/null\n'


class Machine:
    """A machine made of stand-in commands in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = folder / "calls"
        self.calls.touch()
        (folder / "bin").mkdir()
        for name, text in {"apt-get": APT, "debconf-set-selections": RECORD, "systemctl": RECORD}.items():
            self.command(name, text)
        self.command("sudo", "#!/bin/sh\nexit 1\n")
        self.user(0)
        self.release("12.11")

    def command(self, name: str, text: str) -> None:
        """Put a command before the system's own."""
        path = self.folder / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def user(self, number: int) -> None:
        """Who types the command."""
        self.command("id", f"#!/bin/sh\necho {number}\n")

    def release(self, version: str) -> None:
        """Which Debian this is."""
        (self.folder / "debian_version").write_text(version + "\n")

    def sh(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a line of shell in which the set-up's functions are known."""
        names = {"LOGS": "logs", "POLICY": "policy-rc.d", "READER": "etc/reader.conf.d/vpcd", "DEBIAN_VERSION": "debian_version"}
        own = {f"TOURNEE_{name}": str(self.folder / place) for name, place in names.items()}
        path = f"{self.folder}/bin:{os.environ['PATH']}"
        whole = f'set -u; ROOT="{ROOT}"; . "$ROOT/setup/say.sh"; . "$ROOT/setup/system.sh"; {script}'
        return subprocess.run(
            ["sh", "-c", whole],
            env={**os.environ, **own, "PATH": path, "CALLS": str(self.calls), **environment},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


ALL = 'system_packages "device build sim test"'


def test_nothing_is_asked_when_nothing_is_missing(machine: Machine) -> None:
    machine.user(1000)
    done = machine.sh(ALL, APT_MISSING="")
    assert done.returncode == 0 and "all there" in done.stdout
    assert machine.calls.read_text().count("apt-get") == 1


def test_the_demo_asks_for_no_mail_server(machine: Machine) -> None:
    demo, tests = (machine.sh(f'rows 1 "{kinds}"').stdout.split() for kinds in ("device build sim", "device build sim test"))
    assert "pcscd" in demo and "postfix" not in demo and "dovecot-core" not in demo
    assert "postfix" in tests and set(demo) < set(tests)


@pytest.mark.parametrize("version, has", [("12.11", False), ("13.1", True), ("trixie/sid", True)])
def test_a_release_is_asked_only_for_what_it_has(machine: Machine, version: str, has: bool) -> None:
    machine.release(version)
    assert ("micropython" in machine.sh('rows 1 "test"').stdout.split()) == has


def test_what_is_missing_is_installed_after_an_update(machine: Machine) -> None:
    done = machine.sh(ALL, APT_MISSING="strace postfix", LISTS="empty")
    calls = machine.calls.read_text().splitlines()
    assert done.returncode == 0, done.stderr
    assert "installing 2, what they need included (41 MB to download):\n      strace postfix" in done.stdout
    assert [call.split()[0] for call in calls if "update" in call or "debconf" in call or "-y" in call] == [
        "apt-get",
        "debconf-set-selections",
        "apt-get",
    ]
    assert calls.index("apt-get -q update") < len(calls) - 1


def test_services_are_held_while_installing_and_not_after(machine: Machine) -> None:
    machine.sh(ALL, APT_MISSING="postfix")
    assert "services held" in machine.calls.read_text()
    assert "systemctl disable -q postfix.service" in machine.calls.read_text()
    assert not (machine.folder / "policy-rc.d").exists()


def test_a_policy_of_the_owner_stays(machine: Machine) -> None:
    (machine.folder / "policy-rc.d").write_text("mine")
    machine.sh(ALL, APT_MISSING="postfix")
    assert (machine.folder / "policy-rc.d").read_text() == "mine"


def test_the_virtual_reader_is_not_left_active(machine: Machine) -> None:
    reader = machine.folder / "etc" / "reader.conf.d" / "vpcd"
    reader.parent.mkdir(parents=True)
    reader.write_text("DEVICENAME /dev/null")
    done = machine.sh(ALL, APT_MISSING="vsmartcard-vpcd")
    assert not reader.exists() and (machine.folder / "etc" / "vpcd-reader.conf.inactive").exists()
    assert "moved out" in done.stdout


def test_a_reader_that_we_did_not_bring_stays(machine: Machine) -> None:
    reader = machine.folder / "etc" / "reader.conf.d" / "vpcd"
    reader.parent.mkdir(parents=True)
    reader.write_text("DEVICENAME /dev/null")
    machine.sh(ALL, APT_MISSING="strace")
    assert reader.exists()


def test_without_root_one_line_for_the_administrator(machine: Machine) -> None:
    machine.user(1000)
    done = machine.sh(ALL, APT_MISSING="strace opensc")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "apt-get update && apt-get install --no-install-recommends strace opensc" in done.stderr


def test_with_sudo_the_environment_is_carried(machine: Machine) -> None:
    machine.user(1000)
    machine.command("sudo", '#!/bin/sh\necho "sudo $*" >> "$CALLS"\n[ "$1" = -n ] && shift\nexec "$@"\n')
    done = machine.sh(ALL, APT_MISSING="strace")
    assert done.returncode == 0, done.stderr
    assert "sudo env DEBIAN_FRONTEND=noninteractive" in machine.calls.read_text()


def test_without_a_network_one_sentence(machine: Machine) -> None:
    done = machine.sh(ALL, APT_MISSING="strace", NETWORK="down")
    assert done.returncode == 1
    assert "does not answer" in done.stderr and "check the network" in done.stderr and done.stderr.count("\n") == 1


def test_without_room_one_sentence(machine: Machine) -> None:
    machine.command("df", "#!/bin/sh\necho head\necho '/dev/a 1000 900 102400 90% /'\n")
    done = machine.sh(ALL, APT_MISSING="strace")
    assert done.returncode == 1
    assert done.stderr == "set-up: only 100 MB are free on the disk of /, and 205 MB are needed; make room and run again.\n"
