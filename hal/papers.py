"""Papers as PDF/A-1b: each page is drawn in black on white at 200 dots an inch, and nothing on it needs a font to be read.

Pages are pictures (CCITT G4), validated by pikepdf as they are written. Nothing that does not fit is cut: it is written smaller.
"""

import io
from collections.abc import Iterable
from functools import cache

import img2pdf
import pikepdf
import pikepdf.pdfa
from PIL import Image, ImageDraw, ImageFont

from device.base.refusal import Refusal
from device.formats.papers import Sheet

DPI = 200
WIDTH, HEIGHT = 1654, 2339
MARGIN = 130
_RIGHT = WIDTH - MARGIN
_BOTTOM = HEIGHT - MARGIN
# Tried one after the other until a file is small enough.
_COARSER = (200, 150, 100)
# What is darker than that is ink.
_INK = 160
_LABEL = 420
_ROW, _LINE, _GAP, _BOX = 46, 42, 30, 220
_TITLE, _TEXT, _SMALL, _SMALLEST = 54, 30, 26, 14
_FONTS = "/usr/share/fonts/opentype/b612/"
_REGULAR, _BOLD = _FONTS + "B612-Regular.otf", _FONTS + "B612-Bold.otf"


def pdf(sheets: Iterable[Sheet]) -> bytes:
    """The sheets one after the other, each on as many pages as it takes."""
    return _bound([page for sheet in sheets for page in _pages(sheet)], DPI)


def scanned(pictures: Iterable[bytes], most: int) -> bytes:
    """The photographed pages (PNG) as one file of `most` octets at most, drawn coarser where it must; DOCUMENT_HUGE when even that is too
    large."""
    pages = [Image.open(io.BytesIO(picture)).convert("L") for picture in pictures]
    for dpi in _COARSER:
        scaled = [_at(page, dpi) for page in pages]
        made = _bound(scaled, dpi)
        if len(made) <= most:
            return made
    raise Refusal("DOCUMENT_HUGE", count=len(pages))


def _at(page: Image.Image, dpi: int) -> Image.Image:
    """In black on white, at so many dots an inch; a frame that is no whole page is taken for one."""
    width, height = (WIDTH, HEIGHT) if page.height >= page.width else (HEIGHT, WIDTH)
    scale = min(width / page.width, height / page.height) * dpi / DPI
    size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
    return page.resize(size, Image.Resampling.LANCZOS).point(lambda grey: 255 * (grey > _INK)).convert("1")


def _bound(pages: list[Image.Image], dpi: int) -> bytes:
    layout = img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))
    raw = img2pdf.convert([_png(page) for page in pages], layout_fun=layout, nodate=True, engine=img2pdf.Engine.pikepdf)
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as made:
        pikepdf.pdfa.save(made, written, "1b")
    return written.getvalue()


def _png(page: Image.Image) -> bytes:
    octets = io.BytesIO()
    page.save(octets, "PNG")
    return octets.getvalue()


def _pages(sheet: Sheet) -> list[Image.Image]:
    writer = _Writer(sheet.title)
    for label, value in sheet.pairs:
        writer.pair(label, value)
    if sheet.heads:
        writer.table(sheet)
    for label, value in sheet.totals:
        writer.total(label, value)
    for note in sheet.notes:
        writer.note(note)
    writer.boxes(sheet.boxes)
    return writer.pages


class _Writer:
    """Writes from top to bottom, on a new page when the present one is full."""

    def __init__(self, title: str) -> None:
        self._title = title
        self.pages: list[Image.Image] = []
        self._turn()

    def _turn(self) -> None:
        page = Image.new("1", (WIDTH, HEIGHT), 1)
        self.pages.append(page)
        self._draw = ImageDraw.Draw(page)
        self._y = MARGIN
        if len(self.pages) > 1:
            self._text(f"page {len(self.pages)}", MARGIN, _RIGHT, _SMALL, right=True)
            self._y += _LINE
        self._paragraph(self._title, MARGIN, _TITLE, True, _TITLE + _GAP // 2)
        self._y += _GAP

    def _room(self, height: int) -> bool:
        """Is there room for that much? If not, a page was turned."""
        if self._y + height <= _BOTTOM:
            return True
        self._turn()
        return False

    def _text(self, text: str, left: int, end: int, size: int, bold: bool = False, right: bool = False) -> None:
        """One line, written smaller when it is too long."""
        while _width(text, size, bold) > end - left and size > _SMALLEST:
            size -= 1
        start = end - _width(text, size, bold) if right else left
        self._draw.text((start, self._y), text, font=_font(size, bold), fill=0)

    def _paragraph(self, text: str, left: int, size: int, bold: bool, step: int) -> None:
        """As many lines as it takes, up to the right margin."""
        for line in _broken(text, _RIGHT - left, size, bold):
            self._room(step)
            self._text(line, left, _RIGHT, size, bold)
            self._y += step

    def pair(self, label: str, value: str) -> None:
        """A label and its value, which may take several lines."""
        self._room(_LINE)
        self._text(label, MARGIN, MARGIN + _LABEL - _GAP, _SMALL)
        self._paragraph(value or " ", MARGIN + _LABEL, _TEXT, True, _LINE)

    def table(self, sheet: Sheet) -> None:
        """Heads, rules, rows; the heads again on each page."""
        self._y += _GAP
        width = (_RIGHT - MARGIN) // len(sheet.heads)
        right = [head in sheet.numbers for head in sheet.heads]
        self._row(sheet.heads, width, right, bold=True)
        for row in sheet.rows:
            if not self._room(_ROW):
                self._row(sheet.heads, width, right, bold=True)
            self._row(row, width, right, bold=False)
        self._y += _GAP

    def _row(self, cells: tuple[str, ...], width: int, right: list[bool], bold: bool) -> None:
        for index, cell in enumerate(cells):
            left = MARGIN + index * width
            self._text(cell, left + 4, left + width - 12, _SMALL, bold, right[index])
        self._y += _ROW
        self._draw.line((MARGIN, self._y - 8, _RIGHT, self._y - 8), fill=0, width=3 if bold else 1)

    def total(self, label: str, value: str) -> None:
        """A sum, at the right."""
        self._room(_LINE)
        self._text(label, WIDTH // 2, _RIGHT - 260, _TEXT)
        self._text(value, WIDTH // 2, _RIGHT - 12, _TEXT, bold=True, right=True)
        self._y += _LINE

    def note(self, text: str) -> None:
        """A line of small print."""
        self._y += _GAP
        self._paragraph(text, MARGIN, _SMALL, False, _LINE)

    def boxes(self, labels: tuple[str, ...]) -> None:
        """Places to sign, side by side."""
        if not labels:
            return
        self._y += _GAP
        self._room(_BOX + _LINE)
        width = (_RIGHT - MARGIN) // len(labels)
        for index, label in enumerate(labels):
            left = MARGIN + index * width
            self._text(label, left + 12, left + width - _GAP, _SMALL)
            self._draw.rectangle((left, self._y - 10, left + width - _GAP, self._y + _BOX), outline=0, width=2)
        self._y += _BOX + _LINE


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_BOLD if bold else _REGULAR, size)


def _width(text: str, size: int, bold: bool) -> float:
    return _font(size, bold).getlength(text)


def _broken(text: str, room: int, size: int, bold: bool) -> list[str]:
    """The text in lines that fit, broken between words."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and _width(lines[-1] + " " + word, size, bold) <= room:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
