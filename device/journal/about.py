"""Which identities an event is about, and what is frozen while an event cannot be read."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from device.journal.events import Event

    class Shelf(Protocol):
        """What of a store tells what is frozen."""

        def quarantine(self) -> list[dict[str, Any]]:
            """What could not be read."""

        def row(self, table: str, key: str) -> dict[str, Any] | None:
            """A derived row."""


# The derived table of what persons have decided, by sequence: the rest goes on, or what it froze stays aside for good.
SETTLED = "settled"
GO_ON, KEPT = "send", "keep"

_ONE = ("patient", "prescription", "visit", "invoice", "claim", "lot", "mail", "replaces")
_MANY = {"visits": "visit", "claims": "claim"}


def about(event: "Event") -> "tuple[str, ...]":
    """The identities that the event's body names, each once: kept beside the body, so that they are known when it is torn."""
    found: list[str] = []
    for name in _ONE:
        _add(found, event.body.get(name))
    for name in sorted(_MANY):
        for each in event.body.get(name) or ():
            _add(found, each.get(_MANY[name]) if isinstance(each, dict) else each)
    return tuple(found)


def _add(found: "list[str]", value: "Any") -> None:
    if isinstance(value, str) and value and value not in found:
        found.append(value)


def blobs_named(event: "Event") -> "list[str]":
    """The digests of stored octets that the event's body names."""
    names = [name for name in sorted(event.body) if name == "blob" or name.endswith("_blob")]
    return [event.body[name] for name in names if event.body[name]]


def frozen(shelf: "Shelf") -> "tuple[str, ...]":
    """The identities that nothing may be billed or sent for: those of quarantined events of which no person said that the rest may go
    on."""
    found: list[str] = []
    for row in shelf.quarantine():
        settled = shelf.row(SETTLED, "%d" % row["sequence"])
        if settled is None or settled.get("decision") == KEPT:
            for identity in row["about"]:
                _add(found, identity)
    return tuple(found)


def is_frozen(identity: str, names: "tuple[str, ...]") -> bool:
    """True when the identity is among `frozen` names; a claim (`<invoice>/F`) is frozen with its invoice."""
    return identity in names or identity.partition("/")[0] in names
