"""What the core asks of the world: one class per port, the values that cross it, and the refusals it may raise.

Ports are called by `hal/workers.py` (each on a thread of its own) or, for `Store` and `Clock`, by the Machine. Every
method may raise `Refusal`. A contract suite in `tests/contract` holds the real driver and its twin to the same words.
"""

from device.base.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Protocol

    from device.base.page import Page
    from device.journal.events import Event

    Plain = dict[str, Any]
else:
    Protocol = object


class Moment(Record):
    """Local time: `day` (days since 1970-01-01), `minute` of the day (0 to 1439), UTC `offset` in minutes, `certain`."""

    FIELDS = ("day", "minute", "offset", "certain")
    day: int
    minute: int
    offset: int = 0
    certain: bool = True


class Clock(Protocol):
    """Local time of the practice's zone; the core never converts."""

    def now(self) -> Moment:
        """The present moment, never earlier than one already given."""


class CardSlot(Protocol):
    """One contact slot. Refusals: CARD_ABSENT, CARD_MUTE, CARD_WITHDRAWN, CARD_RESET, CARD_SHARED, SLOT_LOST."""

    def connect(self) -> bytes:
        """Power the card and give its ATR; a live connection is kept until `release`, a dead one (the card left, even if one
        came back) is refused once: CARD_WITHDRAWN, CARD_RESET."""

    def transmit(self, command: bytes) -> bytes:
        """One APDU of 4 octets or more; the response with its two status octets."""

    def release(self) -> None:
        """Let the card go, reset: a code that was verified opens it to nobody else. Never raises."""

    def watch(self, seconds: int) -> "str":
        """Wait until presence changes or `seconds` pass: `present`, `absent` or `lost` (no reader)."""


class NfcField(Protocol):
    """The contactless field: the same conversations as a slot, over ISO-DEP, and the same refusals; CARD_UNKNOWN(kind) for what does
    not speak ISO-DEP."""

    def connect(self) -> bytes:
        """Activate what is held to it; its ATR, as a PC/SC reader makes one up for what has none."""

    def transmit(self, command: bytes) -> bytes:
        """One APDU."""

    def release(self) -> None:
        """Let it go; the next one is activated anew. Never raises."""

    def watch(self, seconds: int) -> "str":
        """Wait until presence changes or `seconds` pass: `present`, `absent` or `lost` (no reader)."""


class Code(Record):
    """A code seen by the camera: `symbology` (qr, datamatrix) and its octets."""

    FIELDS = ("symbology", "octets")
    symbology: str
    octets: bytes


class Eye(Protocol):
    """The camera. Refusals: EYE_ABSENT, EYE_DARK."""

    def open(self) -> None:
        """Start capturing."""

    def frame(self) -> "tuple[int, int, bytes] | None":
        """Width, height and RGB octets of the newest frame, or None before the first."""

    def look(self, symbology: str) -> "Code | None":
        """The code of that symbology in the newest frame, if any; the same frame is looked at once."""

    def filled(self) -> "int | None":
        """How much of the frame's shorter side a code fills that was seen and not read, in percent; None when none was seen."""

    def page(self) -> "Page":
        """The page in the newest frame, straightened when its edges are seen, else the whole frame."""

    def close(self) -> None:
        """Stop capturing."""


class Change(Record):
    """A change of a derived table: the `row` (None removes it) under `key`, listed by `sort` (a text)."""

    FIELDS = ("table", "key", "sort", "row")
    table: str
    key: str
    sort: str
    row: "Plain | None"


class Store(Protocol):
    """The encrypted journal and its derived tables. Refusals: STORE_FULL, STORE_LOCKED, STORE_DAMAGED, STORE_IO."""

    def append(self, events: "tuple[Event, ...]", blobs: "tuple[bytes, ...]" = ()) -> None:
        """Make events, blobs and the derived changes durable in one transaction, or change nothing."""

    def next_sequence(self) -> int:
        """The sequence number of the next event of this device, from 1."""

    def row(self, table: str, key: str) -> "Plain | None":
        """One derived row."""

    def rows(self, table: str, after: str = "", limit: int = 100, last_first: bool = False) -> "list[Plain]":
        """Derived rows by rising (or falling) `sort`, those strictly beyond `after` when it is given."""

    def count(self, table: str) -> int:
        """How many rows a derived table has."""

    def blob(self, digest: str) -> "bytes | None":
        """The octets of that SHA-256 (hexadecimal), None when unknown or purged."""

    def events(self, after: int = 0) -> "Iterator[Event]":
        """Events in order, those beyond sequence `after`; quarantined and purged ones are passed over."""

    def quarantine(self) -> "list[Plain]":
        """What could not be read: {sequence, reason}; the rest goes on."""

    def purge(self, digests: "tuple[str, ...]") -> int:
        """Remove blobs and bodies, leaving their digests; how many went."""

    def room(self) -> int:
        """Octets that may still be written."""

    def close(self) -> None:
        """Let it go; nothing can be asked of it any more."""


class Medium(Protocol):
    """A removable medium for backup and exports. Refusals: MEDIUM_ABSENT, MEDIUM_FULL."""

    def names(self) -> "list[str]":
        """The files on it."""

    def read(self, name: str) -> bytes:
        """A file's octets."""

    def write(self, name: str, octets: bytes) -> None:
        """Write durably: all or nothing."""


class Parcel(Record):
    """Octets to hand over: the same `uid` always carries the same octets, so that sending is repeatable. `route` is `mail` or
    `oct`; `sender` and `recipient` are addresses; `message_id`, `subject`, `description` and `date` (as a mail writes it, empty
    for none) are the frozen headers; `octets` is the enveloped lot."""

    FIELDS = ("uid", "route", "sender", "recipient", "message_id", "subject", "description", "octets", "date")
    uid: str
    route: str
    sender: str
    recipient: str
    message_id: str
    subject: str
    description: str
    octets: bytes
    date: str = ""


class Delivery(Record):
    """Something fetched and not yet acknowledged: `uid` of the server, `sender`, `description`, its `octets` (the part's). When it
    was not unpacked, `refused` says why (MAIL_HUGE, MAIL_NESTED, MAIL_INFLATES, MAIL_UNREADABLE); `octets` are its beginning."""

    FIELDS = ("uid", "sender", "description", "octets", "refused")
    uid: str
    sender: str
    description: str
    octets: bytes
    refused: str = ""


class Courier(Protocol):
    """The one process that has a network. Refusals of each verb: COURIER_LOST, NETWORK_DOWN, SERVER_UNTRUSTED, LOGIN_REFUSED."""

    def send(self, parcel: Parcel) -> str:
        """Hand over; the far end's own word (queue id). SEND_UNCERTAIN when a cut or a 4xx leaves it open, SEND_REFUSED on a 5xx."""

    def fetch(self) -> "list[Delivery]":
        """What waits in the mailbox, each still there."""

    def ack(self, uid: str) -> None:
        """Delete from the server what the app has committed."""

    def call(self, service: str, octets: bytes) -> bytes:
        """One request to an online service; its answer, a SOAP fault too. SERVICE_DOWN when it gives none."""

    def online(self) -> bool:
        """True when the far end can be reached."""


class Sealed(Record):
    """What a signature made: the sealed FSE and, with a complementary insurer, the sealed DRE (empty when none)."""

    FIELDS = ("fse", "dre")
    fse: bytes
    dre: bytes = b""


class Sesam(Protocol):
    """The boundary to what is licensed; it speaks data zones. Refusals: those of CardSlot, PIN_WRONG(tries), PIN_BLOCKED, PIN_NEEDED
    (the card left its slot since the code was typed), PIN_FORMAT, CARD_WRONG_KIND, CARD_WRONG_SLOT, CARD_UNKNOWN, CARD_EXPIRED,
    CARD_TEST, WORLDS_MIXED, CARD_SWAPPED, CARD_ANSWER, SIGNATURE_FALSE, MAY_NOT_SIGN."""

    def identify(self) -> bytes:
        """The zone of the professional's card that needs no PIN (group 1)."""

    def pin_tries(self) -> int:
        """Attempts left on the code of the professional's card, read without spending one; 0 is blocked."""

    def read_professional(self, pin: str) -> bytes:
        """The zone of the professional's card (groups 1 and 2), after one PIN attempt, never repeated by itself."""

    def change_pin(self, old: str, new: str) -> None:
        """Give the professional's card a new code; a wrong old one spends an attempt. Whoever wraps keys with it must wrap them anew."""

    def unblock_pin(self, unblocking: str, new: str) -> None:
        """Free a blocked card with the unblocking code of its letter; a card has ten of these in its life."""

    def read_rights(self, day: int) -> bytes:
        """The zone of the patient's card (groups 101 to 111) for care on that day."""

    def seal(self, fse: bytes, dre: bytes, mode: str, proofs: "tuple[bytes, ...]" = ()) -> Sealed:
        """Sign the frozen images; the same images give seals that are equal in meaning. `proofs` (FSE, then DRE) made by the
        app's service stand in for the patient's card."""

    def second_signature(self, sealed: bytes) -> bytes:
        """Complete a pre-signed invoice with the professional's card."""

    def seal_lot(self, octets: bytes) -> bytes:
        """Sign a lot."""

    def read_receipt(self, octets: bytes) -> bytes:
        """An ARL as its plain record."""

    def release_slots(self) -> None:
        """Let both cards go."""


class Opened(Record):
    """An opened store, and the recovery code to be noted on paper when the key was just made (empty otherwise)."""

    FIELDS = ("store", "recovery")
    store: "Store"
    recovery: str = ""


class Keys(Protocol):
    """The key slots of the store. Refusals: KEY_SLOT_MISSING (a stranger), KEY_WRONG (the code is not the one the slot was made
    with), KEY_WAIT(count of minutes) once five wrong ones of a person were tried in a row, KEYS_TORN, KEY_SLOT_LAST, and those of opening
    a Store. `recover` never waits."""

    def open(self, person: str, secret: str) -> Opened:
        """Open the store with a person's slot (RPPS number); the very first person gets the first slot. Again does no harm."""

    def enrol(self, person: str, secret: str) -> None:
        """Give a person a slot of the store that is open now; KEY_SLOT_MISSING when none is."""

    def prepare(self, person: str, secret: str, following: str) -> None:
        """Let the `following` secret open, too: the next opening keeps the one it is made with, and forgets the other. So a card may
        change its code, and be cut off while it does. KEY_WRONG when `secret` is not the present one."""

    def withdraw(self, person: str) -> None:
        """Take a person's slot away; KEY_SLOT_MISSING when there is none, KEY_SLOT_LAST when no other person could open."""

    def renew_recovery(self) -> str:
        """Another recovery code for the store that is open now, to be noted on paper; the former opens nothing any more.
        KEY_SLOT_MISSING when none is open."""

    def recover(self, code: str, person: str, secret: str) -> Opened:
        """Open with the recovery code, and give the person's slot a new secret."""


class Power(Protocol):
    """Battery and mains."""

    def level(self) -> "tuple[int, bool]":
        """Percent left, and whether it is charging."""
