"""Certificates that end are announced before they do: a fund that changes its key says so months ahead, a device that sleeps through it
gets its lots refused in mass."""

from device.outbox.rows import rows_of
from device.signals import Done

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.exchange.office import Desk, Fact, Job
    from device.outbox.envelopes import Ending
    from device.ports import Store

WITHIN_DAYS = 30


def announce(desk: "Desk") -> "Job":
    """A job: what the vault says of the certificates that end, recorded where it is news."""
    answer = yield desk.effect("vault", "ending", (WITHIN_DAYS,))
    if not isinstance(answer, Done):
        return False
    facts = news(desk.store, answer.value)
    if facts:
        desk.record(facts)
    return True


def news(store: "Store", found: "tuple[Ending, ...]") -> "list[Fact]":
    """The certificates of which something else is known; what ends no more is said with the day 0."""
    here = [ending.address for ending in found]
    facts: list[Fact] = [("key.ending", ending.plain()) for ending in found if not _is_known(store, ending)]
    for row in rows_of(store, "key_ending"):
        if row["address"] not in here:
            facts.append(("key.ending", {"address": row["address"], "last": 0, "next": False}))
    return facts


def _is_known(store: "Store", ending: "Ending") -> bool:
    row = store.row("key_ending", ending.address)
    return row is not None and (row["last"], row["next"]) == (ending.last, ending.next)
