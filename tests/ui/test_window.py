"""Pictures of the window are whole or absent, whoever looks and whatever happens meanwhile."""

import threading
from pathlib import Path

from tests.ui.drawn import draw, opened, stage
from tests.ui.samples import SAMPLES
from ui import window
from ui.theme import Theme

# How every whole PNG ends.
_END = b"IEND\xaeB`\x82"
TAKEN = 6


class Looker(threading.Thread):
    """Reads a file over and over, and keeps what was not a whole picture."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.torn: list[int] = []
        self.looks = 0
        self._path = path
        self._over = threading.Event()

    def run(self) -> None:
        """Until told that it is over."""
        while not self._over.is_set():
            octets = self._path.read_bytes()
            self.looks += 1
            if not octets.endswith(_END):
                self.torn.append(len(octets))

    def end(self) -> None:
        """Stop looking."""
        self._over.set()
        self.join()


def test_a_picture_is_never_seen_in_part(tmp_path: Path) -> None:
    made = stage(Theme(motion=False))
    opened(made)
    _, view, bar = SAMPLES[0]
    draw(made, view, bar)
    path = tmp_path / "001-lock.png"
    window.save(str(path))
    looker = Looker(path)
    looker.start()
    for _ in range(TAKEN):
        window.save(str(path))
    looker.end()
    assert looker.looks and not looker.torn
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
