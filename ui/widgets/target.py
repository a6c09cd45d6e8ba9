"""A target: a rectangle to touch. It turns darker at once, acts on release, and a finger that moves off cancels."""

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from ui.theme import rgb

HOLD_SECONDS = 1.0
_STEP_SECONDS = 0.05
_BAR = 0.14

Act = Callable[[Any], None]


class Target(Widget):  # type: ignore[misc]  # Kivy has no types
    """Touching it calls `act(answer)`. `colours` are the ground at rest and while touched, as `#RRGGBB`."""

    def __init__(self, answer: Any, act: Act, colours: tuple[str, str]) -> None:
        super().__init__(size_hint=(None, None))
        self.answer = answer
        self._act = act
        self._colours = colours
        with self.canvas:
            self._colour = Color(*rgb(colours[0]))
            self._ground = Rectangle()
        self.bind(pos=self._moved, size=self._moved)

    def on_touch_down(self, touch: Any) -> bool:
        """Take the finger, and show it."""
        if touch.is_mouse_scrolling or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self.pressed()
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Moving off lets go."""
        if touch.grab_current is not self:
            return False
        if not self.collide_point(*touch.pos):
            touch.ungrab(self)
            self.released()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Act, unless the finger moved off before."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.released()
        self.act()
        return True

    def act(self) -> None:
        """What a touch, a key or a switch does."""
        self._act(self.answer)

    def pressed(self) -> None:
        """A finger came."""
        self._colour.rgb = rgb(self._colours[1])

    def released(self) -> None:
        """The finger left."""
        self._colour.rgb = rgb(self._colours[0])

    def _moved(self, *_changed: Any) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size


class Held(Target):
    """A target that destroys: it acts after one second, shown by a bar that fills; a shorter touch calls `short` instead,
    and so does a key, so that nobody needs to hold."""

    def __init__(self, answer: Any, act: Act, colours: tuple[str, str], bar: str, short: Callable[[], None]) -> None:
        super().__init__(answer, act, colours)
        self._short = short
        self._since = 0.0
        self._clock: Any = None
        with self.canvas.after:
            Color(*rgb(bar))
            self._bar = Rectangle(size=(0, 0))

    def act(self) -> None:
        """Destroy when held long enough, else ask for a second touch."""
        if self._since >= HOLD_SECONDS:
            super().act()
        else:
            self._short()

    def pressed(self) -> None:
        """Start to fill the bar."""
        super().pressed()
        self._since = 0.0
        self._clock = Clock.schedule_interval(self._fill, _STEP_SECONDS)

    def released(self) -> None:
        """Stop filling; the time held is kept for `act`."""
        super().released()
        self._clock.cancel()
        self._bar.size = (0, 0)

    def _fill(self, seconds: float) -> None:
        self._since += seconds
        part = min(self._since / HOLD_SECONDS, 1)
        self._bar.pos, self._bar.size = self.pos, (self.width * part, self.height * _BAR)
