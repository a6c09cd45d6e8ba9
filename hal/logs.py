"""Logs: one JSON object a line. Everything said goes through one redaction; what it does not know, it does not write."""

import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, TextIO

from device.base.refusal import redacted

# Words of the logs' own, beside the facts of the catalogue: none of them can name a person.
_PLAIN = frozenset({"event", "level", "timestamp", "event_kind", "refusal", "defect", "frames", "port", "verb", "milliseconds", "version"})
# Whatever the field: no run of digits as long as a NIR or a card's number is written, spaced or not (2A and 2B are Corsica's).
_LONG = re.compile(r"\d[ .]?(?:[\dAB][ .]?){11,}")
_DOTS = "•••"
_ROOT = Path(__file__).resolve().parents[1]


_waiting: list[tuple[TextIO, str]] = []


def configure(path: Path | None = None, level: str = "info") -> TextIO:
    """Say the logs to a file (appended, its owner's only) or to standard error: the stream, the caller's to close."""
    stream: TextIO = sys.stderr
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        stream = path.open("a", encoding="utf-8", buffering=1)
    _waiting[:] = [(stream, level)]
    return stream


def logger() -> Any:
    """What to say lines to. The library is loaded with the first line: it takes half as long as the whole screen to start."""
    import structlog

    while _waiting:
        stream, level = _waiting.pop()
        structlog.configure(
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                redact,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(level),
            logger_factory=structlog.PrintLoggerFactory(stream),
        )
    return structlog.get_logger()


def redact(_logger: Any, _method: str, fields: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """The fields as they may be written: identities, secrets and unknown fields become dots, long numbers too."""
    return {name: _written(name, value) for name, value in fields.items()}


def _written(name: str, value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if name == "frames":
        return value
    shown = str(value) if name in _PLAIN else redacted(name, value)
    shown = _LONG.sub(_DOTS, shown)
    return value if isinstance(value, int) and shown == str(value) else shown


def warn(event: str, **facts: Any) -> None:
    """Say something that a technician should know; `facts` by their names in the catalogue."""
    logger().warning(event, **facts)


def defect(port: str, verb: str, error: BaseException) -> None:
    """Say a defect of ours: its type and where it was, never its message, which may hold what must not be written."""
    logger().error("defect", port=port, verb=verb, defect=type(error).__name__, frames=frames(error))


def frames(error: BaseException) -> list[str]:
    """`file:line function` of each frame, ours from the project's root and others by their file's name."""
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]


def _short(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name
