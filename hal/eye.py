"""The camera: the one home of OpenCV and of zxing-cpp. Frames are taken on a thread; only the newest one counts."""

import threading
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from device.base.page import Page
from device.base.refusal import Refusal
from device.ports import Code

Picture = NDArray[np.uint8]
_FORMATS = {"qr": zxingcpp.barcode_formats_from_str("QRCode"), "datamatrix": zxingcpp.barcode_formats_from_str("DataMatrix")}
# Below this brightest grey nothing can be seen: a covered lens, or a room without light.
_DARK = 24
# A page asks for all that a camera has: A4 at 200 dots an inch is 1654 by 2339. The driver takes what is nearest.
_STILL = (2592, 1944)
# What the screen is shown is no larger.
_SHOWN = 1280
_SEQUENCE_SECONDS = 0.08
_FIRST_FRAME_SECONDS = 3.0


class CameraEye:
    """An `Eye` on `source`: a device (`/dev/video0`, `0`) or the pattern of a picture sequence (`.../frame_%04d.png`), which is
    played again and again at the pace of a camera."""

    def __init__(self, source: str, still: bool = False) -> None:
        """With `still`, frames are as large as the camera has them."""
        self._source = source
        self._still = still
        self._is_sequence = "%" in source
        self._stop = threading.Event()
        self._fresh = threading.Condition()
        self._newest: Picture | None = None
        self._number = 0
        self._looked = 0
        self._filled: int | None = None
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Start capturing; EYE_ABSENT when there is no camera."""
        if self._thread is not None:
            return
        capture = self._captured()
        self._stop.clear()
        self._newest, self._number, self._looked, self._filled = None, 0, 0, None
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
        if self._still and not self._is_sequence:
            capture.set(cv2.CAP_PROP_FRAME_WIDTH, _STILL[0])
            capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _STILL[1])
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
        if newest.shape[1] > _SHOWN:
            shrunk = cv2.resize(newest, (_SHOWN, newest.shape[0] * _SHOWN // newest.shape[1]), interpolation=cv2.INTER_NEAREST)
            newest = np.asarray(shrunk, dtype=np.uint8)
        height, width = newest.shape[:2]
        return width, height, cv2.cvtColor(newest, cv2.COLOR_BGR2RGB).tobytes()

    def look(self, symbology: str) -> Code | None:
        """The code in the newest frame; a frame is looked at once. EYE_DARK, EYE_ABSENT when no frame comes at all."""
        grey = self._grey()
        found, torn = _decoded(grey, symbology)
        self._filled = None if found else _filled(grey, torn)
        return found

    def filled(self) -> int | None:
        """By the QR code found in the frame looked at last."""
        return self._filled

    def page(self) -> Page:
        """The page in the newest frame. EYE_DARK, EYE_ABSENT."""
        grey = self._grey()
        corners = _corners(grey)
        even = _evened(_flattened(grey, corners) if corners is not None else grey)
        return Page(_png(_cleaned(even)), corners is not None, _is_sharp(even))

    def _grey(self) -> Picture:
        """A frame not looked at yet. EYE_ABSENT when none comes, EYE_DARK when nothing can be seen in it."""
        with self._fresh:
            if not self._fresh.wait_for(lambda: self._number > self._looked, _FIRST_FRAME_SECONDS):
                raise Refusal("EYE_ABSENT")
            newest, self._looked = self._newest, self._number
        grey = np.asarray(cv2.cvtColor(np.asarray(newest), cv2.COLOR_BGR2GRAY), dtype=np.uint8, order="C")
        if int(np.max(grey)) < _DARK:
            raise Refusal("EYE_DARK")
        return grey

    def close(self) -> None:
        """Stop capturing."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None


def _decoded(grey: NDArray[np.uint8], symbology: str) -> tuple[Code | None, list[zxingcpp.Barcode]]:
    """The first code; on a miss, once more with the other binariser, which finds a few more in bad light. Then what the first one saw
    and could not read."""
    torn: list[zxingcpp.Barcode] = []
    for binarizer in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
        seen = zxingcpp.read_barcodes(
            grey, formats=_FORMATS[symbology], text_mode=zxingcpp.TextMode.Plain, binarizer=binarizer, return_errors=True
        )
        for each in seen:
            if each.valid:
                return Code(symbology, bytes(each.bytes)), []
        torn = torn or list(seen)
    return None, torn


def _filled(grey: Picture, torn: list[zxingcpp.Barcode]) -> int | None:
    """The side of a code in percent of the frame's shorter one: of one read with errors, or of three corners that look like a QR code's."""
    area = max([_area(each.position) for each in torn], default=0.0)
    if not area:
        seen, corners = cv2.QRCodeDetector().detect(grey)
        area = cv2.contourArea(corners) if seen else 0.0
    return round(100 * area**0.5 / min(grey.shape)) if area else None


def _area(place: zxingcpp.Position) -> float:
    corners = [(each.x, each.y) for each in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]
    return float(cv2.contourArea(np.array(corners, dtype=np.float32)))


# A page fills at least so much of the frame, or it is something else.
_LEAST_AREA = 0.2
_A4 = (1654, 2339)
# The Laplacian of a picture so wide, at its sharpest thousandth: below that, letters run into each other.
_SHARP_WIDTH, _SHARPEST, _SHARP = 800, 99.9, 60.0


def _corners(grey: Picture) -> NDArray[np.float32] | None:
    """The four corners of the page, from the top left clockwise, each where the lines of two sides meet; None where no edge is seen: on
    a table as light as the page nothing is guessed."""
    half = cv2.GaussianBlur(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), (5, 5), 0)
    _, light = cv2.threshold(half, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    outline = max(outlines, key=cv2.contourArea)
    rough = cv2.approxPolyDP(outline, 0.03 * cv2.arcLength(outline, True), True)
    if len(rough) != 4 or not cv2.isContourConvex(rough) or cv2.contourArea(rough) < _LEAST_AREA * half.size:
        return None
    ordered = _clockwise(rough.reshape(4, 2).astype(np.float32))
    if _touches(ordered, half.shape[1], half.shape[0]):
        return None
    sides = [_side(outline.reshape(-1, 2).astype(np.float32), ordered[at], ordered[(at + 1) % 4]) for at in range(4)]
    return np.array([_crossing(sides[at - 1], sides[at]) for at in range(4)], dtype=np.float32) * 2


def _touches(corners: NDArray[np.float32], width: int, height: int) -> bool:
    """True when two corners lie on the frame's border: part of the page is outside."""
    outside = [x <= 1 or y <= 1 or x >= width - 2 or y >= height - 2 for x, y in corners.tolist()]
    return outside.count(True) >= 2


def _clockwise(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """From the top left."""
    middle = points.mean(axis=0)
    turning = np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0])
    round_about = points[np.argsort(turning)]
    first = int(np.argmin(round_about.sum(axis=1)))
    return np.asarray(np.roll(round_about, -first, axis=0), dtype=np.float32)


def _side(outline: NDArray[np.float32], start: NDArray[np.float32], end: NDArray[np.float32]) -> NDArray[np.float32]:
    """The line through the outline's points along that side, corners left out: direction and a point of it."""
    way = (end - start) / np.linalg.norm(end - start)
    along = (outline - start) @ way
    across = np.abs((outline - start) @ np.array([-way[1], way[0]], dtype=np.float32))
    length = float(np.linalg.norm(end - start))
    near = outline[(along > 0.1 * length) & (along < 0.9 * length) & (across < 0.03 * length)]
    fitted = cv2.fitLine(near, cv2.DIST_HUBER, 0, 0.01, 0.01) if len(near) > 1 else np.concatenate([way, start])
    return np.asarray(fitted, dtype=np.float32).reshape(4)


def _crossing(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Where two lines meet."""
    matrix = np.array([[one[0], -other[0]], [one[1], -other[1]]], dtype=np.float64)
    steps = np.linalg.solve(matrix, (other[2:] - one[2:]).astype(np.float64))
    return np.asarray(one[2:] + steps[0] * one[:2], dtype=np.float32)


def _flattened(grey: Picture, corners: NDArray[np.float32]) -> Picture:
    """The page as if seen from above, A4 at 200 dots an inch, upright or lying as it was held."""
    lengths = [float(np.linalg.norm(corners[at] - corners[(at + 1) % 4])) for at in range(4)]
    width, height = _A4 if lengths[0] + lengths[2] <= lengths[1] + lengths[3] else (_A4[1], _A4[0])
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, flat)
    return np.asarray(cv2.warpPerspective(grey, matrix, (width, height), flags=cv2.INTER_CUBIC), dtype=np.uint8)


def _evened(grey: Picture) -> Picture:
    """The paper as white everywhere: its light, which writing does not change, is divided out."""
    side = min(max(15, min(grey.shape) // 20) | 1, 101)
    paper = cv2.medianBlur(cv2.dilate(grey, np.ones((7, 7), np.uint8)), side)
    return np.asarray(cv2.divide(grey, paper, scale=255), dtype=np.uint8)


def _cleaned(even: Picture) -> Picture:
    """Black on white."""
    _, clean = cv2.threshold(cv2.medianBlur(even, 3), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(clean, dtype=np.uint8)


def _is_sharp(even: Picture) -> bool:
    """Whether the sharpest edges of the writing are steep, however little is written."""
    scaled = cv2.resize(even, (_SHARP_WIDTH, even.shape[0] * _SHARP_WIDTH // even.shape[1]), interpolation=cv2.INTER_AREA)
    return float(np.percentile(np.abs(cv2.Laplacian(scaled, cv2.CV_64F)), _SHARPEST)) > _SHARP


def _png(picture: Picture) -> bytes:
    _, octets = cv2.imencode(".png", picture, [cv2.IMWRITE_PNG_BILEVEL, 1])
    return octets.tobytes()
