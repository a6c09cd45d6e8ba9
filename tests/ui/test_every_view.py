"""Every view, in French and English, at 100 and 130 %, lying and upright, with ordinary and with the longest names: nothing is
cut, overlaps, leaves the screen, is too small or too pale by day or night."""

from collections.abc import Iterator

import pytest

from device.base.catalogue import NUMBERS
from device.base.record import Record
from device.flows import views
from device.flows.refusals import refusal_view
from device.flows.views import NOTHING, Action, Row, Say, View, say
from tests.ui.drawn import LANDSCAPE, SAMPLE_WORDS, UPRIGHT, draw, stage
from tests.ui.samples import FAMILY, SAMPLES, longest
from tests.ui.samples_visit import LOCKED, ROUND
from ui.theme import Theme
from ui.widgets import MODULES, build
from ui.widgets.screen import Links
from ui.words import LANGUAGES, Words

# Lists of more rows than one page shows.
LONG = (
    *("13-todo", "24-ages", "33-history", "53-natures", "59-new-order", "63-series", "68-rare", "71-place", "90-held-up"),
    "94-certificates",
)
SIZES = {"lying": LANDSCAPE, "upright": UPRIGHT, "seven-inch": (1024, 600)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("large", [False, True], ids=["100", "130"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("long", [False, True], ids=["usual", "longest"])
def test_nothing_is_cut_or_overlaps(language: str, large: bool, size: tuple[int, int], long: bool) -> None:
    made = stage(Theme(large=large, motion=False), language, size)
    for name, view, bar in SAMPLES:
        shown, above = (longest(view), bar.replace(who=FAMILY)) if long else (view, bar)
        assert draw(made, shown, above) == [], name
    assert not made.words.missing


@pytest.mark.parametrize("left_handed", [False, True])
@pytest.mark.parametrize("slots", [("left", "right"), ("right", "left")])
def test_other_hands_and_other_slots(left_handed: bool, slots: tuple[str, str]) -> None:
    theme = Theme(left_handed=left_handed, motion=False, slots=dict(zip(("cps", "vitale"), slots, strict=True)))
    for size in (LANDSCAPE, UPRIGHT):
        made = stage(theme, size=size)
        for name, view, bar in SAMPLES:
            assert draw(made, view, bar) == [], name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("large", "size"), [(True, LANDSCAPE), (False, UPRIGHT)], ids=["130", "upright"])
def test_every_refusal_fits(language: str, large: bool, size: tuple[int, int]) -> None:
    made = stage(Theme(large=large, motion=False), language, size)
    for code in NUMBERS:
        assert draw(made, refusal_view(code, slot="vitale"), LOCKED) == [], code


def _kinds() -> set[str]:
    return {name for name, each in vars(views).items() if isinstance(each, type) and issubclass(each, View) and each is not View}


def test_every_kind_of_view_has_a_widget_and_a_sample() -> None:
    assert set(MODULES) == _kinds()
    assert {type(view).__name__ for _, view, _ in SAMPLES} == _kinds()


def _says(value: object) -> Iterator[Say]:
    if isinstance(value, Say):
        yield value
    elif isinstance(value, Record):
        for name in type(value).FIELDS:
            yield from _says(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _says(each)


def _elsewhere(name: str, view: View) -> tuple[Say, ...]:
    """What is not on the screen: in a visit the ribbon is the title, but one line explained needs no ribbon; a filled field has no
    more need of its name; a list shows whole rows only, a grid twelve cells at most, three filters where four have no room, five
    chips of more than six."""
    visit = view.ribbon is not None
    ribbon = tuple(_says(view.ribbon)) if isinstance(view, views.Explain) else (view.title,) if visit else ()
    beyond = tuple(_says(view.rows[3:])) if name in LONG else ()  # type: ignore[attr-defined]
    cells = view.rows[12:] if isinstance(view, views.Facts4) and view.grid else ()
    more = (*cells, *getattr(view, "chips", ())[5:], *getattr(view, "filters", ())[3:])
    return (*ribbon, *beyond, *_says(more), *_says(getattr(view, "field", NOTHING)))


def test_every_sentence_of_a_view_is_on_the_widget_tree() -> None:
    made = stage(Theme(motion=False))
    for name, view, bar in SAMPLES:
        draw(made, view, bar)
        shown = [child.placed.text for child in made.screen.children if hasattr(child, "placed")]  # type: ignore[union-attr]
        for each in _says(view):
            if each == NOTHING or each in _elsewhere(name, view):
                continue
            for line in made.words.text(each).split("\n"):
                # The column of a price is in euros, and drops their sign.
                bare = line.strip("\u00a0€") if isinstance(view, views.Price) else line
                assert any(line in text or bare in text for text in shown), (name, line)


def test_sentences_of_pages_and_not_of_another_view() -> None:
    made = stage(Theme(motion=False))
    draw(made, SAMPLES[2][1], ROUND)
    before = {placed.text for placed in made.screen.page.texts}  # type: ignore[union-attr]
    draw(made, SAMPLES[11][1], ROUND)
    after = {placed.text for placed in made.screen.page.texts}  # type: ignore[union-attr]
    assert "Commencer" in before
    assert "Commencer" not in after


def test_a_name_from_a_card_is_not_in_capitals() -> None:
    made = stage(Theme(motion=False))
    view = next(view for name, view, _ in SAMPLES if name == "06-rights")
    draw(made, view.replace(ribbon=views.Ribbon("JEANNE-MARIE LE GOFF", 84, SAMPLES[5][1].ribbon.steps)), ROUND)  # type: ignore[union-attr]
    assert "Jeanne-Marie Le Goff" in {placed.text for placed in made.screen.page.texts}  # type: ignore[union-attr]


def test_a_screen_is_made_from_a_view_alone() -> None:
    screen = build(SAMPLES[0][1], Theme(), Words("fr", SAMPLE_WORDS["fr"]), Links(lambda _value: None))
    screen.size = LANDSCAPE
    assert screen.page is not None
    assert "Insérez votre carte CPS" in {placed.text for placed in screen.page.texts}


def test_a_long_list_shows_what_warns_first_and_turns_pages() -> None:
    rows = tuple(Row(str(at), say("todo.lot", lot=str(at)), tone="stop" if at == 7 else "plain") for at in range(8))
    made = stage(Theme(motion=False))
    draw(made, views.Listing(say("todo.title"), secondary=Action("back", say("act.back"), "arrow_back"), rows=rows), ROUND)
    assert made.screen is not None
    first = [node.answer for _, node in made.screen.page.targets]  # type: ignore[union-attr]
    assert "7" in first
    assert "6" not in first
    made.screen.turn("2")
    last = [node.answer for _, node in made.screen.page.targets]  # type: ignore[union-attr]
    assert "6" in last
    assert "7" not in last
