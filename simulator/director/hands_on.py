"""SIM: the round by the user's own hands: the director only moves the world, and says what can be done."""

from collections.abc import Callable

from simulator.director.script import CARD_OF, FORGOT, Stage
from simulator.story.people import NURSE_PIN, PEOPLE
from simulator.story.scenario import MOVED, NEW_FUND, RULES


def accompany(stage: Stage, closed: Callable[[], int]) -> None:
    """Put cards in where the screen asks for one, hold the telephone up, let time pass; until the window is closed."""
    stage.world.scenario(RULES)
    stage.world.network(True)
    stage.say(f"the code of the CPS card is {NURSE_PIN}; close the window to end")
    stage.world.plug("cps", "nurse")
    while stage.hand.is_there():
        message = stage.hand.listen(0.5)
        if message.get("view"):
            _help(stage)
    closed()


def _help(stage: Stage) -> None:
    view = stage.hand.view
    facts = view["facts"]
    key = next((name for name, person in PEOPLE.items() if person.name == facts.get("name") and person.given == facts.get("given")), "")
    if view["kind"] == "Insert" and view["slot"] == "vitale" and key not in ("", FORGOT):
        if key == MOVED and stage.world.clock()["day"] != "2026-10-18":
            stage.world.renew(MOVED, NEW_FUND)
        stage.world.phone(key)
        stage.world.plug("vitale", CARD_OF.get(key, key))
    if view["kind"] == "Finished":
        stage.world.unplug("vitale")
        stage.world.phone()
    if view["kind"] == "Wait" and view["title"] == "sending.none":
        clock = stage.world.clock()
        stage.world.jump(clock["day"], min(1430, clock["minute"] + 60))
