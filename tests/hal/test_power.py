"""Power, on a tree as the kernel lays it."""

from pathlib import Path

from hal.power import SystemPower


def supply(root: Path, name: str, **words: str) -> None:
    (root / name).mkdir(parents=True)
    for word, value in words.items():
        (root / name / word).write_text(value + "\n")


def test_without_a_battery_there_is_always_current(tmp_path: Path) -> None:
    assert SystemPower(tmp_path / "none").level() == (100, True)
    supply(tmp_path, "AC", type="Mains", online="1")
    assert SystemPower(tmp_path).level() == (100, True)


def test_the_first_battery_counts(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "BAT0", type="Battery", capacity="41", status="Discharging")
    supply(tmp_path, "BAT1", type="Battery", capacity="99", status="Charging")
    assert SystemPower(tmp_path).level() == (41, False)


def test_nonsense_from_a_gauge_is_bounded_or_passed_over(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="?", status="Charging")
    supply(tmp_path, "BAT1", type="Battery", capacity="104", status="Full")
    assert SystemPower(tmp_path).level() == (100, True)
