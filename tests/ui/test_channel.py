"""The touch channel: a director sees what is shown and touches, over a socket."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from device.flows.views import Bar, Insert, Listing, Row, say
from device.signals import Effect
from simulator.director.hand import Hand, Stuck
from ui.channel import TouchChannel

BAR = Bar(600, "ROUVIERE", "24", True, False, "down", 2, 0, 80, False, True)


class Screen:
    """A screen that keeps what is done to it, and shows another view after each touch."""

    def __init__(self) -> None:
        self.done: list[tuple[str, Any]] = []
        self.after: Callable[[], None] = lambda: None

    def do(self, call: Callable[[], None]) -> None:
        """At once."""
        call()

    def touch(self, answer: str) -> None:
        """LookupError for what is not there."""
        if answer == "nowhere":
            raise LookupError("no target answers nowhere")
        self.done.append(("touch", answer))
        self.after()

    def type(self, text: str) -> None:
        """Keys."""
        self.done.append(("type", text))
        self.after()

    def picture(self, path: str) -> None:
        """A file."""
        Path(path).write_bytes(b"picture")


def shown(number: int, title: str = "lock.title") -> Effect:
    """A view as an effect."""
    return Effect(0, "screen", "show", (number, Insert(say(title, minute=number), slot="cps")))


def test_the_director_is_told_what_is_shown_and_touches(tmp_path: Path) -> None:
    screen, performed = Screen(), list[Effect]()
    perform = TouchChannel(tmp_path / "touch", screen).beside(performed.append)
    perform(shown(1))
    perform(Effect(0, "screen", "bar", (BAR,)))
    hand = Hand(tmp_path / "touch", 0.0, 10.0)
    assert hand.until("Insert", "lock.title")["slot"] == "cps"
    hand.seen(lambda bar: bar.get("unsent") == 2, "the bar")
    screen.after = lambda: perform(shown(2, "identify.title"))
    hand.touch("help")
    assert hand.view["title"] == "identify.title" and hand.view["facts"] == {"minute": 2}
    screen.after = lambda: perform(shown(3))
    hand.code("1942")
    hand.picture(tmp_path / "picture")
    assert screen.done == [("touch", "help"), ("type", "1942=")] and (tmp_path / "picture").exists()
    assert [effect.verb for effect in performed] == ["show", "bar", "show", "show"]
    hand.close()


def test_rows_are_told_with_their_answers(tmp_path: Path) -> None:
    perform = TouchChannel(tmp_path / "touch", Screen()).beside(lambda effect: None)
    rows = (Row("item:0", say("todo.person", name="A", given="B"), tone="stop"),)
    perform(Effect(0, "screen", "show", (1, Listing(say("todo.title"), rows=rows))))
    hand = Hand(tmp_path / "touch", 0.0, 10.0)
    told = hand.until("Listing")["rows"]
    assert told == [{"answer": "item:0", "title": "todo.person", "tone": "stop", "facts": {"name": "A", "given": "B"}}]
    hand.close()


def test_what_cannot_be_touched_is_refused_and_the_next_director_is_welcome(tmp_path: Path) -> None:
    perform = TouchChannel(tmp_path / "touch", Screen()).beside(lambda effect: None)
    perform(shown(1))
    hand = Hand(tmp_path / "touch", 0.0, 10.0)
    hand.until("Insert")
    with pytest.raises(Stuck, match="nowhere"):
        hand.touch("nowhere")
    hand.close()
    again = Hand(tmp_path / "touch", 0.0, 10.0)
    assert again.until("Insert")["view"] == 1
    again.close()


def test_a_view_shown_anew_under_the_finger_is_touched_again(tmp_path: Path) -> None:
    screen = Screen()
    perform = TouchChannel(tmp_path / "touch", screen).beside(lambda effect: None)
    views = iter((shown(2, "lock.closed"), Effect(0, "screen", "show", (3, Listing(say("todo.title"))))))
    screen.after = lambda: perform(next(views))
    perform(shown(1))
    hand = Hand(tmp_path / "touch", 0.0, 10.0)
    hand.until("Insert")
    hand.leave("help")
    assert hand.view["kind"] == "Listing" and screen.done == [("touch", "help"), ("touch", "help")]
    hand.close()


def test_the_channel_is_its_owners_only(tmp_path: Path) -> None:
    TouchChannel(tmp_path / "touch", Screen())
    assert os.stat(tmp_path / "touch").st_mode & 0o077 == 0
