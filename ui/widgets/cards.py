"""Cards, drawn at the edge of the screen where their slot is."""

from ui.box import Box
from ui.page import Page

NAMES = {"cps": "CPS", "vitale": "Vitale"}
_SLOT, _CAP, _ARROW = 16, 16, 48


def slot(page: Page, edge: str, top: float, bottom: float) -> None:
    """The mouth of a slot at the left or right edge of the screen."""
    place = Box(0 if edge == "left" else page.all.w - _SLOT, top, _SLOT, bottom - top)
    page.fill(place, "cap")
    page.fill(place.inset(0, _CAP), "gold")


def card(page: Page, box: Box, kind: str, edge: str) -> None:
    """A card of that kind, its chip toward the edge where it goes in."""
    page.fill(box, kind, 16)
    chip_side = edge
    name_side = "right" if chip_side == "left" else "left"
    inner = box.inset(24, 20)
    page.text(inner, NAMES[kind], 32 / page.theme.factor, "oncard", align=name_side, rise="top")
    chip(page, (inner.x if chip_side == "left" else inner.right - 56, box.y + 52 if box.h > 150 else box.y + 42))
    if box.h > 150:
        long, short = inner.w * 0.5, inner.w * 0.3
        page.fill(Box(inner.x, box.bottom - 44, long, 8), "oncard", 4)
        page.fill(Box(inner.x, box.bottom - 28, short, 8), "oncard", 4)


def chip(page: Page, at: tuple[float, float]) -> None:
    """The contacts of a card."""
    x, y = at
    page.fill(Box(x, y, 56, 48), "gold", 7)
    for dy in (16, 31):
        page.fill(Box(x, y + dy, 56, 2), "chip")
    page.outline(Box(x + 18, y + 10, 20, 28), "chip", "gold", 2, 5)


def inserted(page: Page, kind: str, edge: str, top: float, bottom: float, shown: float) -> None:
    """A card that sits in its slot: the part that stays out, `shown` wide."""
    width = shown + 40
    x = _SLOT - 40 if edge == "left" else page.all.w - _SLOT - shown
    page.fill(Box(x, top + 20, width, bottom - top - 40), kind, 16)
    inner = Box(_SLOT if edge == "left" else x, top + 20, shown, bottom - top - 40).inset(8, 16)
    page.text(inner, NAMES[kind], 32 / page.theme.factor, "oncard", align="right" if edge == "left" else "left", rise="top")
    slot(page, edge, top, bottom)


def arrow(page: Page, x: float, y: float, edge: str) -> None:
    """An arrow whose middle is at x, y and that points to the edge."""
    way = -1 if edge == "left" else 1
    tip = x + way * _ARROW / 2
    page.stroke(((x - way * _ARROW / 2, y), (tip - way * 3, y)), "accent", 6)
    page.stroke(((tip - way * 24, y - 22), (tip - way * 2, y), (tip - way * 24, y + 22)), "accent", 6)
