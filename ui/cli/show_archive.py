"""How `tournee show` prints an open archive: whose it is, and what it holds; every line and every original is checked."""

import io
from collections.abc import Iterator
from typing import Any

from ui.cli import archive
from ui.cli.show_fields import many


def recognise(octets: bytes) -> bool:
    """True for a ZIP."""
    return octets[:4] == b"PK\x03\x04"


def as_json(octets: bytes, _show_identity: bool) -> dict[str, Any]:
    """`archive` {device, version, events: how many by kind, originals}. ARCHIVE_TORN."""
    return archive.summary(io.BytesIO(octets))


def render(octets: bytes, show_identity: bool) -> Iterator[str]:
    """The same, in French."""
    told = as_json(octets, show_identity)
    events = many(sum(told["events"].values()), "fait")
    yield f"Archive de l'appareil {told['device']}, version {told['version']} : {events}, originaux : {told['originals']}"
    for kind, count in told["events"].items():
        yield f"  {kind:<24} {count}"
