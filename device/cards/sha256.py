"""SHA-256 up to its last block (FIPS 180-4): an IAS-ECC card takes the state so far and hashes the last block itself."""

from device.base.octets import Writer

_WORD = 0xFFFFFFFF
BLOCK = 64


def _primes(count: int) -> "list[int]":
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


def _root(value: int, power: int) -> int:
    """The whole part of the root of `value`, below 2**40, by bisection."""
    low, high = 0, 1 << 40
    while high - low > 1:
        middle = (low + high) // 2
        if middle**power <= value:
            low = middle
        else:
            high = middle
    return low


# The first 32 bits of the fractional parts of the cube roots, and of the square roots, of the first primes.
_K = tuple(_root(prime << 96, 3) & _WORD for prime in _primes(64))
_START = tuple(_root(prime << 64, 2) & _WORD for prime in _primes(8))


def _turned(word: int, by: int) -> int:
    return (word >> by | word << (32 - by)) & _WORD


def compress(state: "tuple[int, ...]", block: bytes) -> "tuple[int, ...]":
    """The state of eight words after one block of 64 octets."""
    words = [int.from_bytes(block[at : at + 4], "big") for at in range(0, BLOCK, 4)]
    for at in range(16, 64):
        early, late = words[at - 15], words[at - 2]
        low = _turned(early, 7) ^ _turned(early, 18) ^ early >> 3
        high = _turned(late, 17) ^ _turned(late, 19) ^ late >> 10
        words.append(words[at - 16] + low + words[at - 7] + high & _WORD)
    a, b, c, d, e, f, g, h = state
    for at in range(64):
        choice = e & f ^ (e ^ _WORD) & g
        one = h + (_turned(e, 6) ^ _turned(e, 11) ^ _turned(e, 25)) + choice + _K[at] + words[at]
        two = (_turned(a, 2) ^ _turned(a, 13) ^ _turned(a, 22)) + (a & b ^ a & c ^ b & c)
        a, b, c, d, e, f, g, h = one + two & _WORD, a, b, c, d + one & _WORD, e, f, g
    return tuple(old + new & _WORD for old, new in zip(state, (a, b, c, d, e, f, g, h)))


def before_last_block(message: bytes) -> "tuple[bytes, bytes]":
    """The intermediate hash with its bit counter (40 octets, none when nothing was hashed) and the last block, of 1 to 64
    octets (none for an empty message), as the two parts of PSO HASH."""
    whole = max(0, (len(message) - 1) // BLOCK)
    if whole == 0:
        return b"", message
    state = _START
    for at in range(0, whole * BLOCK, BLOCK):
        state = compress(state, message[at : at + BLOCK])
    written = Writer()
    for word in state:
        written.unsigned(word, 4)
    return written.unsigned(whole * BLOCK * 8, 8).octets(), message[whole * BLOCK :]
