"""Papers as PDF/A-1b: valid, whole, as many pages as they take."""

import io

import pikepdf
import pikepdf.pdfa
import pytest

from device.base.dates import day_from_iso
from device.formats.b2 import read_image
from device.formats.papers import Dispatched, Sheet, care_form, dispatch_slip, patient_receipt
from hal import papers
from tests.formats import files

SUNDAY = day_from_iso("2026-10-18")
INVOICE = read_image(files.FSE)


def _slip(count: int) -> Sheet:
    return dispatch_slip("SOREL ELISE", "01 349", SUNDAY, tuple(Dispatched(f"{at:09d}", "LE GOFF", SUNDAY, 590) for at in range(count)))


SHEETS = {
    "form": (care_form(INVOICE, "MARTIN CAMILLE", "SOREL ÉLISE"), 1),
    "receipt": (patient_receipt(INVOICE, "MARTIN CAMILLE", "SOREL ÉLISE", SUNDAY, (("cash", 100),)), 1),
    "slip": (_slip(5), 1),
    "long slip": (_slip(60), 2),
    "longer slip": (_slip(120), 4),
    "bare": (Sheet("Rien", ()), 1),
    "long words": (Sheet("Titre " * 30, (("Libellé " * 3, "Valeur " * 40),)), 1),
}


@pytest.mark.parametrize("name", SHEETS)
def test_each_paper_is_a_valid_archive_document(name: str) -> None:
    sheet, pages = SHEETS[name]
    octets = papers.pdf([sheet])
    with pikepdf.open(io.BytesIO(octets)) as made:
        assert len(made.pages) == pages
        assert pikepdf.pdfa.check(made, "1b").passed


def test_several_papers_go_in_one_file() -> None:
    with pikepdf.open(io.BytesIO(papers.pdf(sheet for sheet, _pages in SHEETS.values()))) as made:
        assert len(made.pages) == sum(pages for _sheet, pages in SHEETS.values())


def test_a_page_is_written_inside_its_margins() -> None:
    """Black stands between the margins: what is too long was written smaller, never cut by the edge."""
    for sheet, _pages_due in SHEETS.values():
        for page in papers._pages(sheet):
            inked = page.convert("L").point(lambda value: 255 - value).getbbox()
            assert inked is not None
            left, top, right, bottom = inked
            assert left >= papers.MARGIN - 2 and top >= papers.MARGIN - 2
            assert right <= papers.WIDTH - papers.MARGIN + 2 and bottom <= papers.HEIGHT - papers.MARGIN + 2
