"""The documents: links that lead somewhere, one page of README, every verb and target that they name exists."""

import re

import pytest

from tests.gates.files import ROOT, repository
from ui.cli.main import verbs

DOCUMENTS = [name for name in repository() if name.endswith(".md")]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    links = [link for link in LINK.findall((ROOT / name).read_text()) if "://" not in link]
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_that_are_named_exist(name: str) -> None:
    text = (ROOT / name).read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets
    assert set(re.findall(r"`(?:\.venv/bin/)?tournee ([a-z]+)", text)) <= set(verbs())


def test_the_readme_is_one_page() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 70


@pytest.mark.parametrize("name", [path.stem for path in sorted((ROOT / "device" / "formats").glob("[a-z]*.py"))])
def test_each_layout_says_whether_it_is_public(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "formats.md").read_text()
