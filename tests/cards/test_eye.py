"""The camera: a telephone's code through the real capture and decoder, and the app's service behind it."""

import datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

from device.base.refusal import Refusal
from device.cards import apcv
from device.formats.datamatrix import ins_identity
from device.ports import Code, Moment
from hal.eye import CameraEye
from simulator import phone
from simulator.apcv import Apps
from tests.cards import people
from tests.cards.desk import TODAY
from tests.waiting import until

NOW = datetime.datetime(2026, 10, 18, 9, 0, tzinfo=datetime.UTC)
MINUTE = Moment(TODAY, 540)
POSES = (
    phone.Pose(),
    phone.Pose(dark=True),
    phone.Pose(light=0.25),
    phone.Pose(blur=7),
    phone.Pose(tilt=40),
    phone.Pose(shift=-90, light=0.5, dark=True),
)


@pytest.fixture
def apps(tmp_path: Path) -> Apps:
    made = Apps(tmp_path)
    made.enrol("lea", people.household_zone(people.FICTIVE))
    return made


def seen(source: str, symbology: str = "qr") -> Code:
    """The first code that the camera sees."""
    eye = CameraEye(source)
    eye.open()
    found: list[Code] = []
    try:
        until(lambda: bool(found) or _kept(eye.look(symbology), found))
        size = eye.frame()
        assert size is not None and size[:2] == (phone.WIDTH, phone.HEIGHT) and len(size[2]) == 3 * phone.WIDTH * phone.HEIGHT
    finally:
        eye.close()
    return found[0]


def _kept(code: Code | None, found: list[Code]) -> bool:
    if code is not None:
        found.append(code)
    return bool(found)


@pytest.mark.parametrize("pose", POSES, ids=str)
def test_a_code_is_read_however_the_phone_is_held(apps: Apps, tmp_path: Path, pose: phone.Pose) -> None:
    code = apps.code("lea", NOW)
    assert seen(phone.show(tmp_path / "camera", code, pose)) == Code("qr", code)


def test_a_phone_that_comes_later_is_seen(apps: Apps, tmp_path: Path) -> None:
    eye = CameraEye(phone.show(tmp_path / "camera", None))
    eye.open()
    eye.open()
    assert eye.look("qr") is None
    code = apps.code("lea", NOW)
    phone.show(tmp_path / "camera", code)
    found: list[Code] = []
    until(lambda: _kept(eye.look("qr"), found))
    assert found[0].octets == code
    eye.close()
    eye.close()


def test_no_camera_no_light(tmp_path: Path) -> None:
    for source in (str(tmp_path / "frame_%04d.png"), str(tmp_path / "none.mp4")):
        with pytest.raises(Refusal) as caught:
            CameraEye(source).open()
        assert caught.value.code == "EYE_ABSENT"
    cv2.imwrite(str(tmp_path / "frame_0000.png"), np.zeros((48, 64, 3), np.uint8))
    eye = CameraEye(str(tmp_path / "frame_%04d.png"))
    assert eye.frame() is None
    eye.open()
    with pytest.raises(Refusal) as caught:
        eye.look("qr")
    assert caught.value.code == "EYE_DARK"
    eye.close()


def test_a_datamatrix_of_an_identity(tmp_path: Path) -> None:
    import zxingcpp

    text = "IS010000000000000000000000S1272197599912360S21.2.250.1.213.1.4.10S3LEA\x1dS4FICTIVE\x1dS5FS601-01-1972S799999"
    drawn = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix).to_image(scale=6))
    picture = np.full((phone.HEIGHT, phone.WIDTH), 255, np.uint8)
    picture[60 : 60 + drawn.shape[0], 60 : 60 + drawn.shape[1]] = drawn
    cv2.imwrite(str(tmp_path / "frame_0000.png"), cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))
    assert ins_identity(seen(str(tmp_path / "frame_%04d.png"), "datamatrix").octets).name == "FICTIVE"


def asked(apps: Apps, code: bytes, now: datetime.datetime = NOW) -> apcv.Context:
    return apcv.context(apps.answer(apcv.request(code, "756000123", "24"), now), MINUTE)


def test_a_code_opens_a_context_once_and_in_time(apps: Apps, tmp_path: Path) -> None:
    code = apps.code("lea", NOW)
    context = asked(apps, code)
    assert context.zone == people.household_zone(people.FICTIVE) and context.until_minute == 570
    again, late, false = code, apps.code("lea", NOW), code[:15] + code[15:35][::-1] + code[35:]
    for wrong, when, expected in ((again, 0, "REPLAYED"), (late, 61, "EXPIRED"), (false, 0, "FOREIGN")):
        with pytest.raises(Refusal) as caught:
            asked(apps, wrong, NOW + datetime.timedelta(seconds=when))
        assert caught.value.code == "APCV_" + expected
    with pytest.raises(Refusal):
        asked(Apps(tmp_path), code)  # the back end started again: it still knows
    signed = apcv.proofs(apps.answer(apcv.sign_request(context, ("ab" * 32, "cd" * 32), MINUTE), NOW))
    assert [proof[:9] for proof in signed] == [people.FICTIVE.serial.encode()] * 2


def test_the_service_may_refuse(apps: Apps) -> None:
    apps.fault = "phone_locked"
    with pytest.raises(Refusal) as caught:
        asked(apps, apps.code("lea", NOW))
    assert caught.value.facts == {"kind": "phone_locked"}
    apps.fault = ""
    for octets in (b"", apcv.sign_request(apcv.Context("none", "none", b"", TODAY, 600), ("ab",), MINUTE)):
        with pytest.raises(Refusal):
            apcv.proofs(apps.answer(octets, NOW))
