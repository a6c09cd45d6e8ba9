"""The open archive on disk, a ZIP of `journal.jsonl` and `originals/`, read back and checked. `hal/archive.py` writes it."""

import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from device.base.refusal import Refusal
from device.formats import office_archive as form


def read(file: Path | IO[bytes]) -> Iterator[dict[str, Any]]:
    """Every line of an archive but its last, each original checked. ARCHIVE_TORN(line)."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open(form.JOURNAL) as journal:
            for number, value in enumerate(form.check(_parsed(journal)), 1):
                if "original" in value and not _is_original(archive, value["original"]):
                    raise Refusal("ARCHIVE_TORN", line=number)
                yield value
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError, ValueError) as error:
        raise Refusal("ARCHIVE_TORN", line=0) from error


def _parsed(journal: Any) -> Iterator[tuple[bytes, dict[str, Any]]]:
    for octets in journal:
        value = json.loads(octets)
        if not isinstance(value, dict):
            raise ValueError("no object")
        yield octets, value


def _is_original(archive: zipfile.ZipFile, digest: str) -> bool:
    return hashlib.sha256(archive.read(form.ORIGINALS + digest)).hexdigest() == digest


def summary(file: Path | IO[bytes]) -> dict[str, Any]:
    """Whose it is, how many facts of each kind, how many originals. ARCHIVE_TORN."""
    kinds: Counter[str] = Counter()
    head: dict[str, Any] = {}
    originals = 0
    for value in read(file):
        head = head or value
        originals += "original" in value
        kinds.update([value["event"]["kind"]] if "event" in value else [])
    return {
        "kind": "archive",
        "device": head["device"],
        "version": head["version"],
        "events": dict(sorted(kinds.items())),
        "originals": originals,
    }
