"""The open archive: the whole journal as lines of JSON, and the originals it names, so that any program can read it back.

First line `{"archive":"tournee","device":...,"version":1}`; then one `{"event":{...}}` per fact, in order, and one
`{"original":<SHA-256>,"size":n}` per file of originals; last `{"end":{"events":n,"originals":n,"sha256":<of all the lines before>}}`.
Each line is canonical JSON in UTF-8 and ends with a line feed. An original is the file `originals/<SHA-256>` beside it.
"""

import hashlib

from device.base import wire
from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Protocol

    from device.ports import Store

    Plain = dict[str, Any]
else:
    Protocol = object

VERSION = 1
JOURNAL = "journal.jsonl"
ORIGINALS = "originals/"
# What the line of a fact begins with.
EVENT = b'{"event":'
# The names of octets kept beside the journal end like this in a fact's body.
_BLOB = "blob"


class Archive(Protocol):
    """The port that writes the archive of a device on the removable medium. Refusals: those of `ports.Medium`."""

    def keep(self, name: str, device: str, store: "Store") -> int:
        """The whole journal and its originals as one file of that name; how many facts."""


def lines(device: str, events: "Iterable[Plain]", sizes: "Iterable[tuple[str, int]]") -> "Iterator[bytes]":
    """The archive, line by line. `events` are facts as plain values, `sizes` the originals that there are (digest, octets), asked for
    when every event was written."""
    digest = hashlib.sha256()
    events_count = originals_count = 0
    for line in _content(device, events):
        events_count += 1
        digest.update(line)
        yield line
    for name, size in sizes:
        originals_count += 1
        line = _line({"original": name, "size": size})
        digest.update(line)
        yield line
    end = {"events": events_count - 1, "originals": originals_count, "sha256": digest.digest().hex()}
    yield _line({"end": end})


def _content(device: str, events: "Iterable[Plain]") -> "Iterator[bytes]":
    yield _line({"archive": "tournee", "device": device, "version": VERSION})
    for event in events:
        yield _line({"event": event})


def _line(value: "Plain") -> bytes:
    return wire.canonical(value).encode("utf-8") + b"\n"


def originals_of(event: "Plain") -> "list[str]":
    """The digests of the octets that a fact names."""
    body = event["body"]
    return [body[name] for name in sorted(body) if name.endswith(_BLOB) and body[name]]


def check(read: "Iterable[tuple[bytes, Plain]]") -> "Iterator[Plain]":
    """Every line but the last, as plain values; each is given with its octets (line feed included), as it was parsed. ARCHIVE_TORN(line)
    when the first is not an archive's, something follows the end, or the end does not count or digest what came before."""
    digest = hashlib.sha256()
    counts = {"event": 0, "original": 0}
    number = 0
    end: Plain | None = None
    for octets, value in read:
        number += 1
        if end is not None or (number == 1) != (value.get("archive") == "tournee"):
            raise Refusal("ARCHIVE_TORN", line=number)
        if "end" in value:
            end = value["end"]
            continue
        for name in counts:
            counts[name] += 1 if name in value else 0
        digest.update(octets)
        yield value
    due = {"events": counts["event"], "originals": counts["original"], "sha256": digest.digest().hex()}
    if end != due:
        raise Refusal("ARCHIVE_TORN", line=number)
