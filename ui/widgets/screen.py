"""What every screen has: ground, ribbon, content, action bar. A kind of View fills `content`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from device.flows.views import Say
from ui.box import Box
from ui.page import Page
from ui.theme import BAR, TARGET, Theme
from ui.widgets import actions, ribbon
from ui.widgets.target import Target
from ui.words import Words

Frame = tuple[int, int, bytes]
ARMED_SECONDS = 5


def _nothing(_value: Any) -> None:
    pass


def _none() -> None:
    return None


@dataclass(frozen=True)
class Links:
    """Where a screen's doings go: answers, the typed code of a card (never an answer), and where pictures come from, with how much of
    them a code fills that cannot be read yet."""

    answer: Callable[[Any], None]
    pin: Callable[[str], None] = _nothing
    frame: Callable[[], Frame | None] = _none
    filled: Callable[[], int | None] = _none


class Screen(Widget):  # type: ignore[misc]  # Kivy has no types
    """A view, drawn over the whole window; the top bar lies above its first 48 pixels. Draws again when its size changes."""

    # A quiet screen's primary is no petrol block: nothing there is the one thing to do.
    quiet = False
    # A look that has a head of its own stands without the ribbon of the visit.
    ribboned = True

    def __init__(self, view: Any, theme: Theme, words: Words, links: Links) -> None:
        super().__init__(size_hint=(1, 1))
        self.view = view
        self.theme = theme
        self.words = words
        self.links = links
        self.armed = False
        self.page: Page | None = None
        self.bind(size=self._resized, pos=self._resized)

    def draw(self) -> None:
        """Lay everything out anew."""
        self.clear_widgets()
        self.canvas.clear()
        self.page = Page(self, self.theme, self.words)
        self.lay(self.page)

    def lay(self, page: Page) -> None:
        """Ground, ribbon, action bar, content."""
        page.fill(page.all, "bg")
        box = page.all.from_top(BAR)[1]
        if self.ribboned and self.view.ribbon is not None:
            box = ribbon.lay(page, box, self.view.ribbon)
        if self.view.primary or self.view.secondary or self.strip()[1].key:
            foot, box = box.from_bottom(TARGET)
            actions.lay(self, page, foot)
        self.content(page, box)

    def content(self, page: Page, box: Box) -> None:
        """What the kind of View shows."""

    def strip(self) -> tuple[str, Say]:
        """Icon and sentence of the status strip that stands where a primary action would."""
        return ("hourglass_top", self.view.strip)

    def ground(self, page: Page, box: Box, answer: Any, token: str, act: Callable[[Any], None] | None = None) -> None:
        """A ground that answers a touch, or a plain one when there is no answer."""
        if answer in ("", None):
            page.fill(box, token)
            return
        page.touchable(box, Target(answer, act or self.answer, self.pair(token)))
        page.ground(box, token)

    def answer(self, value: Any) -> None:
        """What a touch on an action or a row does."""
        self.links.answer(value)

    def pair(self, token: str) -> tuple[str, str]:
        """The colours of a ground at rest and while touched."""
        touched = {"action": "press", "second": "secondpress", "tint": "secondpress"}.get(token, "second")
        return self.theme.colours[token], self.theme.colours[touched]

    def arm(self) -> None:
        """A destroying action was touched once: for a while, a second touch does it."""
        self.armed = True
        self.draw()
        Clock.schedule_once(self._disarm, ARMED_SECONDS)

    def _disarm(self, _seconds: float) -> None:
        self.armed = False
        self.draw()

    def _resized(self, *_changed: Any) -> None:
        if self.width > 1 and self.height > 1:
            self.draw()
