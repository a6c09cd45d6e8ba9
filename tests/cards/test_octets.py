"""Our virtual CPS3, octet by octet, against what was published of real ones: selection, files, PIN and key objects, codes, keys."""

import shutil
from pathlib import Path

import pytest

from simulator.cards.cps3 import Cps3
from simulator.cards.cps4 import Cps4
from simulator.cards.rack import Rack
from tests.cards import people
from tests.cards.desk import HERE

OF_MF, OF_HOME = "00A4090C023F00", "00A4090C043F000001"
EF_ATR = "804301B8460404B0ECC147039401804F088025000001FF0100E01002020104020201040202010002020100780806062B8122F8780282029000"
SERIAL = "5A0A80250000019921384501"
# Title, what was sent before, then commands and what each is answered; a dot stands for any figure.
PUBLISHED = (
    ("an AID is not selected with its control parameters", (), (("00A40400088025000001FF0100", "6A86"),)),
    ("an AID is selected without them", (), (("00A4040C088025000001FF0100", "9000"), ("00A4040C0DE828BD080F8025000001FF0010", "9000"))),
    ("a path begins at the MF", (), (("00A40904022F00", "6A82"), ("00A40904043F002F00", "61.."))),
    ("EF.ATR is free, 57 octets", (), (("00A4090C043F002F01", "9000"), ("00B0000039", EF_ATR + "9000"), ("00B09D0039", EF_ATR + "9000"))),
    (
        "EF.SN tells its parameters",
        (),
        (
            ("00A4020402D003", "6127"),
            ("00C0000027", "62258002000C8201018302D0038801E0A112" + "8C07" + "." * 14 + "9C07" + "." * 14 + "8A01059000"),
        ),
    ),
    ("the serial by file and by short identifier", ("00A4020C02D003",), (("00B000000C", SERIAL + "9000"), ("00B09C000C", SERIAL + "9000"))),
    ("a longer length is put right", (), (("00B09C00FF", "6C0C"),)),
    (
        "EF_ACTUA lies beside the activities",
        (OF_HOME,),
        (("00A4020C02D010", "9000"), ("00B0000016", "EC1481083230323530313031820832303238313233319000")),
    ),
    (
        "the PIN object tells tries at most and tries left, at the MF",
        (OF_MF,),
        (("00CB3FFF0A4D087006BF810102A080", "6118"), ("00C0000018", "7016BF810112A0109A01039B0103A1088C06F3000013FF009000")),
    ),
    ("the PIN object is not elsewhere", (OF_HOME,), (("00CB3FFF0A4D087006BF810102A080", "6A88"),)),
    (
        "a security environment, at the MF only",
        (OF_MF,),
        (("00CB3FFF0A4D087006BFFB05027B80", "61.."), (OF_HOME, "9000"), ("00CB3FFF0A4D087006BFFB05027B80", "6A88")),
    ),
    (
        "a private key is never told, nor found at the MF",
        (OF_HOME,),
        (("00CB3FFF0B4D097007BF9002037F4880", "6A80"), (OF_MF, "9000"), ("00CB3FFF0B4D097007BF9002037F4880", "6A88")),
    ),
    ("the tries left, without an attempt", (), (("00200001", "63C3"), ("00200001", "63C3"))),
    (
        "three wrong codes, and the right one no more",
        (),
        (
            ("002000010430303030", "63C2"),
            ("002000010430303030", "63C1"),
            ("00200001", "63C1"),
            ("002000010430303030", "63C0"),
            ("00200001", "6983"),
            ("002000010431323334", "6983"),
        ),
    ),
    ("a right code gives all tries back", (), (("002000010430303030", "63C2"), ("002000010431323334", "9000"), ("00200001", "9000"))),
    (
        "a code is changed in one attempt",
        (),
        (("00240001083030303035363738", "63C2"), ("00240001083132333435363738", "9000"), ("002000010435363738", "9000")),
    ),
    (
        "the keys want the code: SIG to sign, AUT to log in",
        (OF_HOME, "002241AA03800140", "002241B606800142840181", "002A90A00790008003616263"),
        (
            ("002A9E9A00", "6982"),
            ("002241A406800102840182", "9000"),
            ("0088000004DEADBEEF", "6982"),
            ("002000010431323334", "9000"),
            ("002A9E9A00", "." * 512 + "9000"),
            ("0088000004DEADBEEF", "6100"),
        ),
    ),
    (
        "at most 40 % of the key's size is signed raw",
        (OF_HOME, "002241A406800102840182", "002000010431323334"),
        (("0088000067" + "00" * 103, "6A80"), ("0088000066" + "00" * 102, "6100")),
    ),
    ("situations want the code", (OF_HOME,), (("00B08200E7", "6982"), ("002000010431323334", "9000"), ("00B08200E7", "6C.."))),
    ("another class, another instruction", (), (("A0A40000023F00", "6E00"), ("00FF0000", "6D00"))),
)


@pytest.fixture
def rack(tmp_path: Path) -> Rack:
    """A rack without a reader, with the keys that are committed."""
    (tmp_path / "keys").mkdir()
    for path in (HERE / "keys").iterdir():
        shutil.copy(path, tmp_path / "keys")
    return Rack(tmp_path, [])


def made(rack: Rack, kind: type[Cps3] = Cps3, valid_until: str = "20281231") -> Cps3:
    return rack.professional("nurse", people.professional_zone(people.NURSE), people.NURSE.serial, "1234", kind, valid_until)


def _agrees(answer: str, published: str) -> bool:
    return len(answer) == len(published) and all(expected in (".", figure) for figure, expected in zip(answer, published, strict=True))


@pytest.mark.parametrize(("before", "spoken"), [row[1:] for row in PUBLISHED], ids=[row[0] for row in PUBLISHED])
def test_as_published(rack: Rack, before: tuple[str, ...], spoken: tuple[tuple[str, str], ...]) -> None:
    card = made(rack)
    for command in before:
        card.execute(bytes.fromhex(command))
    for command, published in spoken:
        answer = card.execute(bytes.fromhex(command)).hex().upper()
        assert _agrees(answer, published), f"{command}: {answer}"


def test_a_card_without_ef_actua(rack: Rack) -> None:
    card = made(rack, valid_until="")
    card.execute(bytes.fromhex(OF_HOME))
    assert card.execute(bytes.fromhex("00B0840016")) == card.execute(bytes.fromhex("00A4020C02D010")) == b"\x6a\x82"


def test_ten_times_unblocked_and_no_more(rack: Rack) -> None:
    card = made(rack)
    for _ in range(10):
        for _ in range(3):
            card.execute(bytes.fromhex("002000010430303030"))
        assert card.execute(bytes.fromhex("00200001")) == b"\x69\x83"
        assert card.execute(bytes.fromhex("002C00010C") + b"123456781234") == b"\x90\x00"
    for _ in range(3):
        card.execute(bytes.fromhex("002000010430303030"))
    assert card.execute(bytes.fromhex("002C00010C") + b"123456781234") == b"\x69\x83"


def test_a_cps4_is_spoken_to_on_its_channel(rack: Rack) -> None:
    card = made(rack, Cps4)
    for command, answer in (
        ("00A4040C088025000001FF0100", "6E00"),
        ("01A4040C088025000001FF0100", "9000"),
        ("01200001", "63C3"),
        ("012000010431323334", "9000"),
        ("012281B60491022881", "9000"),
        ("012281B60491020A81", "6A80"),
        ("0188000004DEADBEEF", "6D00"),
    ):
        assert card.execute(bytes.fromhex(command)).hex().upper() == answer, command
