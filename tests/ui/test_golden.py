"""Golden pictures: exact where the renderer is the recorded one, otherwise every channel within 2. `python -m
tests.ui.record` draws them anew; look at each before committing it."""

import pytest
from PIL import Image

from tests.ui import record
from tests.ui.drawn import TEXT_CONTRAST
from tests.ui.picture import ELSEWHERE, GOLDEN, RENDERER, colours_of, farthest, spoilt, taken
from ui import window
from ui.page import Placed
from ui.theme import contrast

SHOTS = record.shots()


@pytest.mark.parametrize("name", sorted(SHOTS))
def test_screen_looks_as_recorded(name: str) -> None:
    actual = taken(SHOTS[name].drawn())
    assert colours_of(actual) > 8, "the picture is empty"
    golden = GOLDEN / f"{name}.png"
    assert golden.exists(), f"no golden picture {golden}"
    expected = Image.open(golden).convert("RGB")
    allowed = 0 if window.renderer() == RENDERER.read_text().strip() else ELSEWHERE
    difference = farthest(actual, expected)
    assert difference <= allowed, f"differs by {difference}; see {spoilt(name, actual, expected)}"


def test_no_orphan_picture() -> None:
    assert {path.stem for path in GOLDEN.glob("*.png")} == set(SHOTS)


@pytest.mark.parametrize("name", sorted(name for name in SHOTS if name.startswith(("03", "07", "08", "11", "12", "13"))))
def test_text_is_readable_in_grey_levels(name: str) -> None:
    made = SHOTS[name].drawn()
    grey = taken(made).convert("L")
    assert made.screen is not None and made.screen.page is not None
    scale = made.screen.page.scale
    pale = [placed.text for placed in made.screen.page.texts if _measured(grey, placed, scale) < TEXT_CONTRAST * 0.9]
    assert not pale


def _measured(grey: Image.Image, placed: Placed, scale: float) -> float:
    """The contrast of the commonest grey in a text's box with the grey farthest from it."""
    box = placed.box
    histogram = grey.crop((box.x * scale, box.y * scale, box.right * scale, box.bottom * scale)).histogram()
    ground = max(range(256), key=histogram.__getitem__)
    ink = max((level for level in range(256) if histogram[level]), key=lambda level: abs(level - ground))
    return contrast(*(f"#{level:02X}{level:02X}{level:02X}" for level in (ground, ink)))


def test_two_pictures_of_one_screen_are_the_same() -> None:
    shot = SHOTS["08-price"]
    assert farthest(taken(shot.drawn()), taken(shot.drawn())) == 0


def test_one_digit_of_an_amount_is_seen() -> None:
    one, other = record.price_of(3813), record.price_of(3814)
    assert farthest(taken(one), taken(other)) > ELSEWHERE
