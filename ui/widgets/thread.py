"""The thread: a line with stops. Full means done, a ring with a heart is here, hollow is to come."""

from device.flows.views import Step
from ui.box import Box
from ui.page import Page, Type


def brand(page: Page, x: float, y: float, radius: float = 14) -> None:
    """The mark of the product: three stops, one done, one here, one to come; `x` is its left, `y` its middle."""
    step = radius * 3.15
    page.fill(Box(x + radius, y - 2, 2 * step, 4), "accent")
    page.disc(x + radius, y, radius, "accent")
    page.ring(x + radius + step, y, radius, "accent", "bg", radius * 0.52)
    page.ring(x + radius + 2 * step, y, radius, "accent", "bg", 4)


def line(page: Page, centres: list[float], y: float, steps: tuple[Step, ...], thick: float) -> None:
    """The line between the stops: full up to where we are."""
    for at in range(len(steps) - 1):
        reached = steps[at].state == "done" and steps[at + 1].state != "todo"
        page.fill(Box(centres[at], y - thick / 2, centres[at + 1] - centres[at], thick), "accent" if reached else "edge")


def stop(page: Page, x: float, y: float, step: Step, radius: float, ground: str) -> None:
    """One stop: a tick when done, larger and with a heart when here, hollow when to come, an exclamation mark when it failed."""
    if step.state == "done":
        page.disc(x, y, radius, "accent")
        page.icon(Box(x - radius, y - radius, 2 * radius, 2 * radius), "check", radius * 1.5, "onaccent")
    elif step.state == "here":
        page.disc(x, y, radius * 1.35, "accent")
        page.disc(x, y, radius * 0.55, ground)
    elif step.state == "failed":
        page.icon(Box(x - 2 * radius, y - 2 * radius, 4 * radius, 4 * radius), "error", radius * 2.6, "stop")
    else:
        page.ring(x, y, radius * 0.86, "edge", ground, max(3, radius * 0.26))


def labelled(page: Page, box: Box, steps: tuple[Step, ...], radius: float, size: float, ground: str) -> None:
    """A thread with words under its stops, the one we are at in bold. Labels that would touch are left out, save the ends
    and the one we are at."""
    centres = [column.x + column.w / 2 for column in box.across(len(steps))]
    y = box.y + radius * 1.35
    line(page, centres, y, steps, max(3, radius * 0.4))
    for x, step in zip(centres, steps, strict=True):
        stop(page, x, y, step, radius, ground)
    top = y + radius * 1.3
    room = box.w / len(steps)
    kinds = [_label(step, size) for step in steps]
    shown = _that_fit([page.width(kind) for kind in kinds], room, steps)
    for at, (x, kind) in enumerate(zip(centres, kinds, strict=True)):
        if at in shown:
            page.stack(Box(x - room, top, 2 * room, box.bottom - top), (kind,), align="center", rise="top")


def _label(step: Step, size: float) -> Type:
    here = step.state == "here"
    return Type(step.label, size, "ink" if here else "ink2", here)


def _that_fit(widths: list[float], room: float, steps: tuple[Step, ...]) -> list[int]:
    """Every stop, or every second, third... one counted from where we are, so that labels stand apart."""
    here = next((at for at, step in enumerate(steps) if step.state == "here"), 0)
    for every in range(1, len(steps) + 1):
        shown = [at for at in range(len(steps)) if (at - here) % every == 0]
        pairs = zip(shown, shown[1:], strict=False)
        if all((widths[one] + widths[two]) / 2 + 6 <= room * every for one, two in pairs):
            return shown
    return [here]
