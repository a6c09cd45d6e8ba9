"""Numbers that carry a check digit, checked wherever they enter: NIR, RPPS, ADELI, FINESS, AM number, INS.

A wrong one is the refusal IDENTIFIER_FALSE(kind), which never shows the number. Sources: CSS and ANS key algorithms, with
public vectors in `tests/device/test_identifiers.py`.
"""

from device.base.refusal import Refusal
from device.base.text import is_digits

# OIDs 1.2.250.1.213.1.4.x of an INS: what it is and the world it belongs to (ANS, référentiel INS).
INS_ROOT = "1.2.250.1.213.1.4."
INS_OIDS = {
    "8": ("NIR", "production"),
    "9": ("NIA", "production"),
    "10": ("NIR", "test"),
    "11": ("NIR", "demo"),
    "2": ("INS-C", "production"),
    "6": ("INS-C", "test"),
}
# The letter of a Corsican department in a number checked by Luhn counts as its own rank (deduced from public FINESS).
_CORSICA = {"A": "1", "B": "2"}
_CORSICAN_NIR = {"2A": "19", "2B": "18"}


def nir_key(nir: str) -> int:
    """The key of a NIR of 13 characters: 97 less the number modulo 97, 2A counting as 19 and 2B as 18."""
    number = int(nir[:5] + _CORSICAN_NIR.get(nir[5:7], nir[5:7]) + nir[7:])
    return 97 - number % 97


def _is_nir(nir: str) -> bool:
    corsican = len(nir) == 13 and nir[5:7] in _CORSICAN_NIR
    digits = nir[:5] + "20" + nir[7:] if corsican else nir
    return len(nir) == 13 and is_digits(digits) and nir[0] in "123478"


def check_nir(nir: str, key: int) -> None:
    """A NIR (or a provisional one, first figure 3, 4, 7 or 8) and its key; IDENTIFIER_FALSE(kind=nir)."""
    if not _is_nir(nir) or nir_key(nir) != key:
        raise Refusal("IDENTIFIER_FALSE", kind="nir")


def luhn_digit(digits: str) -> int:
    """The figure that, put behind `digits`, makes the whole number pass Luhn."""
    total = 0
    for index, character in enumerate(reversed(digits)):
        value = int(character) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10


def _luhn(number: str, length: int) -> bool:
    return is_digits(number) and len(number) == length and luhn_digit(number[:-1]) == int(number[-1])


def check_rpps(number: str) -> None:
    """An RPPS number of 11 figures; IDENTIFIER_FALSE(kind=rpps)."""
    if not _luhn(number, 11):
        raise Refusal("IDENTIFIER_FALSE", kind="rpps")


def _check_nine(number: str, kind: str) -> None:
    plain = number
    if len(number) == 9 and number[1] in _CORSICA:
        plain = number[0] + _CORSICA[number[1]] + number[2:]
    if not _luhn(plain, 9):
        raise Refusal("IDENTIFIER_FALSE", kind=kind)


def check_finess(number: str) -> None:
    """A FINESS number of 9 characters; IDENTIFIER_FALSE(kind=finess)."""
    _check_nine(number, "finess")


def check_adeli(number: str) -> None:
    """An ADELI number of 9 characters; IDENTIFIER_FALSE(kind=adeli)."""
    _check_nine(number, "adeli")


def check_am_number(number: str) -> None:
    """An AM (billing) number: 8 figures and their key behind them; IDENTIFIER_FALSE(kind=am_number).

    No letter, even in Corsica: the invoice's columns for it are numeric, so one with a letter could be typed and never be sealed."""
    if not _luhn(number, 9):
        raise Refusal("IDENTIFIER_FALSE", kind="am_number")


def check_ins(nir: str, key: int, oid: str) -> str:
    """An INS: number, key and OID. Gives its world: production, test or demo; IDENTIFIER_FALSE(kind=ins or nir)."""
    if not oid.startswith(INS_ROOT) or oid[len(INS_ROOT) :] not in INS_OIDS:
        raise Refusal("IDENTIFIER_FALSE", kind="ins")
    check_nir(nir, key)
    return INS_OIDS[oid[len(INS_ROOT) :]][1]
