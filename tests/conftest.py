"""What holds for every test on CPython: a private home for Kivy, nothing of the machine's own readers, patient Hypothesis."""

import os
from pathlib import Path

from hypothesis import settings

# Before anything imports Kivy: no arguments of ours for it, no file of the user's, no window.
os.environ.update({"KIVY_NO_ARGS": "1", "KIVY_NO_CONSOLELOG": "1", "KIVY_NO_FILELOG": "1", "SDL_VIDEODRIVER": "offscreen"})
os.environ.setdefault("KIVY_HOME", str(Path(__file__).resolve().parents[1] / "build" / "kivy"))
# The machine's own card daemon is never that of a test.
os.environ.pop("PCSCLITE_CSOCK_NAME", None)

settings.register_profile("house", deadline=None, database=None, print_blob=True)
# The long forms (`python -m tests.cards.long`) say how many examples each property gets.
settings.register_profile("long", settings.get_profile("house"), max_examples=int(os.environ.get("TOURNEE_EXAMPLES", "2000")))
settings.load_profile("house")
