"""The courier's configuration: a JSON file. An option that nobody knows is an error, so is one that is missing."""

import json
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from device.base.refusal import Refusal

T = TypeVar("T")
_MEBI = 1 << 20


@dataclass(frozen=True)
class Server:
    """A mail server and the account on it."""

    host: str
    port: int
    user: str
    password: str


NOWHERE = Server("", 0, "", "")


@dataclass(frozen=True)
class Service:
    """An online service: where it is, its SOAP action, and the TLS key it wants from us (PEM files, empty for none)."""

    url: str
    action: str = ""
    certificate: str = ""
    key: str = ""


@dataclass(frozen=True)
class Limits:
    """Octets of a mail and of what it inflates to, MIME parts in all, mails and octets of one fetch, octets of a service's answer."""

    mail: int = 32 * _MEBI
    inflated: int = 128 * _MEBI
    parts: int = 16
    fetch_mails: int = 50
    fetch: int = 64 * _MEBI
    answer: int = 8 * _MEBI


@dataclass(frozen=True)
class Config:
    """`socket` is where the app finds the courier, `smtp` the way out, `pop3` or `imap` the mailbox (one of the two, over TLS),
    `authority` a PEM file of who may certify servers (empty: the system's). A server may be silent for `seconds`, and hold a
    conversation for `session_seconds`, less than the app waits; one that answered in the last `probe_seconds` is there."""

    socket: Path
    smtp: Server
    pop3: Server = NOWHERE
    imap: Server = NOWHERE
    authority: str = ""
    services: dict[str, Service] = field(default_factory=dict)
    limits: Limits = Limits()
    seconds: float = 30.0
    session_seconds: float = 150.0
    probe_seconds: float = 60.0


def load(path: Path) -> Config:
    """Read the file. OPTION_UNKNOWN with the option's name for one that is unknown, missing or no JSON, and for two mailboxes."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Refusal("OPTION_UNKNOWN", key=path.name) from error
    raw["socket"] = Path(raw.get("socket", ""))
    for name, kind in (("smtp", Server), ("pop3", Server), ("imap", Server), ("limits", Limits)):
        if name in raw:
            raw[name] = _made(kind, raw[name])
    raw["services"] = {name: _made(Service, options) for name, options in raw.get("services", {}).items()}
    config = _made(Config, raw)
    if (config.pop3 == NOWHERE) == (config.imap == NOWHERE):
        raise Refusal("OPTION_UNKNOWN", key="pop3")
    return config


def _made(kind: type[T], options: dict[str, Any]) -> T:
    known = {each.name: each for each in fields(kind)}  # type: ignore[arg-type]
    for name in options:
        if name not in known:
            raise Refusal("OPTION_UNKNOWN", key=name)
    for name, each in known.items():
        if name not in options and each.default is MISSING and each.default_factory is MISSING:
            raise Refusal("OPTION_UNKNOWN", key=name)
    return kind(**options)
