"""A bench for each test; one with a world to send to for those that need it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.bench import Bench
from tests.world.processes import stage


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A device that has no network."""
    with Bench(tmp_path) as made:
        yield made


@pytest.fixture
def phoning(tmp_path: Path) -> Iterator[Bench]:
    """The same, in a world that has telephones."""
    with stage(cards=True) as far_end, Bench(tmp_path, far_end) as made:
        yield made


@pytest.fixture
def sending(tmp_path: Path) -> Iterator[Bench]:
    """A device whose courier reaches a world."""
    with stage() as far_end, Bench(tmp_path, far_end) as made:
        yield made
