"""The core stays inside the subset of MicroPython, and the check that says so has teeth."""

from pathlib import Path

import pytest

from tests.gates.files import ROOT
from tests.gates.subset import complaints, sources

HERE = ROOT / "device" / "acts" / "invented.py"


def test_the_core_is_there() -> None:
    assert len(sources()) > 10


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_core_stays_in_the_subset(path: Path) -> None:
    assert complaints(path) == []


REFUSED = (
    "import datetime",
    "import json",
    "import hal",
    "from . import records",
    "from collections import Counter",
    "x = [*a, 2]",
    "x = {**a}",
    "x = 1.5",
    "x = a / b",
    "x /= 2",
    "x = int | str",
    "x = a[::2]",
    "x = list[int]",
    "raise ValueError() from None",
    "x = a.zfill(3)",
    "x = a.__hidden",
    "x = round(a)",
    "x = a.split(maxsplit=1)",
    "x = n.to_bytes(length=2)",
    "x = sorted(a, key=len)",
    "a.sort(key=len)",
    "x = a.encode('latin-1')",
    "x = a.decode(codec)",
    "class A(B, C): pass",
    "class A(metaclass=B): pass",
    "class A(int): pass",
    "def f(a, /): pass",
    "class A:\n    def __init_subclass__(cls): pass",
    "x = f'{a!r}{{'",
    "x = f'{a[\"b\"]}'",
    "x = '{}' f'{a}'",
    "for x in {1, 2}: pass",
    "x = [y for y in set(a)]",
    "match a:\n    case 1: pass",
    "async def f(): pass",
    "try:\n    pass\nexcept* ValueError:\n    pass",
    "try:\n    pass\nexcept TimeoutError:\n    pass",
)


@pytest.mark.parametrize("text", REFUSED)
def test_what_leaves_the_subset_is_seen(text: str) -> None:
    assert complaints(HERE, text)


ACCEPTED = (
    "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from typing import Any\n    Name = int | str\n",
    "def f(a: 'list[int]' = (), *, b: dict[str, int] | None = None) -> int | str: return 1",
    "from device.base.record import in_order\na, *b = c\nf(*a, *b)\nx = a[1:2]",
    "x = f'{a.b(c)[0]} of {d}'",
    "x = 7 // 2\nx |= 4\nx = sorted(a)\nx = a.encode()\nx = a.decode('utf-8')",
    "import hashlib\nx = hashlib.sha256(b'').digest().hex()",
    "for x in sorted(set(a)): pass",
)


@pytest.mark.parametrize("text", ACCEPTED)
def test_what_runs_alike_is_let_through(text: str) -> None:
    assert complaints(HERE, text) == []


def test_json_has_one_home() -> None:
    assert complaints(ROOT / "device" / "base" / "wire.py", "import json") == []
