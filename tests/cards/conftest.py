"""One desk for each test, on the process's own pcscd."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cards.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk; whatever the test left in its slots is pulled."""
    made = Desk(tmp_path)
    yield made
    made.close()
