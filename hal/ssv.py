"""The licensed `Sesam`: the published SSV functions (interface 4.03) of a library that is loaded, not linked.

Names, parameters, zones and return codes are those that third parties have published; nothing here was ever run against the
licensed library. SIM: how the frozen images travel in and out of SSV_FormaterFactures (groups 9001 and 9002 in, 3 and 4 out),
because the groups of acts are not public. `boot` chooses this class by one line of configuration.
"""

import ctypes
from collections.abc import Callable

from device.base.dates import date_of
from device.base.refusal import Refusal
from device.formats.seals import head_of
from device.formats.zone import Group, encode, split
from device.ports import Sealed
from device.rights.worlds import signing_situation

_OK, _PROTOCOL, _WRONG_CODE = 0, 0x0200, 0xF003
_RETRIES = 4  # a protocol error of the reader is tried again, for reads only
_TRIES = 3
# Return code: refusal and its facts. What is not here is LIBRARY_ERROR with the code.
REFUSALS: dict[int, tuple[str, dict[str, str]]] = {
    0x0400: ("SLOT_LOST", {"slot": "cps"}),
    0xF001: ("CARD_ABSENT", {"slot": "cps"}),
    0xF004: ("CARD_WRONG_KIND", {"kind": "no_am_data", "slot": "cps"}),
    0xF011: ("CARD_ABSENT", {"slot": "vitale"}),
    0xF014: ("CARD_MUTE", {"slot": "vitale"}),
    0xF015: ("CARD_WITHDRAWN", {"slot": "vitale"}),
    0xF022: ("WORLDS_MIXED", {}),
    0xF026: ("WORLDS_MIXED", {}),
    0xF0F0: ("COVER_TWICE", {}),
    0xF100: ("CARD_SHARED", {"slot": "cps"}),
    0xF101: ("SLOT_LOST", {"slot": "cps"}),
    0xFF21: ("SLOT_LOST", {"slot": "cps"}),
}
# Securisation codes of the engines: 1 without patient's card, 2 visit, 3 secured, 4 desynchronised, 5 degraded.
MODES = {"without_vitale": b"1", "visit": b"2", "secured": b"3", "desynchronised": b"4", "degraded": b"5"}
_FSE_IN, _DRE_IN, _FSE_OUT, _DRE_OUT, _PROOF_IN = 9001, 9002, 3, 4, 9003

_TEXT, _SIZE, _PLACE = ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p
_CARDS = (_TEXT, _TEXT, _TEXT)  # resource of the professional's card, of the reader, the code
_ZONE_OUT = (_PLACE, _PLACE)  # where the address goes, where the size goes
_ZONES_IN = (_SIZE, _PLACE, _PLACE)  # how many, their addresses, their sizes
# The published functions; each gives an unsigned short.
FUNCTIONS: dict[str, tuple[object, ...]] = {
    "SSV_InitLIB": (),
    "SSV_TermLIB": (),
    "SSV_LibererZoneMem": (_PLACE,),
    "SSV_LireCartePS": (*_CARDS, *_ZONE_OUT),
    "SSV_LireDroitsVitale": (*_CARDS, _TEXT, *_ZONE_OUT),
    "SSV_FormaterFactures": (*_CARDS, _PLACE, _PLACE, _TEXT, _SIZE, *_ZONE_OUT),
    "SSV_SecuriserFacture": (*_CARDS, _TEXT, _TEXT, _TEXT, _SIZE, *_ZONE_OUT),
    "SSV_FormaterLot": (*_CARDS, *_ZONES_IN, _PLACE, *_ZONE_OUT),
    "SSV_TraduireARL": (*_ZONES_IN, *_ZONE_OUT),
}


def _loaded(path: str) -> ctypes.CDLL:
    """The library with its functions declared: undeclared, a size would be passed as an int."""
    library = ctypes.CDLL(path)
    for name, arguments in FUNCTIONS.items():
        function = getattr(library, name)
        function.argtypes, function.restype = list(arguments), ctypes.c_ushort
    return library


class SsvSesam:
    """`Sesam` over the shared library at `path`. `professional` and `reader` are the resources of its own configuration.

    The code is kept in memory while the card is in use, because every signing function wants it; it is dropped with `release_slots`, when
    it was wrong, and when the card that took it is no longer there: no other card ever spends an attempt on it.
    """

    def __init__(self, path: str, professional: str = "CPS", reader: str = "Vitale") -> None:
        self._library = _loaded(path)
        self._professional, self._reader = professional.encode("ascii"), reader.encode("ascii")
        self._code = b""
        self._zone = b""  # of the card that took the code
        self._tries = _TRIES
        self._check(self._library.SSV_InitLIB())

    def identify(self) -> bytes:
        """Group 1: the library reads it without a code."""
        return self._read_card(b"")

    def pin_tries(self) -> int:
        """Attempts left as far as this device knows: the interface does not tell."""
        return self._tries

    def read_professional(self, pin: str) -> bytes:
        """Groups 1 and 2, after one attempt."""
        if not pin.isdecimal() or len(pin) != 4:
            raise Refusal("PIN_FORMAT")
        zone = self._read_card(pin.encode("ascii"))
        self._code, self._zone, self._tries = pin.encode("ascii"), zone, _TRIES
        return zone

    def change_pin(self, old: str, new: str) -> None:
        """Not among the published functions."""
        raise Refusal("LIBRARY_ERROR", sw="none")

    def unblock_pin(self, unblocking: str, new: str) -> None:
        """Not among the published functions."""
        raise Refusal("LIBRARY_ERROR", sw="none")

    def _read_card(self, code: bytes) -> bytes:
        def call(out: "_Out") -> int:
            returned: int = self._library.SSV_LireCartePS(self._professional, self._reader, code, *out.places())
            return returned

        return self._read(call)

    def read_rights(self, day: int) -> bytes:
        """Groups 101 to 111."""
        consulted = b"%04d%02d%02d" % date_of(day)

        def call(out: "_Out") -> int:
            returned: int = self._library.SSV_LireDroitsVitale(
                self._professional, self._reader, self._needed_code(), consulted, *out.places()
            )
            return returned

        return self._read(call)

    def seal(self, fse: bytes, dre: bytes, mode: str, proofs: tuple[bytes, ...] = ()) -> Sealed:
        """Format and sign. Never tried again by itself."""
        asked = [Group(_FSE_IN, (), fse)] + ([Group(_DRE_IN, (), dre)] if dre else [])
        zone = encode([*asked, *(Group(_PROOF_IN, (), proof) for proof in proofs)])
        out = _Out(self._library)
        made = ctypes.c_char_p(b"FD" if dre else b"F")
        chosen = ctypes.c_char_p(MODES[mode])
        returned = self._library.SSV_FormaterFactures(
            self._professional, self._reader, self._needed_code(), ctypes.byref(made), ctypes.byref(chosen), zone, len(zone), *out.places()
        )
        told = {each.number: each.raw for each in split(self._taken(returned, out)) if each.number in (_FSE_OUT, _DRE_OUT)}
        return Sealed(told.get(_FSE_OUT, b""), told.get(_DRE_OUT, b""))

    def second_signature(self, sealed: bytes) -> bytes:
        """SSV_SecuriserFacture, for the desynchronised mode."""
        code, head, out = self._needed_code(), head_of(sealed), _Out(self._library)
        situation = signing_situation(split(self._zone), head.billing).text("number").encode("ascii")
        number = head.invoice.encode("ascii")
        returned = self._library.SSV_SecuriserFacture(
            self._professional, self._reader, code, situation, number, sealed, len(sealed), *out.places()
        )
        return self._taken(returned, out)

    def seal_lot(self, octets: bytes) -> bytes:
        """SSV_FormaterLot with one zone in and one out."""
        out = _Out(self._library)
        zones, sizes = (ctypes.c_char_p * 1)(octets), (ctypes.c_size_t * 1)(len(octets))
        count = ctypes.c_size_t()
        returned = self._library.SSV_FormaterLot(
            self._professional, self._reader, self._needed_code(), 1, zones, sizes, ctypes.byref(count), *out.places()
        )
        return self._taken(returned, out)

    def read_receipt(self, octets: bytes) -> bytes:
        """SSV_TraduireARL; no card."""
        zones, sizes = (ctypes.c_char_p * 1)(octets), (ctypes.c_size_t * 1)(len(octets))
        out = _Out(self._library)
        return self._taken(self._library.SSV_TraduireARL(1, zones, sizes, *out.places()), out)

    def release_slots(self) -> None:
        """Drop the code: the library holds no card between two calls."""
        self._code = b""

    def close(self) -> None:
        """End the library."""
        self._check(self._library.SSV_TermLIB())

    def _needed_code(self) -> bytes:
        """The code, once the card in the slot is seen to be the one that took it. PIN_NEEDED, CARD_SWAPPED, the refusals of `identify`."""
        if not self._code:
            raise Refusal("PIN_NEEDED")
        try:
            there = self.identify()
        except Refusal as refusal:
            if refusal.code == "CARD_ABSENT":
                self._code = b""
            raise
        if not self._zone.startswith(there):
            self._code = b""
            raise Refusal("CARD_SWAPPED", slot="cps")
        return self._code

    def _read(self, call: "Callable[[_Out], int]") -> bytes:
        """A read, again when the reader had a protocol error."""
        for _ in range(_RETRIES):
            out = _Out(self._library)
            returned = call(out)
            if returned != _PROTOCOL:
                return self._taken(returned, out)
        return self._taken(_PROTOCOL, _Out(self._library))

    def _taken(self, returned: int, out: "_Out") -> bytes:
        octets = out.taken()
        self._check(returned)
        return octets

    def _check(self, returned: int) -> None:
        if returned == _OK:
            return
        if returned == _WRONG_CODE:
            self._code = b""
            self._tries = max(0, self._tries - 1)
            raise Refusal("PIN_WRONG", tries=self._tries) if self._tries else Refusal("PIN_BLOCKED")
        name, facts = REFUSALS.get(returned, ("LIBRARY_ERROR", {"sw": f"{returned:04X}"}))
        raise Refusal(name, **facts)


class _Out:
    """A zone that the library allocates: where it writes the address and the size, and how it is given back."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._address = ctypes.c_void_p()
        self._size = ctypes.c_size_t()

    def places(self) -> tuple[object, object]:
        """The two last arguments of every function that gives a zone."""
        return ctypes.byref(self._address), ctypes.byref(self._size)

    def taken(self) -> bytes:
        """The zone's octets, the library's memory freed; nothing when there is none."""
        if self._address.value is None:
            return b""
        octets = ctypes.string_at(self._address, self._size.value)
        self._library.SSV_LibererZoneMem(self._address)
        return octets
