"""What is in a slot or held to the reader, and does not serve, is named on the screen, and its name fits."""

import pytest

from device.cards.recognise import TABLE
from device.flows.refusals import refusal_view
from device.formats.zone import group
from device.rights.worlds import professional_kind
from tests.ui.drawn import LANDSCAPE, UPRIGHT, draw, stage
from tests.ui.samples_visit import LOCKED
from ui.theme import Theme
from ui.words import LANGUAGES, sentences

SEEN = "seen."
# What no row of the table tells: the answers of what is asked, and the reasons that the card's data give.
ANSWERED = {"bank", "sim", "transport", "badge", "foreign", "not_sim", "no_am_data", "profession"}


def kinds(language: str) -> set[str]:
    return {key.removeprefix(SEEN) for key in sentences(language) if key.startswith(SEEN)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_that_does_not_serve_has_its_sentence(language: str) -> None:
    assert kinds(language) == {row.kind for row in TABLE if row.reason} | ANSWERED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("large", "size"), [(False, LANDSCAPE), (True, LANDSCAPE), (False, UPRIGHT)], ids=["100", "130", "upright"])
def test_every_kind_fits(language: str, large: bool, size: tuple[int, int]) -> None:
    made = stage(Theme(large=large, motion=False), language, size)
    for kind in kinds(language):
        for code, slot in (("CARD_UNKNOWN", "vitale"), ("CARD_WRONG_KIND", "cps"), ("PHONE_OTHER", "")):
            shown = refusal_view(code, (("kind", kind),), slot)
            assert shown.title.key == SEEN + kind
            assert draw(made, shown, LOCKED) == [], (code, kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_professionals_card_has_its_name(language: str) -> None:
    named = {professional_kind((group(1, card_type=str(kind), name=name),)) for kind in (*range(6), 80, 82) for name in ("X", "")}
    assert {key for key in sentences(language) if key.startswith("holder.")} == {"holder." + kind for kind in named}
