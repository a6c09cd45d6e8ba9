"""Each vendor library has one home on each side of the house: whoever wants to replace it opens one file."""

import ast
import csv
import sys
from collections.abc import Iterator

import pytest

from tests.gates.files import PRODUCT, ROOT, python_files, tree

OURS = (*PRODUCT, "bench", "image", "tests")


def _homes() -> dict[str, tuple[str, ...]]:
    with (ROOT / "tests" / "gates" / "homes.csv").open(newline="") as file:
        return {row["library"]: tuple(row["homes"].split()) for row in csv.DictReader(file)}


def _vendors(name: str) -> Iterator[str]:
    """The top names of the vendor libraries that a file imports."""
    for node in ast.walk(tree(name)):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            modules = [node.module or ""]
        for top in {module.split(".")[0] for module in modules}:
            if top not in OURS and top not in sys.stdlib_module_names:
                yield top


@pytest.mark.parametrize("name", python_files(*PRODUCT))
def test_a_vendor_library_is_imported_at_home_only(name: str) -> None:
    homes = _homes()
    strays = [library for library in _vendors(name) if not name.startswith(homes.get(library, ()) or "?")]
    assert strays == []


def test_every_home_is_lived_in() -> None:
    lived = {(library, home) for name in python_files(*PRODUCT) for library in _vendors(name) for home in _homes().get(library, ())
             if name.startswith(home)}  # fmt: skip
    assert sorted((library, home) for library, homes in _homes().items() for home in homes if (library, home) not in lived) == []
