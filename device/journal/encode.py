"""An event to octets and back, through the wire; events of older versions are brought up to date as they are read."""

from device.base.refusal import Refusal
from device.base.text import is_digits
from device.base.wire import read, write
from device.journal.events import KINDS, Event

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Plain = dict[str, Any]
    Upgrades = Mapping[tuple[str, int], Callable[[Plain], Plain]]
    Kinds = Mapping[str, tuple[int, tuple[str, ...]]]

# (kind, version) -> the function that makes a body of that version one of the next. Functions are kept for ever: a journal
# written by any release opens with every later one.
UPGRADES: "Upgrades" = {
    ("lot.sealed", 1): lambda body: dict(body, key=""),
    ("purge.done", 1): lambda body: dict(body, documents=0),
}


def encode(event: Event) -> bytes:
    """The octets that the journal keeps. EVENT_UID, EVENT_KIND, EVENT_VERSION or EVENT_BODY for what no reader would take."""
    _check(event, KINDS)
    return write(event.plain())


def decode(octets: bytes) -> Event:
    """The inverse of `encode`, as an event of the present version. WIRE_TORN, EVENT_BODY and the refusals of `encode`."""
    values = read(octets)
    if not isinstance(values, dict) or sorted(values) != sorted(Event.FIELDS):
        raise Refusal("EVENT_BODY", kind="")
    event = upgraded(Event.from_plain(values), UPGRADES, KINDS)
    _check(event, KINDS)
    return event


def normal(event: Event) -> Event:
    """The event as `decode` would give it: lists in place of tuples."""
    return Event.from_plain(event.plain())


def upgraded(event: Event, upgrades: "Upgrades", kinds: "Kinds") -> Event:
    """The event in the present version of its kind, one step at a time; EVENT_VERSION when a step is missing."""
    present = kinds.get(event.kind, (event.version, ()))[0]
    while event.version < present:
        if (event.kind, event.version) not in upgrades:
            raise Refusal("EVENT_VERSION", kind=event.kind)
        body = upgrades[(event.kind, event.version)](event.body)
        event = event.replace(version=event.version + 1, body=body)
    return event


def _check(event: Event, kinds: "Kinds") -> None:
    device, _, sequence = event.uid.rpartition("-")
    if not device or not is_digits(sequence):
        raise Refusal("EVENT_UID", value=event.uid)
    if event.kind not in kinds:
        raise Refusal("EVENT_KIND", kind=event.kind)
    version, keys = kinds[event.kind]
    if event.version != version:
        raise Refusal("EVENT_VERSION", kind=event.kind)
    if sorted(event.body) != sorted(keys):
        raise Refusal("EVENT_BODY", kind=event.kind)
