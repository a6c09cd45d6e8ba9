"""Nothing is too long to be read at a glance."""

import ast

import pytest

from tests.gates.files import ROOT, python_files, repository, tree

FILE_LINES = 300
FUNCTION_LINES = 40
SCRIPTS = tuple(name for name in repository() if name.endswith((".py", ".sh", ".mjs")) or name.startswith("setup/"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_file_is_too_long(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= FILE_LINES


@pytest.mark.parametrize("name", python_files())
def test_no_function_is_too_long(name: str) -> None:
    functions = [node for node in ast.walk(tree(name)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {function: length for function, length in lengths.items() if length > FUNCTION_LINES} == {}
