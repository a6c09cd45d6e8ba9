"""Latin-1 and capitals, written out: MicroPython's own codecs and `upper` know only ASCII or UTF-8."""

from device.base.refusal import Refusal

_ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
_PLAIN = "AAAAAACEEEEIIIINOOOOOUUUUYAAAAAACEEEEIIIINOOOOOUUUUYY"
_TO_PLAIN = {accented: plain for accented, plain in zip(_ACCENTED, _PLAIN)}
_TO_PLAIN.update({"Æ": "AE", "æ": "AE", "Œ": "OE", "œ": "OE", "ß": "SS"})


def latin1(text: str) -> bytes:
    """Text as ISO-8859-1 octets; TEXT_NOT_LATIN1 when a character has none."""
    codes = [ord(character) for character in text]
    if codes and max(codes) > 255:
        raise Refusal("TEXT_NOT_LATIN1", at=[code > 255 for code in codes].index(True))
    return bytes(codes)


def from_latin1(octets: bytes) -> str:
    """ISO-8859-1 octets as text; every octet has a character."""
    return "".join(chr(octet) for octet in octets)


def capitals(text: str) -> str:
    """Capital letters without accents, as B2 records want them; other characters stay."""
    return "".join(_TO_PLAIN.get(character, character) for character in text).upper()


def is_digits(text: str) -> bool:
    """True when the text is one or more ASCII digits and nothing else."""
    return bool(text) and not text.strip("0123456789")
