"""What a benchmark gives: ours beside a floor measured in the same run, so that the ratio holds on any machine."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """`ours` and `floor` in `unit`, medians of `n` runs; `limit` is the ratio that must not be passed."""

    id: str
    ours: float
    floor: float
    limit: float
    unit: str
    n: int

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.ours / self.floor

    @property
    def kept(self) -> bool:
        """Is the ratio within its limit?"""
        return self.ratio <= self.limit

    def plain(self) -> dict[str, str | float | int]:
        """As build/bench.json holds it."""
        return {"id": self.id, "ours": self.ours, "floor": self.floor, "ratio": self.ratio, "unit": self.unit, "n": self.n}


def seconds(call: Callable[[], object]) -> float:
    """The seconds that one call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def alternating(ours: Callable[[], float], floor: Callable[[], float], n: int) -> tuple[float, float]:
    """Medians of `n` measures of each, taken in turns so that a busy machine weighs on both alike."""
    pairs = [(ours(), floor()) for _ in range(n)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
