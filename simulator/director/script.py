"""SIM: the story of the round as goals: each looks at what is reached already, so that a killed demonstration goes on."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.control import World
from simulator.director.hand import Hand, Stuck
from simulator.director.progress import Progress
from simulator.story.people import NURSE_PIN, PEOPLE

WRONG_PIN = "0000"
APP_PATIENT = "ledu"
FORGOT = "salaun"
PULLED = "lebris_a"
# A child is on a parent's card.
CARD_OF = {"riou_m": "riou_n"}
PULL_AT_APDU = 6
# How long a camera takes to show its first pictures.
CAMERA_SECONDS = 3.0


@dataclass
class Stage:
    """What the director holds: the hand on the screen, the world, where pictures go, what was done before."""

    hand: Hand
    world: World
    pictures: Path
    progress: Progress
    say: Callable[[str], None]

    def shoot(self, name: str) -> None:
        """Save the screen as the next picture of the story."""
        self.hand.picture(self.pictures / f"{self.progress.next_shot():03d}-{name}.png")


def unlock(stage: Stage) -> None:
    """From the locked screen to the round; once, the first time, with a wrong code before."""
    view = stage.hand.when(lambda seen: bool(seen), "a first view")
    while _is_locked(view):
        if view["kind"] == "Insert":
            stage.shoot("lock")
            if stage.world.slots().get("cps") != "nurse":
                stage.world.plug("cps", "nurse")
            view = stage.hand.until("Pin")
        elif view["kind"] == "Pin":
            stage.shoot("pin")
            wrong = not stage.progress.done("wrong_pin")
            stage.progress.mark("wrong_pin")
            stage.hand.code(WRONG_PIN if wrong else NURSE_PIN)
            view = stage.hand.when(lambda seen: seen["kind"] != "Wait", "the card's answer")
        else:
            _wait(stage, "")
            view = stage.hand.view


def _is_locked(view: dict[str, Any]) -> bool:
    return (
        view["kind"] == "Pin"
        or (view["kind"] == "Insert" and view["slot"] == "cps")
        or view["title"] in ("reading.cps.title", "opening.title")
    )


def person_next(stage: Stage) -> str:
    """The key of the patient whom the round proposes now; empty when it is over."""
    view = stage.hand.until("Home")
    facts = view["facts"]
    if "name" not in facts:
        return ""
    return next(key for key, person in PEOPLE.items() if (person.name, person.given) == (facts["name"], facts["given"]))


def visit(stage: Stage, key: str) -> None:
    """Play one visit from whatever view is shown until the round is back on the screen."""
    while True:
        view = stage.hand.view
        if view["kind"] == "Home":
            return
        step = STEPS.get(view["kind"])
        if step is None:
            raise Stuck(f"in the visit of {key}: {view['kind']} {view['title']}")
        step(stage, key)


def _insert(stage: Stage, key: str) -> None:
    if stage.hand.view["slot"] == "cps":
        unlock(stage)
        return
    stage.shoot(f"{key}-insert")
    if key == FORGOT:
        stage.hand.touch("record")
    elif key == APP_PATIENT:
        stage.world.phone(key, aside=True)
        stage.hand.touch("qr")
    else:
        pulled = key == PULLED and not stage.progress.done("pulled")
        stage.world.plug("vitale", CARD_OF.get(key, key), pull_at=PULL_AT_APDU if pulled else 0)
        stage.hand.when(lambda seen: seen["kind"] != "Insert", "the card read")


def _scan(stage: Stage, key: str) -> None:
    time.sleep(CAMERA_SECONDS)
    stage.shoot(f"{key}-scan")
    stage.world.phone(key)
    stage.hand.when(lambda seen: seen["kind"] != "Scan", "the code read")
    stage.world.phone()


def _wait(stage: Stage, _key: str) -> None:
    number = stage.hand.view["view"]
    stage.hand.when(lambda seen: seen["view"] != number, "the end of a wait")


def _forward(stage: Stage, key: str) -> None:
    stage.shoot(f"{key}-{stage.hand.view['kind'].lower()}")
    stage.hand.touch("next")


def _who(stage: Stage, key: str) -> None:
    stage.shoot(f"{key}-who")
    wanted = PEOPLE[key]
    rows = stage.hand.view["rows"]
    stage.hand.touch(next(row["answer"] for row in rows if row["facts"].get("given") == wanted.given))


def _price(stage: Stage, key: str) -> None:
    if key == "legoff" and not stage.progress.done("explained"):
        stage.progress.mark("explained")
        stage.hand.touch("3")
        stage.shoot(f"{key}-why")
        stage.hand.touch("close")
    _forward(stage, key)


def _finished(stage: Stage, key: str) -> None:
    stage.shoot(f"{key}-done")
    stage.world.unplug("vitale")
    stage.say(f"{key}: sealed")
    stage.hand.touch("receipt")


def _refuse(stage: Stage, key: str) -> None:
    stage.shoot(f"{key}-refused")
    if key != PULLED or stage.progress.done("pulled"):
        raise Stuck(f"in the visit of {key}: refusal {stage.hand.view['number']}")
    stage.progress.mark("pulled")
    stage.hand.seen(lambda bar: not bar["vitale"], "the slot seen empty")
    stage.world.plug("vitale", CARD_OF.get(key, key))
    stage.hand.when(lambda seen: seen["kind"] != "Refuse", "the card read again")


STEPS: dict[str, Callable[[Stage, str], None]] = {
    "Insert": _insert,
    "Pin": lambda stage, _key: unlock(stage),
    "Scan": _scan,
    "Wait": _wait,
    "Facts4": _forward,
    "Choose": _forward,
    "Listing": _who,
    "Price": _price,
    "Finished": _finished,
    "Refuse": _refuse,
}


def visits_until(stage: Stage, over: Callable[[str], bool]) -> None:
    """Visit after visit, until the round proposes one for which `over` is true (an empty key when none is left)."""
    while True:
        if stage.hand.view["kind"] != "Home":
            visit(stage, _shown_patient(stage.hand.view))
        key = person_next(stage)
        if over(key):
            return
        _cleared(stage, key)
        _on_time(stage)
        stage.shoot(f"{key}-home")
        stage.hand.leave("start")
        visit(stage, key)


def _on_time(stage: Stage) -> None:
    """The world's time jumps to that of the visit proposed, when it is not that late yet."""
    minute, clock = stage.hand.view["facts"]["minute"], stage.world.clock()
    if clock["minute"] < minute:
        stage.world.jump(clock["day"], minute)
        stage.hand.seen(lambda bar: bar["minute"] >= minute, "the clock at the visit's time")


def _cleared(stage: Stage, key: str) -> None:
    """Take out a card that an interrupted visit left in its slot."""
    if stage.world.slots().get("vitale", "") not in ("", CARD_OF.get(key, key)):
        stage.world.unplug("vitale")
        stage.hand.seen(lambda bar: not bar["vitale"], "the slot seen empty")


def _shown_patient(view: dict[str, Any]) -> str:
    """Whose visit is on the screen, after a restart: by the ribbon or the words of the view."""
    name, given = view["facts"].get("name"), view["facts"].get("given")
    found = [key for key, person in PEOPLE.items() if (person.name, person.given) == (name, given)]
    return found[0] if found else ""
