"""From the camera to the fund: the form of an invoice made without a card is photographed, sent as PDF/A, received and ticked off."""

import io

import pikepdf

from device.flows.views import View, Wait
from simulator import sheet
from tests.flows.bench import UNLOCKED, Bench

WITHOUT_CARD = """
    Home home.title     | +vitale salaun
    Facts4 rights.title | next
    Choose care.title   | next
    Price price.title   | -vitale
    Price price.title   | next
    Listing mode.gone   | degraded
    Finished done.title | receipt
    Home home.title
"""
PHOTOGRAPHED = """
    Home home.title      | papers
    Listing papers.title | item:0
    Explain              | photo
    Scan photo.title     | take
    Listing photo.pages  | keep
    Finished photo.kept  | back
    Explain              | later
"""
HOME = """
    Listing papers.title | back
    Listing office.title | back
    Chart month.title    | close
    Home home.title
"""


def _lots(view: View | None) -> list[str]:
    return [row.sub.key for row in view.rows] if isinstance(view, Wait) else []


def test_a_photographed_form_reaches_the_fund(sending: Bench) -> None:
    far_end = sending.far_end
    assert far_end is not None
    sheet.show(far_end.directory / "camera", sheet.written(("Feuille de soins", "signee par l'assure")), sheet.Lying())
    sending.play(UNLOCKED + WITHOUT_CARD + PHOTOGRAPHED)
    kept = far_end.directory / "insurer"
    sending.until(lambda: any(kept.glob("scor-*.pdf")), "the document at the fund")
    (document,) = kept.glob("scor-*.pdf")
    with pikepdf.open(io.BytesIO(document.read_bytes())) as opened:
        assert len(opened.pages) == 1 and opened.pages[0].mediabox[3] > 840
    sending.play(HOME)
    sending.jump("2026-10-20")
    sending.play("Home home.title | sending")
    sending.until(lambda: "lot.acked" in _lots(sending.hand.view), "its receipt")
    sending.play("Wait | home")
    sending.play("Home home.title | papers\nListing papers.none | back")
    with sending.books() as store:
        assert store.count("paper") == 0 and store.count("document_sent") == 1
        assert [(lot["kind"], lot["state"]) for lot in store.rows("lot") if lot["kind"] == "S"] == [("S", "acked")]
