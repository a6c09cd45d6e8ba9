"""What is said before signing, and why each line stands."""

from device.acts.nomenclature import TARIFF_COLUMNS
from device.pricing import explain
from device.pricing.advice import advise
from device.pricing.invoice import assess
from tests.device.pricing_made import BSI, KINE, TABLES, act, assessed, request, visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _advice(*visits: "Any", **parts: "Any") -> "list[tuple[str, str]]":
    """Code and action of each piece of advice."""
    asked = request(*visits, **parts)
    return [(each.code, each.action) for each in advise(asked, assess(asked, TABLES), TABLES)]


def test_what_is_due_and_left_out_is_told() -> None:
    assert _advice(visit("inf.injection.im", waive=["MAU", "travel"])) == [("WAIVED", "TAKE_BACK")] * 2
    assert _advice(visit("inf.injection.im", time="21:00")) == [("NF_NOT_DUE", "MARK_URGENT_OR_PRESCRIBED")]
    called = visit("inf.injection.im", time="21:00", urgent=True, call_time="18:00")
    assert _advice(called) == [("CALL_NOT_NIGHT", "NOTE_CALL")]
    assert _advice(visit("inf.injection.im")) == []


def test_the_settings_that_decided_are_told() -> None:
    asked = request(visit("inf.bsi.care", "inf.dressing.heavy.packing", act("inf.sample.venous", qty=2)), patient=BSI)
    for settings, expected in (
        ({}, ["bsi_full_rate_acts", "mci_with_bsi"]),
        ({"mci_with_bsi": False}, ["bsi_full_rate_acts", "mci_with_bsi"]),
    ):
        assert list(assess(dict(asked, settings=settings), TABLES).settled) == expected
    insulin = visit(
        "inf.insulin.watch",
        "inf.insulin.injection",
        "inf.respiratory.aerosol",
        travel={"same_town": False, "distance_m": 5000, "terrain": "on_foot"},
    )
    full = {"travel_amo_rate": "full"}
    assert list(assessed(insulin, settings=full).settled) == ["family_rank", "iks_abatement_km", "travel_amo_rate"]
    assert list(assessed(visit("inf.injection.iv", date="2026-12-01"), settings={"accept_unconfirmed_tariffs": True}).settled) == [
        "accept_unconfirmed_tariffs"
    ]
    assert ("SETTING", "CHECK_SETTING") in _advice(insulin)


def test_ends_that_come_are_told() -> None:
    assert _advice(visit(act("inf.watch.treatment", session_no=14))) == [("CAP_NEAR", "PLAN_END")]
    assert _advice(visit(act("inf.watch.treatment", session_no=15))) == [("CAP_LAST", "PLAN_END")]
    assert _advice(visit(act("inf.watch.treatment", session_no=13))) == []
    rx = [{"id": "P0", "date": "2026-02-20"}, {"id": "P1", "date": "2026-02-20", "end": "2026-03-16"}]
    assert _advice(visit(act("inf.injection.im", rx="P1")), prescriptions=rx) == [("PRESCRIPTION_ENDS", "RENEW_PRESCRIPTION")]
    today = [dict(rx[1], end="2026-03-02")]
    assert _advice(visit("inf.injection.im"), prescriptions=today) == [("PRESCRIPTION_ENDS_TODAY", "RENEW_PRESCRIPTION")]
    assert _advice(visit("inf.injection.im"), prescriptions=rx) == []
    assert _advice(visit("inf.vaccination.unprescribed"), prescriptions=[]) == []
    low_back = visit(act("kine.spine.low_back", session_no=14), place="practice")
    assert _advice(low_back, professional=KINE) == [("AGREEMENT_SOON", "ASK_AGREEMENT")]


def test_the_caps_of_the_day_are_told_before_they_bite() -> None:
    third = [{"date": "2026-03-02", "codes": {"BSB": 1, "IFI": 3}, "km": 100}]
    assert ("IFI_LAST", "PLAN_ROUND") in _advice(visit("inf.bsi.care"), patient=BSI, already_billed=third)
    road = {"same_town": False, "distance_m": 12000}
    near = [{"date": "2026-03-02", "km": 270}]
    assert _advice(visit("inf.injection.im", travel=road), already_billed=near) == [("KM_NEAR", "PLAN_ROUND")]
    assert _advice(visit("kine.perineal", travel=road), professional=KINE, already_billed=near) == []


def test_an_assessment_that_ends_or_would_pay_more_is_told() -> None:
    ending = {"bsi": {"level": "BSC", "from": "2025-03-10", "until": "2026-03-09"}}
    found = _advice(visit("inf.injection.im"), patient=ending)
    assert found == [("BSI_ENDS", "RENEW_ASSESSMENT"), ("FORFAIT_POSSIBLE", "ADD_FORFAIT")]
    over = {"bsi": {"level": "BSC", "from": "2024-03-10", "until": "2025-03-09"}}
    assert _advice(visit("inf.injection.im"), patient=over) == []
    assert _advice(visit("kine.perineal"), professional=KINE, patient=BSI) == []
    assert _advice(visit("inf.bsi.care"), patient=BSI) == []


def test_a_refusal_comes_with_one_action_or_another_act() -> None:
    billed = [{"date": "2026-03-02", "acts": {"inf.perfusion.long": 1}}]
    assert _advice(visit("inf.injection.im"), visit("inf.perfusion.long", time="18:00"), already_billed=billed) == [
        ("OTHER_ACT", "REPLACE_ACT")
    ]
    assert _advice(visit("inf.perfusion.long", "inf.nothing"), already_billed=billed) == []
    assert _advice(visit("inf.perfusion.long", place="remote"), visit("inf.perfusion.long"))[0] == ("OTHER_ACT", "REPLACE_ACT")
    assert _advice(visit("inf.injection.im"), prescriptions=[]) == [("PRESCRIPTION_MISSING", "ADD_PRESCRIPTION")]
    assert _advice(visit("inf.bsi.care"), patient=BSI, professional={"territory": "dom"}) == [("TARIFF_MISSING", "ENTER_LOCAL_TARIFF")]
    assert _advice(visit("inf.injection.im", time="noon")) == []


def test_each_line_says_why_and_what_is_not_billed_says_why() -> None:
    found = assessed(visit("inf.dressing.simple", "inf.injection.iv", "inf.injection.sc"))
    keys = [[key for key, _ in explain.of_line(found, index, TABLES)] for index in range(3)]
    assert keys == [["why.RANK_FIRST", "why.COVER_ORDINARY"], ["why.RANK_SECOND", "why.COVER_ORDINARY"], ["why.IFD", "why.COVER_ORDINARY"]]
    assert explain.of_line(found, 0, TABLES)[0] == ("why.RANK_FIRST", (("articles", "I art.11 B"),))
    assert explain.of_unbilled(found, TABLES) == (("unbilled.THIRD_ACT", (("articles", "I art.11 B"), ("act", "Injection sous-cutanée"))),)
    assert found.steps[0] == "INVOICE_CHECKED" and len(found.steps) == 9
    refused = assessed(visit("inf.injection.sc"), prescriptions=[])
    facts = (("articles", "I art.5; XVI ch.I art.1"), ("act", "Injection sous-cutanée"))
    assert explain.of_refused(refused, TABLES) == (("refused.PRESCRIPTION_MISSING", facts),)
    claimed = assessed(visit("inf.injection.sc", claim=["IFI"]))
    assert dict(explain.of_refused(claimed, TABLES)[0][1])["articles"] == "I art.13 D"


def test_a_figure_of_the_practice_says_so_on_its_line() -> None:
    figures = ",".join(TARIFF_COLUMNS) + '\nIFI,dom,inf,275,2024-01-28,,"CGSS 974, courrier",LOCAL\n'
    found = assess(request(visit("inf.bsi.care"), patient=BSI, professional={"territory": "dom"}), TABLES.with_local(figures))
    line = found.answer["lines"][1]
    assert (line["code"], line["amount_cents"]) == ("IFI", 275)
    assert line["why"][-1] == "tarif saisi par le cabinet : CGSS 974, courrier"
