"""docs/fates.md shows the tables as the code draws them."""

from pathlib import Path

import pytest

from device.outbox.fate import CLAIM, INVOICE, LOT, Fate, drawn

PAGE = Path(__file__).resolve().parents[2] / "docs" / "fates.md"


@pytest.mark.parametrize("table", [INVOICE, CLAIM, LOT], ids=lambda table: table.name)
def test_the_page_shows_the_table(table: Fate) -> None:
    assert drawn(table) in PAGE.read_text(encoding="utf-8")


def test_every_arrow_of_the_pictures_is_in_a_table() -> None:
    """An arrow `a --> b: event` leads from a to b; several events are parted by commas, remarks stand in parentheses."""
    known = {(state or "[*]", after, event) for table in (INVOICE, CLAIM, LOT) for (state, event), after in table.next.items()}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if " --> " in line and not line.strip().startswith("[*]"):
            way, _, events = line.strip().partition(": ")
            state, _, after = way.partition(" --> ")
            for event in events.partition(" (")[0].split(", "):
                assert (state, after, event) in known, line
