"""SIM: a telephone held before the camera: its screen drawn, tilted, dimmed and blurred, as numbered pictures."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
WIDTH, HEIGHT = 640, 480
_SCREEN_WIDTH, _SCREEN_HEIGHT = 240, 420
_CODE = 200
PATTERN = "frame_%04d.png"
# Moved so far that a corner of the code leaves the picture: nothing can be read.
OUT_OF_SIGHT = 255


@dataclass(frozen=True)
class Pose:
    """How the phone is held: `tilt` of its corners in pixels, `light` from 0 to 1, `blur` as the side of the kernel, `dark`
    for a screen in dark mode."""

    tilt: int = 14
    light: float = 0.8
    blur: int = 3
    dark: bool = False
    shift: int = 0


def code_picture(octets: bytes) -> Picture:
    """The QR code of those octets, black on white with its quiet zone, `_CODE` pixels wide."""
    code = zxingcpp.create_barcode(octets, zxingcpp.BarcodeFormat.QRCode)
    drawn = np.array(code.to_image(scale=3, add_quiet_zones=True), dtype=np.uint8)
    return np.asarray(cv2.resize(drawn, (_CODE, _CODE), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def screen(octets: bytes, dark: bool) -> Picture:
    """The app's screen: a header, the code, a line that says it is simulated."""
    ground, ink = (24, 235) if dark else (245, 30)
    picture = np.full((_SCREEN_HEIGHT, _SCREEN_WIDTH), ground, dtype=np.uint8)
    cv2.putText(picture, "carte Vitale", (30, 50), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (ink,), 2)
    cv2.putText(picture, "SIM", (95, 90), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (ink,), 2)
    code = code_picture(octets)
    picture[130 : 130 + _CODE, 20 : 20 + _CODE] = 255 - code if dark else code
    return picture


def frame(octets: bytes, pose: Pose) -> Picture:
    """One picture of the camera: the phone on a table, in BGR."""
    table = np.full((HEIGHT, WIDTH), 90, dtype=np.uint8)
    phone = cv2.copyMakeBorder(screen(octets, pose.dark), 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=(10,))
    high, wide = phone.shape
    left, top = (WIDTH - wide) // 2 + pose.shift, (HEIGHT - high) // 2
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    held = corners + np.array([left, top], dtype=np.float32)
    held += np.array([[pose.tilt, 0], [0, pose.tilt], [-pose.tilt, 0], [0, -pose.tilt]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, held)
    seen = cv2.warpPerspective(phone, matrix, (WIDTH, HEIGHT), dst=table, borderMode=cv2.BORDER_TRANSPARENT)
    seen = cv2.GaussianBlur(seen, (pose.blur, pose.blur), 0)
    dimmed = np.asarray(seen * pose.light, dtype=np.uint8)
    return np.asarray(cv2.cvtColor(dimmed, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def empty_frame() -> Picture:
    """The table alone, as before the phone is held up."""
    return np.full((HEIGHT, WIDTH, 3), 72, dtype=np.uint8)


def show(directory: Path, octets: bytes | None, pose: Pose = Pose(), count: int = 12) -> str:
    """Put the pictures of a phone that shows `octets` (None: no phone) where the camera looks; the pattern to open.

    The pictures are swapped in whole: a camera that is looking sees the old ones or the new ones.
    """
    fresh = directory.with_name(directory.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for index in range(count):
        is_there = octets is not None and index >= count // 3
        seen = frame(octets, _moved(pose, index)) if octets is not None and is_there else empty_frame()
        cv2.imwrite(str(fresh / (PATTERN % index)), seen)
    shutil.rmtree(directory, ignore_errors=True)
    fresh.rename(directory)
    return str(directory / PATTERN)


def _moved(pose: Pose, index: int) -> Pose:
    """A hand is never still."""
    return Pose(pose.tilt + index % 3, pose.light, pose.blur, pose.dark, pose.shift + index % 5)
