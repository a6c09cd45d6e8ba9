"""One widget per kind of View, made from the View alone."""

from importlib import import_module
from typing import Any

from device.flows.views import View
from ui.theme import Theme
from ui.widgets.screen import Links, Screen
from ui.words import Words

# The module of each kind of View; its class is `<Kind>Screen`. Loaded when first shown, so that the start stays short.
MODULES = {
    "Insert": "insert",
    "Keypad": "keypad",
    "Pin": "keypad",
    "Home": "home",
    "Scan": "scan",
    "Facts4": "facts",
    "Choose": "choose",
    "Price": "price",
    "Explain": "explain",
    "Wait": "wait",
    "Finished": "finished",
    "Refuse": "refuse",
    "Listing": "listing",
    "Chart": "chart",
    "Text": "reading",
}


def build(view: View, theme: Theme, words: Words, links: Links) -> Screen:
    """The screen of a view. Raises KeyError for a kind without a widget."""
    kind = type(view).__name__
    made: Any = getattr(import_module("ui.widgets." + MODULES[kind]), kind + "Screen")
    screen: Screen = made(view, theme, words, links)
    return screen
