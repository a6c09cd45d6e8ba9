"""What tests of pricing share."""

import random

import pytest


@pytest.fixture
def seeded(request: pytest.FixtureRequest) -> random.Random:
    """Random choices that come back with the seed that pytest-randomly prints."""
    return random.Random(request.config.getoption("randomly_seed", 1))
