"""Separated text, read strictly and written: the core's tables are data files, and MicroPython has no `csv`."""

from device.base.refusal import Refusal


def rows(text: str, columns: "tuple[str, ...]", separator: str = ",") -> "list[tuple[int, dict[str, str]]]":
    """Line number and fields of each row. The first line must name exactly `columns`, in order (TABLE_COLUMNS); a row with
    too few or too many fields, or a quote left open, is TABLE_ROW(line)."""
    lines = text.replace("\r\n", "\n").split("\n")
    if tuple(_fields(lines[0], 1, separator)) != columns:
        raise Refusal("TABLE_COLUMNS", line=1)
    found = []
    for index, line in enumerate(lines[1:], 2):
        if line:
            fields = _fields(line, index, separator)
            if len(fields) != len(columns):
                raise Refusal("TABLE_ROW", line=index)
            found.append((index, dict(zip(columns, fields))))
    return found


def imported(text: str, columns: "tuple[str, ...]", separator: str = ",") -> "list[tuple[int, dict[str, str]]]":
    """The rows of a file that a person chose, not of a table of ours: whatever is wrong with its form is IMPORT_FORM(line)."""
    try:
        return rows(text, columns, separator)
    except Refusal as refusal:
        raise Refusal("IMPORT_FORM", line=refusal.facts["line"])


def _fields(line: str, number: int, separator: str) -> "list[str]":
    """The fields of one line; quoted ones may hold separators and doubled quotes."""
    fields = []
    rest = line
    while True:
        if rest.startswith('"'):
            field, rest = _quoted(rest[1:], number)
        else:
            field, parted, after = rest.partition(separator)
            rest = parted + after
        fields.append(field)
        if not rest:
            return fields
        if not rest.startswith(separator):
            raise Refusal("TABLE_ROW", line=number)
        rest = rest[1:]


def _quoted(rest: str, number: int) -> "tuple[str, str]":
    """The field up to its closing quote, and what follows it."""
    parts = []
    while True:
        part, quote, rest = rest.partition('"')
        parts.append(part)
        if not quote:
            raise Refusal("TABLE_ROW", line=number)
        if not rest.startswith('"'):
            return "".join(parts), rest
        parts.append('"')
        rest = rest[1:]


def written(columns: "tuple[str, ...]", lines: "list[tuple[str, ...]]", separator: str = ",") -> str:
    """The text that programs of offices read: a first line of names, then one line each; what holds a separator, a quote or a line end
    is quoted, and what a spreadsheet would take for a formula begins with an apostrophe."""
    return "".join([separator.join([_cell(cell, separator) for cell in line]) + "\r\n" for line in [columns] + lines])


def _cell(text: str, separator: str) -> str:
    safe = "'" + text if text[:1] in ("=", "+", "@") else text
    if separator in safe or '"' in safe or "\n" in safe or "\r" in safe:
        return '"' + safe.replace('"', '""') + '"'
    return safe
