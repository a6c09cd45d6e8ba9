"""The licensed library's place: one line of configuration, and a visit goes through it, here through a library written for the tests."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from device.flows.views import Pin
from device.formats.seals import taken_apart
from simulator.story.people import NURSE_PIN, patient_zone, professional_zone
from tests.cards.test_ssv import compiled
from tests.flows.bench import SIGNED, UNLOCKED, Bench


@pytest.fixture(name="licensed")
def _licensed(tmp_path: Path) -> Iterator[Bench]:
    """A device whose configuration names the library; what the library says lies beside it."""
    place = tmp_path / "licensed"
    place.mkdir()
    (place / "ps").write_bytes(professional_zone())
    (place / "vitale").write_bytes(patient_zone("morvan"))
    (place / "code").write_text(NURSE_PIN)
    made = Bench(tmp_path)
    made.settings = replace(made.settings, library=compiled(place / "libssv.so"))
    with made:
        yield made


def test_a_visit_goes_through_the_library(licensed: Bench) -> None:
    licensed.play(UNLOCKED)
    licensed.play("Home home.title | +vitale morvan" + SIGNED)
    with licensed.books() as store:
        (invoice,) = store.rows("invoice")
        assert invoice["state"] == "sealed" and store.rows("patient")
        for name in ("fse_blob", "dre_blob"):
            if invoice[name]:
                assert taken_apart(store.blob(invoice[name]) or b"").seal("S") == b"SIGNED"


def test_a_wrong_code_is_told_as_of_any_card(licensed: Bench) -> None:
    shown = licensed.play("""
        Insert lock.title | +cps nurse
        Pin pin.title     | #0000
        Pin pin.title
    """)
    assert isinstance(shown, Pin) and shown.tries == 2
