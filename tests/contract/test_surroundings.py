"""The words of `Clock`, `Medium` and `Power`, held by the system's and by their twins."""

import errno
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from device.formats.office_archive import Archive
from device.formats.papers import Printer, Sheet
from device.ports import Clock, Medium, Power
from hal.archive import StickArchive
from hal.clock import SystemClock
from hal.medium import DirectoryMedium
from hal.power import SystemPower
from hal.printer import FilePrinter
from simulator.inmemory import MemoryArchive, MemoryClock, MemoryMedium, MemoryPower, MemoryPrinter
from tests.device.check import refuses
from tests.device.office import Office


@pytest.mark.parametrize(
    "clock", [SystemClock("Europe/Paris"), SystemClock("Indian/Reunion", timedelta(days=400)), MemoryClock(20744, 1439)]
)
def test_a_clock_gives_moments_that_never_go_back(clock: Clock) -> None:
    moments = [clock.now() for _ in range(20)]
    assert [(each.day, each.minute) for each in moments] == sorted((each.day, each.minute) for each in moments)
    assert all(0 <= each.minute < 1440 and each.day > 20000 and -720 <= each.offset <= 840 and each.certain for each in moments)


@pytest.mark.parametrize("make", [DirectoryMedium, lambda _: MemoryMedium()])
def test_a_medium_keeps_whole_files(make: Callable[[Path], Medium], tmp_path: Path) -> None:
    medium = make(tmp_path)
    medium.write("b.bin", b"\0" * 5000)
    medium.write("a.bin", b"first")
    medium.write("a.bin", b"second")
    assert medium.names() == ["a.bin", "b.bin"]
    assert medium.read("a.bin") == b"second" and len(medium.read("b.bin")) == 5000
    refuses("MEDIUM_MISSING", medium.read, "c.bin")
    for name in ("", ".hidden", "../escape", "a.part"):
        refuses("MEDIUM_NAME", medium.write, name, b"")
        refuses("MEDIUM_NAME", medium.read, name)


def test_an_absent_medium_says_so(tmp_path: Path) -> None:
    away = MemoryMedium()
    away.present = False
    for medium in (DirectoryMedium(tmp_path / "away"), DirectoryMedium(tmp_path, mounted=True), away):
        refuses("MEDIUM_ABSENT", medium.names)
        refuses("MEDIUM_ABSENT", medium.read, "a")
        refuses("MEDIUM_ABSENT", medium.write, "a", b"")


@pytest.mark.parametrize("make", [lambda place: StickArchive(DirectoryMedium(place)), lambda _: MemoryArchive(MemoryMedium())])
def test_an_archive_says_how_many_facts_it_holds(make: Callable[[Path], Archive], tmp_path: Path) -> None:
    office = Office()
    office.begin()
    assert make(tmp_path).keep("archive.zip", "T0042", office.store) == 3
    refuses("MEDIUM_NAME", make(tmp_path).keep, "../a.zip", "T0042", office.store)
    refuses("MEDIUM_ABSENT", StickArchive(DirectoryMedium(tmp_path / "away")).keep, "a.zip", "T0042", office.store)
    assert [path.name for path in tmp_path.iterdir()] in ([], ["archive.zip"])


def test_an_archive_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    def breaking(path: Path) -> int:
        path.write_bytes(b"begun")
        raise OSError(errno.ENOSPC, "full")

    medium = DirectoryMedium(tmp_path)
    medium.write("a.zip", b"older")
    refuses("MEDIUM_FULL", medium.fill, "a.zip", breaking)
    assert medium.names() == ["a.zip"] and medium.read("a.zip") == b"older" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("power", [SystemPower(), MemoryPower()])
def test_power_is_a_percentage(power: Power) -> None:
    percent, charging = power.level()
    assert 0 <= percent <= 100 and charging in (True, False)


SLIP = Sheet("Bordereau", (("Caisse", "01 349"),))


@pytest.mark.parametrize("make", [FilePrinter, lambda _: MemoryPrinter()])
def test_papers_are_written_and_it_is_said_where(make: Callable[[Path], Printer], tmp_path: Path) -> None:
    printer = make(tmp_path / "papers")
    assert printer.write("slip.pdf", (SLIP,)) == "device"
    assert printer.write("slip.pdf", (SLIP, SLIP)) == "device"


def test_papers_go_to_the_stick_while_it_is_there(tmp_path: Path) -> None:
    stick = MemoryMedium()
    printer = FilePrinter(tmp_path / "papers", stick)
    assert printer.write("slip.pdf", (SLIP,)) == "stick" and stick.read("slip.pdf").startswith(b"%PDF")
    stick.present = False
    assert printer.write("slip.pdf", (SLIP,)) == "device"
    assert (tmp_path / "papers" / "slip.pdf").read_bytes().startswith(b"%PDF")


def test_a_full_stick_says_so(tmp_path: Path) -> None:
    refuses("MEDIUM_FULL", FilePrinter(tmp_path, MemoryMedium(10)).write, "slip.pdf", (SLIP,))
