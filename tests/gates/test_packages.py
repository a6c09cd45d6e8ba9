"""The table of system packages: what the device image, the build, the demo and the tests each take."""

import csv
from collections import Counter

from tests.gates.files import ROOT

MAIL_SERVERS = ("postfix", "dovecot", "exim", "opensmtpd", "sendmail")


def _rows() -> list[dict[str, str]]:
    with (ROOT / "image" / "packages.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_each_row_is_whole() -> None:
    rows = _rows()
    assert rows and list(rows[0]) == ["package", "kind", "since", "units", "why"]
    assert all(row["kind"] in ("device", "build", "test", "sim") and row["why"] for row in rows)
    assert all(row["since"] in ("", "13") for row in rows)
    assert max(Counter(row["package"] for row in rows).values()) == 1


def test_only_the_tests_bring_a_mail_server() -> None:
    servers = [row for row in _rows() if row["package"].startswith(MAIL_SERVERS)]
    assert servers and all(row["kind"] == "test" for row in servers)


def test_the_device_takes_neither_compiler_nor_simulator() -> None:
    device = {row["package"] for row in _rows() if row["kind"] == "device"}
    assert device.isdisjoint({"gcc", "vsmartcard-vpcd", "strace", "opensc"}) and "pcscd" in device
