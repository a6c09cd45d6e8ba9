"""The ribbon of a visit: the patient's name and age, and the steps as a thread."""

from device.flows.views import Ribbon, say
from ui.box import Box
from ui.names import shorter
from ui.page import Page, Type
from ui.theme import LINE, NAME, SMALLEST, TEXT
from ui.widgets import thread

HEIGHT, HEIGHT_LARGE = 56, 64
_THREAD = 376


def lay(page: Page, box: Box, ribbon: Ribbon) -> Box:
    """Draw it at the top of the box; what is left below."""
    height = HEIGHT_LARGE if page.theme.large else HEIGHT
    if page.portrait:
        strip, rest = box.from_top(height * 2)
        name, steps = strip.from_top(height)
    else:
        strip, rest = box.from_top(height)
        steps, name = strip.from_right(_THREAD)
    page.fill(strip, "surface")
    name_text = page.words.writing.write_identity(ribbon.name)
    age = say("ui.age", count=ribbon.age)
    kind, age_kind = Type(name_text, NAME), Type(age, LINE if page.theme.large else TEXT + 2, "ink2", False)
    wide = page.width(kind) + 14 + page.width(age_kind) + 24
    if not page.portrait and (page.theme.large or wide > name.w):
        steps, name = _compact(page, strip, ribbon)
    else:
        thread.labelled(page, steps.inset(4, 3, 8, 0), ribbon.steps, 9.5, 19, "surface")
    _name(page, name, name_text, age_kind)
    page.rule_under(strip)
    return rest


def _name(page: Page, box: Box, name: str, age: Type) -> None:
    """The name, smaller down to 24, then with the given name as an initial; the age on the same line."""
    room = box.inset(24, 0, 8, 0)
    width = room.w - page.width(age) - 14
    shown = next((each for each in (name, shorter(name)) if not page.fitted(Type(each, NAME, floor=LINE), width).cut), shorter(name))
    ink = page.text(room.from_left(width)[0], shown, NAME, lines=2, floor=SMALLEST)
    page.text(Box(ink.right + 14, box.y + 2, room.right - ink.right - 14, box.h), age.what, age.size, age.colour, bold=False)


def _compact(page: Page, strip: Box, ribbon: Ribbon) -> tuple[Box, Box]:
    """The step we are at and how many there are, where the thread has no room: its box, and the name's."""
    at = next((index for index, step in enumerate(ribbon.steps) if step.state == "here"), 0)
    kind = Type(say("ui.step", step=ribbon.steps[at].label, at=at + 1, of=len(ribbon.steps)), LINE, "ink2", False)
    place, name = strip.from_right(page.width(kind) + 24)
    page.text(place, kind.what, kind.size, kind.colour, bold=False)
    place, name = name.from_right(36)
    page.ring(place.x + 14, place.y + place.h / 2, 13, "accent", "surface", 4)
    page.disc(place.x + 14, place.y + place.h / 2, 4, "accent")
    return place, name
