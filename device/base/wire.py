"""Plain values to octets and back: one canonical text, its length and its digest, so that a torn record is seen."""

import hashlib
import json
import re

from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# NUL is looked for apart: MicroPython's patterns end at it.
_SPECIAL = re.compile('[\x01-\x1f"\\\\]')
_MAGIC = b"T1"
_HEADS: "dict[str, str]" = {}
_MOST_HEADS = 1000


def digest_hex(octets: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(octets).digest().hex()


def canonical(value: "Any") -> str:
    """JSON with sorted keys and no spaces: equal values give equal text on every engine. WIRE_VALUE for a value that
    is not a map with text keys, a list, text, an integer, a truth value or None."""
    writer = _WRITERS.get(type(value))
    if writer is None:
        raise Refusal("WIRE_VALUE", value=type(value).__name__)
    return writer(value)


def _quoted(text: str) -> str:
    """Most texts have nothing to escape: they are looked through once, not built letter by letter."""
    if _SPECIAL.search(text) is None and "\0" not in text:
        return '"' + text + '"'
    return '"' + "".join([_escaped(character) for character in text]) + '"'


def _listed(items: "list[Any] | tuple[Any, ...]") -> str:
    return "[" + ",".join([canonical(each) for each in items]) + "]"


def _mapped(items: "dict[Any, Any]") -> str:
    """Most values of a map are texts and whole numbers: they are written on the spot."""
    parts = []
    for key in _sorted(items):
        value = items[key]
        kind = type(value)
        if kind is str:
            parts.append(_head(key) + _quoted(value))
        elif kind is int:
            parts.append(_head(key) + str(value))
        else:
            parts.append(_head(key) + canonical(value))
    return "{" + ",".join(parts) + "}"


def _sorted(items: "dict[Any, Any]") -> "list[Any]":
    try:
        return sorted(items)
    except TypeError:
        raise Refusal("WIRE_VALUE", value="keys")


def _head(key: "Any") -> str:
    """A key as it is written, with its colon; keys are few and come again and again."""
    head = _HEADS.get(key)
    if head is None:
        if type(key) is not str:
            raise Refusal("WIRE_VALUE", value=type(key).__name__)
        head = _quoted(key) + ":"
        if len(_HEADS) < _MOST_HEADS:
            _HEADS[key] = head
    return head


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _nothing(_value: None) -> str:
    return "null"


# By the very type, not by its family: the core has no subclasses of these (MicroPython could not have them).
_WRITERS: "dict[type, Callable[[Any], str]]" = {
    str: _quoted,
    int: str,
    bool: _truth,
    type(None): _nothing,
    list: _listed,
    tuple: _listed,
    dict: _mapped,
}


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if ord(character) < 32:
        return "\\u%04x" % ord(character)
    return character


def write(value: "Any") -> bytes:
    """`T1 <length> <16 hex of sha256>` and a line end, then the canonical text in UTF-8."""
    body = canonical(value).encode("utf-8")
    head = " %d %s\n" % (len(body), digest_hex(body)[:16])
    return _MAGIC + head.encode("utf-8") + body


def read(octets: bytes) -> "Any":
    """The inverse of `write`; WIRE_TORN when the length, the digest or the text is not as written."""
    head, found, body = octets.partition(b"\n")
    parts = head.split(b" ")
    if not found or len(parts) != 3 or parts[0] != _MAGIC or parts[1] != str(len(body)).encode("utf-8"):
        raise Refusal("WIRE_TORN", at=0)
    if parts[2] != digest_hex(body)[:16].encode("utf-8"):
        raise Refusal("WIRE_TORN", at=len(head) + 1)
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RuntimeError):  # no text, no value, or nested too deep: whoever wrote the head may have written anything
        raise Refusal("WIRE_TORN", at=len(head) + 1)
