"""The open archive written: a ZIP of `journal.jsonl` and `originals/`, on a disk or on the stick; `ui/cli/archive.py` reads it back."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from device.formats import office_archive as form
from device.ports import Store
from hal.medium import DirectoryMedium


class StickArchive:
    """`Archive` onto a medium: on its worker's thread, while the round goes on."""

    def __init__(self, medium: DirectoryMedium) -> None:
        self._medium = medium

    def keep(self, name: str, device: str, store: Store) -> int:
        """Durable and whole when it returns; how many facts. The refusals of `Medium`."""
        return self._medium.fill(name, lambda path: write(store, device, path))


def write(store: Store, device: str, path: Path) -> int:
    """Write the whole journal and the originals that are still there, readable by its owner only: it holds identities in clear; how many
    facts. The file is new: FileExistsError otherwise."""
    named: dict[str, None] = {}
    facts = 0
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(form.JOURNAL, "w", force_zip64=True) as journal:
            for line in form.lines(device, _events(store, named), _sizes(store, named)):
                journal.write(line)
                facts += line.startswith(form.EVENT)
        for digest in named:
            octets = store.blob(digest)
            if octets is not None:
                archive.writestr(form.ORIGINALS + digest, octets)
    return facts


def _events(store: Store, named: dict[str, None]) -> Iterator[dict[str, Any]]:
    """Facts as plain values; the originals they name are gathered, each once."""
    for event in store.events():
        plain = event.plain()
        named.update(dict.fromkeys(form.originals_of(plain)))
        yield plain


def _sizes(store: Store, named: dict[str, None]) -> Iterator[tuple[str, int]]:
    for digest in named:
        octets = store.blob(digest)
        if octets is not None:
            yield digest, len(octets)
