"""One world and one courier for all tests of this folder; each test leaves them as it found them."""

import os
from collections.abc import Iterator

import pytest

from tests.courier.engine import Line, running
from tests.world.processes import Stage, stage

# Postfix's master process wants root at its start.
collect_ignore = [] if os.geteuid() == 0 else ["test_postfix_dovecot.py"]


@pytest.fixture(scope="session")
def made() -> Iterator[Stage]:
    with stage() as started:
        yield started


@pytest.fixture(scope="session")
def line(made: Stage) -> Iterator[Line]:
    with running(made) as found:
        yield found
