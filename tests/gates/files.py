"""The files of the repository, as the gates see them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("device", "hal", "ui", "simulator")


@cache
def repository() -> tuple[str, ...]:
    """Every file that is, or would be, committed; from the project's root."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file()))


def python_files(*tops: str) -> list[str]:
    """The Python files under these folders, or all."""
    return [name for name in repository() if name.endswith(".py") and (not tops or name.split("/")[0] in tops)]


@cache
def tree(name: str) -> ast.Module:
    """The file as a tree."""
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))
