"""Hands: touches as the panel would give them, for who plays a round without fingers, and for tests."""

from typing import Any

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent

from ui.stage import Stage


class Touch(MotionEvent):  # type: ignore[misc]  # Kivy has no types
    """A finger at a place of the window, `sx` and `sy` from 0 to 1."""

    def __init__(self, x: float, y: float) -> None:
        super().__init__("hands", Touch.counter, {"x": x, "y": y}, is_touch=True, type_id="touch")
        Touch.counter += 1

    counter = 0

    def depack(self, args: dict[str, float]) -> None:
        """Where the finger is, in screen pixels from the lower left corner."""
        self.sx, self.sy = args["x"] / Window.width, args["y"] / Window.height
        self.profile = ["pos"]
        super().depack(args)

    def down(self) -> None:
        """The finger comes."""
        EventLoop.post_dispatch_input("begin", self)

    def move(self, x: float, y: float) -> None:
        """The finger goes elsewhere."""
        self.move_args = {"x": x, "y": y}
        super().move(self.move_args)
        EventLoop.post_dispatch_input("update", self)

    def up(self) -> None:
        """The finger leaves."""
        EventLoop.post_dispatch_input("end", self)


def find(stage: Stage, answer: Any) -> Any:
    """The target of the screen or of the top bar that gives this answer. Raises LookupError, naming those there are."""
    pages = [part.page for part in (stage.screen, stage.bar) if part is not None and part.page is not None]
    targets = [node for page in pages for _, node in page.targets]
    for node in targets:
        if node.answer == answer:
            return node
    raise LookupError(f"no target answers {answer!r}, only {[node.answer for node in targets]}")


def touch(stage: Stage, answer: Any) -> None:
    """Touch the target that gives this answer in its middle, down and up."""
    node = find(stage, answer)
    finger = Touch(*node.center)
    finger.down()
    finger.up()
