"""The words of `Eye`, held by the camera's capture over rendered pictures, and by its twin."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import pytest

from device.ports import Code, Eye
from hal.eye import CameraEye
from simulator import phone
from simulator.inmemory import MemoryEye
from tests.device.check import refuses
from tests.waiting import until

CODE = Code("qr", b"octets of a code")


class View(NamedTuple):
    """An eye, and what holds a picture of a code (or of nothing, or darkness) before it."""

    eye: Eye
    show: Callable[[str], object]


def twin() -> View:
    eye = MemoryEye()
    grey = {"dark": 0}
    return View(eye, lambda what: eye.show(4, 2, bytes([grey.get(what, 200)]) * 24, (CODE,) if what == "code" else ()))


def real(directory: Path) -> View:
    def show(what: str) -> None:
        phone.show(directory, CODE.octets if what == "code" else None)
        for path in directory.glob("*.png") if what == "dark" else ():
            cv2.imwrite(str(path), np.zeros((phone.HEIGHT, phone.WIDTH, 3), np.uint8))

    return View(CameraEye(phone.show(directory, None)), show)


@pytest.fixture(params=["real", "twin"])
def view(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[View]:
    made = twin() if request.param == "twin" else real(tmp_path / "camera")
    yield made
    made.eye.close()


def look_until(eye: Eye, symbology: str) -> Code:
    found: list[Code] = []

    def seen() -> bool:
        code = eye.look(symbology)
        found.extend([code] if code else [])
        return bool(found)

    until(seen)
    return found[0]


def test_a_code_before_it_is_seen(view: View) -> None:
    assert view.eye.frame() is None
    view.show("code")
    view.eye.open()
    assert look_until(view.eye, "qr") == CODE
    frame = view.eye.frame()
    assert frame is not None and len(frame[2]) == 3 * frame[0] * frame[1]


def test_another_symbology_is_not_seen(view: View) -> None:
    view.show("code")
    view.eye.open()
    assert view.eye.look("datamatrix") is None


def test_how_near_a_code_is_that_cannot_be_read(tmp_path: Path) -> None:
    eye = CameraEye(phone.show(tmp_path / "camera", CODE.octets, phone.Pose(blur=21)))
    eye.open()
    until(lambda: eye.look("qr") is None and eye.filled() is not None)
    assert 25 < (eye.filled() or 0) < 50
    eye.close()
    twin_of = MemoryEye()
    twin_of.show(4, 2, bytes([200]) * 24, (), filled=33)
    twin_of.open()
    assert twin_of.look("qr") is None and twin_of.filled() == 33


def test_darkness_is_said(view: View) -> None:
    view.show("dark")
    view.eye.open()
    refuses("EYE_DARK", look_until, view.eye, "qr")


def test_no_camera(tmp_path: Path) -> None:
    for eye in (CameraEye(str(tmp_path / "frame_%04d.png")), MemoryEye(present=False)):
        refuses("EYE_ABSENT", eye.open)
        eye.close()
