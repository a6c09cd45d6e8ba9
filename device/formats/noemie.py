"""Reads returns (RSP 580, ETS 908) as a stream of entities, in memory that does not grow with the file.

A file is `000` (128 octets), entities each ended by `@`, `999` (128 octets); spaces and line ends between entities are passed
over. The form of every known entity is checked to the column. An unknown entity is kept as it is, up to its `@`.
"""

from device.base.refusal import Refusal
from device.base.text import from_latin1, is_digits
from device.formats.fields import QuickCheck
from device.formats.noemie_care import CARE
from device.formats.noemie_frame import FRAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from device.formats.fields import Layout

LAYOUTS = {layout.code: layout for layout in FRAME + CARE}
_READERS = {layout.code: (layout, layout.length, QuickCheck(layout).passes) for layout in FRAME + CARE}
_CONTROLS = tuple([chr(code) for code in range(32)]) + (chr(127),)
_LONGEST_UNKNOWN = 1024


class Entity:
    """One entity: `kind` (three digits), its `record` (Latin-1 text with the `@`), its `number` in the file from 1; `layout` is None
    when its kind is unknown."""

    def __init__(self, kind: str, layout: "Layout | None", record: str, number: int) -> None:
        self.kind = kind
        self.layout = layout
        self.record = record
        self.number = number

    def text(self, name: str) -> str:
        """A column as text; KeyError for a name that is no column."""
        return str(self._value(name))

    def integer(self, name: str) -> int:
        """A column of digits as an integer, 0 when blank."""
        return int(self._value(name) or 0)

    def signed(self, name: str) -> int:
        """An amount in cents, negative when the entity's sign says so."""
        return -self.integer(name) if self.text("sign") == "N" else self.integer(name)

    def values(self) -> "dict[str, Any]":
        """Every column by name; an unknown entity has its `record` only."""
        if self.layout is None:
            return {"record": self.record}
        return {field.name: field.value(self.record) for field in self.layout.fields}

    def _value(self, name: str) -> "int | str":
        return LAYOUTS[self.kind].named[name].value(self.record)


def entities(chunks: "Iterable[bytes]") -> "Iterator[Entity]":
    """The entities of a file given in pieces of any size. RECORD_TORN when it ends too soon, RECORD_FORM with record and column,
    RECORD_ORDER when `000` is not first or something follows `999`."""
    rest = ""
    number = 0
    kind = ""
    clean = True
    for chunk in chunks:
        buffer, is_clean = _text(rest, chunk)
        clean = is_clean and (clean or not rest)  # what was left over may hold what the quick look does not see
        at, size = 0, len(buffer)
        while True:
            while at < size and buffer[at] in " \r\n":
                at += 1
            before, kind = kind, buffer[at : at + 3]
            layout, length, passes = _READERS.get(kind, _NOBODY)
            if layout is None:
                length = _unknown_length(buffer, at, number + 1)
            end = at + length
            if length == 0 or end > size:
                kind = before
                break
            number += 1
            record = buffer[at:end]
            if layout is not None and not (clean and passes(record)):
                _look_closely(layout, record, number)
            if (kind == "000") != (number == 1) or before == "999":
                raise Refusal("RECORD_ORDER", layout=kind, record=number)
            yield Entity(kind, layout, record, number)
            at = end
        rest = buffer[at:]
    if rest or kind != "999":
        raise Refusal("RECORD_TORN", record=number + 1)


_NOBODY: "tuple[Layout | None, int, Any]" = (None, 0, None)


def _text(rest: str, chunk: bytes) -> "tuple[str, bool]":
    """What was left over and the chunk as text, and whether all of it is printable ASCII without line ends."""
    try:
        text = chunk.decode("utf-8")
    except UnicodeError:
        text = ""
    if len(text) != len(chunk):
        return rest + from_latin1(chunk), False
    text = rest + text
    return text, not any([control in text for control in _CONTROLS])


def _look_closely(layout: "Layout", record: str, number: int) -> None:
    """RECORD_FORM when the entity is not as its table says; an optional blank is, though the quick look did not pass it."""
    column = layout.fault(record)
    if column:
        raise Refusal("RECORD_FORM", layout=layout.code, record=number, column=column)


def _unknown_length(buffer: str, at: int, number: int) -> int:
    """The length of an entity of a kind that no table knows: three digits, then anything up to `@`; 0 when more is needed."""
    kind = buffer[at : at + 3]
    if len(kind) < 3:
        return 0
    if not is_digits(kind):
        raise Refusal("RECORD_FORM", layout="?", record=number, column=1)
    end = buffer.find("@", at, at + _LONGEST_UNKNOWN)
    if end < 0 and len(buffer) - at >= _LONGEST_UNKNOWN:
        raise Refusal("RECORD_FORM", layout=kind, record=number, column=_LONGEST_UNKNOWN)
    return end + 1 - at if end >= 0 else 0


def write(kind: str, values: "dict[str, Any]") -> bytes:
    """The octets of one entity; refusals as `Layout.write`."""
    return LAYOUTS[kind].write(values)
