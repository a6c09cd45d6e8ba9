"""The visit over several cards: the same patient twice, two patients of one home, a card swapped before the signature."""

from device.formats.b2 import read_image
from device.formats.seals import taken_apart
from device.formats.zone import decode, encode, group
from device.formats.zone_groups import GROUPS
from simulator.story.people import NURSE, PEOPLE, patient_zone
from tests.flows.bench import SIGNED, TO_PRICE, UNLOCKED, Bench

ONE_MORE = """
    Home home.title       | other
    Listing who.title     | 0
    Facts4 rights.title   | next
    Choose care.title     | other
    Listing search.title  | XVI ch.I art.1
    Listing search.title  | inf.injection.im
    Listing order.title   | book
    Listing book.title    | 10002909371
    Choose order.new      | next
    Choose care.title     | next
    Price price.title     | next
    Finished done.title   | receipt
    Home home.title
"""


def test_the_same_patient_twice_in_a_day(bench: Bench) -> None:
    bench.play(UNLOCKED)
    bench.bill("morvan")
    bench.jump("2026-10-18", 1075)
    bench.bill("morvan")
    with bench.books() as store:
        first, second = store.rows("invoice")
        assert [row["number"] for row in (first, second)] == ["000000100", "000000101"]
        assert first["patient"] == second["patient"] and first["visits"] != second["visits"]
        assert store.rows("billed")[0]["acts"] == {"inf.injection.sc": 2}
        assert len(store.rows("patient")) == 9


def test_two_people_of_one_card_that_stays_in_its_slot(bench: Bench) -> None:
    """The child who is awaited comes first; the mother, whom nobody planned, is chosen from the same card."""
    bench.play(UNLOCKED)
    bench.play("Home home.title | +vitale riou_n" + SIGNED)
    bench.play("Finished done.title | receipt" + ONE_MORE)
    with bench.books() as store:
        child, mother = store.rows("invoice")
        heads = [read_image(taken_apart(store.blob(row["fse_blob"]) or b"").body).head.values for row in (child, mother)]
        assert [head["nir"] for head in heads] == [PEOPLE["riou_n"].nir] * 2
        assert [head["birth"] for head in heads] == ["200610", "900315"]
        assert child["patient"] != mother["patient"]


def test_a_second_card_at_once_opens_no_visit_of_the_first(bench: Bench) -> None:
    """Two patients of one home, each with a card, one after the other: two visits, two invoices, each of its own fund."""
    bench.play(UNLOCKED)
    bench.bill("lebris_a")
    bench.bill("lebris_p")
    with bench.books() as store:
        claims = [row for row in store.rows("claim") if row["kind"] == "F"]
        assert len({row["destination"] for row in claims}) == 2
        assert len({row["invoice"] for row in claims}) == 2


def test_another_card_at_the_signature_is_refused_and_the_right_one_signs(bench: Bench) -> None:
    bench.play(UNLOCKED)
    bench.play("Home | +vitale morvan" + TO_PRICE)
    bench.play("""
        Price price.title               | +vitale kerbrat
        Price price.title               | next
        Refuse refusal.CARD_SWAPPED.title | -vitale
        Refuse refusal.CARD_SWAPPED.title | +vitale morvan
        Finished done.title
    """)
    with bench.books() as store:
        assert [(row["number"], row["state"]) for row in store.rows("invoice")] == [("000000100", "sealed")]


def test_a_card_on_which_the_patient_is_no_longer_signs_nothing(bench: Bench) -> None:
    """The same serial: the card was brought up to date between the reading and the signature, and she is not on it any more."""
    bench.play(UNLOCKED)
    bench.play("Home home.title | +vitale morvan" + TO_PRICE)
    bench.cut()
    bench.rack.patient("morvan", of_another(patient_zone("morvan")))
    bench.again()
    bench.play(UNLOCKED)
    bench.play("""
        Home home.title                   | start
        Price price.title                 | next
        Listing mode.gone                 | +vitale morvan
        Refuse refusal.CARD_SWAPPED.title | cancel
        Price price.title
    """)
    with bench.books() as store:
        assert [row["state"] for row in store.rows("invoice")] == ["sealing"]


def test_another_professional_between_reading_and_signing_gets_nothing_of_it(bench: Bench) -> None:
    """The nurse's card leaves at the price; a colleague's opens his own round; the nurse finds her visit where it stood."""
    bench.play(UNLOCKED)
    bench.play("Home home.title | +vitale morvan" + TO_PRICE)
    bench.play("""
        Price price.title | -cps
        Insert lock.title | +cps colleague
        Pin pin.title     | #5555
        Home home.title   | -cps
        Insert lock.title | +cps nurse
        Pin pin.title     | #1942
        Home home.title   | start
        Price price.title | next
        Finished done.title
    """)
    with bench.books() as store:
        assert [(row["payee"], row["executant"], row["number"]) for row in store.rows("invoice")] == [
            (NURSE.billing, NURSE.billing, "000000100")
        ]


def of_another(zone: bytes) -> bytes:
    """The zone of a card, its beneficiary born on another day."""
    groups = list(decode(zone))
    at = [each.number for each in groups].index(104)
    named = {name: groups[at].text(name) for name, _kind, _most in GROUPS[104][1]}
    groups[at] = group(104, **(named | {"birth": "196203120000"}))
    return encode(groups)
