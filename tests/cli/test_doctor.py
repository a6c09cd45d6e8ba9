"""The doctor: each part is found or comes with what to do."""

import json
from pathlib import Path

import pytest

from ui.cli import doctor, exits, probes
from ui.cli.probes import Missing, Part


def _missing() -> str:
    raise Missing("plug it in")


def test_a_part_is_found_or_comes_with_advice() -> None:
    assert doctor.examine(Part("a", "run", lambda: "1.0")) == doctor.Finding("a", "run", True, "1.0")
    assert doctor.examine(Part("b", "run", _missing)) == doctor.Finding("b", "run", False, "plug it in")


def test_the_table_groups_by_need() -> None:
    shown = doctor.table([doctor.Finding("a", "run", True, "1.0"), doctor.Finding("b", "hardware", False, "plug it in")])
    assert shown.index("needed to run") < shown.index("found") < shown.index("used when there") < shown.index("MISSING")


def test_this_machine_can_run_the_device(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.main(["--json"]) == exits.OK
    findings = json.loads(capsys.readouterr().out)
    assert {each["name"] for each in findings} == {part.name for part in probes.PARTS}
    assert all(each["found"] for each in findings if each["needed"] in ("run", "test") and each["name"] != "native-micropython")
    assert all(each["said"] for each in findings)


def test_the_virtual_reader_says_when_it_listens(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        probes.vpcd(tmp_path)
    for name in (probes.VPCD, probes.ACTIVE_READER):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    assert "every address" in probes.vpcd(tmp_path)


def test_parts_that_are_not_plugged_in(tmp_path: Path) -> None:
    for probe in (probes.camera, probes.reader, probes.fonts):
        with pytest.raises(Missing):
            probe(tmp_path)
    (tmp_path / "video0").touch()
    (tmp_path / "1-1:1.0").mkdir()
    (tmp_path / "1-1:1.0" / "bInterfaceClass").write_text("0b\n")
    assert probes.camera(tmp_path) == "video0" and probes.reader(tmp_path) == "USB reader"


NAMES = (
    "ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00 01",
    "HID Global OMNIKEY 5422 Smartcard Reader [OMNIKEY 5422CL Smartcard Reader] 00 00",
    "Identiv uTrust 3700 F CL Reader 00 00",
    "KAPELSE KAP-eCV 00 00",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_contactless_reader_is_known_by_its_name(name: str) -> None:
    assert probes.contactless(lambda: f"Gemalto PC Twin Reader 00 00|{name}|Virtual PCD 00 00") == name


@pytest.mark.parametrize("names", ["", "Gemalto PC Twin Reader 00 00|Virtual PCD 00 00"])
def test_no_contactless_reader_is_said_with_what_to_do(names: str) -> None:
    with pytest.raises(Missing, match="tournee cards --nfc"):
        probes.contactless(lambda: names)
