"""The parts that this machine lacks, told at the end of every run; in CI they must be exactly those of a committed list."""

import os
import shutil
from pathlib import Path

from ui.cli.doctor import examine_all

LIST = Path(__file__).with_name("absent-in-ci.txt")


def native_micropython() -> str | None:
    """Where the system's own MicroPython is, if it has one."""
    return shutil.which("micropython")


def agreed() -> bool:
    """Print what is absent; in CI, whether it is the committed list, no more and no less."""
    missing = [finding.name for finding in examine_all() if not finding.found]
    print(f"absent from this machine: {', '.join(missing) or 'nothing'}")
    expected = LIST.read_text().split()
    if os.environ.get("CI") != "true" or sorted(missing) == sorted(expected):
        return True
    print(f"but {LIST.name} says: {', '.join(expected)}")
    return False
