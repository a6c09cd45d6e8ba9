"""SIM: the second half of the story: the network comes back, lots leave, receipts and returns arrive, one invoice is corrected."""

import time
from collections.abc import Callable

from simulator.director.hand import Stuck
from simulator.director.script import APP_PATIENT, Stage, person_next, unlock, visit, visits_until
from simulator.story.scenario import MOVED, NEW_FUND, RULES

PATIENCE = 120.0
ARL_DAY, AMO_DAY, AMC_DAY = "2026-10-20", "2026-10-24", "2026-10-31"
# After so many octets of mail the line is cut, once: in the middle of a lot.
CUT_AFTER = 3000


def play(stage: Stage) -> None:
    """The whole Sunday and what comes of it; whatever is done already is passed over."""
    stage.world.scenario(RULES)
    if not stage.progress.done("network"):
        stage.world.network(False)
    unlock(stage)
    visits_until(stage, lambda key: key in ("", APP_PATIENT))
    _network(stage)
    visits_until(stage, lambda key: key == "")
    _sent(stage, "sent")
    _receipts(stage)
    _returns(stage)
    _look_round(stage)


def _network(stage: Stage) -> None:
    """The network returns; it will be cut once while a lot is on its way."""
    if not stage.progress.done("network"):
        stage.world.faults(cut_after=CUT_AFTER)
        stage.world.network(True)
        stage.progress.mark("network")
        stage.say("the network is back")
    stage.hand.seen(lambda bar: bar["network"] == "up", "the network")


def _sent(stage: Stage, name: str) -> None:
    """Everything that was sealed leaves by itself; looking at it makes it leave at once."""
    stage.hand.leave("sending")
    stage.shoot(f"{name}-sending")
    stage.hand.seen(lambda bar: bar["unsent"] == 0, "every lot on its way")
    stage.shoot(name)
    stage.hand.leave("home")
    stage.say(f"{name}: nothing is left on the device")


def _receipts(stage: Stage) -> None:
    """Receipts come: one lot is refused whole and leaves again; one invoice is named, and made anew."""
    if not stage.progress.done("receipts"):
        stage.world.renew(MOVED, NEW_FUND)
        stage.world.jump(ARL_DAY)
        _fetched(stage)
        stage.progress.mark("receipts")
    if not stage.progress.done("corrected"):
        _correct(stage)
        stage.progress.mark("corrected")
    _sent(stage, "sent-again")
    stage.world.jump(ARL_DAY, 600)
    _fetched(stage)


def _correct(stage: Stage) -> None:
    stage.shoot("home-reject")
    stage.hand.leave("todo")
    stage.shoot("todo")
    row = next(row for row in stage.hand.view["rows"] if row["tone"] == "stop")
    stage.hand.touch(row["answer"])
    stage.shoot("reject")
    stage.hand.touch("redo")
    visit(stage, MOVED)
    stage.say(f"{MOVED}: made anew for the right fund")


def _returns(stage: Stage) -> None:
    """Money comes: the funds first, the complementary insurers later; one claim is rejected."""
    for day in (AMO_DAY, AMC_DAY):
        stage.world.jump(day)
        _fetched(stage)
        stage.say(f"returns of {day}: read")


def _fetched(stage: Stage) -> None:
    """Look at what is sent, which looks at the mailbox too, until nothing waits there."""
    stage.hand.leave("sending")
    _until(stage, lambda: not stage.world.waiting(), "the mailbox emptied")
    stage.shoot("mailbox")
    stage.hand.leave("home")


def _look_round(stage: Stage) -> None:
    """What the nurse sees at the end: the reject with its reason, the month, the state of the device."""
    person_next(stage)
    stage.shoot("home-evening")
    for place, leave in (("todo", "back"), ("month", "close"), ("status", "close")):
        stage.hand.leave(place)
        stage.shoot(f"evening-{place}")
        if place == "todo":
            row = next(row for row in stage.hand.view["rows"] if row["tone"] == "stop")
            stage.hand.touch(row["answer"])
            stage.shoot("reject-reason")
            stage.hand.touch("later")
        stage.hand.touch(leave)


def _until(stage: Stage, reached: Callable[[], bool], name: str) -> None:
    """Follow the screen until something is reached."""
    deadline = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > deadline:
            raise Stuck(f"awaited {name}; the bar says {stage.hand.bar}, the screen {stage.hand.view.get('kind')}")
        stage.hand.listen(0.2)
