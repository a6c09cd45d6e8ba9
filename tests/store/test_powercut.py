"""Power cuts: what was said to be durable is, and a writer that does not sync is caught."""

import random

import pytest

from tests.store.disk import Call, File
from tests.store.powercut import campaign


def test_a_power_cut_loses_nothing_that_was_acknowledged(pytestconfig: pytest.Config) -> None:
    seed = pytestconfig.getoption("randomly_seed", 1)
    assert campaign(200, seed, 40) == {"whole": 200}, f"seed {seed}"


@pytest.mark.parametrize("less", ["off", "normal"])
def test_a_writer_that_syncs_less_is_caught(less: str) -> None:
    assert campaign(60, 7, 40, less)["lossy"] > 10


def test_the_model_keeps_what_was_synced_and_may_tear_the_rest() -> None:
    file = File()
    file.asked.append(Call("write", "f", b"a" * 1024, 0))
    file.sync()
    file.asked += [Call("write", "f", b"b" * 1024, 512), Call("truncate", "f", at=600)]
    seen = {file.cut(random.Random(seed)) for seed in range(200)}
    assert all(octets.startswith(b"a" * 512) for octets in seen)
    assert {b"a" * 1024, b"a" * 512 + b"b" * 88, b"a" * 512 + b"b" * 1024, b"a" * 1024 + b"b" * 512} <= seen
