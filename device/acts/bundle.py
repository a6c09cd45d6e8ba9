"""The bundle of tables: a manifest that names each file's length and digest. Its signature is verified outside the core."""

from device.acts.nomenclature import Tables
from device.base import wire
from device.base.record import Record
from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

KIND = "tournee-tables"
FILES = ("act-ids.csv", "tariffs.csv", "remedies.csv")


class Manifest(Record):
    """What a bundle holds: its `version` (rising), the `issued` date (text) and (name, length, SHA-256 in hexadecimal) by file."""

    FIELDS = ("version", "issued", "files")
    version: int
    issued: str
    files: "tuple[tuple[str, int, str], ...]"


def described(version: int, issued: str, files: "dict[str, bytes]") -> bytes:
    """The manifest of these files, as the octets that are signed."""
    entries = [[name, len(files[name]), wire.digest_hex(files[name])] for name in FILES]
    return wire.write({"kind": KIND, "version": version, "issued": issued, "files": entries})


def read_manifest(octets: bytes) -> Manifest:
    """The manifest; BUNDLE_SHAPE when it is torn, of another kind, or does not name exactly the files of a bundle."""
    try:
        value = wire.read(octets)
    except Refusal:
        raise Refusal("BUNDLE_SHAPE", value="torn")
    if not isinstance(value, dict) or sorted(value) != ["files", "issued", "kind", "version"] or value["kind"] != KIND:
        raise Refusal("BUNDLE_SHAPE", value="kind")
    entries = value["files"]
    if not isinstance(value["version"], int) or not isinstance(value["issued"], str):
        raise Refusal("BUNDLE_SHAPE", value="version")
    if not _are_entries(entries) or tuple([entry[0] for entry in entries]) != FILES:
        raise Refusal("BUNDLE_SHAPE", value="files")
    return Manifest(value["version"], value["issued"], tuple([tuple(entry) for entry in entries]))


def _are_entries(entries: "Any") -> bool:
    return isinstance(entries, list) and all([isinstance(entry, list) and len(entry) == 3 for entry in entries])


def opened(manifest: bytes, files: "dict[str, bytes]") -> Tables:
    """The tables of a bundle whose signature is good. BUNDLE_SHAPE, BUNDLE_MISSING(value), BUNDLE_DIGEST(value), and what
    `Tables.read` refuses: a bundle is taken whole or not at all."""
    for name, length, digest in read_manifest(manifest).files:
        if name not in files:
            raise Refusal("BUNDLE_MISSING", value=name)
        if len(files[name]) != length or wire.digest_hex(files[name]) != digest:
            raise Refusal("BUNDLE_DIGEST", value=name)
    return Tables.read(*[_text_of(name, files[name]) for name in FILES])


def _text_of(name: str, octets: bytes) -> str:
    try:
        return octets.decode("utf-8")
    except UnicodeError:
        raise Refusal("BUNDLE_SHAPE", value=name)


def newer(present: Manifest, offered: Manifest) -> bool:
    """True when the offered bundle may replace the present one: versions only rise."""
    return offered.version > present.version
