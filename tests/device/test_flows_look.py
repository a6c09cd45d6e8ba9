"""How the screen looks: chosen in the state of the device, kept, and worn again; the state is one touch from anywhere."""

from device.flows.look import AMOUNTS, CHOICES, PREFIX, look_worn
from device.signals import Answered, CardGone
from tests.device.played import Played


def sub_of(device: Played, name: str) -> str:
    """The sentence under a choice."""
    shown: str = [row.sub.key for row in device.view.rows if row.answer == PREFIX + name][0]
    return shown


def test_a_choice_takes_its_next_value_and_stays() -> None:
    device = Played().unlocked().answer("status").see("Facts4")
    for name, values, _ in CHOICES:
        for value in values[1:] + values[:1]:
            device.answer(PREFIX + name)
            assert sub_of(device, name) == "look." + name + "." + value
    device.answer(PREFIX + "large")
    assert look_worn(device.desk).args[1] == ("large", "on")
    device.answer(PREFIX + "nothing")
    device.answer("close").see("Home")


def test_amounts_are_hidden_from_who_looks_over_the_shoulder() -> None:
    device = Played().unlocked().see("Home")
    assert device.view.tiles[2].title.key == "tile.month"
    device.answer("status").answer(PREFIX + AMOUNTS).answer("close").see("Home")
    assert device.view.tiles[2].title.key == "tile.month.hidden" and not device.view.tiles[2].title.facts
    assert AMOUNTS not in dict(look_worn(device.desk).args)


def test_the_state_is_one_touch_from_anywhere_and_leads_back() -> None:
    device = Played().unlocked().answer("month").see("Chart")
    device.answer("status").see("Facts4", "status.title")
    device.answer("status").see("Facts4", "status.title")
    device.answer("close").see("Chart")


def test_the_locked_screen_stays_locked() -> None:
    device = Played().see("Insert")
    device.answer("status").see("Insert")
    device.unlocked().happen(CardGone("cps")).see("Insert")
    device.happen(Answered(0, "status")).see("Insert")
