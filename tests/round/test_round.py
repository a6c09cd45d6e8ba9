"""The round is played on real parts, killed on the way, resumed; then everything it leaves behind is looked at."""

import os
import random
from pathlib import Path

import pytest
from PIL import Image

from tests.round.killed import AGREED, ROOT, Outcome, play
from ui.cli import show

ROUND = ROOT / "build" / "round"
KILLS = 2
MOST_FEW_COLOURS = 8


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """One round, killed twice at moments that the run's seed decides."""
    return play(KILLS, random.Random(os.environ.get("PYTEST_SEED", "round")))


@pytest.mark.timeout(500)
def test_the_three_books_agree_although_it_was_killed(outcome: Outcome) -> None:
    assert outcome.code == 0 and AGREED in outcome.printed, outcome.printed
    assert "209,28" in outcome.printed.replace("\u00a0", " ")


def test_nobody_is_named_in_what_it_prints(outcome: Outcome) -> None:
    for name in ("MORVAN", "Morvan", "KERBRAT", "2420529999041"):
        assert name not in outcome.printed


def test_every_screen_lies_as_a_picture_in_the_story(outcome: Outcome) -> None:
    page = (ROUND / "index.html").read_text(encoding="utf-8")
    pictures = sorted(ROUND.glob("*.png"))
    assert len(pictures) > 60, outcome.printed
    for path in pictures:
        assert f'src="{path.name}"' in page
        with Image.open(path) as picture:
            assert picture.size == (800, 480)
            colours = picture.getcolors(1 << 20)
        assert colours is not None and len(colours) > MOST_FEW_COLOURS, f"{path.name} is empty"


@pytest.mark.parametrize("kind", ["b2", "rsp"])
def test_what_the_insurers_received_and_returned_can_be_shown(outcome: Outcome, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted((ROUND / "insurer").glob(f"*.{kind}"))
    assert len(files) >= 4, outcome.printed
    assert show.main([str(path) for path in files]) == 0
    printed = capsys.readouterr().out
    assert all(path.name in printed for path in files)
    assert "MORVAN" not in printed


def test_no_log_of_the_round_names_anybody(outcome: Outcome) -> None:
    logs = _logs()
    assert logs, outcome.printed
    for path in logs:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [word for word in ("MORVAN", "ROUVIERE", "2420529999041", "1942") if word in text], path


def _logs() -> list[Path]:
    from ui.cli.demo import state_directory

    folder = state_directory()
    return [*folder.glob("*.out"), *folder.glob("*.log")]
