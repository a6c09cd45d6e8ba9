"""Tests of the screen. The window is off screen, set up here before anything imports Kivy."""

import os
import tempfile

from ui import window

os.environ["KIVY_HOME"] = os.path.join(tempfile.gettempdir(), f"tournee-kivy-tests-{os.getuid()}")
window.prepare(off_screen=True)
