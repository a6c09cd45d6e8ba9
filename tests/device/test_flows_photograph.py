"""A document photographed from the screen: pages, what is wrong with them, kept and on its way; what may fail."""

from device.base.page import Page
from device.base.refusal import Refusal
from device.exchange.scor import MOST_OCTETS, address_of
from simulator.inmemory import MemoryPrinter
from tests.device.played import Played
from tests.device.test_flows_home import billed
from tests.device.test_flows_office import facts_of, moved
from tests.device.test_flows_office_money import owing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class MemoryShutter:
    """The camera of a test: gives these pages one after the other; a refusal in their place is raised."""

    def __init__(self, *pages: "Any") -> None:
        self._pages = list(pages)
        self.on = False

    def watch(self, seconds: int) -> bool:
        """On."""
        self.on = True
        return False

    def take(self) -> Page:
        """The next page."""
        page = self._pages.pop(0)
        if isinstance(page, Refusal):
            raise page
        found: Page = page
        return found

    def stop(self) -> None:
        """Off."""
        self.on = False


GOOD, BLURRED, LOOSE = Page(b"good", True, True), Page(b"blurred", True, False), Page(b"loose", False, True)


def before(device: Played, *pages: "Any") -> "tuple[Played, MemoryShutter]":
    """That device, the first paper it owes open, its camera seeing these pages."""
    shutter = MemoryShutter(*pages)
    device.ports.update({"eye": shutter, "shutter": shutter})
    device.holding = ("watch",)
    return device.answer("papers").answer("item:0").see("Explain"), shutter


def worth(device: Played) -> str:
    """What is said of the page taken last."""
    key: str = [row.sub.key for row in device.view.rows if row.answer == "again"][0]
    return key


def test_pages_become_the_document_of_a_paper() -> None:
    device, shutter = before(owing(billed(), "prescription"), GOOD, BLURRED, GOOD)
    assert device.view.primary.answer == "photo" and [row.answer for row in device.view.reasons] == ["sent"]
    device.answer("photo").see("Scan", "photo.title")
    assert device.view.symbology == "page"
    device.answer("take").see("Listing", "photo.pages")
    assert (worth(device), [row.answer for row in device.view.rows], shutter.on) == ("photo.good", ["more", "again"], False)
    device.answer("more").see("Scan").answer("take").see("Listing")
    assert (worth(device), [row.answer for row in device.view.rows]) == ("photo.blurred", ["again", "more"])
    device.answer("again").see("Scan").answer("take").answer("keep").see("Finished", "photo.kept")
    assert facts_of(device.view.title)["count"] == 2 and facts_of(device.view.rows[0].title)["file"] == "01.349@01.scor.rss.fr"
    paper = device.store.rows("paper_ready")[0]
    assert paper["name"] == "000000100-prescription.pdf" and device.store.blob(paper["blob"]) == b"%PDFgoodgood"
    device.answer("back").see("Explain")
    assert device.view.article.key == "papers.kept" and device.view.primary.answer == "sent"


def test_a_page_whose_edges_are_not_seen_may_be_kept_all_the_same() -> None:
    device, _ = before(owing(billed()), LOOSE)
    assert [row.answer for row in device.view.reasons] == ["sent", "print"]
    device.answer("photo").answer("take").see("Listing")
    assert worth(device) == "photo.no_edge"
    device.answer("cancel").see("Explain")
    assert device.store.count("paper_ready") == 0


def test_what_was_left_or_failed_keeps_nothing() -> None:
    device, shutter = before(owing(billed()), Refusal("EYE_DARK"), GOOD)
    device.answer("photo").answer("back").see("Explain")
    device.answer("photo").answer("take").see("Refuse", "refusal.EYE_DARK.title").answer("cancel").see("Explain")
    assert not shutter.on
    device.holding = ()
    device.answer("photo").see("Explain"), "the camera goes off by itself"
    device.holding = ("watch",)
    device.answer("photo").answer("take").see("Listing").answer("more").answer("back").see("Listing", "photo.pages")
    assert facts_of(device.view.title)["count"] == 1
    device.holding = ("watch", "bind")
    device.answer("keep").see("Wait", "photo.binding").answer("back").see("Listing", "photo.pages")
    device.answer("cancel").see("Explain")
    assert device.store.count("paper_ready") == 0


def test_too_much_for_one_message_is_said() -> None:
    device, _ = before(owing(billed()), Page(b"x" * MOST_OCTETS, True, True))
    device.answer("photo").answer("take").answer("keep").see("Refuse", "refusal.DOCUMENT_HUGE.title").answer("cancel").see(
        "Listing", "photo.pages"
    )


def test_a_document_for_a_fund_without_mailbox_goes_by_post() -> None:
    device = owing(billed())
    invoice = device.store.rows("invoice")[0]["invoice"]
    assert address_of(device.store, invoice) and not address_of(device.store, "T1-999")
    kept = device.store.row

    def elsewhere(table: str, key: str) -> "Any":
        row = kept(table, key)
        return dict(row, receiver="02353") if table == "claim" and row else row

    device.store.row = elsewhere  # type: ignore[method-assign]
    device, _ = before(device, GOOD)
    assert device.view.primary.answer == "sent" and "photo" in [row.answer for row in device.view.reasons]
    device.answer("photo").answer("take").answer("keep").see("Finished", "photo.kept")
    assert device.view.sub.key == "photo.kept.by_hand" and device.view.rows == ()


def test_a_claim_that_is_awaited_may_be_given_its_document() -> None:
    device = moved(billed(), "F", "lot", "send")
    device.ports["printer"] = MemoryPrinter()
    device.answer("invoices").answer("item:0").answer("part:0").see("Explain")
    assert "document" in [row.answer for row in device.view.reasons]
    device.answer("document").see("Explain")
    assert [row["paper"] for row in device.store.rows("paper")] == ["prescription"]
    device.answer("later").see("Explain")
