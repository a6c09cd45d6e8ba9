"""Nothing that names a person reaches a log."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from device.base.refusal import Refusal
from hal import logs

NIR = "285057800608491"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    with logs.configure(tmp_path / "log" / "app.jsonl"):
        yield tmp_path / "log" / "app.jsonl"
    structlog.reset_defaults()


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_line_is_an_object_with_its_time_and_level(file: Path) -> None:
    logs.logger().warning("event_refused", event_kind="Answered", refusal=str(Refusal("CARD_ABSENT", slot="vitale")))
    (line,) = lines(file)
    assert line["level"] == "warning" and str(line["timestamp"]).endswith("Z")
    assert line["refusal"] == "2001 CARD_ABSENT slot=vitale"
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("spelled", [NIR, "2 85 05 78 006 084 91", "2.85.05.2A.006.084", "1234567890123"])
def test_no_long_number_is_written_wherever_it_stands(file: Path, spelled: str) -> None:
    logs.logger().info("seen " + spelled, verb=spelled, refusal=f"of {spelled} there", label=spelled)
    text = file.read_text()
    assert spelled[:9] not in text and "•••" in text


def test_identities_secrets_and_unknown_fields_become_dots(file: Path) -> None:
    logs.logger().info("read", name="MARTIN", given="Anne", pin="1234", patient={"name": "MARTIN"}, tries=2, lot="017", ok=True)
    (line,) = lines(file)
    assert [line[key] for key in ("name", "given", "pin", "patient", "tries", "lot", "ok")] == ["•••"] * 4 + [2, "017", True]


def test_a_defect_tells_its_place_and_not_its_message(file: Path) -> None:
    try:
        raise ValueError(f"MARTIN {NIR}")
    except ValueError as error:
        logs.defect("sesam", "seal", error)
    (line,) = lines(file)
    assert line["defect"] == "ValueError" and line["port"] == "sesam"
    assert str(line["frames"]).startswith("['tests/hal/test_logs.py:") and "MARTIN" not in file.read_text()


def test_what_is_below_the_level_is_not_written(tmp_path: Path) -> None:
    with logs.configure(tmp_path / "log", "warning"):
        logs.logger().info("small")
    structlog.reset_defaults()
    assert (tmp_path / "log").read_text() == ""
