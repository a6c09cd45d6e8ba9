"""A world is moved over its control socket, forgets nothing when it is killed, and refuses what it does not know."""

import datetime
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image

from device.base import wire
from device.cards import apcv
from device.formats import arl
from device.formats.zone import decode
from device.ports import Moment
from hal.courier.client import CourierClient
from simulator.control import Refused, World
from simulator.story.people import PEOPLE
from tests.waiting import until
from tests.world.made import FUND
from tests.world.processes import ROOT, TODAY, Process, Stage, stage


@pytest.fixture(scope="module")
def made() -> Iterator[Stage]:
    with stage(cards=True) as running:
        yield running


@pytest.fixture
def settled(made: Stage) -> Stage:
    """Nothing promised, nothing waiting."""
    made.world.answer_now()
    for delivery in made.client.fetch():
        made.client.ack(delivery.uid)
    until(lambda: made.world.waiting() == [])
    return made


def holds(made: Stage, slot: str, wanted: str) -> None:
    """Wait until another process finds that in a slot of the world's reader: the beginning of an ATR, or a refusal."""
    papers = json.loads((made.directory / "device" / "world.json").read_text())
    environment = os.environ | {"PCSCLITE_CSOCK_NAME": papers["pcscd_socket"], "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.world.card_probe", papers["slots"][slot]]

    def found() -> bool:
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout.startswith(wanted)

    until(found)


def test_cards_come_and_go(made: Stage) -> None:
    holds(made, "cps", "CARD_ABSENT")
    made.world.plug("cps", "nurse")
    made.world.plug("vitale", "morvan")
    assert made.world.slots() == {"cps": "nurse", "vitale": "morvan"}
    holds(made, "cps", "3b")
    holds(made, "vitale", "3b751300004309ea9000")
    made.world.unplug("vitale")
    holds(made, "vitale", "CARD_ABSENT")
    made.world.restart_reader()
    assert made.world.slots() == {}
    holds(made, "cps", "CARD_ABSENT")
    made.world.plug("cps", "nurse")
    holds(made, "cps", "3b")
    made.world.unplug("cps")


def test_a_telephone_is_held_before_the_camera_and_its_code_opens_a_context(made: Stage) -> None:
    made.world.jump("2026-10-18", 730)
    made.world.phone("ledu")
    picture = Image.open(sorted((made.directory / "camera").glob("*.png"))[-1])
    (found,) = zxingcpp.read_barcodes(picture)
    made.world.phone()
    moment = Moment(TODAY, made.world.clock()["minute"], 120)
    answer = made.client.call("apcv", apcv.request(found.bytes, "991129768", "24"))
    assert decode(apcv.context(answer, moment).zone)[0].text("nir") == PEOPLE["ledu"].nir
    made.world.apcv("down")
    with pytest.raises(Exception, match="APCV_REFUSED"):
        apcv.context(made.client.call("apcv", apcv.request(found.bytes, "991129768", "24")), moment)
    made.world.apcv("")


def test_rights_are_asked_by_number(made: Stage) -> None:
    nir = PEOPLE["riou_n"].nir
    told = wire.read(made.client.call("adri", wire.write({"nir": nir})))
    names = [group.text("given") for group in decode(bytes.fromhex(told["zone"])) if group.number == 104]
    assert names == ["NOLWENN", "MALO"]
    assert wire.read(made.client.call("adri", wire.write({"nir": "2990199999999"}))) == {"refused": "unknown"}


def test_a_world_that_is_killed_goes_on_where_it_stood(settled: Stage) -> None:
    settled.world.jump("2026-10-18", 730)
    sent = settled.parcel()
    settled.world.plug("cps", "nurse")
    settled.world.network(False)
    settled.restart_world()
    assert settled.world.slots() == {"cps": "nurse"}
    holds(settled, "cps", "3b")
    assert not settled.client.online()
    settled.world.network(True)
    settled.client.send(sent)
    settled.restart_world()
    until(lambda: settled.copies(sent) == 1)
    settled.world.jump("2026-10-19")
    settled.restart_world()
    assert (settled.world.clock()["day"], settled.world.clock()["minute"]) == ("2026-10-19", 480)
    (receipt,) = settled.client.fetch()
    assert arl.read(settled.vault.verified(receipt.octets, FUND.address)).positive
    settled.client.ack(receipt.uid)
    until(lambda: settled.world.waiting() == [])
    settled.world.unplug("cps")


def test_everything_promised_can_be_asked_for_at_once(settled: Stage) -> None:
    settled.world.scenario({"rsp_days": 90})
    settled.client.send(settled.parcel())
    until(lambda: any(row["state"] == "admitted" for row in settled.world.book()))
    assert settled.world.answer_now() == 2
    assert {row["state"] for row in settled.world.book()} == {"paid"}


def test_the_device_is_told_the_time_of_the_world(made: Stage) -> None:
    made.world.jump("2026-10-25", 61)
    offset = json.loads((made.directory / "clock.json").read_text())["offset_seconds"]
    told = datetime.datetime.fromtimestamp(time.time() + offset)
    assert (told.astimezone(datetime.UTC) - datetime.datetime(2026, 10, 24, 23, 1, tzinfo=datetime.UTC)).total_seconds() < 60


@pytest.mark.parametrize(
    ("verb", "facts"),
    [("nonsense", {}), ("plug", {"slot": "cps", "name": "nobody"}), ("jump", {"day": "no day"}), ("scenario", {"rules": {"x": 1}})],
)
def test_what_a_world_does_not_know_it_refuses_and_goes_on(made: Stage, verb: str, facts: dict[str, object]) -> None:
    with pytest.raises(Refused):
        made.world._do(verb, **facts)
    assert made.world.clock()["day"]


def test_a_courier_started_before_its_world_waits(made: Stage) -> None:
    config = json.loads((made.directory / "device" / "courier.json").read_text())
    path = made.directory / "early.sock"
    nowhere = config["smtp"] | {"port": 1}
    (made.directory / "early.json").write_text(json.dumps(config | {"socket": str(path), "smtp": nowhere}))
    early = Process("hal.courier", "--config", str(made.directory / "early.json"))
    client = CourierClient(path)
    until(path.exists)
    assert not client.online()
    early.end()


def test_a_port_that_was_taken_meanwhile_is_given_up() -> None:
    with stage() as own:
        path = own.directory / "device" / "courier.json"
        before = json.loads(path.read_text())["smtp"]["port"]
        own.world.close()
        own.world_process.kill()
        with socket.socket() as squatter:
            squatter.bind(("127.0.0.1", before))
            squatter.listen()
            own.world_process.start()
            own.world = World(own.directory / "control")
            assert own.world.clock()["day"] == "2026-10-18"
            assert json.loads(path.read_text())["smtp"]["port"] != before
