"""One world and one courier for all tests of this folder; each test leaves them as it found them."""

from collections.abc import Iterator

import pytest

from tests.world.processes import Stage, stage


@pytest.fixture(scope="session")
def made() -> Iterator[Stage]:
    with stage() as running:
        yield running
