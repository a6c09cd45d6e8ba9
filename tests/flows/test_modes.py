"""Every row of the table of modes, on real parts: what is there, what the screen says, what is signed by whom, what is owed."""

import pytest

from device.flows.views import Facts4, Finished, Listing
from device.formats.seals import taken_apart
from device.ports import Store
from tests.flows.bench import UNLOCKED, Bench
from tests.flows.modes_page import DOCUMENT, rewritten, section

BY_CHOICE = """
    Facts4 rights.title | mode
    Listing mode.pick   | {mode}
    Facts4 rights.title | next
    Choose care.title   | next
    Price price.title   | next
"""
CARD_GONE = """
    Facts4 rights.title | next
    {care}
    Price price.title   | -vitale
    Price price.title   | next
    Listing mode.gone   | {mode}
"""
FROM_AFAR = """
    Choose care.title    | act:0
    Choose care.title    | other
    Listing search.title | XVI ch.I art.14
    Listing search.title | inf.telecare.dressing
    Listing order.title  | again:10002909371
    Choose order.new     | next
    Choose care.title    | next
"""
DONE = """
    Finished done.title | -vitale
    Finished done.title | receipt
    Home home.title
"""
# The mode, how one comes to it, who then has signed, whether a paper is owed.
BY_CARD = (
    ("secured", BY_CHOICE.replace("    Facts4 rights.title | mode\n    Listing mode.pick   | {mode}\n", ""), ["V", "S", "K"], 0),
    ("desynchronised", BY_CHOICE, ["V"], 0),
    ("visit", BY_CHOICE, ["V", "S", "K"], 0),
    ("degraded", CARD_GONE.replace("{care}", "Choose care.title | next"), ["S", "K"], 1),
    ("without_vitale", CARD_GONE.replace("{care}", FROM_AFAR), ["S", "K"], 0),
)


def signed(store: Store) -> list[tuple[object, list[str]]]:
    """The mode of each invoice, and the kinds of seals behind its FSE."""
    return [(row["mode"], [kind for kind, _ in taken_apart(store.blob(row["fse_blob"]) or b"").seals]) for row in store.rows("invoice")]


@pytest.mark.parametrize(("mode", "way", "seals", "papers"), BY_CARD, ids=[row[0] for row in BY_CARD])
def test_by_cards_alone(bench: Bench, mode: str, way: str, seals: list[str], papers: int) -> None:
    bench.play(UNLOCKED + "Home home.title | +vitale salaun" + way.format(mode=mode))
    done = bench.play("Finished done.title")
    assert isinstance(done, Finished) and done.rows[0].title.key == f"done.card.{mode}"
    bench.play(DONE)
    with bench.books() as store:
        assert signed(store) == [(mode, seals)]
        assert store.count("paper") == papers


TO_PRICE_BY_APP = """
    Home home.title       | start
    Insert identify.title | qr
    Facts4 rights.title   | next
    Choose care.title     | next
    Price price.title
"""


def test_by_the_app_while_there_is_a_network(phoning: Bench) -> None:
    """The app's service signs beside the nurse's card; without a network, or after its half hour, what is left is the paper."""
    world = phoning.far_end.world if phoning.far_end is not None else None
    assert world is not None
    phoning.play(UNLOCKED)
    world.phone("morvan")
    phoning.until(lambda: phoning.hand.bar is not None and phoning.hand.bar.network == "up", "a network")
    phoning.play(TO_PRICE_BY_APP)
    world.network(False)
    phoning.until(lambda: phoning.hand.bar is not None and phoning.hand.bar.network == "down", "no network")
    phoning.play("Price price.title | next")
    left = phoning.play("Listing mode.pick")
    assert isinstance(left, Listing) and [row.answer for row in left.rows] == ["degraded"]
    world.network(True)
    phoning.play("Finished done.title | receipt")
    world.phone("kerbrat")
    phoning.play(TO_PRICE_BY_APP)
    phoning.jump("2026-10-18", 540)
    phoning.play("""
        Price price.title   | next
        Listing mode.over   | degraded
        Finished done.title | receipt
        Home home.title
    """)
    with phoning.books() as store:
        assert signed(store) == [("secured", ["V", "S", "K"]), ("degraded", ["S", "K"])]


def test_what_the_rights_say_of_each_way(bench: Bench) -> None:
    """The rights name the best way; the list tells the others with what each will owe."""
    bench.play(UNLOCKED)
    rights = bench.play("Home home.title | +vitale salaun\nFacts4 rights.title | mode")
    assert isinstance(rights, Facts4) and rights.rows[3].sub.key == "mode.secured"
    ways = bench.play("Listing mode.pick")
    assert isinstance(ways, Listing)
    assert [(row.answer, row.title.key, row.sub.key) for row in ways.rows] == [
        ("secured", "mode.secured", "mode.needs.nothing"),
        ("desynchronised", "mode.presigned", "mode.needs.second"),
        ("visit", "mode.visit", "mode.needs.nothing"),
        ("degraded", "mode.degraded", "mode.needs.paper"),
    ]


def test_the_page_shows_the_table() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert section() in text, "run: python -m tests.flows.modes_page"
    assert rewritten(text) == text
