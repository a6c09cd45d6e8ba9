"""Recognise files of the field and print them legibly: lot, invoice, return, receipt, card, code, mail.

`tournee show [--json] [--show-identity] FILE...`. The JSON shapes are in docs/formats.md.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from device.base.refusal import Refusal
from ui.cli import exits, show_archive, show_b2, show_code, show_mail, show_receipt, show_return, show_zone
from ui.cli.show_fields import refused


class Reader(NamedTuple):
    """How one kind of file is recognised, told as plain values and rendered in French."""

    recognise: Callable[[bytes], bool]
    as_json: Callable[[bytes, bool], dict[str, Any]]
    render: Callable[[bytes, bool], Iterable[str]]


_READERS = tuple(
    Reader(each.recognise, each.as_json, each.render) for each in (show_b2, show_return, show_receipt, show_zone, show_code, show_archive)
)
_DEEPEST = 3
_TRAVELS = {"plain": "en clair", "signed": "signé (sans autorité vérifiée)", "enveloped": "chiffré", "packed": "compressé"}


def main(argv: list[str]) -> int:
    """Exit 0 when every file was printed, 2 when one was refused; the others are printed all the same."""
    parser = argparse.ArgumentParser(
        prog="tournee show", description="Print files of the field: lot, invoice, return, receipt, card, code, mail."
    )
    parser.add_argument("--json", action="store_true", help="every field of every record, one JSON object a line and a file")
    parser.add_argument("--show-identity", action="store_true", help="names, NIR and dates of birth too, instead of dots")
    parser.add_argument("files", nargs="+", metavar="FILE")
    options = parser.parse_args(argv)
    code = exits.OK
    for name in options.files:
        try:
            _show(name, options.json, options.show_identity)
        except Refusal as refusal:
            sys.stdout.flush()
            print(f"{name} : {refused(refusal)}", file=sys.stderr)
            code = exits.REFUSED
    return code


def _show(name: str, as_json: bool, show_identity: bool) -> None:
    try:
        octets = Path(name).read_bytes()
    except OSError as error:
        raise Refusal("FILE_UNREADABLE") from error
    if as_json:
        print(json.dumps({"file": name, **told(octets, show_identity)}, ensure_ascii=False))
        return
    lines = list(rendered(octets, show_identity))
    print("\n".join([f"{name} :", *lines]))


def told(octets: bytes, show_identity: bool, depth: int = 0) -> dict[str, Any]:
    """The file as plain values, by `kind`; what a mail carries is told inside it. FILE_UNKNOWN, and the refusals of its reader."""
    for reader in _READERS:
        if reader.recognise(octets):
            return reader.as_json(octets, show_identity)
    how, inner = _unwrapped(octets, depth)
    mail: dict[str, Any] = {"kind": "mail", "headers": show_mail.headers(octets), "travels": how, "size": len(inner)}
    if how != "enveloped":
        mail["content"] = told(inner, show_identity, depth + 1)
    return mail


def rendered(octets: bytes, show_identity: bool, depth: int = 0) -> Iterator[str]:
    """The file in French. FILE_UNKNOWN, and the refusals of its reader."""
    for reader in _READERS:
        if reader.recognise(octets):
            yield from reader.render(octets, show_identity)
            return
    how, inner = _unwrapped(octets, depth)
    for name, value in show_mail.headers(octets).items():
        yield f"{name}: {value}"
    yield f"Contenu {_TRAVELS[how]}, {len(inner)} octets"
    if how != "enveloped":
        yield from ("  " + line for line in rendered(inner, show_identity, depth + 1))


def _unwrapped(octets: bytes, depth: int) -> tuple[str, bytes]:
    if depth > _DEEPEST or not show_mail.recognise(octets):
        raise Refusal("FILE_UNKNOWN")
    return show_mail.content(octets)
