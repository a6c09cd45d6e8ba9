"""What the cards and we say to each other, octet by octet, as committed. One APDU or one octet more is a failure to explain."""

import difflib

import pytest

from tests.cards.conversations import CONVERSATIONS, FOLDER, furnished, transcript
from tests.cards.desk import Desk


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_is_as_committed(desk: Desk, name: str) -> None:
    furnished(desk)
    spoken = transcript(desk, name)
    committed = (FOLDER / f"{name}.txt").read_text()
    difference = "\n".join(difflib.unified_diff(committed.splitlines(), spoken.splitlines(), "committed", "now", lineterm="", n=1))
    assert spoken == committed, difference[:2000]


def test_no_transcript_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(CONVERSATIONS)


def test_no_code_is_tried_without_a_look_at_what_is_left() -> None:
    """Before each VERIFY with a code, the card told how many tries are left."""
    for path in FOLDER.glob("*.txt"):
        sent = [line[2:] for line in path.read_text().splitlines() if line.startswith("> ")]
        for index, command in enumerate(sent):
            if command.startswith(("00200001" + "04", "01200001" + "04")):
                assert sent[index - 1] == command[:8], path.name
