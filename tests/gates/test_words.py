"""What no file of the repository may say: machine paths, where packages come from, work left for later, sleeping tests."""

import re

import pytest

from tests.gates.files import ROOT, repository

BINARY = (".png", ".otf", ".ttf", ".gz", ".db", ".der", ".p12", ".jpg", ".pdf")
# Written in pieces so that this file does not say them either.
EVERYWHERE = (
    "/wor" + "k/",
    "/roo" + "t/",
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    "npm" + r"js\.org",
    "deb" + r"\.debian\.org",
    r"\bTO" + r"DO\b",
    r"\bFIX" + r"ME\b",
)
IN_PYTHON = (
    "NotImplemented" + "Error",
    r"pytest\.(mark\.)?(sk" + "ip|xfa" + "il)",
    "unittest" + r"\.mock",
    r"monkeypatch\.set" + "attr",
)
IN_TESTS = (r"time\.sl" + r"eep\(",)


def _found(name: str, words: tuple[str, ...]) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines()
    return [f"{name}:{number}: {line.strip()[:80]}" for number, line in enumerate(lines, 1) if re.search("|".join(words), line)]


@pytest.mark.parametrize("name", [name for name in repository() if not name.endswith(BINARY)])
def test_no_file_says(name: str) -> None:
    words = EVERYWHERE + (IN_PYTHON if name.endswith(".py") else ())
    assert _found(name, words + (IN_TESTS if "/test_" in name else ())) == []
