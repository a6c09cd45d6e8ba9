"""The application on the screen: a window, the stage in it, and hands for who plays a round without fingers."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from ui import window
from ui.theme import is_evening

T = TypeVar("T")
HAND_SECONDS = 20


class App:
    """Everything here runs on the thread that made it, but `do`. Call `window.prepare` first."""

    def __init__(
        self,
        bridge: Any,
        theme: Any,
        language: str = "fr",
        frame: Callable[[], Any] = lambda: None,
        filled: Callable[[], int | None] = lambda: None,
    ) -> None:
        from ui.sound import Player
        from ui.stage import Stage
        from ui.words import Words

        self.stage = Stage(theme, Words(language), bridge.answer, bridge.pin, frame, filled=filled)
        self.window = window.open_window(self.stage)
        self.window.clearcolor = (0, 0, 0, 1)
        self.window.bind(size=self._resized, on_key_down=self.stage.key)
        self._player = Player()
        self._chosen = {"night": "auto" if not theme.night else "on"}
        self._moves, self._is_calm = theme.motion, False
        self._thread = threading.get_ident()
        bridge.attach(self)

    # What the bridge shows

    def show(self, number: int, view: Any) -> None:
        """A view."""
        self.stage.show(number, view)

    def show_bar(self, bar: Any) -> None:
        """The top bar; in the evening the screen turns dark by itself, unless told otherwise."""
        self.stage.show_bar(bar)
        self._dress()

    def sound(self, name: str) -> None:
        """A sound, at the level of the hour."""
        self._player.play(name, self.stage.bar.bar.minute if self.stage.bar else 0)

    def wear(self, **changes: Any) -> None:
        """Another look, each field as `on` or `off`: night (also `auto`), large, left_handed; `sound` as a level; `motion` as full or
        less."""
        self._player.level = changes.pop("sound", self._player.level)
        self._is_calm = changes.pop("motion", "less" if self._is_calm else "full") == "less"
        self._chosen.update(changes)
        self._dress()

    def _dress(self) -> None:
        minute = self.stage.bar.bar.minute if self.stage.bar else 0
        night = self._chosen["night"]
        fields = {name: value == "on" for name, value in self._chosen.items()}
        fields["motion"] = self._moves and not self._is_calm
        fields["night"] = is_evening(minute) if night == "auto" else night == "on"
        self.stage.wear(**fields)

    # Running

    def run(self) -> None:
        """Draw and take touches until `stop`."""
        from kivy.base import runTouchApp

        runTouchApp()

    def stop(self) -> None:
        """End `run`."""
        from kivy.base import stopTouchApp

        stopTouchApp()

    # Hands

    def do(self, call: Callable[[], T], seconds: float = HAND_SECONDS) -> T:
        """Run a call on the screen's thread and give what it gives; from any thread. Raises TimeoutError."""
        if threading.get_ident() == self._thread:
            return call()
        from kivy.clock import Clock

        future: Future[T] = Future()
        Clock.schedule_once(lambda _seconds: _settle(future, call))
        return future.result(seconds)

    def touch(self, answer: Any) -> None:
        """Touch the target that gives this answer, with a real touch down and up in its middle. Raises LookupError."""
        from ui import hands

        hands.touch(self.stage, answer)

    def type(self, text: str) -> None:
        """Touch the keys of a keypad or keyboard, one after the other."""
        for key in text:
            self.touch(key)

    def picture(self, path: str) -> None:
        """What the window shows, laid out whole, as a PNG."""
        window.save(path)

    def _resized(self, _window: Any, size: tuple[int, int]) -> None:
        self.stage.size = size


def _settle(future: "Future[T]", call: Callable[[], T]) -> None:
    try:
        future.set_result(call())
    except Exception as fault:  # noqa: BLE001 - whatever went wrong belongs to the caller's thread
        future.set_exception(fault)
