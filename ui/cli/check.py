"""Run executable pricing cases: `tournee check CASES.yaml` prints one line per difference, then how many passed."""

import sys

from device.base.refusal import Refusal
from device.pricing.invoice import price
from ui.cli.files import read_yaml, shipped_tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import Tables
    from ui.cli.strict_yaml import Document

    Plain = dict[str, Any]

_CASE = {"id", "title", "source", "confidence", "request", "expect"}
_EXPECT = {"lines", "totals", "nature", "payee", "refusals", "warnings"}


def main(argv: "list[str]") -> int:
    """Exit 0 when every case passed, 1 when one failed, 2 when the file cannot be used."""
    if len(argv) != 1:
        print("usage: tournee check CASES.yaml", file=sys.stderr)
        return 2
    try:
        document = read_yaml(argv[0])
        cases = cases_of(document)
        tables = shipped_tables()
    except Refusal as refusal:
        print("%s: %s" % (argv[0], refusal), file=sys.stderr)
        return 2
    failed = 0
    for case in cases:
        found = differences(case, tables)
        failed += 1 if found else 0
        for line in found:
            print("%s: %s" % (case["id"], line))
    print("%d passed, %d failed" % (len(cases) - failed, failed))
    return 1 if failed else 0


def cases_of(document: "Document") -> "list[Plain]":
    """The cases of a file; FILE_NOT_STRICT(line, value) for a key that is unknown or missing."""
    value = document.value
    if not isinstance(value, dict) or set(value) != {"cases"} or not isinstance(value["cases"], list):
        raise Refusal("FILE_NOT_STRICT", line=1, value="cases")
    for index, case in enumerate(value["cases"]):
        path = "cases.%d" % index
        if not isinstance(case, dict) or not isinstance(case.get("expect"), dict):
            raise Refusal("FILE_NOT_STRICT", line=document.line_of(path), value="case")
        for name in sorted(set(case) - _CASE):
            raise Refusal("FILE_NOT_STRICT", line=document.line_of("%s.%s" % (path, name)), value=name)
        for name in sorted(set(case["expect"]) - _EXPECT):
            raise Refusal("FILE_NOT_STRICT", line=document.line_of("%s.expect.%s" % (path, name)), value=name)
        for name in sorted({"id", "request"} - set(case)):
            raise Refusal("FILE_NOT_STRICT", line=document.line_of(path), value=name)
    cases: "list[Plain]" = value["cases"]
    return cases


def differences(case: "Plain", tables: "Tables") -> "list[str]":
    """What the answer has that the case does not expect, one line each; empty when the case passes."""
    expect = case["expect"]
    answer = price(case["request"], tables)
    wanted = expect.get("refusals", [])
    if answer["refusals"][:1] != wanted[:1]:
        return ["refusals: expected %s, got %s" % (wanted, answer["refusals"])]
    found = []
    if set(answer["warnings"]) != set(expect.get("warnings", [])):
        found.append("warnings: expected %s, got %s" % (sorted(expect.get("warnings", [])), sorted(answer["warnings"])))
    if wanted:
        return found
    found += _lines(expect.get("lines", []), answer["lines"])
    for name, default in (("totals", {}), ("nature", answer["nature"]), ("payee", "self")):
        if answer[name] != expect.get(name, default):
            found.append("%s: expected %s, got %s" % (name, expect.get(name, default), answer[name]))
    return found


def _lines(expected: "list[Plain]", given: "list[Plain]") -> "list[str]":
    """Lines compared in order, on the keys that the case gives."""
    found = []
    for index, (want, line) in enumerate(zip(expected, given, strict=False)):
        for name in sorted(want):
            if line.get(name) != want[name]:
                found.append("line %d %s: expected %s, got %s" % (index + 1, name, want[name], line.get(name)))
    for want in expected[len(given) :]:
        found.append("line missing: %s %s" % (want.get("code"), want.get("act")))
    for line in given[len(expected) :]:
        found.append("line too many: %s %s %s" % (line["code"], line["act"], line["amount_cents"]))
    return found
