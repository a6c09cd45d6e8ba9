"""The configuration: what it takes, and the option that it names when it does not."""

import json
from pathlib import Path
from typing import Any

import pytest

from device.outbox.lots import LIMIT
from hal.config import load
from tests.device.check import refuses

LEAST: dict[str, Any] = {
    "device": "T0042",
    "directory": "state",
    "mailbox": "cabinet@poste.sim.fr",
    "courier": "courier.sock",
    "vault": "vault",
    "readers": {"cps": "Tournee 00 00", "vitale": "Tournee 00 01"},
}


def written(path: Path, **options: Any) -> Path:
    file = path / "tournee.json"
    file.write_text(json.dumps({**LEAST, **options}))
    return file


def test_the_least_configuration_has_defaults_for_the_rest(tmp_path: Path) -> None:
    settings = load(written(tmp_path))
    assert settings.device == "T0042" and settings.language == "fr" and not settings.sim
    assert settings.practice.zone == "Europe/Paris" and settings.practice.settings == {}
    assert (settings.hardware.cps_edge, settings.hardware.vitale_edge) == ("left", "right")
    assert (settings.hardware.width, settings.hardware.height) == (800, 480)
    assert settings.readers.vitale == "Tournee 00 01"
    assert (settings.route, settings.lot_invoices) == ("mail", LIMIT)


def test_toml_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "tournee.toml"
    file.write_text(
        'device = "T0042"\ndirectory = "state"\nmailbox = "cabinet@poste.sim.fr"\ncourier = "courier.sock"\nvault = "vault"\n'
        '[readers]\ncps = "Tournee 00 00"\nvitale = "Tournee 00 01"\n'
        '[practice]\nzone = "Indian/Reunion"\n[practice.settings]\niks_abatement_km = 2\nmci_with_bsi = false\n'
    )
    practice = load(file).practice
    assert practice.zone == "Indian/Reunion" and practice.settings == {"iks_abatement_km": 2, "mci_with_bsi": False}


@pytest.mark.parametrize(
    "options,code,option",
    [
        ({"lagnuage": "fr"}, "SETTING_UNKNOWN", "lagnuage"),
        ({"hardware": {"cps_egde": "left"}}, "SETTING_UNKNOWN", "hardware.cps_egde"),
        ({"language": "de"}, "SETTING_VALUE", "language"),
        ({"device": "t0042"}, "SETTING_VALUE", "device"),
        ({"lot_invoices": 51}, "SETTING_VALUE", "lot_invoices"),
        ({"insurers": ["a@b"]}, "SETTING_VALUE", "insurers"),
        ({"insurers": {"0099999997": "nowhere"}}, "SETTING_VALUE", "insurers"),
        ({"insurers": {"armor": "a@b"}}, "SETTING_VALUE", "insurers"),
        ({"store_megabytes": 1}, "SETTING_VALUE", "store_megabytes"),
        ({"practice": {"zone": "Europe/Pairs"}}, "SETTING_VALUE", "practice.zone"),
        ({"readers": {"cps": "one"}}, "SETTING_VALUE", "readers.vitale"),
        ({"readers": "one"}, "SETTING_VALUE", "readers"),
        ({"hardware": {"cps_edge": "top"}}, "SETTING_VALUE", "hardware.cps_edge"),
        ({"hardware": {"width": True}}, "SETTING_VALUE", "hardware.width"),
        ({"practice": {"zone": "../etc"}}, "SETTING_VALUE", "practice.zone"),
        ({"practice": {"settings": {"iks": [1]}}}, "SETTING_VALUE", "practice.settings"),
        ({"sim": "yes"}, "SETTING_VALUE", "sim"),
        ({"mailbox": "nobody"}, "SETTING_VALUE", "mailbox"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, options: dict[str, Any], code: str, option: str) -> None:
    assert refuses(code, load, written(tmp_path, **options)).facts == {"option": option}


@pytest.mark.parametrize("text", [None, "{", "[]", "\udcff"])
def test_a_file_that_is_none_is_said(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "tournee.json"
    if text is not None:
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
    refuses("SETTINGS_UNREADABLE", load, file)


def test_the_environment_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("SIM", "true")
    settings = load(written(tmp_path))
    assert settings.language == "fr" and not settings.sim
