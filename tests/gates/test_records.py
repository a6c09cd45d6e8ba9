"""Each record's FIELDS are its annotations, in their order: MicroPython only knows the first, the checker only the second."""

import importlib
import inspect

import pytest

from device.base.record import Record
from tests.gates.files import python_files


def _records() -> list[type[Record]]:
    found = set()
    for name in python_files("device"):
        module = importlib.import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        found |= {each for each in vars(module).values() if inspect.isclass(each) and issubclass(each, Record)}
    return sorted(found - {Record}, key=lambda cls: (cls.__module__, cls.__name__))


def _annotated(cls: type[Record]) -> tuple[str, ...]:
    names: list[str] = []
    for each in reversed(cls.__mro__):
        if issubclass(each, Record) and each is not Record:
            names += [name for name in inspect.get_annotations(each) if name not in (*names, "FIELDS", "NESTED")]
    return tuple(names)


@pytest.mark.parametrize("cls", _records(), ids=lambda cls: f"{cls.__module__}.{cls.__name__}")
def test_fields_are_annotations(cls: type[Record]) -> None:
    assert _annotated(cls) == cls.FIELDS
    assert set(cls.NESTED) <= set(cls.FIELDS)
    assert all(issubclass(nested, Record) for nested in cls.NESTED.values())


def test_the_core_has_records() -> None:
    assert len(_records()) > 20
