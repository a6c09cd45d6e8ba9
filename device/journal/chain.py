"""The chain over digests: each entry's link covers all before it, so that a body may go and its place still be proved."""

from device.base.octets import Writer
from device.base.record import Record
from device.base.wire import digest_hex

TYPE_CHECKING = False

# What the first link is made from.
START = "0" * 64


class Entry(Record):
    """One place of the journal: its `sequence` (from 1), the event's `uid` and `kind`, the SHA-256 `digest` of its body, the
    `link`, the identities it is `about`, and the body's `octets` (None when gone; `purged` tells that it was meant to go)."""

    FIELDS = ("sequence", "uid", "kind", "digest", "link", "about", "octets", "purged")
    sequence: int
    uid: str
    kind: str
    digest: str
    link: str
    about: "tuple[str, ...]"
    octets: "bytes | None"
    purged: bool = False


def next_link(previous: str, sequence: int, digest: str) -> str:
    """The link (hexadecimal SHA-256) of the entry with that sequence and body digest, after the link `previous`."""
    writer = Writer().raw(bytes.fromhex(previous)).unsigned(sequence, 8).raw(bytes.fromhex(digest))
    return digest_hex(writer.octets())
