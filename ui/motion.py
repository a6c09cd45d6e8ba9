"""Motion: a new screen slides in over 120 ms, in the direction of the thread; none when the theme says so."""

from typing import Any

from kivy.clock import Clock
from kivy.graphics import PopMatrix, PushMatrix, Translate
from kivy.uix.widget import Widget

SECONDS = 0.12
_PART = 0.12


class Slide:
    """Moves what a widget draws from a little beside its place to its place; touches go where it will be."""

    def __init__(self, widget: Widget, way: int) -> None:
        self._from = way * widget.width * _PART
        self._age = 0.0
        with widget.canvas.before:
            PushMatrix()
            self._shift = Translate(self._from, 0)
        with widget.canvas.after:
            PopMatrix()
        self._clock: Any = Clock.schedule_interval(self._step, 0)

    def _step(self, seconds: float) -> None:
        self._age += seconds
        left = max(0.0, 1 - self._age / SECONDS)
        self._shift.x = round(self._from * left * left)
        if not left:
            self._clock.cancel()
