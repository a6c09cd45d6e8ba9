"""The visit over several cards: the same patient twice, two patients of one home, a card swapped before the signature."""

from tests.flows.bench import UNLOCKED, Bench

BILLED = """
    Facts4 rights.title   | next
    Choose care.title     | next
    Price price.title     | next
    Finished done.title   | -vitale
    Finished done.title   | receipt
    Home home.title
"""


def test_the_same_patient_twice_in_a_day(bench: Bench) -> None:
    bench.play(UNLOCKED)
    bench.play("Home | +vitale morvan" + BILLED)
    with bench.books() as store:
        assert [row["number"] for row in store.rows("invoice")] == ["000000100"]
