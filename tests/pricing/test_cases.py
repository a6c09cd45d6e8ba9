"""The cases as published, on the command line and against what the core's own engines are given."""

import json
from pathlib import Path

import pytest

from device.acts.nomenclature import Tables
from hal.tables import load_shipped
from tests.pricing.generate import CASES, GENERATED, MORE, cases, octets
from ui.cli import check, exits


@pytest.mark.parametrize("path", [CASES, MORE], ids=["published", "ours"])
def test_every_case_passes_on_the_command_line(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    assert check.main([str(path)]) == exits.OK
    assert capsys.readouterr().out == f"{len(cases(path))} passed, 0 failed\n"


def test_no_two_cases_have_one_name_and_ours_name_their_source() -> None:
    names = [case["id"] for case in [*cases(), *cases(MORE)]]
    assert len(names) == len(set(names))
    assert all(case["source"]["name"] and case["title"] for case in cases(MORE))


def test_the_engines_are_given_the_same_cases() -> None:
    assert octets() == GENERATED.read_bytes(), "run python -m tests.pricing.generate"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_shipped()


@pytest.mark.parametrize("case", [*cases(), *cases(MORE)], ids=lambda case: str(case["id"]))
def test_each_case_passes(case: dict[str, object], tables: Tables) -> None:
    assert check.differences(case, tables) == []


def _wrong(tmp_path: Path, name: str, value: object) -> Path:
    """A file of one case whose expectation has one key changed."""
    case = dict(cases()[0])
    case["expect"] = dict(case["expect"], **{name: value})
    path = tmp_path / "cases.yaml"
    path.write_text(json.dumps({"cases": [case]}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("refusals", ["AGE"], "F04: refusals: expected ['AGE'], got []"),
        ("warnings", ["IK_CAP"], "F04: warnings: expected ['IK_CAP'], got []"),
        ("nature", "30", "F04: nature: expected 30, got 10"),
        ("payee", "holder", "F04: payee: expected holder, got self"),
        ("totals", {}, "F04: totals: expected {}, got {'amount_cents': 788,"),
        ("lines", [{"code": "AMI", "rate_pct": 50}], "F04: line 1 rate_pct: expected 50, got 100"),
        ("lines", [{"code": "AMI"}], "F04: line too many: AMI inf.injection.sc 158"),
        ("lines", [{}, {}, {"code": "MAU"}], "F04: line missing: MAU None"),
    ],
)
def test_a_difference_is_printed_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, value: object, said: str) -> None:
    assert check.main([str(_wrong(tmp_path, name, value))]) == exits.FAILED
    printed = capsys.readouterr().out
    assert said in printed and printed.endswith("0 passed, 1 failed\n")


def test_refused_cases_compare_the_first_refusal_only(tmp_path: Path) -> None:
    case = next(case for case in cases() if case["id"] == "X113")
    path = tmp_path / "cases.yaml"
    path.write_text(json.dumps({"cases": [case]}), encoding="utf-8")
    assert check.main([str(path)]) == exits.OK
