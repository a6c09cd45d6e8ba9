"""The private pcscd: ready when it says so, and a clear word when it is not."""

from pathlib import Path

import pytest

from simulator import reader


def test_a_daemon_that_does_not_come_up_is_said(tmp_path: Path) -> None:
    made = reader.Reader(tmp_path, daemon="/bin/true")
    with pytest.raises(reader.NotReady, match=r"pcscd\.log"):
        made.start()
    assert made.pid == 0
    made.stop()


def test_neighbouring_ports_are_free_ones() -> None:
    first = reader.free_ports(2)
    assert 1024 < first < 65535
