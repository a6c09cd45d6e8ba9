"""A sheet before the camera becomes a document: found, straightened, cleaned, bound as PDF/A within the size a fund takes."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest

from device.base.page import Page
from device.exchange.scor import MOST_OCTETS
from hal import papers
from hal.eye import CameraEye
from hal.scanner import Scanner
from simulator import sheet
from tests.device.check import refuses

LINES = tuple(f"Ordonnance, ligne {rank:02d} : pansement simple tous les jours" for rank in range(30))
PAGE = sheet.written(LINES)


@pytest.fixture(name="eyes")
def _eyes() -> Iterator[list[CameraEye]]:
    opened: list[CameraEye] = []
    yield opened
    for eye in opened:
        eye.close()


def _seen(eyes: list[CameraEye], folder: Path, lying: sheet.Lying, page: sheet.Picture = PAGE) -> Page:
    eye = CameraEye(sheet.show(folder, page, lying), still=True)
    eyes.append(eye)
    eye.open()
    return eye.page()


def _alike(picture: bytes, page: sheet.Picture) -> float:
    """How much of the ink of two pages lies in the same places, letters thickened a little."""
    found = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert found is not None and found.shape == page.shape
    one, other = (cv2.erode(each, np.ones((7, 7), np.uint8)) < 128 for each in (found, page))
    return int((one & other).sum()) / int((one | other).sum())


@pytest.mark.parametrize(
    "lying",
    [sheet.Lying(), sheet.Lying(turn=-12), sheet.Lying(light=0.35), sheet.Lying(table=140), sheet.Lying(size=0.6, tilt=0, turn=0)],
    ids=["usual", "turned", "in the dark", "middling table", "far"],
)
def test_a_page_on_a_table_is_straightened_and_cleaned(eyes: list[CameraEye], tmp_path: Path, lying: sheet.Lying) -> None:
    found = _seen(eyes, tmp_path, lying)
    assert found.straightened and found.sharp
    assert _alike(found.picture, PAGE) > 0.8


def test_a_page_may_lie_on_its_side(eyes: list[CameraEye], tmp_path: Path) -> None:
    found = _seen(eyes, tmp_path, sheet.Lying(size=0.7), np.ascontiguousarray(np.rot90(PAGE)))
    assert found.straightened and _alike(found.picture, np.ascontiguousarray(np.rot90(PAGE))) > 0.8


@pytest.mark.parametrize(
    "lying", [sheet.Lying(table=250), sheet.Lying(size=1.4), sheet.Lying(size=0.3)], ids=["as light as the page", "too near", "too far"]
)
def test_where_no_edge_is_seen_nothing_is_guessed(eyes: list[CameraEye], tmp_path: Path, lying: sheet.Lying) -> None:
    found = _seen(eyes, tmp_path, lying)
    assert not found.straightened and found.picture.startswith(b"\x89PNG")


def test_a_table_without_a_page_has_none(eyes: list[CameraEye], tmp_path: Path) -> None:
    assert not _seen(eyes, tmp_path, sheet.Lying(size=0.01)).straightened


def test_a_blurred_page_is_said_to_be(eyes: list[CameraEye], tmp_path: Path) -> None:
    assert not _seen(eyes, tmp_path, sheet.Lying(blur=25)).sharp


def test_a_covered_lens_is_refused(tmp_path: Path, eyes: list[CameraEye]) -> None:
    eye = CameraEye(sheet.show(tmp_path, np.zeros_like(PAGE), sheet.Lying(table=0)), still=True)
    eyes.append(eye)
    eye.open()
    refuses("EYE_DARK", eye.page)


def test_what_the_screen_is_shown_is_smaller_than_what_is_kept(eyes: list[CameraEye], tmp_path: Path) -> None:
    _seen(eyes, tmp_path, sheet.Lying())
    shown = eyes[0].frame()
    assert shown is not None and shown[:2] == (1280, 1706) and len(shown[2]) == 1280 * 1706 * 3


def test_a_page_is_taken_while_the_camera_is_watched(tmp_path: Path) -> None:
    source = sheet.show(tmp_path, PAGE, sheet.Lying())
    scanner = Scanner(lambda: CameraEye(source, still=True))
    ended: list[bool] = []
    watching = threading.Thread(target=lambda: ended.append(scanner.watch(60)))
    watching.start()
    assert scanner.take().straightened, "taken before the camera is on, it waits for it"
    scanner.stop()
    watching.join(10)
    assert ended == [True] and scanner.frame() is None
    assert scanner.watch(0) is False and scanner.frame() is None


def test_a_page_of_a_camera_that_nobody_watches_is_refused(tmp_path: Path) -> None:
    refuses("EYE_ABSENT", Scanner(lambda: CameraEye(str(tmp_path)), beginning_seconds=0).take)


# the document


def _pages(octets: bytes) -> int:
    with pikepdf.open(io.BytesIO(octets)) as made:
        return len(made.pages)


def test_the_document_is_a_pdf_a_of_its_pages(eyes: list[CameraEye], tmp_path: Path) -> None:
    found = _seen(eyes, tmp_path, sheet.Lying())
    made = papers.scanned([found.picture, found.picture], MOST_OCTETS)
    assert _pages(made) == 2 and len(made) <= MOST_OCTETS and b"pdfaid:part" in made
    with pikepdf.open(io.BytesIO(made)) as opened:
        box = [round(float(side)) for side in opened.pages[0].mediabox]
    assert box == [0, 0, 595, 842], "A4 in points"


def test_a_large_document_is_drawn_coarser_and_a_huge_one_refused(eyes: list[CameraEye], tmp_path: Path) -> None:
    found = _seen(eyes, tmp_path, sheet.Lying())
    one = len(papers.scanned([found.picture], MOST_OCTETS))
    coarser = papers.scanned([found.picture], one - 1)
    assert len(coarser) < one and _pages(coarser) == 1
    refuses("DOCUMENT_HUGE", papers.scanned, [found.picture] * 3, 1000)


def test_a_frame_without_page_is_bound_too(eyes: list[CameraEye], tmp_path: Path) -> None:
    found = _seen(eyes, tmp_path, sheet.Lying(table=250))
    assert _pages(papers.scanned([found.picture], MOST_OCTETS)) == 1
