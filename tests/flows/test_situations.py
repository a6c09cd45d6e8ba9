"""A card of eight places of practice: the place chosen decides numbers, counters and lots."""

from device.flows.views import Listing
from device.formats.b2 import read_image
from device.formats.seals import taken_apart
from tests.flows.bench import Bench
from tests.flows.people import PLACES

CHOOSING = """
    Insert lock.title      | +cps many
    Pin pin.title          | #1942
    Listing situation.pick
"""


def test_the_place_chosen_is_billed_and_travels_apart(sending: Bench) -> None:
    shown = sending.play(CHOOSING)
    assert isinstance(shown, Listing) and len(shown.rows) == len(PLACES) == 8
    sending.play("Listing situation.pick | 7")
    sending.bill("salaun")
    sending.play("Home home.title | -cps")
    sending.play(CHOOSING + "Listing situation.pick | 0")
    sending.bill("legoff")
    sending.play("Home home.title | sending")
    world = sending.far_end.world if sending.far_end is not None else None
    assert world is not None
    sending.until(lambda: len(world.lots()) == 2, "a lot for each place")
    sending.hand.until(lambda: sending.hand.view is not None and "sending.none" in sending.hand.said(), "nothing left")
    with sending.books() as store:
        eighth, first = store.rows("invoice")
        assert [(row["payee"], row["number"]) for row in (eighth, first)] == [(PLACES[7], "000000001"), (PLACES[0], "000000100")]
        for row in (eighth, first):
            image = read_image(taken_apart(store.blob(row["fse_blob"]) or b"").body)
            assert image.head.values["biller"] == row["payee"]
        assert {(lot["payee"], len(lot["claims"])) for lot in store.rows("lot")} == {(PLACES[7], 1), (PLACES[0], 1)}
