"""The stage: the screen shown now, the top bar above it, and the guards of every touch."""

from typing import Any

from kivy.uix.widget import Widget

from device.flows.views import Bar, View
from ui.theme import Theme
from ui.widgets import build
from ui.widgets.screen import Links, Screen
from ui.widgets.topbar import TopBar
from ui.words import Words


class Stage(Widget):  # type: ignore[misc]  # Kivy has no types
    """Root of the window."""

    def __init__(self, theme: Theme, words: Words, links: Links) -> None:
        super().__init__()
        self.theme = theme
        self.words = words
        self.links = links
        self.screen: Screen | None = None
        self.bar: TopBar | None = None
        self.bind(size=self._resized)

    def show(self, view: View) -> None:
        """Another view takes the place of the one shown."""
        if self.screen is not None:
            self.remove_widget(self.screen)
        self.screen = build(view, self.theme, self.words, self.links)
        self.screen.size = self.size
        self.add_widget(self.screen, len(self.children))

    def show_bar(self, bar: Bar) -> None:
        """Another state of the device."""
        if self.bar is None:
            self.bar = TopBar(bar, self.theme, self.words, self.links.answer)
            self.bar.size = self.size
            self.add_widget(self.bar)
        else:
            self.bar.show(bar, self.theme)

    def _resized(self, *_changed: Any) -> None:
        for child in self.children:
            child.size = self.size
