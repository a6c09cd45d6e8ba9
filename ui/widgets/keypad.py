"""Keypad and Pin: figures at the left, twelve keys at the right, Valider is the last key."""

from typing import Any

from device.flows.views import Action, say
from ui.box import Box
from ui.page import Page, Type, quiet
from ui.theme import BAR, ROW, SECOND, TARGET, TEXT, TITLE, TOTAL
from ui.widgets.screen import Screen

_KEYS = "123456789<0="
_WIDE = 144


class KeypadScreen(Screen):
    """An amount or a count: the answer is the typed text."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.typed: str = getattr(self.view, "value", "")

    def lay(self, page: Page) -> None:
        """Keys from the bar down to the screen's foot; the secondary action under the figures."""
        page.fill(page.all, "bg")
        box = page.all.from_top(BAR)[1]
        if page.portrait:
            keys, left = box.from_bottom(4 * 92)
        else:
            keys, left = box.from_side("left" if self.theme.left_handed else "right", 3 * _WIDE)
        if self.view.secondary is not None:
            foot, left = left.from_bottom(TARGET)
            self._leave(page, foot, self.view.secondary)
        self._keys(page, keys)
        self.content(page, left.inset(24, 16, 16, 12))

    def content(self, page: Page, box: Box) -> None:
        """The question, and what is typed so far with its unit."""
        field, heads = box.from_bottom(min(112, box.h * 0.4))
        kinds = (
            quiet(self.view.over, TEXT),
            Type(self.view.title, TITLE, lines=3, floor=SECOND),
            quiet(self.view.sub, TEXT, 4),
        )
        page.stack(heads, kinds, rise="top")
        page.outline(field, "accent", "surface", 3, 12)
        unit = quiet(self.view.unit, 30)
        wide = page.width(unit) + 12 if self.view.unit.key else 0
        inner = field.inset(16, 4)
        page.text(inner, unit.what, unit.size, unit.colour, bold=False, align="right")
        page.text(inner.from_left(inner.w - wide)[0], self.typed or "0", TOTAL, "ink" if self.typed else "ink2", align="right")

    def complete(self) -> bool:
        """True when the last key may be touched."""
        return bool(self.typed)

    def most(self) -> int:
        """How many figures may be typed."""
        return int(self.view.digits)

    def done(self) -> None:
        """Valider: give what was typed."""
        self.links.answer(self.typed)

    def press(self, key: str) -> None:
        """One key: a figure, `<` takes the last one back, `=` ends."""
        if key == "=":
            if self.complete():
                self.done()
            return
        self.typed = self.typed[:-1] if key == "<" else (self.typed + key)[: self.most()]
        self.draw()

    def _leave(self, page: Page, box: Box, action: Action) -> None:
        self.ground(page, box, action.answer, "second")
        page.icon(Box(box.x + 20, box.y, 40, box.h), action.icon, 32, "ink")
        page.text(box.inset(72, 4, 8, 4), action.label, ROW, lines=2)

    def _keys(self, page: Page, box: Box) -> None:
        page.fill(box, "rule")
        for line, keys in zip(box.down(4), (_KEYS[at : at + 3] for at in (0, 3, 6, 9)), strict=True):
            for place, key in zip(line.across(3), keys, strict=True):
                self._key(page, place.inset(2, 2, 0, 0), key)

    def _key(self, page: Page, box: Box, key: str) -> None:
        ready = key != "=" or self.complete()
        token = {"<": "second", "=": "action" if ready else "second"}.get(key, "surface")
        self.ground(page, box, key if ready else "", token, self.press)
        if key == "<":
            page.icon(box, "backspace", 44, "ink")
        elif key == "=":
            page.text(box.inset(6, 0), say("ui.enter"), 34, "onaction" if ready else "ink2", align="center")
        else:
            page.text(box, key, 52, align="center")


class PinScreen(KeypadScreen):
    """The code of a card: dots only. What is typed goes to `links.pin`, never is an answer, and is forgotten at once."""

    def content(self, page: Page, box: Box) -> None:
        """Who it is, one box a figure, and the tries left where a wrong code costs one."""
        heads, box = box.from_top(box.h - page.line(TEXT) - 96)
        kinds = (
            quiet(self.view.over, TEXT),
            Type(self.view.title, TITLE, lines=3, floor=SECOND),
            quiet(self.view.sub, TEXT, 2, spare=True),
        )
        page.stack(heads, kinds, rise="top")
        dots, box = box.from_top(88)
        step = min(80, box.w // self.most())
        for at in range(self.most()):
            self._dot(page, dots.inset(at * step, 4, 0, 12).from_left(step * 0.8)[0], at < len(self.typed))
        if self.view.tries:
            self._tries(page, box)

    def _tries(self, page: Page, box: Box) -> None:
        few = self.view.tries < 3
        page.icon(Box(box.x, box.y, 34, box.h), "lock_open" if not few else "warning", 34, "warn" if few else "ink2")
        page.text(box.inset(44, 0, 0, 0), say("ui.tries", count=self.view.tries), TEXT + 2, bold=False, lines=2, floor=SECOND)

    def _dot(self, page: Page, box: Box, typed: bool) -> None:
        page.outline(box, "accent" if typed else "edge", "surface", 3, 12)
        if typed:
            page.disc(box.x + box.w / 2, box.y + box.h / 2, 12, "ink")

    def complete(self) -> bool:
        """The code has all its figures."""
        return len(self.typed) == self.most()

    def most(self) -> int:
        """The length of the code."""
        return int(self.view.length)

    def done(self) -> None:
        """Give the code to the card and forget it."""
        typed, self.typed = self.typed, ""
        self.links.pin(typed)
