"""Compressed octets, opened only as far as a limit allows."""

import zlib

from device.base.refusal import Refusal

_GZIP = b"\x1f\x8b"
_AS_GZIP = 31


def inflated(octets: bytes, limit: int) -> bytes:
    """As they are, or opened when they are gzip. MAIL_INFLATES beyond `limit` octets, MAIL_UNREADABLE when broken."""
    if not octets.startswith(_GZIP):
        return octets
    opener = zlib.decompressobj(_AS_GZIP)
    try:
        opened = opener.decompress(octets, limit + 1)
    except zlib.error as error:
        raise Refusal("MAIL_UNREADABLE") from error
    if len(opened) > limit:
        raise Refusal("MAIL_INFLATES", megabytes=limit >> 20)
    if not opener.eof:
        raise Refusal("MAIL_UNREADABLE")
    return opened
