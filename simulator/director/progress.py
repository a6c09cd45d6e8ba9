"""SIM: what the director has done, durable, so that a demonstration that was killed goes on where it stood."""

import json
from pathlib import Path
from typing import Any

from simulator.files import write_whole


class Progress:
    """A small file of marks and of the number of pictures taken."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state: dict[str, Any] = {"shots": 0, "marks": []}
        if path.exists():
            self._state = json.loads(path.read_text(encoding="utf-8"))

    def done(self, mark: str) -> bool:
        """True when the mark was set."""
        return mark in self._state["marks"]

    def mark(self, mark: str) -> None:
        """Set a mark durably, once."""
        if not self.done(mark):
            self._state["marks"].append(mark)
            self._save()

    def next_shot(self) -> int:
        """The number of the next picture."""
        self._state["shots"] += 1
        self._save()
        return int(self._state["shots"])

    def _save(self) -> None:
        write_whole(self._path, json.dumps(self._state).encode())
