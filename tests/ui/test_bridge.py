"""The bridge: nothing waits on the screen's thread, whatever the Machine and the ports do."""

import queue
import threading
import time
from typing import Any

import pytest
from kivy.base import EventLoop
from kivy.clock import Clock

from device.signals import Answered, Effect, PinTyped
from tests.ui.samples import SAMPLES
from tests.ui.samples_visit import LOCKED
from ui import window
from ui.app import App
from ui.bridge import Bridge, WrongThread
from ui.hands import touch
from ui.theme import Theme

VIEWS = {name: view for name, view, _ in SAMPLES}
DEADLINE = 10


class Port:
    """A port that never answers until it is let go."""

    name = "port"

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.let_go = threading.Event()

    def connect(self) -> bytes:
        """Waits."""
        self.entered.set()
        self.let_go.wait(DEADLINE)
        return b"done"


def _later(call: Any) -> None:
    Clock.schedule_once(lambda _seconds: call())


def _app(events: "queue.Queue[Any]") -> tuple[App, Bridge]:
    from kivy.core.window import Window

    for child in list(Window.children):
        Window.remove_widget(child)
    bridge = Bridge(events.put, _later)
    return App(bridge, Theme(motion=False)), bridge


def _until(condition: Any) -> int:
    """Turns of Kivy's loop until a condition holds."""
    end, turns = time.monotonic() + DEADLINE, 0
    while not condition():
        assert time.monotonic() < end, "the condition never held"
        EventLoop.idle()
        turns += 1
    return turns


def test_the_screen_goes_on_drawing_while_a_port_never_answers() -> None:
    events: queue.Queue[Any] = queue.Queue()
    app, bridge = _app(events)
    port = Port()

    def machine() -> None:
        """Show a wait, call the port, show what came of it."""
        bridge.perform(Effect(0, "screen", "show", (1, VIEWS["10-signing"])))
        bridge.perform(Effect(0, "screen", "bar", (LOCKED,)))
        answer = bridge.guarded(port).connect()
        bridge.perform(Effect(0, "screen", "show", (2, VIEWS["11-done"] if answer else VIEWS["12-refuse"])))

    thread = threading.Thread(target=machine)
    thread.start()
    _until(lambda: port.entered.is_set() and app.stage.number == 1)
    frames: list[bytes] = []
    started = time.monotonic()
    for minute in range(3):
        bridge.perform(Effect(0, "screen", "bar", (LOCKED.replace(minute=minute),)))
        _until(lambda minute=minute: app.stage.bar is not None and app.stage.bar.bar.minute == minute)
        window.settle()
        frames.append(window.pixels()[2])
    touch(app.stage, "cancel")
    assert events.get_nowait() == Answered(1, "cancel")
    assert len(set(frames)) == 3, "the screen stood still"
    assert thread.is_alive()
    assert time.monotonic() - started < DEADLINE / 2
    port.let_go.set()
    _until(lambda: app.stage.number == 2)
    thread.join(DEADLINE)


def test_a_port_called_on_the_screens_thread_is_a_defect() -> None:
    _, bridge = _app(queue.Queue())
    guarded = bridge.guarded(Port())
    with pytest.raises(WrongThread, match=r"Port\.connect"):
        guarded.connect()
    assert guarded.name == "port"


def test_codes_and_answers_leave_as_events() -> None:
    events: queue.Queue[Any] = queue.Queue()
    app, bridge = _app(events)
    bridge.perform(Effect(0, "screen", "show", (7, VIEWS["02-pin"])))
    _until(lambda: app.stage.number == 7)
    app.type("4321")
    app.touch("=")
    event = events.get_nowait()
    assert event == PinTyped(7, "4321")
    assert "4321" not in repr(event)


def test_another_look_and_a_sound_come_through_the_bridge() -> None:
    app, bridge = _app(queue.Queue())
    bridge.perform(Effect(0, "screen", "show", (1, VIEWS["03-home"])))
    bridge.perform(Effect(0, "screen", "wear", (("night", "on"), ("large", "off"), ("sound", "off"))))
    bridge.perform(Effect(0, "screen", "sound", ("signed",)))
    _until(lambda: app.stage.theme.night)
    with pytest.raises(KeyError):
        bridge.perform(Effect(0, "screen", "sing", ()))


def test_the_screen_is_dark_in_the_evening_unless_told_otherwise() -> None:
    app, _ = _app(queue.Queue())
    app.show(1, VIEWS["03-home"])
    for minute, night in ((12 * 60, False), (20 * 60, True), (6 * 60 + 59, True), (7 * 60, False)):
        app.show_bar(LOCKED.replace(minute=minute))
        assert app.stage.theme.night == night
    app.wear(night="on", left_handed="on")
    assert app.stage.theme.night and app.stage.theme.left_handed
    app.wear(night="off")
    app.show_bar(LOCKED.replace(minute=23 * 60))
    assert not app.stage.theme.night


def test_hands_of_another_thread_get_what_the_screen_gives(tmp_path: Any) -> None:
    app, bridge = _app(queue.Queue())
    bridge.perform(Effect(0, "screen", "show", (1, VIEWS["03-home"])))
    _until(lambda: app.stage.number == 1)
    given: list[Any] = []

    def play() -> None:
        """Take a picture, then touch what is not there."""
        app.do(lambda: app.picture(str(tmp_path / "home.png")))
        try:
            app.do(lambda: app.touch("nowhere"))
        except LookupError as fault:
            given.append(str(fault))

    thread = threading.Thread(target=play)
    thread.start()
    _until(lambda: not thread.is_alive())
    assert (tmp_path / "home.png").stat().st_size > 1000
    assert "'start'" in given[0]
    assert app.do(lambda: 5) == 5
