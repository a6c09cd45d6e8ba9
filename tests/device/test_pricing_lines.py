"""Lines and rates: article 11 B and its exemptions, day forfaits, majorations, shares."""

from tests.device.pricing_made import BSI, KINE, act, codes, lines, priced, visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NO_TRAVEL = ["travel"]
NIGHT = [{"id": "P1", "date": "2026-02-20", "night": True}]
DAILY = [{"id": "P1", "date": "2026-02-20", "daily": True}]


def _rated(*acts: "Any", **parts: "Any") -> "list[tuple[str, int]]":
    """Act (its last name) and rate of each act line of a visit at home without travel."""
    answer = priced(visit(*acts, waive=NO_TRAVEL, **parts.pop("visit", {})), **parts)
    return [(line["act"].rpartition(".")[2], line["rate_pct"]) for line in answer["lines"] if line["act"]]


def _majorations(*acts: "Any", **parts: "Any") -> "tuple[list[tuple[str, int]], list[str]]":
    """Line code and majoration cents of each line that carries one, and the warnings."""
    answer = priced(visit(*acts, **parts.pop("visit", {})), **parts)
    return [(line["code"] + "+" + line["majoration"], line["majoration_cents"]) for line in answer["lines"] if line["majoration"]], answer[
        "warnings"
    ]


def test_the_order_of_entry_never_changes_a_total() -> None:
    acts = [
        act("inf.dressing.simple"),
        act("inf.injection.iv"),
        act("inf.insulin.watch"),
        act("inf.insulin.injection"),
        act("inf.tube.gastric"),
    ]
    totals = []
    for turn in range(len(acts)):
        answer = priced(visit(*(acts[turn:] + acts[:turn]), waive=NO_TRAVEL))
        totals.append(answer["totals"])
    assert totals == [totals[0]] * len(acts)


def test_equal_worth_keeps_the_fewest_acts_then_the_order_of_the_table() -> None:
    family = ("inf.insulin.watch", "inf.insulin.injection")
    assert _rated(*family, "inf.injection.iv", "inf.dressing.surgical_simple") == [("iv", 100), ("surgical_simple", 50)]
    assert _rated(*family, "inf.injection.iv") == [("iv", 100), ("watch", 50), ("injection", 50)]
    assert _rated(*family, "inf.respiratory.aerosol", settings={"family_rank": "max"})[0] == ("aerosol", 100)


def test_a_sample_beside_two_acts_follows_the_setting() -> None:
    acts = ("inf.injection.sc", "inf.dressing.simple", "inf.sample.venous")
    assert _rated(*acts) == [("simple", 100), ("venous", 100)]
    assert _rated(*acts, settings={"third_act_with_sample": "half"}) == [("simple", 100), ("venous", 100), ("sc", 50)]
    answer = priced(visit(*acts))
    assert sorted(answer["warnings"]) == ["ACT_NOT_BILLED", "DISPUTED_RULE"]


def test_exempt_acts_take_no_rank() -> None:
    heavy = "inf.dressing.heavy.ulcer_graft"
    assert _rated("inf.analgesia.topical", heavy, "inf.injection.sc") == [("ulcer_graft", 100), ("topical", 100), ("sc", 50)]
    assert _rated("inf.analgesia.topical", "inf.injection.iv") == [("iv", 100), ("topical", 50)]
    vaccine = "inf.vaccination.prescribed"
    assert _rated(vaccine, "inf.injection.iv") == [("prescribed", 100), ("iv", 100)]
    assert _rated(vaccine, "inf.injection.iv", visit={"place": "practice"}) == [("prescribed", 100), ("iv", 50)]


def test_a_supplement_follows_its_family() -> None:
    hours = act("inf.perfusion.hour", qty=5)
    answer = priced(visit("inf.perfusion.short", hours, waive=NO_TRAVEL))
    assert lines(answer)[1] == ("AMI", "inf.perfusion.hour", 600, 100, 5, 9450)
    assert _rated("inf.wound.assessment", "inf.perfusion.short", hours) == [("assessment", 100), ("short", 50), ("hour", 50)]
    assert _rated("inf.wound.assessment", "inf.perfusion.short", hours, act("inf.injection.im"), act("inf.cancer.injection.chemo", qty=2))
    dropped = ("inf.wound.assessment", "inf.perfusion.change", hours, "inf.cancer.injection.chemo")
    assert _rated(*dropped) == [("assessment", 100), ("chemo", 50)]
    assert _rated(act("inf.perfusion.hour", qty=2)) == [("hour", 100)]


def test_free_acts_keep_their_line_and_cost_nothing() -> None:
    answer = priced(visit(act("inf.dressing.simple", free=True), "inf.injection.sc", date="2026-03-01"), prescriptions=DAILY)
    assert [(line["code"], line["amount_cents"]) for line in answer["lines"]] == [("AMI", 0), ("AMI", 1008), ("IFD", 275)]
    assert answer["lines"][0]["free"] is True and "free" not in answer["lines"][1]
    assert codes(priced(visit(act("inf.dressing.simple", free=True), act("inf.injection.sc", free=True)))) == ["AMI", "AMI"]
    assert codes(priced(visit(act("inf.injection.sc", free=True), "inf.teleexpertise.request"))) == ["AMI", "RQD", "IFD"]


def test_the_day_forfait_and_what_stands_beside_it() -> None:
    acts = (
        "inf.bsi.care",
        "inf.insulin.watch",
        "inf.sample.venous",
        "inf.dressing.stoma",
        "inf.teleconsultation.tls",
        "inf.vaccination.prescribed",
    )
    answer = priced(visit(*acts), patient=BSI)
    assert codes(answer) == ["BSB", "AMX", "AMX", "AMX", "TLS", "IFI"]
    assert [line["rate_pct"] for line in answer["lines"]] == [100, 100, 100, 50, 100, 100]
    assert answer["warnings"] == ["INCLUDED_IN_FORFAIT"]


def test_later_visits_of_a_forfait_day_have_no_second_forfait() -> None:
    answer = priced(visit("inf.bsi.care"), visit("inf.bsi.care", time="18:00"), visit("inf.injection.sc", time="19:00"), patient=BSI)
    assert codes(answer) == ["BSB", "IFI", "IFI", "AMX", "IFI"]
    alone = priced(visit("inf.dressing.simple"), patient=BSI, already_billed=[{"date": "2026-03-02", "codes": {"BSB": 1}}])
    assert codes(alone) == ["IFI"] and alone["warnings"] == ["INCLUDED_IN_FORFAIT"]
    assert codes(priced(visit("inf.injection.sc"), patient=BSI)) == ["AMI", "MAU", "IFD"]


def test_full_rate_units_of_a_forfait_day_follow_the_setting() -> None:
    one = {"bsi_full_rate_acts": "one"}
    acts = ("inf.bsi.care", "inf.perfusion.change", "inf.perfusion.removal", act("inf.sample.venous", qty=2), "inf.analgesia.topical")
    rates = [("bsb", 100), ("removal", 100), ("change", 100), ("venous", 50), ("venous", 50), ("topical", 50)]
    assert _rated(*acts, patient=BSI, settings=one) == rates
    assert [rate for _, rate in _rated(*acts, patient=BSI)] == [100] * 6
    assert _rated("inf.bsi.care", act("inf.sample.venous", qty=2), patient=BSI, settings=one)[1:] == [("venous", 100), ("venous", 50)]
    two = priced(visit("inf.bsi.care", "inf.perfusion.change"), visit("inf.sample.venous", time="18:00"), patient=BSI, settings=one)
    assert [line["rate_pct"] for line in two["lines"] if line["code"] == "AMX"] == [100, 50]
    assert two["warnings"] == ["DISPUTED_RULE"]


def test_full_rate_units_billed_elsewhere_count() -> None:
    def after(**acts: int) -> "list[tuple[str, int]]":
        billed = {"date": "2026-03-02", "codes": {"BSB": 1}, "acts": {name.replace("_", "."): acts[name] for name in acts}}
        return _rated("inf.sample.venous", patient=BSI, settings={"bsi_full_rate_acts": "one"}, already_billed=[billed])

    assert after(inf_perfusion_long=1, inf_perfusion_change=1) == [("venous", 50)]
    assert after(inf_sample_venous=1) == [("venous", 50)]
    assert after(inf_analgesia_topical=1) == [("venous", 100)]
    assert after(inf_vaccination_prescribed=1, inf_perfusion_hour=2, inf_bloodletting=1, inf_ais_weekly=1) == [("venous", 100)]
    ulcer = {"date": "2026-03-02", "codes": {"BSB": 1}, "acts": {"inf.analgesia.topical": 1, "inf.dressing.heavy.ulcer_graft": 1}}
    answer = priced(visit("inf.perfusion.long"), patient=BSI, already_billed=[ulcer])
    assert answer["warnings"] == ["DISPUTED_RULE"]
    same = {"date": "2026-03-02", "codes": {"BSB": 1}, "acts": {"inf.perfusion.long": 1}}
    assert priced(visit("inf.perfusion.change"), patient=BSI, already_billed=[same])["warnings"] == []


def test_single_act_and_coordination_majorations() -> None:
    assert codes(priced(visit("inf.injection.sc", place="care_home"))) == ["AMI", "MAU", "IFD"]
    assert codes(priced(visit(act("inf.injection.sc", qty=2)))) == ["AMI", "AMI", "IFD"]
    assert codes(priced(visit("inf.injection.iv"))) == ["AMI", "IFD"]
    assert codes(priced(visit("inf.injection.sc", "inf.bsi.assessment.initial"))) == ["DI", "AMI", "IFI"]
    palliative = {"palliative": True}
    assert codes(priced(visit("inf.injection.sc"), patient=palliative)) == ["AMI", "MCI", "IFD"]
    assert codes(priced(visit("inf.injection.sc", waive=["MCI"]), patient=palliative)) == ["AMI", "MAU", "IFD"]
    assert codes(priced(visit("inf.teleconsultation.tld"), patient=palliative)) == ["TLD", "IFD"]
    assert codes(priced(visit("inf.dressing.heavy.packing", place="care_home"))) == ["AMI", "IFD"]
    assert codes(priced(visit("inf.wound.assessment"), patient=palliative)) == ["AMI", "IFD"]


def test_the_young_child_majoration_is_for_care() -> None:
    child = {"birth_date": "2020-01-01"}
    assert codes(priced(visit("inf.injection.im"), patient=child)) == ["AMI", "MAU", "MIE", "IFD"]
    assert codes(priced(visit("inf.injection.im", waive=["MIE", "MAU"]), patient=child)) == ["AMI", "IFD"]
    assert codes(priced(visit("inf.teleconsultation.tld"), patient=child)) == ["TLD", "IFD"]


def test_night_and_sunday_majorations() -> None:
    urgent = {"urgent": True, "call_time": "19:00"}
    for time, expected in (
        ("19:59", []),
        ("20:00", 915),
        ("22:59", 915),
        ("23:00", 1830),
        ("04:59", 1830),
        ("05:00", 915),
        ("07:59", 915),
        ("08:00", []),
    ):
        found, _ = _majorations("inf.injection.im", visit=dict(urgent, time=time))
        assert [cents for _, cents in found] == ([expected] if expected else []), time
    assert _majorations("inf.injection.im", visit={"time": "21:00", "urgent": True, "call_time": "07:00"}) == ([], ["NF_NOT_DUE"])
    assert _majorations("inf.injection.im", visit={"time": "21:00"}, prescriptions=NIGHT) == ([("AMI+N", 915)], [])
    both = [{"id": "P1", "date": "2026-02-20", "night": True, "daily": True}]
    sunday = {"date": "2026-03-01", "time": "21:00"}
    assert _majorations("inf.injection.im", visit=sunday, prescriptions=both) == ([("AMI+N", 915)], [])
    assert _majorations("inf.injection.im", visit=dict(sunday, waive=["N"]), prescriptions=both) == ([("AMI+F", 850)], [])
    assert _majorations("inf.injection.im", visit=dict(sunday, waive=["N", "F"]), prescriptions=both) == ([], [])
    local = {"local_holidays": ["2026-12-26"]}
    saint = {"date": "2026-12-26", "urgent": True}
    rx = [{"id": "P1", "date": "2026-12-20"}]
    assert _majorations("inf.injection.im", visit=saint, professional=local, prescriptions=rx)[0] == [("AMI+F", 850)]


def test_a_majoration_goes_to_the_first_line_that_may_carry_it() -> None:
    sunday = {"date": "2026-03-01"}
    organisation = ("inf.perfusion.organisation", "inf.injection.im")
    assert _majorations(*organisation, visit=sunday, prescriptions=DAILY) == ([("AMI+F", 850)], [])
    assert _majorations("inf.specialised.heart_lung", visit=sunday, prescriptions=DAILY) == ([], [])
    assert _majorations("inf.vaccination.unprescribed", visit=sunday, prescriptions=[]) == ([], ["NF_NOT_DUE"])
    night = {"date": "2026-03-02", "time": "21:00"}
    kine = _majorations("kine.respiratory.urgent", visit=dict(night, time="23:30"), professional=KINE, prescriptions=NIGHT)
    assert kine == ([("ARL+N", 915)], [])
    later = [{"date": "2026-03-02", "codes": {"BSB": 1}}]
    assert _majorations("inf.bsi.care", visit=night, patient=BSI, prescriptions=NIGHT, already_billed=later) == ([("IFI+N", 915)], [])
    capped = [{"date": "2026-03-02", "codes": {"BSB": 1, "IFI": 4}}]
    assert _majorations("inf.bsi.care", visit=night, patient=BSI, prescriptions=NIGHT, already_billed=capped) == ([], ["IFI_CAP"])


def test_who_pays_what() -> None:
    covers: "tuple[tuple[dict[str, Any], int, str], ...]" = (
        ({"insurance": "maternity"}, 100, "0"),
        ({"insurance": "prevention"}, 100, "0"),
        ({"regime": "07"}, 100, "6"),
        ({"ald": True, "exonerated": True}, 100, "5"),
        ({"at_pension": True, "local_scheme": True}, 100, "5"),
        ({"local_scheme": True, "aspa": True}, 90, "0"),
        ({"aspa": True}, 80, "9"),
        ({}, 60, "0"),
    )
    for cover, rate, exo in covers:
        answer = priced(visit("inf.injection.sc"), coverage=cover)
        assert {(line["amo_rate"], line["exo"]) for line in answer["lines"]} == {(rate, exo)}, cover
    mixed = priced(visit(act("inf.dressing.simple", ald=True), "inf.injection.sc"), coverage={"ald": True, "amc": False})
    assert [line["exo"] for line in mixed["lines"]] == ["4", "0", "4"]
    natures = [
        priced(visit("inf.injection.sc"), coverage=cover)["nature"]
        for cover in ({"insurance": "prevention", "local_scheme": True}, {"local_scheme": True})
    ]
    assert natures == ["90", "13"]


def test_what_is_due_now() -> None:
    def due(**cover: "Any") -> "tuple[int, int, list[str]]":
        answer = priced(visit("inf.injection.im", waive=["travel", "MAU"]), coverage=cover)
        return answer["totals"]["patient_cents"], answer["totals"]["due_now_cents"], answer["warnings"]

    assert due(third_party="none", amc=True) == (126, 315, [])
    assert due(third_party="amo", amc=True) == (126, 126, [])
    assert due(third_party="none", insurance="maternity") == (0, 0, ["THIRD_PARTY_FORCED"])
    assert due(third_party="none", c2s=True, amc=False) == (0, 0, ["THIRD_PARTY_FORCED"])


def test_a_locum_is_priced_by_the_holder() -> None:
    locum = {"role": "locum", "territory": "metropole", "holder": {"territory": "dom"}}
    answer = priced(visit("inf.injection.im", waive=["travel", "MAU"]), professional=locum)
    assert (answer["totals"]["amount_cents"], answer["payee"]) == (330, "holder")


def test_an_unconfirmed_tariff_waits_until_it_is_accepted() -> None:
    day = {"date": "2027-12-01", "waive": ["travel", "MAU"]}
    waiting = priced(visit("inf.injection.im", **day))
    assert (waiting["totals"]["amount_cents"], waiting["warnings"]) == (315, ["UNCONFIRMED_TARIFF"])
    accepted = priced(visit("inf.injection.im", **day), settings={"accept_unconfirmed_tariffs": True})
    assert (accepted["totals"]["amount_cents"], accepted["warnings"]) == (345, [])
