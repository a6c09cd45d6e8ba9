"""Touches as the panel gives them: press at once, act on release, off cancels, twice is once, destroying is held."""

import time

import pytest
from kivy.base import EventLoop

from tests.ui.drawn import Doings, draw, opened, stage
from tests.ui.samples import SAMPLES
from ui import window
from ui.hands import Touch, find, touch
from ui.stage import Stage
from ui.theme import DAY, Theme, rgb

VIEWS = {name: (view, bar) for name, view, bar in SAMPLES}


def _shown(name: str, doings: Doings) -> Stage:
    made = stage(Theme(motion=False), doings=doings)
    opened(made)
    draw(made, *VIEWS[name])
    return made


def _colour(node: object) -> tuple[float, ...]:
    return tuple(round(part, 3) for part in node._colour.rgb)  # type: ignore[attr-defined]  # what the eye sees of the target


def test_a_mouse_points_as_a_finger_does() -> None:
    from kivy.base import EventLoop
    from kivy.core.window import Window

    doings = Doings()
    made = _shown("08-price", doings)
    x, y = find(made, "next").center
    for event in ("on_mouse_down", "on_mouse_up"):  # as the window hands them over: from the upper left corner
        Window.dispatch(event, x, Window.height - y, "left", [])
        EventLoop.idle()
    assert doings.answers == [(1, "next")]


def test_the_block_turns_at_once_and_acts_on_release() -> None:
    doings = Doings()
    made = _shown("08-price", doings)
    node = find(made, "next")
    finger = Touch(*node.center)
    finger.down()
    assert _colour(node) == tuple(round(part, 3) for part in rgb(DAY["press"]))
    assert doings.answers == []
    finger.up()
    assert _colour(node) == tuple(round(part, 3) for part in rgb(DAY["action"]))
    assert doings.answers == [(1, "next")]


def test_moving_off_cancels() -> None:
    doings = Doings()
    made = _shown("08-price", doings)
    node = find(made, "next")
    finger = Touch(*node.center)
    finger.down()
    finger.move(10, 300)
    finger.up()
    assert doings.answers == []
    assert _colour(node) == tuple(round(part, 3) for part in rgb(DAY["action"]))


def test_a_second_touch_within_300_ms_is_ignored() -> None:
    doings = Doings()
    moments = iter((10.0, 10.2, 10.31))
    doings.now = lambda: next(moments)  # type: ignore[method-assign]  # a clock that stands where the test puts it
    made = _shown("08-price", doings)
    for _ in range(3):
        touch(made, "next")
    assert doings.answers == [(1, "next"), (1, "next")]


def test_a_touch_that_began_on_a_view_that_has_gone_carries_the_old_number() -> None:
    doings = Doings()
    made = _shown("08-price", doings)
    finger = Touch(*find(made, "next").center)
    finger.down()
    made.show(2, VIEWS["03-home"][0])
    finger.up()
    assert doings.answers == [(1, "next")]


def test_the_whole_top_bar_opens_the_state() -> None:
    doings = Doings()
    _shown("03-home", doings)
    for x in (5, 300, 795):
        finger = Touch(x, 470)
        finger.down()
        finger.up()
    assert doings.answers == [(1, "status")] * 3


def test_every_answer_of_a_view_can_be_touched() -> None:
    doings = Doings()
    made = _shown("07-care", doings)
    answers = ["act:0", "act:1", "act:2", "place", "calendar", "night", "urgent", "household", "other", "back", "next"]
    for answer in answers:
        touch(made, answer)
    assert [value for _, value in doings.answers] == answers


def test_an_amount_is_typed_and_given_as_text() -> None:
    doings = Doings()
    made = _shown("19-kilometres", doings)
    for key in "<<2045<":
        touch(made, key)
    assert "20" in {placed.text for placed in made.screen.page.texts}  # type: ignore[union-attr]
    touch(made, "=")
    assert doings.answers == [(1, "20")]


def test_the_code_never_is_an_answer_nor_shown() -> None:
    doings = Doings()
    made = _shown("02-pin", doings)
    with pytest.raises(LookupError):
        touch(made, "=")
    for key in "58316":
        touch(made, key)
    texts = " ".join(placed.text for placed in made.screen.page.texts)  # type: ignore[union-attr]
    assert "5831" not in texts
    touch(made, "=")
    assert doings.codes == [(1, "5831")]
    assert doings.answers == []
    assert made.screen.typed == ""  # type: ignore[union-attr]


def test_a_name_is_typed_on_the_keyboard() -> None:
    doings = Doings()
    made = _shown("21-search", doings)
    for key in ("<", "<", "m", "#", "7", "#", " "):
        touch(made, key)
    touch(made, "go")
    assert doings.answers == [(1, "le m7 ")]
    touch(made, "back")
    assert doings.answers[-1] == (1, "back")


def test_destroying_is_held_for_a_second() -> None:
    doings = Doings()
    made = _shown("22-erase", doings)
    node = find(made, "erase")
    finger = Touch(*node.center)
    finger.down()
    end = time.monotonic() + 5
    while node._since < 1 and time.monotonic() < end:  # the bar that fills, as far as the eye can see it
        EventLoop.idle()
    finger.up()
    assert doings.answers == [(1, "erase")]


def test_destroying_in_two_steps_without_holding() -> None:
    doings = Doings()
    made = _shown("22-erase", doings)
    touch(made, "erase")
    assert doings.answers == []
    assert "Touchez encore" in {placed.text for placed in made.screen.page.texts}  # type: ignore[union-attr]
    touch(made, "erase")
    assert doings.answers == [(1, "erase")]


def test_keys_and_switches_reach_every_target() -> None:
    doings = Doings()
    made = _shown("03-home", doings)
    tab, enter, nothing = 9, 13, 290
    for _ in made.screen.page.targets:  # type: ignore[union-attr]
        assert made.key(None, tab, 0, None, [])
        assert made.key(None, enter, 0, None, [])
    assert [value for _, value in doings.answers] == ["sending", "todo", "month", "other", "start"]
    assert not made.key(None, nothing, 0, None, [])


def test_a_keyboard_types_the_code() -> None:
    doings = Doings()
    made = _shown("02-pin", doings)
    for character in "1234":
        made.key(None, ord(character), 0, character, [])
    assert made.screen.typed == "1234"  # type: ignore[union-attr]


def test_another_look_keeps_what_was_typed() -> None:
    made = _shown("19-kilometres", Doings())
    touch(made, "7")
    made.wear(night=True, large=True)
    assert "137" in {placed.text for placed in made.screen.page.texts}  # type: ignore[union-attr]
    assert made.theme.night


def test_chips_that_do_not_fit_stand_behind_the_last() -> None:
    doings = Doings()
    made = stage(Theme(motion=False, large=True), doings=doings)
    opened(made)
    draw(made, *VIEWS["07-care"])
    with pytest.raises(LookupError):
        find(made, "night")
    touch(made, "more")
    assert find(made, "night").answer == "night"
    assert doings.answers == []


def test_a_screen_slides_in_and_rests_at_its_place() -> None:
    made = stage(Theme(motion=True))
    opened(made)
    draw(made, *VIEWS["03-home"])
    draw(made, *VIEWS["08-price"])
    moving = window.pixels()
    end = time.monotonic() + 5
    still = moving
    while time.monotonic() < end:
        EventLoop.idle()
        before, still = still, window.pixels()
        if still == before and still != moving:
            break
    plain = stage(Theme(motion=False))
    opened(plain)
    draw(plain, *VIEWS["08-price"])
    window.settle()
    same = window.pixels() == still
    assert same


def test_the_picture_of_the_camera_is_pulled_and_shown() -> None:
    from kivy.core.window import Window

    frames = [(4, 4, bytes([200, 30, 30] * 16))]
    made = Stage(Theme(motion=False), stage(Theme()).words, lambda *_: None, lambda *_: None, lambda: frames[0])
    opened(made)
    made.size = Window.size
    made.show(1, VIEWS["05-scan"][0])
    window.settle()
    width, height, octets = window.pixels()
    middle = (height // 2 * width + 250) * 3
    assert octets[middle : middle + 3] == bytes([200, 30, 30])
