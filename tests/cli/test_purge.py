"""`tournee purge` says what it takes away, takes it, and leaves every digest; the recovery code opens too."""

import subprocess
import sys
from pathlib import Path

from device.exchange.office import claim_moved
from device.ports import Moment
from device.signals import NetworkChanged, Ticked
from hal import boot, config
from tests.device.office import Office
from tests.gates.files import ROOT
from ui.cli import exits

# Long before any day on which this runs.
LONG_AGO = Moment(20000, 600, 120)
CODE = "1942"


def purged(where: Path, secret: str, *more: str, person: str = "A") -> subprocess.CompletedProcess[str]:
    """What the verb does in a process of its own."""
    words = ("purge", "--config", str(where), "--person", person, *more)
    return subprocess.run(
        [sys.executable, "-m", "ui.cli.main", *words], cwd=ROOT, input=secret + "\n", capture_output=True, text=True, check=False
    )


def a_device(folder: Path) -> tuple[Path, str]:
    """A device whose only invoice was sent, acknowledged and paid long ago; its configuration and its recovery code."""
    where = folder / "device.toml"
    where.write_text(
        f'device = "T0042"\ndirectory = "{folder}/device"\nmailbox = "a@b.example"\ncourier = "{folder}/courier"\n'
        f'vault = "{folder}/vault"\n[readers]\ncps = "none"\nvitale = "none"\n'
    )
    (folder / "device").mkdir()
    opened = boot.keyring(config.load(where)).open("A", CODE)
    office = Office(opened.store)
    office.moment = LONG_AGO
    office.begin()
    invoice = office.sealed(complement=False)
    office.wait(10)
    office.run(Ticked())
    office.deliver(office.receipt(office.lots()[0]))
    office.run(NetworkChanged(True))
    office.record([claim_moved(invoice + "/F", "pay", 354), claim_moved(invoice + "/F", "reconcile")])
    opened.store.close()
    return where, opened.recovery


def test_a_purge_says_what_goes_and_then_takes_it(tmp_path: Path) -> None:
    where, recovery = a_device(tmp_path)
    dry = purged(where, CODE, "--dry-run")
    assert dry.returncode == exits.OK and "1 lots, 1 signed images, 1 mails" in dry.stdout, dry.stderr
    done = purged(where, recovery, person="recovery")
    assert done.stdout.startswith(dry.stdout) and done.stdout.endswith("originals taken away, their digests stay\n"), done.stderr
    again = purged(where, CODE)
    assert "0 lots, 0 signed images, 0 mails, 0 documents, 0 octets" in again.stdout and "taken away" not in again.stdout


def test_nothing_younger_than_ninety_days_goes(tmp_path: Path) -> None:
    for days in ("89", "x", "-1", "9" * 12):
        refused = purged(tmp_path / "none.toml", "", f"--days={days}")
        assert refused.returncode == exits.USAGE and "at least 90" in refused.stderr
