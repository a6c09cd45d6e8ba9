"""The catalogue of refusals: numbers that are never shared, facts that are typed, and no code that nobody knows."""

import ast
from collections import Counter

import pytest

from device.base.catalogue import FACT_KINDS, REFUSALS
from tests.gates.files import PRODUCT, ROOT, python_files, tree

SHOWN = {"cents", "code", "coefficient", "count", "day", "days", "km", "minute", "percent", "place", "text", "told", "word"}
KINDS = SHOWN | {"identity", "secret"}
CODES = {code for _, code in REFUSALS}


def test_numbers_and_codes_are_unique() -> None:
    for part in (0, 1):
        counts = Counter(row[part] for row in REFUSALS)
        assert [each for each, count in counts.items() if count > 1] == []
    assert all(1000 < number < 9000 for number, _ in REFUSALS)


def test_facts_have_a_known_kind() -> None:
    assert {name: kind for name, kind in FACT_KINDS.items() if kind not in KINDS} == {}


def _refusals(name: str) -> list[tuple[int, str, list[str]]]:
    """Line, code and facts of each `Refusal("CODE", fact=...)` of a file."""
    calls = [node for node in ast.walk(tree(name)) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"]
    spelled = [(call, call.args[0].value) for call in calls if call.args and isinstance(call.args[0], ast.Constant)]
    return [(call.lineno, str(code), [word.arg for word in call.keywords if word.arg]) for call, code in spelled]


@pytest.mark.parametrize("name", python_files(*PRODUCT))
def test_every_refusal_is_in_the_catalogue(name: str) -> None:
    for line, code, facts in _refusals(name):
        assert code in CODES, f"{name}:{line}"
        assert set(facts) <= set(FACT_KINDS), f"{name}:{line}"


def test_every_code_is_used() -> None:
    text = "\n".join((ROOT / name).read_text() for name in python_files(*PRODUCT) if name != "device/base/catalogue.py")
    assert sorted(code for code in CODES if f'"{code}"' not in text) == []
