"""Reading the journal back: each entry is proved, what cannot be read is set aside and said, and the rest goes on."""

from device.base.refusal import Refusal
from device.base.wire import digest_hex
from device.journal.chain import START, next_link
from device.journal.encode import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from device.journal.chain import Entry
    from device.journal.events import Event


class Replay:
    """Reads entries in order, from the one after `sequence` and its `link` (empty when not known).

    `quarantine` then holds {sequence, kind, reason, about} for each entry that could not be read.
    """

    def __init__(self, sequence: int = 0, link: str = START) -> None:
        self._sequence = sequence
        self._link = link
        self.quarantine: list[dict[str, Any]] = []

    def events(self, entries: "Iterable[Entry]") -> "Iterator[Event]":
        """The events that can be read; purged ones are passed over."""
        for entry in entries:
            self._gap(entry.sequence)
            self._sequence = entry.sequence
            event = self._event(entry)
            if event is not None:
                yield event

    def set_aside(self, sequence: int, kind: str, reason: str, about: "tuple[str, ...]") -> None:
        """Note an entry that cannot be read, and why (a code of the catalogue)."""
        self.quarantine.append({"sequence": sequence, "kind": kind, "reason": reason, "about": list(about)})

    def _gap(self, sequence: int) -> None:
        for missing in range(self._sequence + 1, sequence):
            self.set_aside(missing, "", "CHAIN_GAP", ())
            self._link = ""

    def _event(self, entry: "Entry") -> "Event | None":
        try:
            return self._proved(entry)
        except Refusal as refusal:
            self.set_aside(entry.sequence, entry.kind, refusal.code, entry.about)
            return None

    def _proved(self, entry: "Entry") -> "Event | None":
        """The event, once link and digest agree. CHAIN_BROKEN, BODY_MISSING, BODY_TORN, or a refusal of `decode`."""
        previous, self._link = self._link, entry.link
        if previous and next_link(previous, entry.sequence, entry.digest) != entry.link:
            self._link = ""  # the entry or its link is wrong: what follows is proved from the next link on
            raise Refusal("CHAIN_BROKEN", at=entry.sequence)
        if entry.octets is None:
            if entry.purged:
                return None
            raise Refusal("BODY_MISSING", at=entry.sequence)
        if digest_hex(entry.octets) != entry.digest:
            raise Refusal("BODY_TORN", at=entry.sequence)
        return decode(entry.octets)
