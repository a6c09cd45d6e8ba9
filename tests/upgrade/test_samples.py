"""This version opens the stores of every version before it, and finds in them what they held."""

import json
import shutil
from pathlib import Path

import pytest

from tests.upgrade.sample import HERE, opened, told

SAMPLES = sorted(path.parent for path in HERE.glob("*/told.json"))


def test_there_are_samples() -> None:
    assert SAMPLES


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_an_old_store_opens_and_holds_what_it_held(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "app")
    store = opened(tmp_path / "app")
    assert told(store) == json.loads((sample / "told.json").read_text(encoding="utf-8"))
    assert len(list(store.events())) == store.next_sequence() - 1 and store.quarantine() == []
    store.close()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_an_old_store_goes_on(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "app")
    store = opened(tmp_path / "app")
    before = told(store)
    store.rebuild()
    assert told(store) == before
    last = list(store.events())[-1]
    following = last.replace(
        uid=f"{last.uid.rpartition('-')[0]}-{store.next_sequence()}", kind="setting.chosen", body={"name": "a", "value": "b"}
    )
    store.append((following,))
    assert store.row("setting", "a") is not None
    store.close()


def test_lots_of_0_1_name_no_key_and_are_not_held_when_it_changes(tmp_path: Path) -> None:
    shutil.copytree(HERE / "0.1", tmp_path / "app")
    store = opened(tmp_path / "app")
    lots = store.rows("lot")
    assert lots and {(lot["key"], lot["held"], lot["decided"]) for lot in lots} == {("", False, False)}
    store.close()
