"""The real far end, for the suites that need one: a world and a courier as processes."""

from collections.abc import Iterator

import pytest

from tests.world.processes import Stage, stage


@pytest.fixture(scope="session")
def made() -> Iterator[Stage]:
    with stage() as running:
        yield running
