"""What is refused, act by act, together, on a day, and against what the professional insists on."""

from tests.device.pricing_made import BSI, KINE, act, codes, lines, priced, visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOW_BACK = "kine.spine.low_back"


def _kine(*visits: "Any", **parts: "Any") -> "list[str]":
    """Codes of a physiotherapist's answer for June 2026, at the practice."""
    placed = [dict(each, date="2026-06-15", place=each.get("where", "practice")) for each in visits]
    rx = [{"id": "P1", "date": "2026-06-01"}, {"id": "P2", "date": "2026-06-02"}]
    return codes(priced(*placed, professional=KINE, prescriptions=rx, **parts))


def _billed(**facts: "Any") -> "list[dict[str, Any]]":
    return [dict(facts, date=facts.get("date", "2026-03-02"))]


def test_each_act_is_held_to_its_own_conditions() -> None:
    sc = act("inf.injection.sc")
    assert codes(priced(visit(act("inf.injection.sc", rx="P9")))) == ["PRESCRIPTION_MISSING"]
    assert codes(priced(visit(act("inf.vaccination.unprescribed", rx="P9")))) == ["PRESCRIPTION_MISSING"]
    assert codes(priced(visit(sc), prescriptions=[{"id": "P1", "date": "2026-02-01", "end": "2026-03-01"}])) == ["PRESCRIPTION_EXPIRED"]
    assert codes(priced(visit("inf.bsi.care"), patient=BSI, prescriptions=[{"id": "P1", "date": "2025-03-01"}])) == ["PRESCRIPTION_EXPIRED"]
    assert codes(priced(visit("inf.watch.treatment", place="practice"))) == ["PLACE"]
    assert codes(priced(visit(act("inf.postop.watch")))) == ["OUT_OF_PERIOD"]
    assert codes(priced(visit(act("inf.teleexpertise.request", session_no=5)))) == ["CAP_EXCEEDED"]
    assert codes(priced(visit(sc), already_billed=_billed(acts={"inf.unheard": 1}))) == ["UNKNOWN_ACT"]


def test_several_refusals_come_in_the_order_of_the_contract() -> None:
    invoice = {"number": "7", "paid_numbers": ["7"]}
    answer = priced(visit("inf.injection.sc"), invoice=invoice, coverage={"insurance": "work_accident", "quality": "spouse"})
    assert answer["refusals"] == ["DUPLICATE_INVOICE", "AT_NOT_INSURED"]
    answer = priced(visit(act("inf.injection.iv.child"), "inf.nothing", act("inf.injection.iv.child", qty=2)))
    assert answer == {"lines": [], "refusals": ["AGE", "UNKNOWN_ACT"], "warnings": []}


def test_prior_agreement_is_accepted_urgent_or_silent() -> None:
    agreements: "tuple[tuple[Any, list[str]], ...]" = (
        (None, ["DAP_REQUIRED"]),
        ({}, ["DAP_REQUIRED"]),
        ({"answer": "refused", "urgent": True}, ["DAP_REFUSED"]),
        ({"answer": "accepted"}, ["RAM"]),
        ({"urgent": True}, ["RAM"]),
        ({"received": "2026-05-31"}, ["DAP_REQUIRED"]),
        ({"received": "2026-05-30"}, ["RAM"]),
    )
    for agreement, expected in agreements:
        asked = act(LOW_BACK, session_no=16)
        if agreement is not None:
            asked["prior_agreement"] = agreement
        assert _kine(visit(asked)) == expected, agreement


def test_a_group_is_of_the_size_that_the_text_allows() -> None:
    ald = {"ald": True}
    assert _kine(visit(act("kine.upper.shoulder", group_size=3))) == ["VSM"]
    assert _kine(visit(act("kine.ent.vestibular", group_size=2))) == ["GROUP_SIZE"]
    for size, expected in ((1, "GROUP_SIZE"), (2, "ARL"), (4, "ARL"), (5, "GROUP_SIZE")):
        assert _kine(visit(act("kine.respiratory.copd.group", group_size=size)), coverage=ald) == [expected]


def test_an_assessment_is_due_at_its_sessions() -> None:
    due = [
        number for number in (1, 10, 11, 29, 30, 31, 49, 50, 70, 71) if _kine(visit(act("kine.bdk.general", session_no=number))) == ["AMK"]
    ]
    assert due == [1, 10, 30, 50, 70]
    assert _kine(visit(act("kine.bdk.neuro", session_no=110))) == ["AMK"]


def test_acts_that_exclude_each_other_in_a_visit_or_on_a_day() -> None:
    assert codes(priced(visit("inf.watch.treatment", act("inf.watch.treatment")))) == ["INCOMPATIBLE_ACTS"]
    assert codes(priced(visit("inf.perfusion.organisation"), visit("inf.perfusion.removal", time="18:00"))) == ["INCOMPATIBLE_ACTS"]
    telecare = _billed(acts={"inf.telecare.dressing": 1})
    assert codes(priced(visit("inf.dressing.simple"), already_billed=telecare)) == ["INCOMPATIBLE_ACTS"]
    both = _billed(acts={"inf.telecare.dressing": 1, "inf.dressing.simple": 1})
    assert codes(priced(visit("inf.injection.im"), already_billed=both))[0] == "AMI"
    assert codes(priced(visit("inf.injection.im"), already_billed=_billed(acts={"inf.ais.session": 1}, date="2026-07-01")))[0] == "AMI"


def test_caps_of_the_day_count_what_is_billed_already() -> None:
    dialysis = visit(act("inf.dialysis.peritoneal", qty=2))
    assert codes(priced(dialysis, already_billed=_billed(acts={"inf.dialysis.peritoneal": 2})))[0] == "AMI"
    assert codes(priced(dialysis, already_billed=_billed(acts={"inf.dialysis.peritoneal": 3}))) == ["CAP_EXCEEDED"]
    gone = _billed(acts={"inf.ais.session": 1}, date="2026-07-01")
    assert codes(priced(visit("inf.perfusion.long", date="2026-07-01"), already_billed=gone))[0] == "AMI"
    long_cancer = _billed(acts={"inf.perfusion.cancer.long": 1})
    assert codes(priced(visit("inf.perfusion.long"), already_billed=long_cancer)) == ["CAP_EXCEEDED"]


def test_a_physiotherapist_has_one_act_a_session_and_two_sessions_a_day_by_exception() -> None:
    limb, spine = act("kine.lower.knee", rx="P1"), act("kine.neuro.hemiplegia", rx="P2")
    later = {"time": "17:00"}
    assert _kine(visit(act("kine.lower.knee", qty=2))) == ["ONE_COTATION"]
    assert _kine(visit(limb), visit(spine, **later)) == ["VIM", "NMI"]
    assert _kine(visit(limb), visit(dict(spine, rx="P1"), **later)) == ["SECOND_SESSION"]
    assert _kine(visit(limb), visit(act(LOW_BACK, rx="P2"), **later)) == ["SECOND_SESSION"]
    burn = act("kine.burn.extended")
    assert _kine(visit(burn), visit(burn, **later)) == ["RPB", "RPB"]
    assert _kine(visit(burn), visit(burn, **later), visit(burn, time="19:00")) == ["SECOND_SESSION"]
    assert _kine(visit("kine.bdk.general", burn), visit("kine.bdk.general", **later)) == ["AMK", "RPB", "AMK"]


def test_sessions_billed_elsewhere_count_for_the_second_session() -> None:
    def day(**acts: int) -> "list[dict[str, Any]]":
        return _billed(date="2026-06-15", acts={name.replace("_", "."): acts[name] for name in acts})

    knee = visit("kine.lower.knee")
    assert _kine(knee, already_billed=day(kine_lower_hip=1)) == ["SECOND_SESSION"]
    assert _kine(knee, already_billed=day(kine_perineal=1)) == ["VIM"]
    assert _kine(knee, already_billed=day(kine_perineal=1, kine_ent_vestibular=1)) == ["SECOND_SESSION"]
    assert _kine(knee, already_billed=day(kine_bdk_general=1, kine_old_limb=1)) == ["VIM"]
    assert _kine(visit("kine.burn.extended"), already_billed=day(kine_burn_extended=1)) == ["RPB"]
    assert _kine(visit("kine.teleexpertise.request"), already_billed=day(kine_perineal=2)) == ["RQD"]


def test_an_isolated_assessment_has_no_treatment_beside_it() -> None:
    alone = act("kine.assessment.joint.body")
    assert _kine(visit(alone), already_billed=_billed(date="2026-06-15", acts={LOW_BACK: 1})) == ["INCOMPATIBLE_ACTS"]
    assert (
        _kine(visit(LOW_BACK), already_billed=_billed(date="2026-06-15", acts={"kine.assessment.joint.body": 1}))[0] == "INCOMPATIBLE_ACTS"
    )
    assert _kine(visit(alone, "kine.bdk.general")) == ["INCOMPATIBLE_ACTS"]
    assert _kine(visit(alone, "kine.teleexpertise.request")) == ["AMK", "RQD"]
    elsewhere = {LOW_BACK: 1, "kine.assessment.joint.body": 1}
    assert _kine(visit("kine.teleexpertise.request"), already_billed=_billed(date="2026-06-15", acts=elsewhere)) == ["RQD"]


def test_a_forfait_is_asked_once_at_its_own_level() -> None:
    bsb = act("inf.bsi.bsb")
    assert codes(priced(visit(act("inf.bsi.bsb", qty=2)), patient=BSI)) == ["FORFAIT_TWICE"]
    assert codes(priced(visit(bsb, bsb), patient=BSI)) == ["FORFAIT_TWICE"]
    assert codes(priced(visit(bsb), visit(bsb, time="18:00"), patient=BSI)) == ["FORFAIT_TWICE"]
    assert codes(priced(visit("inf.bsi.care"), visit(bsb, time="18:00"), patient=BSI)) == ["FORFAIT_TWICE"]
    assert codes(priced(visit(bsb), patient=BSI, already_billed=_billed(acts={"inf.bsi.bsb": 1}))) == ["FORFAIT_TWICE"]
    assert codes(priced(visit(bsb), patient=BSI, already_billed=_billed(acts={"inf.ais.weekly": 1})))[0] == "BSB"
    assert codes(priced(visit("inf.bsi.bsa"), patient=BSI)) == ["BSI_LEVEL"]
    assert codes(priced(visit(bsb, "inf.bsi.care"), patient=BSI)) == ["BSB", "IFI"]


def test_a_letter_typed_is_compared() -> None:
    assert codes(priced(visit(act("inf.injection.sc", letter="AMX")))) == ["LETTER"]
    assert codes(priced(visit(act("inf.injection.sc", letter="AMI"))))[0] == "AMI"
    assert codes(priced(visit(act("inf.bsi.care", letter="BSB"), act("inf.injection.sc", letter="AMX")), patient=BSI))[:2] == ["BSB", "AMX"]
    assert codes(priced(visit(act("inf.bsi.care", letter="BSC")), patient=BSI)) == ["LETTER"]


def test_a_claim_is_derived_or_refused() -> None:
    def claimed(*claims: str, **parts: "Any") -> "list[str]":
        return codes(priced(visit(parts.pop("act", "inf.injection.sc"), claim=list(claims), **parts.pop("visit", {})), **parts))

    assert claimed("AMI", "MAU", "IFD") == ["AMI", "MAU", "IFD"]
    assert claimed("AMI", "AMI") == claimed("XYZ") == claimed("N") == claimed("F") == ["CLAIM_NOT_DUE"]
    assert claimed("ND", "F") == claimed("MCI", "MAU") == ["CLAIMS_EXCLUSIVE", "CLAIM_NOT_DUE"]
    assert claimed("BSB", patient=BSI) == ["CLAIM_NOT_DUE"]
    assert claimed("BSB", "BSB", act="inf.bsi.care", patient=BSI) == ["FORFAIT_TWICE"]
    assert claimed("BSB", act="inf.bsi.care", patient=BSI, already_billed=_billed(codes={"BSB": 1})) == ["FORFAIT_TWICE"]
    assert claimed("BSC", act="inf.bsi.care", patient=BSI) == ["CLAIM_NOT_DUE"]
    night = [{"id": "P1", "date": "2026-02-20", "night": True}]
    for code in ("N", "ND"):
        assert claimed(code, visit={"time": "23:30"}, prescriptions=night)[0] == "AMI"
    assert claimed("ND", visit={"time": "21:00"}, prescriptions=night) == ["CLAIM_NOT_DUE"]
    assert claimed("F", visit={"date": "2026-03-01", "urgent": True})[0] == "AMI"


def test_no_price_no_half_invoice() -> None:
    assert lines(priced(visit("inf.bsi.care"), patient=BSI, professional={"territory": "dom"})) == [("TARIFF_MISSING",)]
    early = {"date": "2011-05-02", "time": "21:00"}
    rx = [{"id": "P1", "date": "2011-05-01", "night": True}]
    assert codes(priced(visit("inf.injection.im", waive=["travel", "MAU"], **early), prescriptions=rx)) == ["TARIFF_MISSING"]
