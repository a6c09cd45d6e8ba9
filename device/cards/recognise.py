"""From an ATR to a named card, and from a slot and a card to a named reason why it does not serve.

Order of the table: masked rows come after the exact ones they would hide; families of ours come before foreign ones, so
that a foreign row, which is vague, never takes a card of ours. What no row takes is asked what it is, the surest question
first. Sources: pcsc-tools list, OpenSC, ANS Cryptolib; contactless ATRs PC/SC part 3; payment EMV; transport Calypso; MIFARE
DESFire. SIM: the application of the phone.
"""

from device.base.record import Record
from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.cards.apdu import Spoken


class Known(Record):
    """A row: the card's `kind`, the `slot` it belongs to (cps, vitale, nfc: the contactless field, empty: none), its ATR and mask
    (hexadecimal), and whether this device can talk to it (`reason` says why not: foreign, contactless, old)."""

    FIELDS = ("kind", "slot", "atr", "mask", "reason")
    kind: str
    slot: str
    atr: str
    mask: str
    reason: str = ""


_F = "FF"
# CPS3: octets 1 to 4 are parameters of the interface, 11 to 13 the version; they vary between batches (OpenSC's mask).
_CPS3_MASK = "FF00000000" + _F * 6 + "000000" + _F * 3
# Vitale 2: the octet 4x is the batch; EA or FA.
_VITALE2_MASK = _F * 5 + "F0FFEF" + _F * 2


def _exact(kind: str, slot: str, atr: str, reason: str = "") -> Known:
    return Known(kind, slot, atr, _F * (len(atr) // 2), reason)


TABLE = (
    _exact("cps2ter", "cps", "3BAC00402A001225006480820212009000", "old"),
    _exact("cps4", "cps", "3B9B188001001225006480040100009044"),
    _exact("cps4", "cps", "3B9B188001001225006480000401009044"),
    _exact("cps4", "cps", "3BDC18FF00001225006480000401009000"),
    # After the exact rows of 17 octets: this mask would take the last CPS4 and the CPS2ter for its own.
    Known("cps3", "cps", "3BAC00402A001225006480000310009000", _CPS3_MASK),
    _exact("cps3_contactless", "", "3B8F80010031B86404B0ECC1739401808290000E", "contactless"),
    _exact("vitale1", "vitale", "3F6525002209699000"),
    _exact("vitale1", "vitale", "3F6525002C09699000"),
    _exact("vitale1", "vitale", "3F6525002209F99000"),
    _exact("vitale1", "vitale", "3F6525002C09F99000"),
    _exact("vitale1", "vitale", "3F65250052096A9000"),
    _exact("vitale1", "vitale", "3F652500A3096A9000"),
    _exact("vitale1", "vitale", "3F652500A4096A9000"),
    Known("vitale2", "vitale", "3B751300004309EA9000", _VITALE2_MASK),
    _exact("staff", "", "3B6700002D201601789000", "foreign"),
    # EMV and telephone cards have no fixed ATR: a few wide-spread beginnings here, then what they answer (see `ask`).
    _exact("bank", "", "3B6500002063CB6800", "foreign"),
    _exact("sim", "", "3B9F96801FC7", "foreign"),
    _exact("sim", "", "3B9F95801FC7", "foreign"),
    # Chips of memory only (MIFARE Classic, Ultralight...), as PC/SC writes them: tickets, hotel keys, badges.
    _exact("ticket", "", "3B8F8001804F0CA0000003", "foreign"),
)
# The contacts of a card are asked about the telephone's directory; what is held to the contactless reader about the app first: a
# phone may answer for a payment card as well.
APPLICATION = bytes.fromhex("F053494D41504356")
_QUESTIONS = {
    "contact": (
        ("bank", bytes.fromhex("00A404000E") + b"1PAY.SYS.DDF01", (0x90, 0x61)),
        ("sim", bytes.fromhex("A0A40000027F20"), (0x9F, 0x90)),
    ),
    "nfc": (
        ("app", bytes.fromhex("80A4040C08") + APPLICATION, (0x90,)),
        ("bank", bytes.fromhex("00A404000E") + b"2PAY.SYS.DDF01" + b"\x00", (0x90, 0x61)),
        ("transport", bytes.fromhex("00A4040008") + b"1TIC.ICA" + b"\x00", (0x90, 0x61)),
        ("badge", bytes.fromhex("9060000000"), (0x91,)),
    ),
}
APP = Known("app", "nfc", "", "")
# How PC/SC writes an ATR for what has none: no interface octet but T=0 and T=1.
_CONTACTLESS = (0x3B, 0x80, 0x80, 0x01)


def known(atr: bytes) -> "Known | None":
    """The row of an ATR, None when no row takes it. A row shorter than the ATR looks at its beginning only if it is foreign."""
    for row in TABLE:
        pattern, mask = bytes.fromhex(row.atr), bytes.fromhex(row.mask)
        whole = len(pattern) == len(atr) or (row.reason == "foreign" and len(pattern) < len(atr))
        if whole and all(a & m == p & m for a, p, m in zip(atr, pattern, mask)):
            return row
    return None


def is_contactless(atr: bytes) -> bool:
    """True for the ATR that a contactless reader makes up."""
    return len(atr) > 4 and (atr[0], atr[1] & 0xF0, atr[2], atr[3]) == _CONTACTLESS


def ask(slot: "Spoken", face: str) -> str:
    """What an unknown card answers to. `face` is contact: `bank` (payment directory), `sim` (GSM directory) or `foreign`; or nfc:
    `app` (the phone with the app, which is then selected), `bank`, `transport` (Calypso), `badge` (DESFire, as is the contactless
    face of a CPS4) or `foreign`. Four APDUs at most."""
    for kind, question, yes in _QUESTIONS[face]:
        answer = slot.transmit(question)
        if len(answer) >= 2 and answer[-2] in yes:
            return kind
    return "foreign"


def recognise(slot: "Spoken", wanted: str) -> Known:
    """Power the card and name it. `wanted` is cps, vitale or nfc (the app, selected). CARD_UNKNOWN(kind) for a foreign card,
    CARD_WRONG_SLOT(kind) for a card of another slot, CARD_WRONG_KIND(kind) for one of ours that is not read here; the slot's own
    refusals."""
    row = known(slot.connect())
    if row is None:
        kind = ask(slot, wanted if wanted == "nfc" else "contact")
        if kind == APP.kind:
            return APP
        raise Refusal("CARD_UNKNOWN", kind=kind, slot=wanted)
    if row.reason == "foreign":
        raise Refusal("CARD_UNKNOWN", kind=row.kind, slot=wanted)
    if row.reason:
        raise Refusal("CARD_WRONG_KIND", kind=row.kind, slot=wanted)
    if row.slot != wanted:
        raise Refusal("CARD_WRONG_SLOT", kind=row.kind, slot=wanted)
    return row
