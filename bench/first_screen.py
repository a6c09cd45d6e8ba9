"""A process that says when its first screen is drawn: `python -m bench.first_screen floor`, or `... run --config FILE`.

Prints the seconds since the moment given in BENCH_STARTED and the largest resident memory in kilobytes, then ends. The floor is
the first example of Kivy's manual, a window with a label, in the same settings.
"""

import gc
import os
import resource
import sys
import time
from typing import Any

from ui import window


def main(argv: list[str]) -> int:
    """Run one of the two until it has drawn."""
    if argv[0] == "run":
        gc.disable()  # as `run` does before it loads the window, which is loaded here to watch it
    window.prepare(off_screen=True)
    from kivy.clock import Clock

    Clock.schedule_once(_watch, -1)
    if argv[0] == "floor":
        return _floor()
    from ui.cli import run

    return run.main([*argv[1:], "--off-screen"])


def _floor() -> int:
    from kivy.app import App
    from kivy.uix.label import Label

    class Bare(App):  # type: ignore[misc]  # Kivy has no types
        """The first example of Kivy's own manual."""

        def build(self) -> Label:
            """Its only widget."""
            return Label(text="Tournée", font_size=40)

    Bare().run()
    return 0


def _watch(_seconds: float) -> None:
    from kivy.core.window import Window

    Window.bind(on_flip=_shown)


def _shown(shown: Any) -> None:
    """A frame was shown: with something usable on it, report and end."""
    from kivy.base import stopTouchApp

    if any(_usable(child) for child in shown.children):
        shown.unbind(on_flip=_shown)
        seconds = time.time() - float(os.environ["BENCH_STARTED"])
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
        stopTouchApp()


def _usable(child: Any) -> bool:
    """A label, or a stage that shows a view."""
    return not hasattr(child, "screen") or child.screen is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
