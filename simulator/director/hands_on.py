"""SIM: the round by the user's own hands: the director only moves the world, and says what can be done."""

from collections.abc import Callable
from typing import Any

from simulator.director.evening import AMC_DAY, AMO_DAY, ARL_DAY
from simulator.director.hand import Stuck
from simulator.director.script import CARD_OF, FORGOT, Stage
from simulator.story.people import NURSE_PIN, PEOPLE
from simulator.story.scenario import MOVED, NEW_FUND, RULES

SUNDAY = "2026-10-18"
# What the world's time jumps to, one after the other, each time all that was signed has left.
ANSWERS = (
    (ARL_DAY, "the receipts have come: one lot is refused and leaves again, one invoice is to be corrected"),
    (AMO_DAY, "the funds have paid"),
    (AMC_DAY, "the complementary insurers have answered: the round is over, close the window"),
)


def accompany(stage: Stage, closed: Callable[[], int]) -> None:
    """Put cards in where the screen asks for one, hold the telephone up, let time pass; until the window is closed."""
    stage.world.scenario(RULES)
    stage.world.network(True)
    stage.say(f"the code of the CPS card is {NURSE_PIN}; close the window to end")
    stage.world.plug("cps", "nurse")
    companion = Companion(stage)
    while companion.told():
        companion.help()
    closed()


class Companion:
    """Watches the views that the user sees, and moves the world as they need it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._is_over = False  # no visit is left
        self._may_jump = False  # once each time the user comes to see what was sent

    def told(self) -> bool:
        """Wait for the next view; False once the window is closed."""
        try:
            while not self._stage.hand.listen(0.5).get("view"):
                pass
        except Stuck:
            if self._stage.hand.is_there():
                raise
            return False
        return True

    def help(self) -> None:
        """Do what the view shown asks of the world."""
        view = self._stage.hand.view
        if view["kind"] == "Home":
            self._is_over, self._may_jump = "name" not in view["facts"], True
        self._on_time(view["facts"])
        if view["kind"] == "Insert" and view["slot"] == "vitale":
            self._card(view["facts"])
        elif view["kind"] == "Finished":
            self._stage.world.unplug("vitale")
            self._stage.world.phone()
        elif view["kind"] == "Wait" and view["title"] == "sending.none" and self._is_over and self._may_jump:
            self._may_jump = False
            self._answers()

    def _on_time(self, facts: dict[str, Any]) -> None:
        """A view that names the minute of a visit: it is that late."""
        clock = self._stage.world.clock()
        if clock["minute"] < facts.get("minute", 0):
            self._stage.world.jump(clock["day"], facts["minute"])

    def _card(self, facts: dict[str, Any]) -> None:
        """The patient shows card and telephone, unless the card was forgotten."""
        key = next((name for name, person in PEOPLE.items() if person.name == facts.get("name") and person.given == facts.get("given")), "")
        if key in ("", FORGOT):
            return
        if key == MOVED and self._stage.world.clock()["day"] != SUNDAY:
            self._stage.world.renew(MOVED, NEW_FUND)
        self._stage.world.phone(key)
        self._stage.world.plug("vitale", CARD_OF.get(key, key))

    def _answers(self) -> None:
        """All that was signed has left, and no visit is left: the insurers have their time."""
        today = self._stage.world.clock()["day"]
        for day, words in ANSWERS:
            if day > today:
                self._stage.world.jump(day)
                self._stage.say(f"it is {day}: {words}")
                return
