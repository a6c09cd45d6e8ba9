"""YAML read strictly: whole numbers without a leading zero, true and false are what they say; all else is text as written."""

import re
from typing import Any

import yaml

from device.base.record import Record
from device.base.refusal import Refusal

# What a program can count; more figures are text.
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
DEEPEST = 40


class Document(Record):
    """What a file says: its `value`, and `lines`: the line of each key and item by its path (`visits.0.acts`)."""

    FIELDS = ("value", "lines")
    value: Any
    lines: dict[str, int]

    def line_of(self, path: str) -> int:
        """The line of that path, or of the nearest key above it; 1 for the whole file."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, 1)


class _Loader(yaml.SafeLoader):
    """Text only: no tag gives a kind, no anchor a name, and a node is never another node."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - declared so by the library, never written

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse aliases, which would let a small file hold a huge value, the anchors that they need, and tags."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if self.check_event(yaml.AliasEvent):
            raise _refused(event, "alias")
        if event.anchor is not None:
            raise _refused(event, "anchor")
        if event.tag is not None:
            raise _refused(event, "tag")
        return super().compose_node(parent, index)


def read(text: str) -> Document:
    """The document. FILE_NOT_STRICT(line, value): not YAML, a key twice, an anchor, an alias, a tag, several documents,
    too deep."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Refusal("FILE_NOT_STRICT", line=mark.line + 1 if mark else 1, value="yaml") from error
    except yaml.YAMLError as error:
        raise Refusal("FILE_NOT_STRICT", line=1, value="characters") from error
    except RecursionError as error:
        raise Refusal("FILE_NOT_STRICT", line=1, value="depth") from error
    lines: dict[str, int] = {}
    return Document(_value(node, "", lines) if node is not None else None, lines)


def _refused(node: Any, why: str) -> Refusal:
    return Refusal("FILE_NOT_STRICT", line=node.start_mark.line + 1, value=why)


def _value(node: yaml.Node, path: str, lines: dict[str, int]) -> Any:
    if path.count(".") > DEEPEST:
        raise _refused(node, "depth")
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_placed(each, each, path, str(index), lines) for index, each in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refused(key, "key")
        if key.value in found:
            raise _refused(key, "twice")
        found[key.value] = _placed(value, key, path, key.value, lines)
    return found


def _placed(node: yaml.Node, at: yaml.Node, path: str, name: str, lines: dict[str, int]) -> Any:
    """The value of a key or item, its line noted."""
    below = f"{path}.{name}" if path else name
    lines[below] = at.start_mark.line + 1
    return _value(node, below, lines)


def _scalar(node: yaml.ScalarNode) -> int | bool | str:
    text: str = node.value
    if node.style is None:
        if text in ("true", "false"):
            return text == "true"
        if _INTEGER.fullmatch(text):
            return int(text)
    return text
