"""Boxes in design pixels, x to the right and y down from the screen's top left corner; a box is cut into smaller ones."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.h

    def inset(self, left: float, top: float = 0, right: float | None = None, bottom: float | None = None) -> "Box":
        """The box without margins; `right` and `bottom` are as `left` and `top` unless given."""
        right = left if right is None else right
        bottom = top if bottom is None else bottom
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def from_left(self, width: float) -> tuple["Box", "Box"]:
        """The part `width` wide at the left, and what is left of the box."""
        return Box(self.x, self.y, width, self.h), Box(self.x + width, self.y, self.w - width, self.h)

    def from_right(self, width: float) -> tuple["Box", "Box"]:
        """The part `width` wide at the right, and what is left of the box."""
        return Box(self.right - width, self.y, width, self.h), Box(self.x, self.y, self.w - width, self.h)

    def from_top(self, height: float) -> tuple["Box", "Box"]:
        """The part `height` high at the top, and what is left of the box."""
        return Box(self.x, self.y, self.w, height), Box(self.x, self.y + height, self.w, self.h - height)

    def from_bottom(self, height: float) -> tuple["Box", "Box"]:
        """The part `height` high at the bottom, and what is left of the box."""
        return Box(self.x, self.bottom - height, self.w, height), Box(self.x, self.y, self.w, self.h - height)

    def from_side(self, side: str, width: float) -> tuple["Box", "Box"]:
        """`from_left` or `from_right`, by the name of the side."""
        return self.from_left(width) if side == "left" else self.from_right(width)

    def down(self, count: int) -> list["Box"]:
        """Rows of equal height, one below the other."""
        return [Box(self.x, self.y + self.h * at / count, self.w, self.h / count) for at in range(count)]

    def across(self, count: int) -> list["Box"]:
        """Columns of equal width, side by side."""
        return [Box(self.x + self.w * at / count, self.y, self.w / count, self.h) for at in range(count)]

    def middle(self, width: float, height: float) -> "Box":
        """A box of that size in the middle of this one."""
        return Box(self.x + (self.w - width) / 2, self.y + (self.h - height) / 2, width, height)

    def meets(self, other: "Box", slack: float = 0) -> bool:
        """True when the two overlap by more than `slack` in both directions."""
        wide = min(self.right, other.right) - max(self.x, other.x)
        high = min(self.bottom, other.bottom) - max(self.y, other.y)
        return wide > slack and high > slack

    def holds(self, other: "Box", slack: float = 0) -> bool:
        """True when the other lies inside this one, give or take `slack`."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )
