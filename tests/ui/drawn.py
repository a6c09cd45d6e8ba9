"""Screens drawn for tests, and what is wrong with them: text cut, overlapping, outside, too small, too pale; targets too
small or overlapping."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from device.flows.views import Bar, View
from tests.ui import samples_words
from ui import window
from ui.box import Box
from ui.page import Page, Placed
from ui.stage import Stage
from ui.theme import BAR, DAY, NIGHT, SMALLEST, TARGET, Theme, contrast
from ui.words import Words

LANDSCAPE, UPRIGHT = (800, 480), (480, 800)
SAMPLE_WORDS = {"fr": samples_words.FR, "en": samples_words.EN}

TEXT_CONTRAST = 4.5
# Targets smaller than 88 where a wrong touch costs nothing (docs: targets), by kind of View: least width and height.
SMALL_TARGETS = {
    "Price": (64, 52),  # lines only explain
    "Listing": (64, 56),  # filters, and the two targets that turn pages
    "Facts4": (64, 64),  # cells of the status, page turns
    "Choose": (64, 80),  # page turns
    "Text": (44, 60),  # letters: backspace takes back
    "Home": (88, 80),
    "Chart": (88, 56),  # the month before, and the lists behind its numbers: they only show
}
# What surrounds the ink inside a line of text.
_LEADING = 0.16


class Doings:
    """What a user did: answers and codes, with the number of the view; and a clock that tests move."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = []
        self.codes: list[tuple[int, str]] = []
        self.seconds = 0.0

    def now(self) -> float:
        """Seconds; each reading is a second later, so that no touch is too early."""
        self.seconds += 1
        return self.seconds


def stage(theme: Theme, language: str = "fr", size: tuple[int, int] = LANDSCAPE, doings: Doings | None = None) -> Stage:
    """A stage of that size, with the sentences of the samples."""
    doings = doings or Doings()
    made = Stage(
        theme,
        Words(language, SAMPLE_WORDS[language]),
        lambda number, value: doings.answers.append((number, value)),
        lambda number, code: doings.codes.append((number, code)),
        lambda: None,
        doings.now,
    )
    made.size = size
    return made


def draw(made: Stage, view: View, bar: Bar) -> list[str]:
    """Show a view and its bar; their faults."""
    made.show(1, view)
    made.show_bar(bar)
    assert made.screen is not None and made.screen.page is not None
    assert made.bar is not None and made.bar.page is not None
    return faults(made.screen.page, type(view).__name__) + faults(made.bar.page, "Bar")


def opened(made: Stage) -> Any:
    """The window with this stage alone in it."""
    from kivy.core.window import Window

    for child in list(Window.children):
        Window.remove_widget(child)
    return window.open_window(made)


def faults(page: Page, kind: str) -> list[str]:
    """One sentence for each fault of a page; `kind` is the kind of View."""
    return [*_texts(page), *_overlaps(page), *_hidden(page), *_targets(page, kind)]


def _ink(placed: Placed) -> Box:
    return placed.box.inset(0, placed.box.h * _LEADING)


def _texts(page: Page) -> Iterator[str]:
    least = SMALLEST * (1.1 if page.theme.large else 1) - 0.01
    for placed in page.texts:
        if placed.cut:
            yield f"cut: {placed.text!r}"
        if not page.all.holds(_ink(placed), 1):
            yield f"outside: {placed.text!r} {placed.box}"
        if placed.size < least - 0.5:
            yield f"small: {placed.text!r} {placed.size}"
        if not placed.ground:
            yield f"no ground: {placed.text!r}"
        for colours in (DAY, NIGHT):
            if placed.ground and contrast(colours[placed.colour], colours[placed.ground]) < TEXT_CONTRAST:
                yield f"pale: {placed.text!r} {placed.colour} on {placed.ground}"


def _overlaps(page: Page) -> Iterator[str]:
    for one, other in combinations(page.texts, 2):
        if _ink(one).meets(_ink(other), 1):
            yield f"overlap: {one.text!r} and {other.text!r}"


def _hidden(page: Page) -> Iterator[str]:
    """A ground laid over a text that was already written."""
    for laid in page.grounds:
        for placed in page.texts[: laid.after]:
            if _ink(placed).meets(laid.box, 1):
                yield f"hidden: {placed.text!r} under {laid.token}"


def _targets(page: Page, kind: str) -> Iterator[str]:
    wide, high = SMALL_TARGETS.get(kind, (TARGET, TARGET))
    for box, node in page.targets:
        if node.answer == "status":
            continue
        if box.w < wide - 2.5 or box.h < high - 2.5:
            yield f"target {node.answer!r} is {box.w:.0f} x {box.h:.0f}"
        if not page.all.holds(box, 1) or box.y < BAR - 1:
            yield f"target {node.answer!r} leaves the screen"
        for placed in page.texts:
            if _ink(placed).meets(box, 1) and not box.holds(_ink(placed), 1.5):
                yield f"text {placed.text!r} crosses the edge of {node.answer!r}"
    for (one, node), (other, second) in combinations(page.targets, 2):
        if one.meets(other, 1):
            yield f"targets {node.answer!r} and {second.answer!r} overlap"
