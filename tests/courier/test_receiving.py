"""Mail comes in, whole or not at all; what is hostile is refused, kept aside and said; nothing leaves the server before it is acked."""

import base64
import contextlib
import dataclasses
import gzip
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from device.base.refusal import Refusal
from device.ports import Delivery
from hal.courier.config import Limits, load
from hal.courier.inflate import inflated
from hal.courier.server import Courier
from hal.courier.unpack import unpacked
from simulator.proxy import Wire
from tests.courier.lines import broken, random_cut
from tests.world.processes import Stage

GOOD = (
    b"From: Caisse <01349@349.01.RSS.fr>\r\nContent-Description: SIM/ARL\r\nContent-Type: application/EDI-consent\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nQUJD\r\n"
)
SMALL = Limits(mail=20_000, inflated=50_000, parts=4, fetch_mails=3)


def nested(levels: int) -> bytes:
    """A mail inside a mail inside a mail."""
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(levels))
    return b"From: x@example.fr\r\n" + head + GOOD


def two_parts() -> bytes:
    part = GOOD.partition(b"\r\n")[2]
    return b"From: x@example.fr\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + part + b"--b\r\n" + part + b"--b--\r\n"


def packed(octets: bytes) -> bytes:
    return GOOD.replace(b"QUJD", base64.encodebytes(octets).replace(b"\n", b"\r\n").strip())


@pytest.fixture
def box(made: Stage) -> Iterator[Stage]:
    """The world with an empty mailbox before and after."""
    clear(made)
    yield made
    clear(made)


def clear(made: Stage) -> None:
    while found := made.client.fetch():
        for each in found:
            made.client.ack(each.uid)


def strict(made: Stage) -> Courier:
    """A courier in this process with small limits."""
    return Courier(dataclasses.replace(load(made.directory / "device" / "courier.json"), limits=SMALL))


def fetched(courier: Courier) -> list[dict[str, object]]:
    answer, _ = courier.answer({"verb": "fetch"}, b"")
    return list(answer["deliveries"])


def test_a_mail_is_taken_apart_and_stays_until_it_is_acked(box: Stage) -> None:
    box.world.post(GOOD)
    (first,) = box.client.fetch()
    assert first == Delivery(first.uid, "01349@349.01.rss.fr", "SIM/ARL", b"ABC")
    assert box.client.fetch() == [first]
    box.client.ack("of another mail")
    assert box.client.fetch() == [first]
    box.client.ack(first.uid)
    box.client.ack(first.uid)
    assert box.client.fetch() == []


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        (GOOD + b"x" * 900 + b"\r\n" + b"QUJD\r\n" * 4000, "MAIL_HUGE"),
        (nested(40), "MAIL_NESTED"),
        (nested(2000), "MAIL_NESTED"),
        (packed(gzip.compress(bytes(10_000_000))), "MAIL_INFLATES"),
        (packed(gzip.compress(b"ABC")[:-4]), "MAIL_UNREADABLE"),
        (packed(b"\x1f\x8bgarbage"), "MAIL_UNREADABLE"),
        (b"From: x@example.fr\r\n\r\nBonjour\r\n", "MAIL_UNREADABLE"),
        (GOOD.replace(b"QUJD", b""), "MAIL_UNREADABLE"),
        (two_parts(), "MAIL_UNREADABLE"),
        (bytes(range(1, 10)) + b"\r\n", "MAIL_UNREADABLE"),
    ],
)
def test_hostile_mail_is_kept_aside_and_what_follows_is_read(box: Stage, mail: bytes, code: str) -> None:
    courier = strict(box)
    box.world.post(mail)
    box.world.post(GOOD)
    assert [each["refused"] for each in fetched(courier)] == [code if len(mail) <= SMALL.mail else "MAIL_HUGE", ""]


def test_the_limits_hold_for_each_kind_of_hostility() -> None:
    for mail, code in ((nested(2000), "MAIL_NESTED"), (nested(5), "MAIL_NESTED"), (packed(gzip.compress(bytes(60_000))), "MAIL_INFLATES")):
        with pytest.raises(Refusal, match=code):
            unpacked(mail, SMALL)
    assert inflated(gzip.compress(bytes(50_000)), 50_000) == bytes(50_000)
    with pytest.raises(Refusal, match="MAIL_INFLATES"):
        inflated(gzip.compress(bytes(50_001)), 50_000)


@given(st.binary(max_size=300), st.integers(0, len(GOOD)), st.integers(0, 40))
def test_whatever_comes_is_unpacked_or_refused(octets: bytes, at: int, gone: int) -> None:
    with contextlib.suppress(Refusal):
        unpacked(GOOD[:at] + octets + GOOD[at + gone :], SMALL)


def test_one_fetch_brings_only_so_many(box: Stage) -> None:
    for _ in range(5):
        box.world.post(GOOD)
    assert len(fetched(strict(box))) == 3


def test_a_line_too_long_for_mail_stops_nothing(box: Stage) -> None:
    box.world.post(b"From: x@example.fr\r\n\r\n" + b"x" * 5000 + b"\r\n")
    box.world.post(GOOD)
    assert [each["refused"] for each in fetched(strict(box))] == ["MAIL_UNREADABLE", ""]


def test_a_line_may_break_anywhere_and_every_mail_is_read_in_the_end(box: Stage) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    with broken(box, "pop3") as (courier, proxy):
        box.world.post(GOOD)
        (whole,) = fetched(courier)
        up, down = proxy.up, proxy.down
    for _ in range(20):
        with broken(box, "pop3") as (courier, proxy):
            proxy.wire = random_cut(chance, up, down)
            answer, _ = courier.answer({"verb": "fetch"}, b"")
            assert answer.get("refused", "NETWORK_DOWN") == "NETWORK_DOWN", seed
            assert answer.get("deliveries", [whole]) == [whole], seed
    for _ in range(20):
        with broken(box, "pop3") as (courier, proxy):
            proxy.wire = Wire(cut_up=chance.randrange(up), reset=chance.random() < 0.5)
            acked = "refused" not in courier.answer({"verb": "ack", "uid": whole["uid"]}, b"")[0]
            left = box.client.fetch()
            assert not (acked and left), seed
            if not left:
                break
    box.client.ack(str(whole["uid"]))
    assert box.client.fetch() == []
