"""Run executable pricing cases: `tournee check CASES.yaml` prints one line per difference, then how many passed."""

import argparse
from typing import Any

from device.acts.nomenclature import Tables
from device.base.refusal import Refusal
from device.pricing.invoice import price
from hal.tables import load_shipped
from ui.cli import exits
from ui.cli.files import read_yaml
from ui.cli.strict_yaml import Document

Plain = dict[str, Any]

_CASE = {"id", "title", "source", "confidence", "request", "expect"}
_EXPECT = {"lines", "totals", "nature", "payee", "refusals", "warnings"}


def main(argv: list[str]) -> int:
    """Exit 0 when every case passed, 1 when one failed. Raises Refusal when the file cannot be used."""
    parser = argparse.ArgumentParser(prog="tournee check", description=__doc__)
    parser.add_argument("file", metavar="CASES.yaml")
    cases = cases_of(read_yaml(parser.parse_args(argv).file))
    tables = load_shipped()
    failed = 0
    for case in cases:
        found = differences(case, tables)
        failed += 1 if found else 0
        for line in found:
            print(f"{case['id']}: {line}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return exits.FAILED if failed else exits.OK


def cases_of(document: Document) -> list[Plain]:
    """The cases of a file; FILE_NOT_STRICT(line, value) for a key that is unknown or missing."""
    value = document.value
    if not isinstance(value, dict) or set(value) != {"cases"} or not isinstance(value["cases"], list):
        raise Refusal("FILE_NOT_STRICT", line=1, value="cases")
    for index, case in enumerate(value["cases"]):
        path = f"cases.{index}"
        if not isinstance(case, dict) or not isinstance(case.get("expect"), dict):
            raise Refusal("FILE_NOT_STRICT", line=document.line_of(path), value="case")
        for name in sorted(set(case) - _CASE):
            raise Refusal("FILE_NOT_STRICT", line=document.line_of(f"{path}.{name}"), value=name)
        for name in sorted(set(case["expect"]) - _EXPECT):
            raise Refusal("FILE_NOT_STRICT", line=document.line_of(f"{path}.expect.{name}"), value=name)
        for name in sorted({"id", "request"} - set(case)):
            raise Refusal("FILE_NOT_STRICT", line=document.line_of(path), value=name)
    cases: list[Plain] = value["cases"]
    return cases


def differences(case: Plain, tables: Tables) -> list[str]:
    """What the answer has that the case does not expect, one line each; empty when the case passes."""
    expect = case["expect"]
    answer = price(case["request"], tables)
    refusals, warnings = expect.get("refusals", []), expect.get("warnings", [])
    if answer["refusals"][:1] != refusals[:1]:
        return [f"refusals: expected {refusals}, got {answer['refusals']}"]
    found = []
    if set(answer["warnings"]) != set(warnings):
        found.append(f"warnings: expected {sorted(warnings)}, got {sorted(answer['warnings'])}")
    if refusals:
        return found
    found += _lines(expect.get("lines", []), answer["lines"])
    for name, default in (("totals", {}), ("nature", answer["nature"]), ("payee", "self")):
        wanted = expect.get(name, default)
        if answer[name] != wanted:
            found.append(f"{name}: expected {wanted}, got {answer[name]}")
    return found


def _lines(expected: list[Plain], given: list[Plain]) -> list[str]:
    """Lines compared in order, on the keys that the case gives."""
    found = []
    for index, (want, line) in enumerate(zip(expected, given, strict=False)):
        for name in sorted(want):
            if line.get(name) != want[name]:
                found.append(f"line {index + 1} {name}: expected {want[name]}, got {line.get(name)}")
    found += [f"line missing: {want.get('code')} {want.get('act')}" for want in expected[len(given) :]]
    found += [f"line too many: {line['code']} {line['act']} {line['amount_cents']}" for line in given[len(expected) :]]
    return found
