"""Colours, sizes and fonts of the theme."""

from pathlib import Path

import pytest

from ui.icons import ICONS
from ui.theme import DAY, FONT_FILES, NIGHT, SMALLEST, FontMissing, Theme, contrast, font_paths, scale_of

# Text on its ground, and shapes that carry meaning on theirs.
TEXTS = (
    ("ink", "bg"), ("ink", "surface"), ("ink", "second"), ("ink", "tint"), ("ink2", "bg"), ("ink2", "surface"), ("ink2", "second"),
    ("ink2", "tint"), ("ink2", "warntint"), ("onaction", "action"), ("onaction", "press"), ("accent", "surface"), ("accent", "bg"),
    ("onaccent", "accent"), ("onbar", "bar"), ("onbar2", "bar"), ("onpresent", "present"), ("ok", "oktint"), ("warn", "warntint"),
    ("stop", "stoptint"), ("stop", "surface"), ("oncard", "cps"), ("oncard", "vitale"), ("ink", "secondpress"), ("ok", "surface"),
    ("ink", "warntint"), ("ink", "stoptint"), ("ink", "oktint"), ("ink2", "oktint"), ("stop", "bg"),
)  # fmt: skip
SHAPES = (
    ("edge", "bg"), ("edge", "surface"), ("baredge", "bar"), ("accent", "bg"), ("accent", "surface"), ("accent", "tint"),
    ("action", "bg"), ("ok", "oktint"), ("warn", "warntint"), ("stop", "stoptint"), ("aim", "scene"),
)  # fmt: skip


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_text_has_contrast_of_four_and_a_half(colours: dict[str, str]) -> None:
    assert [pair for pair in TEXTS if contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_shapes_have_contrast_of_three(colours: dict[str, str]) -> None:
    assert [pair for pair in SHAPES if contrast(colours[pair[0]], colours[pair[1]]) < 3] == []


def test_day_and_night_have_the_same_tokens() -> None:
    assert set(DAY) == set(NIGHT)
    assert Theme().colours is DAY
    assert Theme(night=True).colours is NIGHT


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#0E2029", "#F4F1EA") == pytest.approx(14.8, abs=0.05)


def test_a_missing_font_is_refused_with_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(FontMissing, match=r"B612-Regular\.otf is missing. Install the packages fonts-b612"):
        font_paths((str(tmp_path),))


def test_fonts_are_found_and_have_every_icon() -> None:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # has no types

    paths = font_paths()
    assert set(paths) == set(FONT_FILES)
    assert set(ICONS.values()) <= set(TTFont(paths["icons"]).getBestCmap())


def test_the_scale_fits_the_panel() -> None:
    assert scale_of(800, 480) == 1
    assert scale_of(480, 800) == 1
    assert scale_of(1024, 600) == 1.25
    assert scale_of(1600, 960) == 2


def test_no_text_under_eighteen() -> None:
    assert SMALLEST == 18
