"""Prescriptions and one visit's care: days, sessions, agreements, patients of one home."""

from device.acts import prescription
from device.acts.care import Care, Given, Seen, Travel, home_of
from device.acts.prescription import Agreement, Prescription
from device.base.dates import day_from_iso, iso_from_day
from tests.device.check import raises
from tests.device.pricing_made import TABLES

DAY = day_from_iso("2026-03-02")
LOW_BACK = "kine.spine.low_back"


def _last(act_id: str, **facts: object) -> str:
    row = TABLES.act(act_id, DAY)
    assert row is not None
    asked = dict({"date": DAY, "care_start": None, "end": None, "until_healed": False}, **facts)
    return iso_from_day(prescription.last_day(asked, row))


def test_a_prescription_ends_by_its_end_its_wound_or_its_year() -> None:
    assert _last("inf.injection.im", end=DAY + 9) == "2026-03-11"
    assert _last("inf.dressing.simple", until_healed=True) == "2026-06-02"
    assert _last("inf.dressing.simple", until_healed=True, care_start=DAY + 10) == "2026-06-12"
    assert _last("inf.dressing.simple", until_healed=True, end=DAY + 3) == "2026-03-05"
    assert _last("inf.bsi.care") == _last("inf.bsi.bsa") == "2027-03-02"
    assert _last("inf.injection.im") == "9999-12-31"


def test_sessions_are_counted_by_act() -> None:
    order = Prescription("P1", DAY, sessions=((LOW_BACK, 15), ("kine.bdk.general", 0)), done=((LOW_BACK, 4), (LOW_BACK, 2)))
    assert (order.done_of(LOW_BACK), order.left_of(LOW_BACK)) == (6, 9)
    assert order.left_of("kine.bdk.general") is None and order.left_of("kine.perineal") is None
    assert Prescription("P1", DAY, sessions=((LOW_BACK, 3),), done=((LOW_BACK, 4),)).left_of(LOW_BACK) == 0


def test_silence_is_agreement_from_the_sixteenth_day() -> None:
    asked = Agreement(LOW_BACK, DAY)
    order = Prescription("P1", DAY, agreements=(Agreement("kine.perineal", DAY), asked))
    assert order.agreement_of(LOW_BACK) == asked and order.agreement_of("kine.palliative.day") is None
    states = [prescription.state_of(asked, DAY + days) for days in (0, 15, 16)]
    assert states == ["waiting", "waiting", "silent"]
    assert prescription.silent_on(DAY) == DAY + 16
    assert prescription.state_of(None, DAY) == "never_asked"
    assert prescription.state_of(asked.replace(answer="refused"), DAY + 30) == "refused"


def test_agreement_is_needed_always_or_from_a_session_on() -> None:
    needed = prescription.agreement_needed
    assert needed({"ap": True}, None) and needed({"dap_from": 16}, 16)
    assert not needed({"dap_from": 16}, 15) and not needed({"dap_from": 16}, None) and not needed({}, 99)


def test_a_home_counts_its_patients_by_kind() -> None:
    passage = (Seen("a", True), Seen("b", False), Seen("c", True), Seen("d", False))
    assert [home_of(passage, name)["rank"] for name in "abcd"] == [1, 1, 2, 2]
    assert [home_of(passage, name)["dependent_others"] for name in "abcd"] == [1, 2, 1, 2]
    raises(IndexError, home_of, passage, "e")


def test_care_comes_back_from_plain_values() -> None:
    care = Care(DAY, 600, "home", (Given("inf.injection.im"),), travel=Travel(False, distance_m=5000))
    assert Care.from_plain(care.plain()) == care
