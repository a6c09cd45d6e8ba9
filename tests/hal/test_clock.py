"""The system's clock: zones, what it does when set back, what it remembers."""

from datetime import timedelta
from pathlib import Path

from device.base.dates import day_of
from device.ports import Moment
from hal.clock import Floor, SystemClock

SUNDAY = 1792310400  # 2026-10-18, 08:00 UTC


class Hand:
    """A clock's hand that a test moves."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds


def test_time_is_that_of_the_practice() -> None:
    assert SystemClock("Europe/Paris", seconds=Hand(SUNDAY)).now() == Moment(day_of(2026, 10, 18), 600, 120, True)
    assert SystemClock("America/Cayenne", seconds=Hand(SUNDAY)).now() == Moment(day_of(2026, 10, 18), 300, -180, True)
    assert SystemClock("Pacific/Noumea", seconds=Hand(SUNDAY + 6 * 3600)).now() == Moment(day_of(2026, 10, 19), 60, 660, True)


def test_summer_time_ends_and_the_day_goes_on() -> None:
    hand = Hand(SUNDAY + 6 * 86400 + 16 * 3600 + 59 * 60)  # 2026-10-25, 00:59 UTC
    clock = SystemClock("Europe/Paris", seconds=hand)
    assert clock.now() == Moment(day_of(2026, 10, 25), 179, 120, True)
    hand.seconds += 60
    assert clock.now() == Moment(day_of(2026, 10, 25), 120, 60, True)


def test_a_clock_set_back_is_doubted_and_does_not_go_back() -> None:
    hand = Hand(SUNDAY)
    clock = SystemClock("Europe/Paris", seconds=hand)
    before = clock.now()
    hand.seconds -= 3600
    assert clock.now() == before.replace(certain=False)
    hand.seconds += 3660
    assert clock.now() == before.replace(minute=601)


def test_a_clock_that_was_a_year_ahead_goes_on_from_there_in_doubt_and_does_not_stand_still() -> None:
    hand, running = Hand(SUNDAY + 365 * 86400), Hand(100.0)
    clock = SystemClock("Europe/Paris", seconds=hand, running=running)
    ahead = clock.now()
    hand.seconds -= 365 * 86400
    assert clock.now() == ahead.replace(certain=False)
    for passed in (10, 20):
        running.seconds += 600
        hand.seconds += 600
        assert clock.now() == ahead.replace(minute=600 + passed, certain=False)
    hand.seconds += 366 * 86400
    assert clock.now() == Moment(day_of(2027, 10, 19), 620, 120, True)


def test_the_latest_moment_outlives_the_run(tmp_path: Path) -> None:
    floor = Floor(tmp_path / "floor")
    assert floor.minute == 0
    SystemClock("Europe/Paris", floor=floor.minute, remember=floor.remember, seconds=Hand(SUNDAY)).now()
    again = Floor(tmp_path / "floor")
    assert again.minute == SUNDAY // 60
    late = SystemClock("Europe/Paris", floor=again.minute, remember=again.remember, seconds=Hand(SUNDAY - 86400 * 365))
    assert late.now() == Moment(day_of(2026, 10, 18), 600, 120, False)


def test_the_file_is_written_every_ten_minutes_and_a_torn_one_is_forgotten(tmp_path: Path) -> None:
    floor = Floor(tmp_path / "floor")
    for minute in (100, 105, 109):
        floor.remember(minute)
    assert Floor(tmp_path / "floor").minute == 100
    floor.remember(110)
    assert Floor(tmp_path / "floor").minute == 110
    (tmp_path / "floor").write_bytes(b"\xff")
    assert Floor(tmp_path / "floor").minute == 0


def test_the_demonstration_has_a_day_of_its_own() -> None:
    shifted = SystemClock("Europe/Paris", shift=timedelta(minutes=90), seconds=Hand(SUNDAY))
    assert shifted.now().minute == 690
