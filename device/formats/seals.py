"""SIM: the seal records (type 7) behind a sealed image and before the end of a lot. Every layout here is our own.

A record of 128 octets: `7`, billing number and key (2:9), kind (11:1), chunk index (12:2), chunk count (14:2), invoice number
(16:9, zeros for a lot), base64 chunk (25:104, padded with spaces). Kinds: S signature of the professional's card over the
image's B2 octets, V the patient card's proof, K the signer's certificate (DER), L signature of the lot's octets before it.
"""

from binascii import a2b_base64, b2a_base64

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import from_latin1, is_digits, latin1

RECORD = 128
# What a record of a seal begins with.
SEAL = b"7"
_CHUNK = 104
NO_INVOICE = "000000000"
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


class Image(Record):
    """A sealed image taken apart: its B2 octets `body` and its `seals`, pairs of kind and octets in the order they came."""

    FIELDS = ("body", "seals")
    body: bytes
    seals: "tuple[tuple[str, bytes], ...]" = ()

    def seal(self, kind: str) -> bytes:
        """The seal of that kind, empty when there is none."""
        for found, octets in self.seals:
            if found == kind:
                return octets
        return b""


def seal_records(billing: str, invoice: str, kind: str, octets: bytes) -> bytes:
    """The records that carry one seal. `billing` has 9 characters, `invoice` 9 digits."""
    text = from_latin1(b2a_base64(octets)).rstrip("\n")
    chunks = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    written = b""
    for index, chunk in enumerate(chunks):
        head = "7%s%s%02d%02d%s" % (billing, kind, index + 1, len(chunks), invoice)
        written += latin1(head + chunk + " " * (_CHUNK - len(chunk)))
    return written


def records_of(octets: bytes) -> "list[bytes]":
    """Records of 128 octets; SEAL_TORN when the last one is not whole."""
    if len(octets) % RECORD:
        raise Refusal("SEAL_TORN", at=len(octets))
    return [octets[at : at + RECORD] for at in range(0, len(octets), RECORD)]


def taken_apart(octets: bytes) -> Image:
    """The B2 octets and the seals behind them; SEAL_TORN when a chunk is missing, out of order or not base64."""
    body = b""
    seals: "list[tuple[str, bytes]]" = []
    text, kind, left = "", "", 0
    for index, record in enumerate(records_of(octets)):
        if record[:1] != SEAL:
            if seals or left:
                raise Refusal("SEAL_TORN", at=index * RECORD)
            body += record
            continue
        kind, text, left = _chunk(from_latin1(record), kind, text, left, index)
        if left == 0:
            seals.append((kind, _decoded(text, index)))
            text = ""
    if left:
        raise Refusal("SEAL_TORN", at=len(octets))
    return Image(body, tuple(seals))


def _chunk(record: str, kind: str, text: str, left: int, index: int) -> "tuple[str, str, int]":
    """The kind, the text so far and how many chunks are still to come, after one more record."""
    if not is_digits(record[11:15]):
        raise Refusal("SEAL_TORN", at=index * RECORD)
    rank, count = int(record[11:13]), int(record[13:15])
    if left == 0:
        kind, left = record[10], count
    if record[10] != kind or count == 0 or rank != count - left + 1:
        raise Refusal("SEAL_TORN", at=index * RECORD)
    return kind, text + record[24:].rstrip(" "), left - 1


def _decoded(text: str, index: int) -> bytes:
    """Checked here: what the engines' decoders do with torn base64 differs."""
    figures = text.rstrip("=")
    if len(text) % 4 or len(text) - len(figures) > 2 or not all(each in _BASE64 for each in figures):
        raise Refusal("SEAL_TORN", at=index * RECORD)
    return a2b_base64(latin1(text))


class Head(Record):
    """What a seal needs from an image: billing number and key, NIR of the insured, invoice number, and the patient's birth (AAMMJJ)
    with its rank among twins."""

    FIELDS = ("billing", "nir", "invoice", "birth", "twin")
    billing: str
    nir: str
    invoice: str
    birth: str
    twin: str


def head_of(body: bytes) -> Head:
    """The head of an image, from its record 2 (2:9, 12:13, 30:9, 96:6, 102:1); SEAL_TORN when it does not begin with one."""
    if len(body) < RECORD or body[:1] != b"2":
        raise Refusal("SEAL_TORN", at=0)
    text = from_latin1(body[:RECORD])
    return Head(text[1:10], text[11:24], text[29:38], text[95:101], text[101])


def with_lot_seal(octets: bytes, records: bytes) -> bytes:
    """The lot with its seal before `999`, whose count of records (56:8) grows by theirs; SEAL_TORN without a `999`."""
    last = octets[-RECORD:]
    count = from_latin1(last[55:63])
    if last[:3] != b"999" or not is_digits(count):
        raise Refusal("SEAL_TORN", at=max(0, len(octets) - RECORD))
    grown = latin1("%08d" % (int(count) + len(records) // RECORD))
    return octets[:-RECORD] + records + last[:55] + grown + last[63:]
