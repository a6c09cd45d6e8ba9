"""`Record`: an immutable value with named fields, compared by content, alike on CPython and MicroPython."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**_options):
        """The checker's decorator, absent at run time."""
        return lambda cls: cls


@dataclass_transform(frozen_default=True)
class Record:
    """An immutable value. A subclass lists its fields in `FIELDS`, in the order of its annotations.

    A default is the class attribute of that name. `NESTED` names, for a field that holds a record or a tuple of
    records, their class, so that `from_plain` can rebuild them. Raises TypeError on a missing or unknown field.
    """

    FIELDS: "ClassVar[tuple[str, ...]]" = ()
    NESTED: "ClassVar[dict[str, type[Record]]]" = {}

    def __init__(self, *args: "Any", **named: "Any") -> None:
        cls = type(self)
        if len(args) > len(cls.FIELDS):
            raise TypeError("%s: too many values" % cls.__name__)
        for index, name in enumerate(cls.FIELDS):
            if index < len(args):
                value = args[index]
            elif name in named:
                value = named.pop(name)
            elif hasattr(cls, name):
                value = getattr(cls, name)
            else:
                raise TypeError("%s: %s is missing" % (cls.__name__, name))
            object.__setattr__(self, name, value)
        if named:
            raise TypeError("%s: unknown field %s" % (cls.__name__, sorted(named)[0]))

    def __setattr__(self, name: str, value: "Any") -> None:
        raise AttributeError("%s is immutable" % type(self).__name__)

    def _values(self) -> "tuple[Any, ...]":
        return tuple(getattr(self, name) for name in type(self).FIELDS)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        shown = ", ".join("%s=%r" % (name, getattr(self, name)) for name in type(self).FIELDS)
        return "%s(%s)" % (type(self).__name__, shown)

    def replace(self, **changes: "Any") -> "Self":
        """The same record with some fields changed."""
        fields = {name: getattr(self, name) for name in type(self).FIELDS}
        fields.update(changes)
        return type(self)(**fields)

    def plain(self) -> "dict[str, Any]":
        """Fields as plain values (nested records and tuples become maps and lists), ready for `wire`."""
        return {name: _plain(getattr(self, name)) for name in type(self).FIELDS}

    @classmethod
    def from_plain(cls, values: "dict[str, Any]") -> "Self":
        """The inverse of `plain`; lists become tuples. Raises TypeError on a missing or unknown field."""
        return cls(**{name: _rebuilt(cls.NESTED.get(name), value) for name, value in values.items()})


def _plain(value: "Any") -> "Any":
    if isinstance(value, Record):
        return value.plain()
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _rebuilt(cls: "type[Record] | None", value: "Any") -> "Any":
    if isinstance(value, list):
        return tuple(_rebuilt(cls, each) for each in value)
    if cls is not None and isinstance(value, dict):
        return cls.from_plain(value)
    return value


def in_order(items: "Iterable[T]", key: "Callable[[T], Any]") -> "list[T]":
    """A stable sort by `key`: MicroPython's own sort is not stable."""
    numbered = [(key(item), index, item) for index, item in enumerate(items)]
    return [item for _, _, item in sorted(numbered, key=lambda entry: (entry[0], entry[1]))]
