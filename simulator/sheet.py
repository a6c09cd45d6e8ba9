"""SIM: a sheet of paper on a table before the camera: written, turned, lit from one side, as numbered pictures."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from simulator.phone import PATTERN

Picture = NDArray[np.uint8]
# The camera's full size, and the sheet as it is drawn: A4 at 200 dots an inch.
WIDTH, HEIGHT = 1920, 2560
_A4 = (1654, 2339)
_MARGIN, _STEP = 150, 60


@dataclass(frozen=True)
class Lying:
    """How the sheet lies: `turn` in degrees, `tilt` of its far corners in pixels, its `size` in the frame, `table` and `light` as greys,
    `blur` as the side of the kernel."""

    turn: float = 4
    tilt: int = 60
    size: float = 0.78
    table: int = 70
    light: float = 0.85
    blur: int = 3


def written(lines: tuple[str, ...]) -> Picture:
    """The sheet itself, black on white."""
    page = np.full((_A4[1], _A4[0]), 255, dtype=np.uint8)
    for rank, line in enumerate(lines):
        cv2.putText(page, line, (_MARGIN, _MARGIN + rank * _STEP), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0,), 3)
    return page


def frame(page: Picture, lying: Lying) -> Picture:
    """What the camera sees of it, in BGR."""
    table = np.full((HEIGHT, WIDTH), lying.table, dtype=np.uint8)
    high, wide = page.shape
    corners = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]], dtype=np.float32) / 2 * lying.size
    angle = np.deg2rad(lying.turn)
    turned = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], dtype=np.float32)
    turned[0, 0] += lying.tilt
    turned[1, 0] -= lying.tilt
    held = np.asarray(turned + np.array([WIDTH / 2, HEIGHT / 2]), dtype=np.float32)
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(flat, held)
    seen = cv2.warpPerspective(page, matrix, (WIDTH, HEIGHT), dst=table, borderMode=cv2.BORDER_TRANSPARENT, flags=cv2.INTER_AREA)
    if lying.blur > 1:
        seen = cv2.GaussianBlur(seen, (lying.blur, lying.blur), 0)
    slope = np.linspace(lying.light, lying.light * 0.7, WIDTH, dtype=np.float32)
    return np.asarray(cv2.cvtColor(np.asarray(seen * slope, dtype=np.uint8), cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def show(directory: Path, page: Picture, lying: Lying = Lying(), count: int = 4) -> str:
    """Put the pictures where the camera looks; the pattern to open."""
    directory.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        cv2.imwrite(str(directory / (PATTERN % index)), frame(page, lying))
    return str(directory / PATTERN)
