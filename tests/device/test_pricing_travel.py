"""Travel: flat indemnities, kilometres and their caps."""

from device.pricing.travel import bands, billable_km
from tests.device.pricing_made import BSI, KINE, act, codes, priced, visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FAR = {"same_town": False, "distance_m": 12000}
IPA = {"ipa": True}


def _travel(*acts: "Any", **parts: "Any") -> "tuple[list[tuple[str, int, int, int]], list[str]]":
    """Code, rate, quantity and amount of the travel lines, and the warnings."""
    answer = priced(visit(*acts, **parts.pop("visit", {})), **parts)
    found = [line for line in answer["lines"] if line["code"].startswith("I")]
    return [(line["code"], line["rate_pct"], line["quantity"], line["amount_cents"]) for line in found], answer["warnings"]


def test_kilometres_are_whole_and_less_the_abatement() -> None:
    def km(metres: int, terrain: str = "plain", nearest: "int | None" = None, whoever: bool = False) -> int:
        return billable_km({"same_town": False, "terrain": terrain, "distance_m": metres, "nearest_m": nearest}, whoever, 1)

    assert [km(metres) for metres in (0, 2000, 2400, 2500, 2999, 10000)] == [0, 0, 0, 1, 1, 16]
    assert [km(metres, "mountain") for metres in (1000, 1499, 1500, 6000)] == [0, 0, 1, 10]
    assert km(6000, "on_foot") == 10
    assert (km(10000, nearest=3000), km(10000, nearest=30000), km(10000, nearest=3000, whoever=True)) == (2, 16, 16)
    assert billable_km({"same_town": True, "terrain": "plain", "distance_m": 10000, "nearest_m": None}, False, 1) == 0


def test_bands_of_the_day() -> None:
    assert bands(0, 299, False) == [(100, 299)] and bands(0, 300, False) == [(100, 299), (50, 1)]
    assert bands(290, 120, False) == [(100, 9), (50, 100)] and bands(399, 5, False) == [] == bands(500, 5, False)
    assert bands(310, 20, False) == [(50, 20)] and bands(395, 20, False) == [(50, 4)]
    assert bands(290, 9, True) == [(100, 9)] and bands(290, 10, True) == [(50, 10)] and bands(390, 10, True) == []


def test_a_nurse_has_a_daily_cap_over_all_visits() -> None:
    day = [{"date": "2026-03-02", "km": 290}]
    found, warnings = _travel("inf.injection.iv", visit={"travel": FAR}, already_billed=day)
    assert found == [("IFD", 100, 1, 275), ("IK", 100, 9, 315), ("IK", 50, 11, 193)] and warnings == ["IK_CAP"]
    whole, _ = _travel("inf.injection.iv", visit={"travel": FAR}, already_billed=day, settings={"ik_cap": "whole"})
    assert whole[1:] == [("IK", 50, 20, 350)]
    two = priced(
        visit("inf.injection.iv", travel=FAR),
        visit("inf.injection.iv", travel=FAR, time="18:00"),
        already_billed=[{"date": "2026-03-02", "km": 279}],
    )
    assert [(line["rate_pct"], line["quantity"]) for line in two["lines"] if line["code"] == "IK"] == [(100, 20), (50, 20)]
    kine, warnings = _travel("kine.perineal", visit={"travel": FAR}, professional=KINE, already_billed=day)
    assert kine == [("IFD", 100, 1, 250), ("IK", 100, 20, 760)] and warnings == []


def test_on_foot_the_abatement_is_a_setting() -> None:
    foot = {"same_town": False, "distance_m": 3000, "terrain": "on_foot"}
    assert _travel("inf.injection.iv", visit={"travel": foot})[0][1] == ("IKS", 100, 4, 1360)
    assert _travel("inf.injection.iv", visit={"travel": foot}, settings={"iks_abatement_km": 0})[0][1] == ("IKS", 100, 6, 2040)


def test_one_home_carries_one_travel() -> None:
    second = {"home": {"rank": 2}, "travel": FAR}
    assert _travel("inf.injection.iv", visit=second) == ([], ["TRAVEL_SHARED"])
    assert _travel("inf.injection.iv", visit=dict(second, waive=["travel"])) == ([], [])
    assert _travel("inf.injection.iv", visit=dict(second, place="care_home")) == ([], ["TRAVEL_SHARED"])
    assert _travel("kine.perineal", visit={"home": {"dependent_others": 1}}, professional=KINE)[0] == [("IFD", 100, 1, 250)]
    assert _travel("inf.bsi.care", visit=second, patient=BSI) == ([("IFI", 100, 1, 3)], [])
    assert _travel("inf.bsi.assessment.initial", visit={"place": "care_home"})[0] == [("IFI", 100, 1, 275)]


def test_a_fifth_ifi_is_not_billed_but_its_kilometres_are() -> None:
    billed = [{"date": "2026-03-02", "codes": {"BSB": 1, "IFI": 4}}]
    found = _travel("inf.bsi.care", visit={"travel": FAR}, patient=BSI, already_billed=billed)
    assert found == ([("IK", 100, 20, 700)], ["IFI_CAP"])
    assert codes(priced(visit("inf.bsi.care", claim=["IFI"]), patient=BSI, already_billed=billed)) == ["CAP_EXCEEDED"]


def test_a_teleconsultation_place_is_travelled_to_twice_a_day() -> None:
    there = {"place": "telecare_site"}
    thrice = [visit("inf.teleconsultation.tll", time="%02d:00" % hour, **there) for hour in (9, 11, 14)]
    answer = priced(*thrice)
    assert codes(answer) == ["TLL", "IFD", "TLL", "IFD", "TLL"] and answer["warnings"] == ["TRAVEL_SHARED"]
    assert _travel("inf.teleconsultation.tll", visit=dict(there, home={"rank": 2})) == ([], ["TRAVEL_SHARED"])
    assert _travel("inf.injection.iv", visit=there) == ([], [])


def test_visits_without_travel() -> None:
    assert _travel("inf.teleexpertise.request", visit={"travel": FAR}) == ([], [])
    assert _travel("inf.telecare.dressing", visit={"place": "remote"}) == ([], [])
    assert _travel("inf.injection.iv", visit={"place": "practice"}) == ([], [])


def test_advanced_practice_travels_by_ifi_whoever_is_nearest() -> None:
    near = dict(FAR, nearest_m=3000)
    found = _travel("inf.ipa.follow_up", visit={"travel": near}, professional=IPA, prescriptions=[])
    assert found == ([("IFI", 100, 1, 275), ("IK", 100, 20, 700)], [])
    billed = [{"date": "2026-03-02", "km": 399}]
    assert _travel("inf.ipa.follow_up", visit={"travel": near}, professional=IPA, prescriptions=[], already_billed=billed) == found
    assert "MAU" not in codes(priced(visit("inf.ipa.session", "inf.injection.im"), professional=IPA))


def test_a_physiotherapist_travels_by_the_specific_indemnity_after_surgery() -> None:
    def code(name: str, **patient: "Any") -> str:
        where = {"date": "2026-06-15"}
        found, _ = _travel(act(name), visit=where, professional=KINE, patient=patient, prescriptions=[{"id": "P1", "date": "2026-06-01"}])
        return found[0][0]

    assert code("kine.neuro.hemiplegia") == "IFS"
    knee = "kine.lower.knee_prosthesis"
    assert (code(knee), code(knee, surgery_discharge="2026-05-11"), code(knee, surgery_discharge="2026-05-10")) == ("IFD", "IFS", "IFD")
    assert code(knee, home_return_programme=True) == "IFS"
    assert code("kine.perineal", surgery_discharge="2026-06-10") == "IFD"
