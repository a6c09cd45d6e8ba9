"""The app's phone on the contactless reader, the whole way: the world's own reader and service, the device's real ports."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from device.flows.views import Insert
from device.formats.seals import taken_apart
from hal.config import Readers, Settings
from tests.flows.bench import SIGNED, UNLOCKED, Bench
from tests.world.processes import Stage, stage

IDENTIFY = "Home home.title | start\n Insert identify.title"


class AtWorld(Bench):
    """A device on the reader of its world, contactless slot included: its cards and telephones are the world's."""

    def move(self, slot: str, name: str) -> None:
        """Put a card into a slot, hold a telephone to the reader, or take away what is there."""
        assert self.far_end is not None
        if name:
            self.far_end.world.plug(slot, name)
        else:
            self.far_end.world.unplug(slot)

    def network(self, up: bool) -> None:
        """Switch the network, and wait until the device knows."""
        assert self.far_end is not None
        self.far_end.world.network(up)
        wanted = "up" if up else "down"
        self.until(lambda: self.hand.bar is not None and self.hand.bar.network == wanted, f"the network {wanted}")

    def _settings(self, directory: Path) -> Settings:
        assert self.far_end is not None
        papers = json.loads((self.far_end.directory / "device" / "world.json").read_text(encoding="utf-8"))
        return replace(super()._settings(directory), readers=Readers(socket=papers["pcscd_socket"], **papers["slots"]))


@pytest.fixture(scope="module")
def far_end() -> Iterator[Stage]:
    with stage(cards=True) as running:
        yield running


@pytest.fixture
def bench(tmp_path: Path, far_end: Stage) -> Iterator[AtWorld]:
    with AtWorld(tmp_path, far_end) as made:
        made.play(UNLOCKED)
        made.network(True)
        yield made
    far_end.world.restart_reader()  # its slots are empty at once


def signed(bench: AtWorld) -> list[tuple[object, list[str]]]:
    with bench.books() as store:
        rows = store.rows("invoice")
        return [(row["mode"], [kind for kind, _ in taken_apart(store.blob(row["fse_blob"]) or b"").seals]) for row in rows]


def test_a_phone_is_read_without_a_touch_and_its_service_signs(bench: AtWorld) -> None:
    shown = bench.play(IDENTIFY)
    assert isinstance(shown, Insert) and "identify.phone" in [row.title.key for row in shown.others]
    bench.play("Insert identify.title | +nfc morvan" + SIGNED)
    assert signed(bench) == [("secured", ["V", "S", "K"])]


def test_before_the_camera_the_phone_may_be_held_to_the_reader_instead(bench: AtWorld) -> None:
    bench.play(IDENTIFY)
    bench.play("""
        Insert identify.title | qr
        Scan scan.title       | +nfc morvan
        Facts4 rights.title
    """)


def test_what_is_not_the_app_is_named_and_the_phone_is_read_after_it(bench: AtWorld) -> None:
    bench.play(IDENTIFY)
    for name, kind in (("bank", "bank"), ("transport", "transport"), ("badge", "badge"), ("nurse-face", "cps3_contactless")):
        bench.move("nfc", name)
        bench.hand.see("Refuse", f"seen.{kind}")
        bench.move("nfc", "")
        bench.play(f"Refuse seen.{kind} | cancel\nInsert identify.title")
    bench.play("Insert identify.title | +nfc morvan\nFacts4 rights.title")


def test_a_phone_pulled_half_way_is_read_when_it_is_back(bench: AtWorld) -> None:
    bench.play(IDENTIFY)
    assert bench.far_end is not None
    bench.far_end.world.plug("nfc", "morvan", pull_at=2)
    bench.play("Refuse refusal.PHONE_GONE.title | +nfc morvan\nFacts4 rights.title")


def test_a_hand_that_trembles_is_not_spoken_of(bench: AtWorld) -> None:
    bench.play(IDENTIFY)
    assert bench.far_end is not None
    bench.far_end.world.plug("nfc", "morvan", pull_at=2)
    bench.play("Wait phone.title | +nfc morvan\nFacts4 rights.title")
    assert not [shown for shown in bench.hand.seen if shown.startswith("Refuse")]


def test_without_a_network_it_is_said_as_for_the_code(bench: AtWorld) -> None:
    bench.network(False)
    bench.play(IDENTIFY)
    bench.play("""
        Insert identify.title             | +nfc morvan
        Refuse refusal.NETWORK_DOWN.title | cancel
        Insert identify.title
    """)
    bench.move("nfc", "")
    bench.network(True)
    bench.play("Insert identify.title | +nfc morvan\nFacts4 rights.title")


def test_a_context_that_ended_is_opened_anew_by_the_phone_that_lies_there(bench: AtWorld) -> None:
    bench.play(IDENTIFY)
    bench.play("""
        Insert identify.title | +nfc morvan
        Facts4 rights.title   | next
        Choose care.title     | next
        Price price.title
    """)
    bench.jump("2026-10-18", 600)
    bench.play("""
        Price price.title | next
        Listing mode.over | renew
        Finished done.title
    """)
    assert signed(bench) == [("secured", ["V", "S", "K"])]
