"""Commands and answers of smart cards (ISO 7816-4) as T=0 carries them: 61xx fetches the rest, 6Cxx asks again.

pyscard and pcscd leave both to the program, so does a virtual card; each conversation comes through `exchange`.
"""

from device.base.record import Record
from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.ports import CardSlot, NfcField

    Spoken = CardSlot | NfcField

OK = 0x9000
# A card that keeps saying "more" is not one of ours: 64 rounds are 16 kB.
_MOST_ROUNDS = 64
# The first bit of an offset says that a short file identifier stands in its place.
MOST_READ = 0x7FFF


class Answer(Record):
    """What a card answered: `data` and the status word `sw`."""

    FIELDS = ("data", "sw")
    data: bytes
    sw: int


def command(cla: int, ins: int, p1: int, p2: int, data: bytes = b"", le: "int | None" = None) -> bytes:
    """A short APDU of 4 octets or more. T=0 has no case 4: with `data` no Le is sent, the card says 61xx."""
    head = bytes((cla, ins, p1, p2))
    if data:
        return head + bytes((len(data),)) + data
    return head if le is None else head + bytes((le % 256,))


def answer(octets: bytes) -> Answer:
    """The answer in those octets; CARD_ANSWER when there is no status word."""
    if len(octets) < 2:
        raise Refusal("CARD_ANSWER", sw="short")
    return Answer(octets[:-2], octets[-2] * 256 + octets[-1])


def exchange(slot: "Spoken", sent: bytes) -> Answer:
    """One command and its whole answer. Refusals of the slot; CARD_ANSWER for an endless or malformed answer."""
    read = answer(slot.transmit(sent))
    if read.sw >> 8 == 0x6C and len(sent) == 5:
        sent = sent[:4] + bytes((read.sw & 0xFF,))
        read = answer(slot.transmit(sent))
    data = read.data
    for _ in range(_MOST_ROUNDS):
        if read.sw >> 8 != 0x61:
            return Answer(data, read.sw)
        read = answer(slot.transmit(command(sent[0], 0xC0, 0, 0, b"", read.sw & 0xFF)))
        data += read.data
    raise Refusal("CARD_ANSWER", sw="endless")


def expect(slot: "Spoken", sent: bytes, length: int = -1) -> bytes:
    """The data of a command that must succeed (and, when `length` is given, be that long); CARD_ANSWER(sw) otherwise."""
    read = exchange(slot, sent)
    if read.sw != OK:
        raise Refusal("CARD_ANSWER", sw="%04X" % read.sw)
    if length >= 0 and len(read.data) != length:
        raise Refusal("CARD_ANSWER", sw="length")
    return read.data


def read_binary(slot: "Spoken", size: int, chunk: int = 256, cla: int = 0) -> bytes:
    """The first `size` octets of the selected file, in as few commands as `chunk` allows; CARD_ANSWER, also for more than a file holds."""
    if size > MOST_READ:
        raise Refusal("CARD_ANSWER", sw="size")
    data = b""
    while len(data) < size:
        want = min(chunk, size - len(data))
        data += expect(slot, command(cla, 0xB0, len(data) >> 8, len(data) & 0xFF, b"", want), want)
    return data


def tlv(octets: bytes) -> "list[tuple[int, bytes]]":
    """BER-TLV objects in order, tags of one to three octets; CARD_ANSWER(sw=tlv) when they do not add up."""
    objects = []
    at = 0
    while at < len(octets):
        at, tag = _tag(octets, at)
        at, length = _length(octets, at)
        if at + length > len(octets):
            raise Refusal("CARD_ANSWER", sw="tlv")
        objects.append((tag, octets[at : at + length]))
        at += length
    return objects


def _tag(octets: bytes, at: int) -> "tuple[int, int]":
    tag = octets[at]
    at += 1
    if tag & 0x1F != 0x1F:
        return at, tag
    for _ in range(2):
        if at >= len(octets):
            raise Refusal("CARD_ANSWER", sw="tlv")
        tag = tag * 256 + octets[at]
        at += 1
        if not octets[at - 1] & 0x80:
            break
    return at, tag


def _length(octets: bytes, at: int) -> "tuple[int, int]":
    if at >= len(octets):
        raise Refusal("CARD_ANSWER", sw="tlv")
    length = octets[at]
    at += 1
    if length < 0x80:
        return at, length
    width = length & 0x7F
    if at + width > len(octets):
        raise Refusal("CARD_ANSWER", sw="tlv")
    return at + width, int.from_bytes(octets[at : at + width], "big")


def find(objects: "list[tuple[int, bytes]]", tag: int) -> bytes:
    """The first object with that tag; CARD_ANSWER(sw=tlv) when there is none."""
    for found, value in objects:
        if found == tag:
            return value
    raise Refusal("CARD_ANSWER", sw="tlv")
