"""Focus: every target can be reached and used by keys or a switch, from left to right and top to bottom."""

from typing import Any

from kivy.graphics import Color, Line
from kivy.uix.widget import Widget

from ui.page import Page
from ui.theme import rgb
from ui.widgets.target import Target

_NEXT, _PREVIOUS, _ACT, _BACK = (9, 274, 275), (273, 276), (13, 32, 271), 8  # tab and arrows; enter and space; backspace
_WIDTH = 4


class Focus:
    """A frame of 4 pixels around the target that a key would use; hidden until a key moves it."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._at = -1
        self._marks: list[Any] = []

    def key(self, code: int, character: str, page: Page) -> bool:
        """One key; true when it did something. A figure or letter acts on the target that carries it."""
        targets = [node for _, node in sorted(page.targets, key=lambda each: (each[0].y, each[0].x))]
        typed = next((node for node in targets if node.answer == ("<" if code == _BACK else character)), None)
        if code in _NEXT or code in _PREVIOUS:
            self._at = (self._at + (1 if code in _NEXT else -1)) % max(1, len(targets))
            self._mark(targets[self._at] if targets else None, page)
        elif code in _ACT and 0 <= self._at < len(targets):
            targets[self._at].act()
        elif typed is not None:
            typed.act()
        else:
            return False
        return True

    def clear(self) -> None:
        """Another screen: no target is marked."""
        self._at = -1
        for mark in self._marks:
            self._widget.canvas.after.remove(mark)
        self._marks = []

    def _mark(self, node: Target | None, page: Page) -> None:
        at = self._at
        self.clear()
        self._at = at
        if node is not None:
            half = _WIDTH * page.scale / 2
            ring = (node.x + half, node.y + half, node.width - 2 * half, node.height - 2 * half)
            self._marks = [Color(*rgb(page.theme.colours["accent"])), Line(rectangle=ring, width=half, joint="miter")]
            for mark in self._marks:
                self._widget.canvas.after.add(mark)
