"""The stage: the screen shown now, the top bar above it, and the guards of every touch."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kivy.uix.widget import Widget

from device.flows.views import Bar, View
from ui.focus import Focus
from ui.motion import Slide
from ui.theme import Theme
from ui.widgets import build
from ui.widgets.screen import Frame, Links, Screen
from ui.widgets.topbar import TopBar
from ui.words import Words

REST_SECONDS = 0.3
_BACKWARD = ("back", "cancel", "close")


class Stage(Widget):  # type: ignore[misc]  # Kivy has no types
    """Root of the window. `answer(number, value)` and `pin(number, code)` get what the user does on the view of that number;
    a touch that began on a view that has gone still carries the old number. A second answer within 300 ms is ignored."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        answer: Callable[[int, Any], None],
        pin: Callable[[int, str], None],
        frame: Callable[[], Frame | None],
        now: Callable[[], float] = time.monotonic,
        filled: Callable[[], int | None] = lambda: None,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.words = words
        self.screen: Screen | None = None
        self.bar: TopBar | None = None
        self.number = 0
        self._answer, self._pin, self._frame, self._filled, self._now = answer, pin, frame, filled, now
        self._rested = -REST_SECONDS
        self._way = 1
        self._slide: Slide | None = None
        self._focus = Focus(self)
        self.bind(size=self._resized)

    def show(self, number: int, view: View) -> None:
        """Another view takes the place of the one shown."""
        before = self.screen
        if before is not None:
            self.remove_widget(before)
        self.number = number
        links = Links(
            lambda value: self._answered(number, value),
            lambda code: self._once(lambda: self._pin(number, code)),
            self._frame,
            self._filled,
        )
        self.screen = build(view, self.theme, self.words, links)
        self.screen.size = self.size
        self.add_widget(self.screen, len(self.children))
        self._focus.clear()
        if self.theme.motion and before is not None and type(before) is not type(self.screen):
            self._slide = Slide(self.screen, self._way)

    def show_bar(self, bar: Bar) -> None:
        """Another state of the device."""
        if self.bar is None:
            self.bar = TopBar(bar, self.theme, self.words, lambda value: self._answered(self.number, value))
            self.bar.size = self.size
            self.add_widget(self.bar)
        else:
            self.bar.show(bar, self.theme)

    def wear(self, **changes: Any) -> None:
        """Another look: fields of Theme by name. What is shown is drawn again, nothing typed is lost."""
        theme = replace(self.theme, **changes)
        if theme == self.theme:
            return
        self.theme = theme
        if self.screen is not None:
            self.screen.theme = self.theme
            self.screen.draw()
        if self.bar is not None:
            self.bar.show(self.bar.bar, self.theme)

    def key(self, _window: Any, code: int, _scan: int, character: str | None, _modifiers: Any) -> bool:
        """A key of a keyboard or a switch."""
        if self.screen is None or self.screen.page is None:
            return False
        return self._focus.key(code, character or "", self.screen.page)

    def _answered(self, number: int, value: Any) -> None:
        self._way = -1 if value in _BACKWARD else 1
        self._once(lambda: self._answer(number, value))

    def _once(self, act: Callable[[], None]) -> None:
        moment = self._now()
        if moment - self._rested >= REST_SECONDS:
            self._rested = moment
            act()

    def _resized(self, *_changed: Any) -> None:
        for child in self.children:
            child.size = self.size
