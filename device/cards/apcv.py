"""The app's card (apCV): a code seen by the camera becomes a request, the answer a context that holds half an hour.

Public: the code is passed on opaque, the context has an identifier, a token and an end, a client's default lifetime is 1800 s.
SIM: the code's prefix, the contactless application, the octets of request and answer (plain values, `base.wire`), the service's proofs.
"""

from device.base import wire
from device.base.dates import day_of
from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import from_latin1, is_digits
from device.cards.apdu import command, expect
from device.cards.recognise import recognise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.ports import Moment, NfcField

AUTHENTICATE, SIGN = "authentifierUtilisateurProximite", "signerVitale"
SERVICE = "apcv"  # what the courier calls it
PREFIX = "APCVSIM1."
LIFETIME_MINUTES = 30
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="
_HEX = "0123456789ABCDEFabcdef"
_WORD = "abcdefghijklmnopqrstuvwxyz_"
# What the field's refusals mean of a phone: it left or is not near enough; it is something else.
_GONE = ("CARD_ABSENT", "CARD_MUTE", "CARD_WITHDRAWN", "CARD_RESET")
_OTHER = ("CARD_UNKNOWN", "CARD_WRONG_KIND")
_GIVE_CODE = command(0x80, 0xCA, 0x00, 0x00, b"", 256)
_REASONS = {"foreign": "APCV_FOREIGN", "expired": "APCV_EXPIRED", "replayed": "APCV_REPLAYED"}


class Context(Record):
    """A reading of the app: `identifier` and `token` for the service, the `zone` of rights, the local minute it ends
    (`until_day`, `until_minute`)."""

    FIELDS = ("identifier", "token", "zone", "until_day", "until_minute")
    identifier: str
    token: str
    zone: bytes
    until_day: int
    until_minute: int

    def plain_token(self) -> "dict[str, Any]":
        """What signing needs of it, as plain values; the zone is kept elsewhere."""
        return {name: getattr(self, name) for name in self.FIELDS if name != "zone"}

    def is_live(self, now: "Moment") -> bool:
        """True until its end."""
        return (now.day, now.minute) < (self.until_day, self.until_minute)


def read_phone(field: "NfcField") -> bytes:
    """SIM: the code of a phone held to the contactless reader, the same as its QR code. PHONE_GONE for one that was taken away or not
    held close enough, PHONE_OTHER(kind) for another thing, APCV_FOREIGN for an app that gives no code, SLOT_LOST, CARD_SHARED."""
    try:
        recognise(field, "nfc")
        return expect(field, _GIVE_CODE)
    except Refusal as refusal:
        if refusal.code in _GONE:
            raise Refusal("PHONE_GONE")
        if refusal.code in _OTHER:
            raise Refusal("PHONE_OTHER", kind=refusal.facts["kind"])
        raise Refusal("APCV_FOREIGN") if refusal.code == "CARD_ANSWER" else refusal


def request(code: bytes, billing: str, specialty: str) -> bytes:
    """What to ask of the service for a code seen; APCV_FOREIGN when the code is not the app's."""
    text = from_latin1(code)
    if not text.startswith(PREFIX) or not all(letter in _LETTERS for letter in text[len(PREFIX) :]) or text == PREFIX:
        raise Refusal("APCV_FOREIGN")
    return wire.write({"action": AUTHENTICATE, "billing": billing, "specialty": specialty, "code": text})


def context(answer: bytes, now: "Moment") -> Context:
    """The context of an answer. APCV_FOREIGN, APCV_EXPIRED, APCV_REPLAYED as the service says; APCV_REFUSED(kind) for what
    else it says; APCV_EXPIRED too for one that is over already; WIRE_TORN."""
    told = _told(answer)
    day, minute = _end(_text(told, "until"), now)
    read = Context(_text(told, "context"), _text(told, "token"), _octets(_text(told, "zone"), "zone"), day, minute)
    if not read.is_live(now):
        raise Refusal("APCV_EXPIRED")
    return read


def _told(answer: bytes) -> "dict[str, Any]":
    told = wire.read(answer)
    if not isinstance(told, dict):
        raise Refusal("APCV_REFUSED", kind="answer")
    refused = told.get("refused")
    if refused is not None:
        word = refused if isinstance(refused, str) and all(letter in _WORD for letter in refused) else "other"
        raise Refusal(_REASONS[word]) if word in _REASONS else Refusal("APCV_REFUSED", kind=word)
    return told


def _text(told: "dict[str, Any]", name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str):
        raise Refusal("APCV_REFUSED", kind=name)
    return value


def _octets(text: object, name: str) -> bytes:
    """Octets from hexadecimal, checked here: what the engines make of torn hexadecimal differs."""
    if not isinstance(text, str) or len(text) % 2 or not all(letter in _HEX for letter in text):
        raise Refusal("APCV_REFUSED", kind=name)
    return bytes.fromhex(text)


def _end(text: str, now: "Moment") -> "tuple[int, int]":
    """Day and minute of AAAAMMJJHHMMSS, at most the default lifetime from now: an unsure clock never makes a context older."""
    if not is_digits(text) or len(text) != 14:
        raise Refusal("APCV_REFUSED", kind="until")
    told = (day_of(int(text[:4]), int(text[4:6]), int(text[6:8])), int(text[8:10]) * 60 + int(text[10:12]))
    days, minute = divmod(now.minute + LIFETIME_MINUTES, 1440)
    return min(told, (now.day + days, minute))


def sign_request(read: Context, digests: "tuple[str, ...]", now: "Moment") -> bytes:
    """Ask the service to sign the images of those digests (hexadecimal SHA-256) in the patient's stead; APCV_EXPIRED."""
    if not read.is_live(now):
        raise Refusal("APCV_EXPIRED")
    return wire.write({"action": SIGN, "context": read.identifier, "token": read.token, "digests": digests})


def proofs(answer: bytes) -> "tuple[bytes, ...]":
    """The proofs of an answer, in the order of the digests; refusals as in `context`."""
    told = _told(answer).get("proofs")
    if not isinstance(told, list):
        raise Refusal("APCV_REFUSED", kind="proofs")
    return tuple(_octets(each, "proofs") for each in told)
