"""SSV data zones: octets to groups and back, without rules. What a card, an app or the licensed library hands over.

zone = group*; group = number (2 octets), BER length, field*; field = BER length, Latin-1 text. Strict in structure (a
refusal names the group and the field), tolerant of trailing fields and of unknown groups, which are kept and counted.
"""

from device.base.octets import Reader, Writer
from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import from_latin1, is_digits, latin1
from device.formats.zone_groups import BEFORE, GROUPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

NO_DATE = "000000000000"


class Group(Record):
    """One occurrence of a group: its number and its fields as written. An unknown group keeps its octets in `raw`."""

    FIELDS = ("number", "fields", "raw")
    number: int
    fields: "tuple[str, ...]" = ()
    raw: bytes = b""

    def text(self, name: str) -> str:
        """The field of that name without the padding spaces behind it; KeyError when the group has no such field."""
        return self.fields[_index(self.number, name)].rstrip(" ")

    def integer(self, name: str) -> int:
        """The number in that field, 0 when it is empty."""
        return int(self.text(name) or "0")

    def place(self, name: str) -> "dict[str, int]":
        """Where the field of that name stands, as the facts of a refusal."""
        return {"group": self.number, "field": _index(self.number, name) + 1}

    def extra(self) -> "tuple[str, ...]":
        """The fields behind those that the table knows."""
        return self.fields[len(GROUPS[self.number][1]) :] if self.number in GROUPS else ()


def group(which: int, **fields: str) -> Group:
    """Group `which` made from named fields, the others empty. KeyError when a name is not in the table."""
    values = [""] * len(GROUPS[which][1])
    for name in fields:
        values[_index(which, name)] = fields[name]
    return Group(which, tuple(values))


def _index(number: int, name: str) -> int:
    for index, (known, _kind, _most) in enumerate(GROUPS[number][1]):
        if known == name:
            return index
    raise KeyError(name)


def split(octets: bytes) -> "tuple[Group, ...]":
    """The groups of any zone, in whatever order. ZONE_TORN, ZONE_FIELD name the group and the field."""
    reader = Reader(octets)
    groups = []
    while reader.left():
        groups.append(_read_group(reader))
    return tuple(groups)


def decode(octets: bytes) -> "tuple[Group, ...]":
    """The groups of a card's zone. As `split`, and ZONE_ORDER(group) for one out of place, ZONE_MISSING for no card at all."""
    groups = split(octets)
    before = 0
    for each in groups:
        if each.number in GROUPS:
            if before not in BEFORE[each.number]:
                raise Refusal("ZONE_ORDER", group=each.number)
            before = each.number
    if before == 0:
        raise Refusal("ZONE_MISSING", group=101)
    return groups


def first(groups: "Iterable[Group]", number: int) -> Group:
    """The group that tells whose zone it is: 1 a professional's, 101 a patient's. Unknown groups may stand before; ZONE_MISSING(group)."""
    for each in groups:
        if each.number == number:
            return each
    raise Refusal("ZONE_MISSING", group=number)


def _read_group(reader: Reader) -> Group:
    start = reader.at
    number = 0
    try:
        number = reader.unsigned(2)
        content = reader.raw(reader.ber_length())
    except Refusal:
        raise Refusal("ZONE_TORN", group=number, field=0, at=start)
    if number not in GROUPS:
        return Group(number, (), content)
    return Group(number, _read_fields(number, content))


def _read_fields(number: int, content: bytes) -> "tuple[str, ...]":
    reader = Reader(content)
    fields: list[str] = []
    while reader.left():
        try:
            fields.append(from_latin1(reader.raw(reader.ber_length())))
        except Refusal:
            raise Refusal("ZONE_TORN", group=number, field=len(fields) + 1, at=reader.at)
    table = GROUPS[number][1]
    if len(fields) < len(table):
        raise Refusal("ZONE_TORN", group=number, field=len(fields) + 1, at=reader.at)
    for index, (_name, kind, most) in enumerate(table):
        if not _fits(kind, most, fields[index].rstrip(" ")):
            raise Refusal("ZONE_FIELD", group=number, field=index + 1)
    return tuple(fields)


def _fits(kind: str, most: int, text: str) -> bool:
    if kind == "serial":
        return is_digits(text) and len(text) in (8, 9)
    if most and len(text.lstrip("0") if kind == "number" else text) > most:
        return False
    if not text or kind == "text":
        return True
    if kind == "date":
        return is_digits(text) and len(text) == 12
    if kind == "nir":
        return len(text) == 13 and _is_code(text)
    return is_digits(text) if kind == "number" else _is_code(text)


def _is_code(text: str) -> bool:
    return all("0" <= character <= "9" or "A" <= character <= "Z" for character in text)


def encode(groups: "Iterable[Group]") -> bytes:
    """The octets of groups; the inverse of `decode` for zones that use the shortest lengths. TEXT_NOT_LATIN1."""
    zone = Writer()
    for each in groups:
        content = each.raw if each.number not in GROUPS else _fields_octets(each.fields)
        zone.unsigned(each.number, 2).ber_length(len(content)).raw(content)
    return zone.octets()


def _fields_octets(fields: "tuple[str, ...]") -> bytes:
    content = Writer()
    for field in fields:
        octets = latin1(field)
        content.ber_length(len(octets)).raw(octets)
    return content.octets()


def kept_unknown(groups: "Iterable[Group]") -> "tuple[int, int]":
    """How many unknown groups and how many trailing fields the zone carried."""
    read = list(groups)
    return sum(each.number not in GROUPS for each in read), sum(len(each.extra()) for each in read)
