"""What may go wrong at one command of a conversation, and what must hold then: `test_pulls` does the short round, `long` all of it.

Each trouble disturbs the command number `at` of a talk with one card and asserts: it ends in a named refusal, or with the very answer of
the cards in the slots; no second attempt at a code is spent; the tries left are read again; with the same card back it goes on.
"""

import os
import signal
from collections.abc import Callable

from device.base.refusal import Refusal
from tests.cards.beset import BesetSlot, OtherProgram
from tests.cards.desk import CPS, VITALE, cable
from tests.cards.port import TALKS, THE_CODE_AGAIN, Sitting, Talk
from tests.waiting import until

ROLES = ("cps", "vitale")
# Too short, too long, wrong status, more announced than there is, another length wanted, a template that ends early.
NONSENSE = (b"\x90", b"\x6f\x00", b"\x90\x00", b"\xff\xff", bytes(300), bytes(5000), b"\x61\x00", b"\x6c\x00", b"\x6f\x05\x5a\x90\x00")
Trouble = Callable[[Sitting, Talk, int, int], None]


def ended(sitting: Sitting, talk: Talk) -> Refusal | None:
    """Hold the talk: the refusal that it ended with, None when its answer was right. Anything else is a failure."""
    try:
        talk.held(sitting)
    except Refusal as refusal:
        return refusal
    return None


def _is_over(sitting: Sitting, spent: int) -> None:
    assert spent <= 1, "a code is tried once"
    sitting.resumed()


def _withdrawn(sitting: Sitting, talk: Talk, slot: int) -> None:
    refusal = ended(sitting, talk)
    assert refusal is not None and refusal.code in ("CARD_WITHDRAWN", "CARD_ABSENT") and refusal.facts["slot"] == ROLES[slot], refusal
    spent = sitting.cards[CPS].attempts
    sitting.back(slot)
    _is_over(sitting, spent)


def pulled(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
    """The card leaves before it has done that command."""
    sitting.seated(talk)
    sitting.plug(slot).faults.pull_at = at
    _withdrawn(sitting, talk, slot)


def pulled_after(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
    """The card has done that command (changed its code, spent a try), and leaves before it tells."""
    sitting.seated(talk)
    card = sitting.cards[slot]
    card.at, card.then = at, sitting.plug(slot).pull
    _withdrawn(sitting, talk, slot)


def killed(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
    """The card daemon dies while the card does that command."""
    sitting.seated(talk)
    card, reader = sitting.cards[slot], sitting.desk.reader
    pid = reader.pid
    card.at, card.then = at, lambda: os.kill(pid, signal.SIGKILL)
    refusal = ended(sitting, talk)
    spent = sitting.cards[CPS].attempts
    reader.kill()
    reader.start()
    for each in (CPS, VITALE):
        until(lambda: not sitting.plug(each).is_in)
        sitting.back(each)
    assert refusal is not None and refusal.code == "SLOT_LOST", refusal
    _is_over(sitting, spent)


def hung(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
    """The card never answers that command: its slot is given up, the other one goes on."""
    sitting.seated(talk)
    sitting.plug(slot).faults.hang_at = at
    refusal = ended(sitting, talk)
    assert refusal is not None and refusal.code == "CARD_MUTE" and refusal.facts["slot"] == ROLES[slot], refusal
    other = sitting.desk.slots[VITALE if slot == CPS else CPS]
    other.connect()
    assert len(other.transmit(b"\x00\x20\x00\x01")) == 2
    spent = sitting.cards[CPS].attempts
    sitting.desk.remove(slot)
    sitting.back(slot)
    _is_over(sitting, spent)


def unplugged(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
    """The reader's cable is pulled right before that command, both slots with it; then it is plugged in again."""
    sitting.seated(talk)
    beset = sitting.desk.slots[slot]
    assert isinstance(beset, BesetSlot)
    beset.count, beset.at, beset.then = 0, at, cable().touch
    refusal, spent = ended(sitting, talk), sitting.cards[CPS].attempts
    beset.at = -1
    for each in (CPS, VITALE):
        until(lambda: sitting.desk.slots[each].watch(1) == "lost")
    again = ended(sitting, talk)
    cable().unlink()
    for each in (CPS, VITALE):
        until(lambda: sitting.desk.slots[each].watch(1) == "present")
    assert refusal is not None and refusal.code in ("CARD_WITHDRAWN", "SLOT_LOST"), refusal
    assert again is not None and again.code == "SLOT_LOST", again
    _is_over(sitting, spent)


def faint(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
    """The card loses its power for a moment before that command, and the reader does not notice: it shows once, then all is read anew."""
    sitting.seated(talk)
    sitting.cards[slot].faint_at = at
    refusal, spent = ended(sitting, talk), sitting.cards[CPS].attempts
    sitting.cards[slot].faint_at = -1
    if refusal is None:
        ended(sitting, THE_CODE_AGAIN)
    _is_over(sitting, spent)


def reset(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
    """Another program resets the card right before that command. The slots must be shared ones."""
    sitting.seated(talk)
    beset, other = sitting.desk.slots[slot], OtherProgram(sitting.desk.reader.names[slot])
    assert isinstance(beset, BesetSlot)
    beset.count, beset.at, beset.then = 0, at, lambda: _assert(other.reset())
    refusal = ended(sitting, talk)
    beset.at = -1
    other.close()
    assert refusal is not None and refusal.code == "CARD_RESET" and refusal.facts["slot"] == ROLES[slot], refusal
    _is_over(sitting, sitting.cards[CPS].attempts)


def wanted(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
    """Another program wants the card right before that command: it is not let in, and nothing is disturbed."""
    sitting.seated(talk)
    beset, other = sitting.desk.slots[slot], OtherProgram(sitting.desk.reader.names[slot])
    assert isinstance(beset, BesetSlot)
    beset.count, beset.at, beset.then = 0, at, lambda: _assert(not other.reset())
    refusal = ended(sitting, talk)
    beset.at = -1
    other.close()
    assert refusal is None, refusal
    _is_over(sitting, sitting.cards[CPS].attempts)


def _assert(holds: bool) -> None:
    assert holds


def maddened(answer: bytes) -> Trouble:
    """That command is answered with `answer`, and not done."""

    def mad(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
        sitting.seated(talk)
        sitting.plug(slot).faults.answers = {at: answer}
        _mad(sitting, talk, slot)

    return mad


def maddened_by_turns(first: int) -> Trouble:
    """The same, another answer of `NONSENSE` at each command."""

    def mad(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
        maddened(NONSENSE[(at + first) % len(NONSENSE)])(sitting, talk, slot, at)

    return mad


def stale(sitting: Sitting, talk: Talk, slot: int, at: int) -> None:
    """That command is answered with what answered the one before it, and not done."""
    sitting.seated(talk)
    sitting.cards[slot].stale_at = at
    _mad(sitting, talk, slot)


def _mad(sitting: Sitting, talk: Talk, slot: int) -> None:
    ended(sitting, talk)
    spent = sitting.cards[CPS].attempts
    sitting.cards[slot].stale_at = -1
    sitting.back(slot)
    _is_over(sitting, spent)


def everywhere(sitting: Sitting, trouble: Trouble, name: str, slot: int, at_most: int = 0) -> int:
    """Cause that trouble at every command of the talk `name` with the card in `slot`, or at `at_most` of them; how many there were."""
    talk = TALKS[name]
    count = sitting.length(talk, slot)
    assert count > 0
    places = range(count) if not at_most or count <= at_most else [count * (2 * index + 1) // (2 * at_most) for index in range(at_most)]
    for at in places:
        try:
            trouble(sitting, talk, slot, at)
        except BaseException as error:
            error.add_note(f"command {at} of {count}, {name}, slot {ROLES[slot]}")
            raise
    return len(places)
