"""Where papers go: a PDF/A file on the stick when one is there, else in the device's own folder, to be fetched later; and photographed
pages bound into one."""

from pathlib import Path

from device.base.refusal import Refusal
from device.formats.papers import Sheet
from device.ports import Medium
from hal import papers
from hal.medium import DirectoryMedium

STICK, DEVICE = "stick", "device"


class FilePrinter:
    """`Printer` into `folder`, which is made when it is needed, or onto `stick` while it is there."""

    def __init__(self, folder: Path, stick: Medium | None = None) -> None:
        self._folder = folder
        self._stick = stick

    def bind(self, pictures: tuple[bytes, ...], most: int) -> bytes:
        """Photographed pages as one PDF/A of `most` octets at most; DOCUMENT_HUGE."""
        return papers.scanned(pictures, most)

    def write(self, name: str, sheets: tuple[Sheet, ...]) -> str:
        """`stick` or `device`: where the file is, durable. The refusals of `Medium`, but for a stick that is not there."""
        octets = papers.pdf(sheets)
        try:
            if self._stick is not None:
                self._stick.write(name, octets)
                return STICK
        except Refusal as refusal:
            if refusal.code != "MEDIUM_ABSENT":
                raise
        self._folder.mkdir(parents=True, exist_ok=True)
        DirectoryMedium(self._folder).write(name, octets)
        return DEVICE
