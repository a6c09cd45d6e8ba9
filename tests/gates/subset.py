"""Reads a source as a tree and says where it leaves the subset that CPython and MicroPython run alike."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.gates import subset_words as words
from tests.gates.files import ROOT

Found = Iterator[tuple[ast.AST, str]]


def sources() -> list[Path]:
    """Every file that must run on MicroPython."""
    files = [*ROOT.glob("device/**/*.py"), *ROOT.glob("tests/device/**/*.py"), *ROOT.glob("simulator/inmemory/*.py")]
    return sorted(file for file in files if file.is_file())


def complaints(path: Path, text: str | None = None) -> list[str]:
    """`file:line: why`, one for each place outside the subset; `text` stands for the file's content when given."""
    name = path.relative_to(ROOT).as_posix()
    tree = ast.parse(path.read_text() if text is None else text)
    allowed = words.ALLOWED.get(name, ())
    found = [(getattr(node, "lineno", 1), why) for each in _run_time(tree) for node, why in _judge(each, name)]
    return [f"{name}:{line}: {why}" for line, why in sorted(set(found)) if why not in allowed]


def _run_time(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that are executed: not annotations, not what only the type checker sees."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns") or (field == "body" and _for_checker(node)):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _run_time(child)


def _for_checker(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _judge(node: ast.AST, name: str) -> Found:
    judge = _JUDGES.get(type(node))
    if judge is not None:
        yield from judge(node, name)
    if type(node) in _REFUSED:
        yield node, _REFUSED[type(node)]


def _import(node: ast.Import, name: str) -> Found:
    for alias in node.names:
        if not _may_import(alias.name, name):
            yield node, f"import of {alias.name}"


def _import_from(node: ast.ImportFrom, name: str) -> Found:
    module = node.module or ""
    if node.level or not _may_import(module, name):
        yield node, f"import from {module or 'a relative place'}"
    if module == "collections":
        for alias in node.names:
            if alias.name not in words.FROM_COLLECTIONS:
                yield node, f"collections.{alias.name} is absent on MicroPython"


def _may_import(module: str, name: str) -> bool:
    inside = any(module == package or module.startswith(package + ".") for package in words.PACKAGES)
    if name.startswith("device/"):
        inside = module.split(".")[0] == "device"
    return inside or module in words.IMPORTS or words.HOMES.get(module) == name


def _display(node: ast.List | ast.Tuple | ast.Set, _: str) -> Found:
    if any(isinstance(item, ast.Starred) for item in node.elts) and not isinstance(getattr(node, "ctx", None), ast.Store):
        yield node, "star in a display: use +"


def _mapping(node: ast.Dict, _: str) -> Found:
    if None in node.keys:
        yield node, "** in a display: use update"


def _constant(node: ast.Constant, _: str) -> Found:
    if isinstance(node.value, (float, complex)):
        yield node, "float"


def _operation(node: ast.BinOp | ast.AugAssign, _: str) -> Found:
    if isinstance(node.op, ast.Div):
        yield node, "/ makes floats: use // or half_up"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        if any(isinstance(side, ast.Name) and side.id in words.BUILTINS for side in (node.left, node.right)):
            yield node, "a union of types is no value at run time"


def _slice(node: ast.Slice, _: str) -> Found:
    if node.step is not None:
        yield node, "slice with a step: use reversed or range"


def _subscript(node: ast.Subscript, _: str) -> Found:
    if isinstance(node.value, ast.Name) and node.value.id in words.BUILTINS:
        yield node, f"{node.value.id}[...] is no value at run time"


def _raise(node: ast.Raise, _: str) -> Found:
    if node.cause is not None:
        yield node, "raise ... from"


def _attribute(node: ast.Attribute, _: str) -> Found:
    if node.attr.startswith("__") and not node.attr.endswith("__"):
        yield node, f"{node.attr}: names are not mangled on MicroPython, one underscore is enough"


def _name(node: ast.Name, name: str) -> Found:
    reads_a_file = node.id == "open" and name.startswith("tests/")  # a test may read a table; the core is given it
    if node.id in words.NAMES and isinstance(node.ctx, ast.Load) and not reads_a_file:
        yield node, f"{node.id}: {words.NAMES[node.id]}"


def _call(node: ast.Call, _: str) -> Found:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    keywords = [each.arg for each in node.keywords]
    ours = called in words.WITHOUT_ARGUMENTS and node.args  # a method of ours that bears the same name
    if isinstance(node.func, ast.Attribute) and called in words.METHODS and not ours:
        yield node, f".{called}: {words.METHODS[called]}"
    banned = words.KEYWORDS.get(called, ())
    for keyword in keywords:
        if banned is None or keyword in banned:
            yield node, f"{called}({keyword}=): positional on MicroPython, or absent"
    if called == "sorted" and "key" in keywords:
        yield node, "sorted with a key: use device.base.record.in_order"
    if called in ("encode", "decode") and isinstance(node.func, ast.Attribute):
        yield from _codec(node)


def _codec(node: ast.Call) -> Found:
    for codec in node.args[:1]:
        if not (isinstance(codec, ast.Constant) and codec.value in words.CODECS):
            yield node, "only UTF-8 is a codec: use device.base.text"


def _class(node: ast.ClassDef, _: str) -> Found:
    if len(node.bases) > 1 or node.keywords:
        yield node, "several bases or class keywords"
    for base in node.bases:
        if isinstance(base, ast.Name) and base.id in words.NOT_SUBCLASSED:
            yield node, f"subclass of {base.id}"


def _function(node: ast.FunctionDef, _: str) -> Found:
    if node.args.posonlyargs:
        yield node, "positional-only /"
    if node.name in words.SPECIAL:
        yield node, f"{node.name} is ignored on MicroPython"


def _joined(node: ast.JoinedStr, _: str) -> Found:
    for part in node.values:
        if isinstance(part, ast.Constant) and ("{" in str(part.value) or "}" in str(part.value)):
            yield node, "brace beside an f-string"
        if isinstance(part, ast.FormattedValue):
            for inner in ast.walk(part.value):
                if isinstance(inner, (ast.JoinedStr, ast.Lambda)) or (isinstance(inner, ast.Constant) and isinstance(inner.value, str)):
                    yield node, "text inside an f-string's braces"


def _loop(node: ast.For | ast.comprehension, _: str) -> Found:
    over = node.iter
    if isinstance(over, (ast.Set, ast.SetComp)) or (isinstance(over, ast.Call) and getattr(over.func, "id", "") in ("set", "frozenset")):
        yield over, "iteration over a set: its order differs"


_REFUSED = {
    ast.Match: "match",
    ast.TryStar: "except*",
    ast.AsyncFunctionDef: "async",
    ast.Await: "async",
    ast.AsyncFor: "async",
    ast.AsyncWith: "async",
}
_JUDGES: dict[type[ast.AST], Callable[[Any, str], Found]] = {
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.List: _display,
    ast.Tuple: _display,
    ast.Set: _display,
    ast.Dict: _mapping,
    ast.Constant: _constant,
    ast.BinOp: _operation,
    ast.AugAssign: _operation,
    ast.Slice: _slice,
    ast.Subscript: _subscript,
    ast.Raise: _raise,
    ast.Attribute: _attribute,
    ast.Name: _name,
    ast.Call: _call,
    ast.ClassDef: _class,
    ast.FunctionDef: _function,
    ast.JoinedStr: _joined,
    ast.For: _loop,
    ast.comprehension: _loop,
}
