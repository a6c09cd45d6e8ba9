"""The device's configuration: a TOML or JSON file, validated whole before anything starts. An option nobody knows is an error.

Written without a validating library: the one we had took a third of the time in which the whole screen starts.
"""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from device.base.dates import REGIONS
from device.base.refusal import Refusal

Check = Callable[[Any], Any]
# That of `device.outbox.lots`, which the first screen does not wait for.
MOST_INVOICES = 50


@dataclass(frozen=True)
class Practice:
    """The practice: time `zone`, `discipline` and `territory` of the pricing contract, the `region` whose holidays it has besides those of
    all, its `settings` of disputed rules."""

    zone: str = "Europe/Paris"
    discipline: str = "inf"
    territory: str = "metropole"
    region: str = ""
    settings: dict[str, str | int | bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Hardware:
    """The part the software cannot see: at which edge of the screen (left or right) each slot is, and the screen itself."""

    cps_edge: str = "left"
    vitale_edge: str = "right"
    width: int = 800
    height: int = 480
    portrait: bool = False


@dataclass(frozen=True)
class Readers:
    """Where the cards are: pcscd's `socket` (empty: the system's), the reader's name of each slot, and of the contactless one if
    there is any: a name again, or `tty:/dev/ttyAMA0` for a PN532 on that serial line."""

    cps: str
    vitale: str
    socket: str = ""
    nfc: str = ""


@dataclass(frozen=True)
class Settings:
    """Everything that may be said to a device, by its file alone: a variable of the environment that changes a price is a
    trap. SIM are `clock` (a file that shifts the clock: the demonstration's Sunday) and `touch_channel` (a socket over which a
    director watches and touches the screen). `library` is the licensed one, where it is installed. `insurers` are the addresses of
    complementary insurers that cards do not route to, by their number; `lot_invoices` fill a lot."""

    device: str
    directory: Path
    mailbox: str
    courier: Path
    vault: Path
    readers: Readers
    language: str = "fr"
    sim: bool = False
    clock: Path | None = None
    touch_channel: Path | None = None
    cards: str = "production"
    library: Path | None = None
    route: str = "mail"
    insurers: dict[str, str] = field(default_factory=dict)
    lot_invoices: int = MOST_INVOICES
    eye: str = ""
    medium: Path | None = None
    log: Path | None = None
    log_level: str = "info"
    store_megabytes: int = 512
    practice: Practice = Practice()
    hardware: Hardware = Hardware()


def load(path: Path) -> Settings:
    """The settings of a file. SETTINGS_UNREADABLE, SETTING_UNKNOWN, or SETTING_VALUE for one that is missing or out of its
    bounds; `option` names it (`readers.cps`)."""
    settings: Settings = _table(Settings, _CHECKS)(_parsed(path))
    return settings


def _parsed(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        values = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise Refusal("SETTINGS_UNREADABLE", option=path.name) from error
    if not isinstance(values, dict):
        raise Refusal("SETTINGS_UNREADABLE", option=path.name)
    return values


# A check gives the value as the settings hold it, or raises ValueError; a table names the option that was wrong.


def _table(kind: type[Any], checks: dict[str, Check], prefix: str = "") -> Check:
    def check(values: Any) -> Any:
        if not isinstance(values, dict):
            raise ValueError("no table")
        for name in values:
            if name not in checks:
                raise Refusal("SETTING_UNKNOWN", option=prefix + name)
        taken = {name: _taken(checks[name], value, prefix + name) for name, value in values.items()}
        missing = [each.name for each in fields(kind) if each.name not in taken and _is_needed(each)]
        if missing:
            raise Refusal("SETTING_VALUE", option=prefix + missing[0])
        return kind(**taken)

    return check


def _taken(check: Check, value: Any, name: str) -> Any:
    try:
        return check(value)
    except ValueError:
        raise Refusal("SETTING_VALUE", option=name) from None


def _is_needed(each: "Field[Any]") -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


def _matching(pattern: str) -> Check:
    def check(value: Any) -> str:
        if not re.fullmatch(pattern, _text(value)):
            raise ValueError(pattern)
        return str(value)

    return check


def _one_of(*known: str) -> Check:
    return _matching("|".join(known))


def _whole(least: int, most: int) -> Check:
    def check(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"{least} to {most}")
        return value

    return check


def _path(value: Any) -> Path:
    return Path(_text(value))


def _zone(value: Any) -> str:
    try:
        ZoneInfo(_text(value))
    except (KeyError, OSError) as error:
        raise ValueError("no such zone") from error
    return str(value)


def _rules(value: Any) -> dict[str, str | int | bool]:
    if not isinstance(value, dict) or not all(isinstance(each, (str, int)) for each in value.values()):
        raise ValueError("no table of rules")
    return value


def _directory(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError("no table of insurers")
    return {_matching("[0-9]{8,10}")(number): _ADDRESS(address).lower() for number, address in value.items()}


_ADDRESS = _matching(r"[^@\s]+@[^@\s]+")
_EDGE = _one_of("left", "right")
_PRACTICE: dict[str, Check] = {
    "zone": _zone,
    "discipline": _one_of("inf", "kine"),
    "territory": _text,
    "region": _one_of("", *REGIONS),
    "settings": _rules,
}
_HARDWARE: dict[str, Check] = {
    "cps_edge": _EDGE,
    "vitale_edge": _EDGE,
    "width": _whole(320, 4096),
    "height": _whole(320, 4096),
    "portrait": _flag,
}
_READERS: dict[str, Check] = {"socket": _text, "cps": _text, "vitale": _text, "nfc": _text}
_CHECKS: dict[str, Check] = {
    "device": _matching("[A-Z][A-Z0-9]{1,11}"),
    "directory": _path,
    "mailbox": _ADDRESS,
    "courier": _path,
    "vault": _path,
    "readers": _table(Readers, _READERS, "readers."),
    "language": _one_of("fr", "en"),
    "sim": _flag,
    "clock": _path,
    "touch_channel": _path,
    "cards": _one_of("test", "production"),
    "library": _path,
    "route": _one_of("mail", "oct"),
    "insurers": _directory,
    "lot_invoices": _whole(1, MOST_INVOICES),
    "eye": _text,
    "medium": _path,
    "log": _path,
    "log_level": _one_of("debug", "info", "warning", "error"),
    "store_megabytes": _whole(8, 65536),
    "practice": _table(Practice, _PRACTICE, "practice."),
    "hardware": _table(Hardware, _HARDWARE, "hardware."),
}
