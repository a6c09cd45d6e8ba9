"""The camera: the one home of OpenCV's capture and of zxing-cpp. Frames are taken on a thread; only the newest one counts."""

import threading
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from device.base.refusal import Refusal
from device.ports import Code

Picture = NDArray[np.uint8]
_FORMATS = {"qr": zxingcpp.barcode_formats_from_str("QRCode"), "datamatrix": zxingcpp.barcode_formats_from_str("DataMatrix")}
# Below this brightest grey nothing can be seen: a covered lens, or a room without light.
_DARK = 24
_SEQUENCE_SECONDS = 0.08
_FIRST_FRAME_SECONDS = 3.0


class CameraEye:
    """An `Eye` on `source`: a device (`/dev/video0`, `0`) or the pattern of a picture sequence (`.../frame_%04d.png`), which is
    played again and again at the pace of a camera."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._is_sequence = "%" in source
        self._stop = threading.Event()
        self._fresh = threading.Condition()
        self._newest: Picture | None = None
        self._number = 0
        self._looked = 0
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Start capturing; EYE_ABSENT when there is no camera."""
        if self._thread is not None:
            return
        capture = self._captured()
        self._stop.clear()
        self._newest, self._number, self._looked = None, 0, 0
        self._thread = threading.Thread(target=self._take, args=(capture,), name="eye", daemon=True)
        self._thread.start()

    def _captured(self) -> cv2.VideoCapture:
        if self._is_sequence and not Path(self._source % 0).exists():
            raise Refusal("EYE_ABSENT")
        source = int(self._source) if self._source.isdecimal() else self._source
        capture = cv2.VideoCapture(source)
        if not capture.isOpened():
            capture.release()
            raise Refusal("EYE_ABSENT")
        return capture

    def _take(self, capture: cv2.VideoCapture) -> None:
        """Take frames until stopped; a sequence begins again at its end, with whatever pictures are there by then."""
        while not self._stop.is_set():
            taken, frame = capture.read()
            if taken:
                with self._fresh:
                    self._newest, self._number = np.asarray(frame, dtype=np.uint8), self._number + 1
                    self._fresh.notify_all()
            elif self._is_sequence:
                capture.release()
                try:
                    capture = self._captured()
                except Refusal:
                    pass  # the pictures are being exchanged
            if self._is_sequence or not taken:
                self._stop.wait(_SEQUENCE_SECONDS)
        capture.release()

    def frame(self) -> tuple[int, int, bytes] | None:
        """Width, height and RGB octets of the newest frame."""
        newest = self._newest
        if newest is None:
            return None
        height, width = newest.shape[:2]
        return width, height, cv2.cvtColor(newest, cv2.COLOR_BGR2RGB).tobytes()

    def look(self, symbology: str) -> Code | None:
        """The code in the newest frame; a frame is looked at once. EYE_DARK, EYE_ABSENT when no frame comes at all."""
        with self._fresh:
            if not self._fresh.wait_for(lambda: self._number > self._looked, _FIRST_FRAME_SECONDS):
                raise Refusal("EYE_ABSENT")
            newest, self._looked = self._newest, self._number
        grey = np.asarray(cv2.cvtColor(np.asarray(newest), cv2.COLOR_BGR2GRAY), dtype=np.uint8, order="C")
        if int(np.max(grey)) < _DARK:
            raise Refusal("EYE_DARK")
        return _decoded(grey, symbology)

    def close(self) -> None:
        """Stop capturing."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None


def _decoded(grey: NDArray[np.uint8], symbology: str) -> Code | None:
    """The first code; on a miss, once more with the other binariser, which finds a few more in bad light."""
    for binarizer in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
        found = zxingcpp.read_barcodes(grey, formats=_FORMATS[symbology], text_mode=zxingcpp.TextMode.Plain, binarizer=binarizer)
        if found:
            return Code(symbology, bytes(found[0].bytes))
    return None
