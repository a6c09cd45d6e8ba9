"""The device's configuration: a TOML or JSON file, validated whole before anything starts. An option nobody knows is an error."""

import json
import tomllib
from pathlib import Path
from typing import Any, Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from device.base.refusal import Refusal

Edge = Literal["left", "right", "top", "bottom"]


class _Options(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Practice(_Options):
    """The practice: time `zone`, `discipline` and `territory` of the pricing contract, its `settings` of disputed rules."""

    zone: str = "Europe/Paris"
    discipline: Literal["inf", "kine"] = "inf"
    territory: str = "metropole"
    settings: dict[str, str | int | bool] = Field(default_factory=dict)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError("no such zone")
        return zone


class Hardware(_Options):
    """The part the software cannot see: at which `edge` of the screen each slot is, and the screen itself."""

    cps_edge: Edge = "left"
    vitale_edge: Edge = "right"
    width: int = Field(default=800, ge=320, le=4096)
    height: int = Field(default=480, ge=320, le=4096)
    portrait: bool = False


class Readers(_Options):
    """Where the cards are: pcscd's `socket` (empty: the system's), the reader's name of each slot, the contactless one if any."""

    socket: str = ""
    cps: str
    vitale: str
    nfc: str = ""


class Settings(_Options):
    """Everything that may be said to a device, by its file alone: a variable of the environment that changes a price is a
    trap. SIM are `clock` (a file that shifts the clock: the demonstration's Sunday) and `touch_channel` (a socket over which a
    director watches and touches the screen)."""

    device: str = Field(pattern=r"^[A-Z][A-Z0-9]{1,11}$")
    directory: Path
    language: Literal["fr", "en"] = "fr"
    sim: bool = False
    clock: Path | None = None
    touch_channel: Path | None = None
    cards: Literal["test", "production"] = "production"
    mailbox: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    route: Literal["mail", "oct"] = "mail"
    eye: str = ""
    courier: Path
    vault: Path
    medium: Path | None = None
    log: Path | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    store_megabytes: int = Field(default=512, ge=8, le=65536)
    practice: Practice = Practice()
    hardware: Hardware = Hardware()
    readers: Readers


def load(path: Path) -> Settings:
    """The settings of a file. SETTINGS_UNREADABLE, SETTING_UNKNOWN, or SETTING_VALUE for one that is missing or out of its
    bounds; `option` names it (`readers.cps`)."""
    try:
        return Settings(**_parsed(path))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        code = "SETTING_UNKNOWN" if first["type"] == "extra_forbidden" else "SETTING_VALUE"
        raise Refusal(code, option=".".join(str(part) for part in first["loc"])) from None


def _parsed(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        values = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise Refusal("SETTINGS_UNREADABLE", option=path.name) from error
    if not isinstance(values, dict):
        raise Refusal("SETTINGS_UNREADABLE", option=path.name)
    return values
