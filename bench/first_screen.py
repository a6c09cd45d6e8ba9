"""A process that says when its first screen is drawn: `python -m bench.first_screen floor`, or `... run --config FILE`.

Prints the seconds since the moment given in BENCH_STARTED and the largest resident memory in kilobytes, then ends. The floor is
a bare Kivy window with a label, in the same settings.
"""

import os
import resource
import sys
import time
from typing import Any

from ui import window

# One turn of the loop lays out, the next shows.
TURNS = 2


def main(argv: list[str]) -> int:
    """Run one of the two until it has drawn."""
    window.prepare(off_screen=True)
    from kivy.clock import Clock

    state = {"turns": 0}
    Clock.schedule_interval(lambda _seconds: _look(state), 0)
    if argv[0] == "floor":
        return _floor()
    from ui.cli import run

    return run.main([*argv[1:], "--off-screen"])


def _floor() -> int:
    from kivy.base import runTouchApp
    from kivy.uix.label import Label

    runTouchApp(Label(text="Tournée", font_size=40))
    return 0


def _look(state: dict[str, int]) -> None:
    """Count the turns since something usable was in the window, then report and end."""
    from kivy.base import stopTouchApp
    from kivy.core.window import Window

    if any(_usable(child) for child in Window.children):
        state["turns"] += 1
    if state["turns"] == TURNS:
        seconds = time.time() - float(os.environ["BENCH_STARTED"])
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
        stopTouchApp()


def _usable(child: Any) -> bool:
    """A label, or a stage that shows a view."""
    return not hasattr(child, "screen") or child.screen is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
