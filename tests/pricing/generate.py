"""Writes the cases of `cases.yaml` as the core's own octets, for the engines that have no YAML: `python -m tests.pricing.generate`."""

import functools
import sys
from pathlib import Path
from typing import Any

from device.base import wire
from ui.cli import strict_yaml

HERE = Path(__file__).parent
CASES = HERE / "cases.yaml"
# Our own cases, beside the published ones.
MORE = HERE / "more.yaml"
GENERATED = HERE.parent / "device" / "cases" / "pricing.wire"


@functools.cache
def cases(path: Path = CASES) -> list[dict[str, Any]]:
    """The cases of a file, the published ones by default, as YAML says them."""
    found: list[dict[str, Any]] = strict_yaml.read(path.read_text(encoding="utf-8")).value["cases"]
    return found


def octets() -> bytes:
    """One record a case, each with its length and digest: {id, request, expect}."""
    records = [wire.write({name: case[name] for name in ("id", "request", "expect")}) for case in cases()]
    return b"".join(record + b"\n" for record in records)


if __name__ == "__main__":
    GENERATED.write_bytes(octets())
    sys.exit(0)
