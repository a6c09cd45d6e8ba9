"""What the cards and we say to each other, octet by octet, as committed. One APDU or one octet more is a failure to explain."""

import difflib
from pathlib import Path

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


def _sent(path: Path) -> list[list[tuple[str, str]]]:
    """What was said to each card and what it answered, in hexadecimal."""
    cards: list[list[tuple[str, str]]] = []
    command = ""
    for line in path.read_text().splitlines():
        if line.startswith(("# professional", "# patient", "# held")):
            cards.append([])
        elif line.startswith("> "):
            command = line[2:]
        elif line.startswith("< "):
            cards[-1].append((command, line[2:]))
    return cards


ALL = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", ALL, ids=[path.stem for path in ALL])
def test_no_code_is_tried_without_a_look_at_what_is_left(path: Path) -> None:
    """Before each VERIFY or CHANGE with a code, the card told how many tries are left."""
    for spoken in _sent(path):
        for index, (command, _answer) in enumerate(spoken):
            if command[2:8] in ("200001", "240001") and len(command) > 8:
                assert spoken[index - 1][0] == command[:2] + "200001"


@pytest.mark.parametrize("path", ALL, ids=[path.stem for path in ALL])
def test_nothing_is_read_twice(path: Path) -> None:
    """No part of a file in use is given twice by the card: what is selected, read and proved differs from command to command."""
    for spoken in _sent(path):
        selected, given = "", []
        for command, answer in spoken:
            selected = command if command[2:4] == "a4" else selected
            if command[2:4] == "b0" and answer.endswith("9000"):
                given.append((selected, command[:8]))
        assert len(given) == len(set(given))
