"""Before signing: advice with one thing to do, natures of insurance, prescriptions of acts, agreements."""

from device.flows.draft import Draft
from device.flows.intent import draw_up, intents_of
from device.flows.quote import quote
from device.formats.b2 import read_image
from device.formats.seals import taken_apart
from tests.device.check import refuses
from tests.device.played import JEANNE, MALO, SUNDAY, Played, a_stop, situation, vitale

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INSURED = dict(JEANNE, insurer="0029900012")
RPPS, AM_NUMBER = "99700218896", "991129768"
LOW_BACK = "kine.spine.low_back"


def at_care(*acts: str, zone: bytes = b"", facts: "tuple[Any, ...]" = (), **changes: "Any") -> Played:
    """A device that shows the care of Jeanne, after more facts."""
    device = Played(a_stop("S1", *(acts or ("inf.injection.sc",)), **changes), zone=zone or vitale(INSURED)).unlocked()
    device.desk.record(facts) if facts else None
    return device.insert("vitale").see("Facts4").answer("next").see("Choose")


def prescribed(prescription: str = "T1-3", **changes: "Any") -> "tuple[str, dict[str, Any]]":
    """A prescription of Jeanne."""
    body = {"prescription": prescription, "patient": "T1-2", "prescriber": "10002909371", "day": SUNDAY - 9, "care_start": SUNDAY - 8}
    return ("prescription.known", dict(dict(body, end=SUNDAY + 60, acts=["inf.injection.sc"], flags=["daily"]), **changes))


def images_of(device: Played) -> "list[Any]":
    """The FSE of every invoice, read back, in the order of their numbers."""
    return [read_image(taken_apart(device.store.blob(row["fse_blob"]) or b"").body) for row in device.store.rows("invoice")]


def test_a_setting_that_decided_is_told_with_the_reason_of_its_default() -> None:
    device = at_care("inf.insulin.watch", "inf.insulin.injection", "inf.respiratory.aerosol").answer("next").see("Price")
    assert (device.view.warning.key, device.view.advice) == ("advice.SETTING", "counsel")
    device.answer("counsel").see("Explain", "counsel.title")
    assert [row.title.key for row in device.view.reasons] == ["action.CHECK_SETTING", "setting.why.family_rank"]
    device.answer("close").see("Price").answer("next").see("Finished")


def test_each_piece_of_advice_leads_to_the_next() -> None:
    facts = (prescribed(end=SUNDAY + 5, flags=[]),)
    device = at_care(facts=facts).answer("next").see("Price").answer("counsel").see("Explain")
    keys = [device.view.story.key] + [row.title.key for row in device.view.reasons if row.answer]
    assert keys == ["advice.NF_NOT_DUE", "advice.PRESCRIPTION_ENDS"]
    assert "I art.14" in dict(device.view.article.facts)["articles"]
    device.answer("piece:1")
    assert device.view.story.key == "advice.PRESCRIPTION_ENDS" and device.view.secondary is None


def test_a_forgotten_majoration_is_one_touch_away() -> None:
    device = at_care(facts=(prescribed(flags=[]),)).answer("next").see("Price")
    before = device.view.total
    device.answer("counsel").see("Explain").answer("do").see("Price")
    assert device.view.total > before and "majoration" in device.view.rows[0].sub.key


def test_a_forfait_that_pays_more_is_one_touch_away() -> None:
    bsi = ("bsi.known", {"patient": "T1-2", "level": "BSC", "start": SUNDAY - 9, "until": SUNDAY + 200})
    device = at_care(facts=(bsi,)).answer("next").see("Price")
    before = device.view.total
    device.answer("counsel").see("Explain")
    assert device.view.story.key == "advice.FORFAIT_POSSIBLE"
    device.answer("do").see("Price")
    assert device.view.total > before
    assert device.store.rows("visit_open")[0]["answers"]["care"]["acts"][1] == {"act": "inf.bsi.care", "on": True, "rx": "T1-3"}


def test_a_price_that_no_longer_holds_leads_back_to_the_care() -> None:
    device = at_care().answer("next").see("Price")
    device.desk.record([prescribed(end=SUNDAY - 1)])
    device.restart().unlocked().insert("vitale").see("Choose").answer("next").see("Refuse", "refusal.PRESCRIPTION_EXPIRED.title")
    assert device.view.primary.label.key == "counsel.do.RENEW_PRESCRIPTION"
    device.answer("do").see("Listing", "order.title").answer("back").see("Choose").answer("next").answer("cancel").see("Choose")


def test_a_price_confirmed_for_other_care_is_seen_again() -> None:
    device = at_care().answer("next").see("Price").pull("vitale").answer("next").see("Listing", "mode.gone").answer("back").see("Price")
    device.answer("back").answer("urgent").answer("next").see("Price")
    device.restart().unlocked().answer("start").see("Price")


def test_what_cannot_go_together_is_removed_in_one_touch() -> None:
    device = at_care("inf.urinary.catheter.female", "inf.urinary.self_catheter").answer("next").see("Refuse")
    assert device.view.primary.label.key == "counsel.do.REMOVE_ACT"
    device.answer("do").see("Choose")
    assert sorted([row.on for row in device.view.rows]) == [False, True] and device.view.primary.live.key == "care.total"


def test_a_cap_reached_is_another_act_in_one_touch() -> None:
    stops = [a_stop("S1", "inf.perfusion.long"), a_stop("S2", "inf.perfusion.long", minute=1080)]
    device = Played(*stops, zone=vitale(INSURED)).unlocked().insert("vitale").answer("next").answer("next").answer("next").see("Finished")
    device.answer("next").see("Facts4").answer("next").answer("next").see("Refuse", "refusal.CAP_EXCEEDED.title")
    device.answer("do").see("Choose")
    assert device.view.primary.live.key == "care.total"


def unprescribed() -> Played:
    """A child whom nobody planned, an injection added and its prescription left out."""
    device = Played(zone=vitale(MALO)).unlocked().answer("other").insert("vitale").answer("next").see("Choose")
    device.answer("nature").answer("rx").see("Choose").answer("calendar").see("Choose")
    device.answer("other").answer("XVI ch.I art.1").answer("inf.injection.im").see("Listing", "order.title")
    assert [row.answer for row in device.view.rows] == ["book"]
    return device.answer("back").see("Choose").answer("next").see("Refuse", "refusal.PRESCRIPTION_MISSING.title")


def test_a_missing_prescription_is_written_with_a_prescriber_of_the_book() -> None:
    device = unprescribed().answer("do").see("Listing", "order.title").answer("book").see("Listing", "book.title")
    device.answer("search").see("Text").answer("Dr Z").see("Listing", "book.nobody").answer("search").answer("dr k")
    device.see("Listing", "book.title").answer("10002909371").see("Choose", "order.new").answer("back").see("Listing", "order.title")
    device.answer("book").answer("back").see("Listing", "order.title").answer("book").answer("10002909371")
    device.answer("daily").answer("night").answer("night").answer("sessions").see("Keypad").answer("back").answer("sessions").answer("10")
    device.answer("day").see("Keypad").answer("310226").see("Keypad")
    assert device.view.sub.key == "typed.false.DATE_INVALID"
    device.answer("17").see("Keypad").answer("back").see("Choose").answer("day").answer("171026").see("Choose", "order.new")
    assert [row.on for row in device.view.rows] == [True, False, False, False]
    device.answer("next").see("Choose", "care.title")
    assert dict(device.view.rows[0].sub.facts)["count"] == 10
    row = device.store.rows("prescription", last_first=True)[0]
    assert (row["day"], row["flags"], row["sessions"]) == (SUNDAY - 1, ["daily"], {"inf.injection.im": 10})
    device.answer("next").see("Price").answer("next").see("Finished")
    assert device.row("prescription", row["prescription"])["done"] == {"inf.injection.im": 1}


def test_a_new_prescriber_is_typed_and_both_numbers_are_checked() -> None:
    device = unprescribed().answer("do").answer("book")
    for typed in ((), ("Dr Le Goff",), ("Dr Le Goff", RPPS), ("Dr Le Goff", RPPS, AM_NUMBER)):
        device.answer("new").see("Text")
        for each in typed:
            device.answer(each).see("Keypad")
        device.answer("back").see("Listing", "book.title")
    device.answer("new").answer("Dr Le Goff").answer("99700218897").see("Keypad")
    assert device.view.sub.key == "typed.false.IDENTIFIER_FALSE" and device.view.value == "99700218897"
    device.answer(RPPS).answer("991129769").see("Keypad").answer(AM_NUMBER).answer("1").see("Keypad").answer("01").see(
        "Choose", "order.new"
    )
    assert device.row("prescriber", RPPS)["name"] == "DR LE GOFF"
    device.answer("next").see("Choose", "care.title").answer("next").see("Price").answer("next").see("Finished")
    values = images_of(device)[0].acts[0].line.values
    assert values["prescriber"] == AM_NUMBER


def test_what_the_acts_stand_on_is_seen_beside_the_nature_of_insurance() -> None:
    def seen(device: Played) -> "tuple[str, dict[str, Any]]":
        said = [chip.sub for chip in device.view.chips if chip.answer == "nature"][0]
        assert len(device.view.chips) == 6
        return said.key, dict(said.facts)

    assert seen(at_care()) == ("chip.order.day", {"day": SUNDAY - 9})
    assert seen(at_care("inf.vaccination.unprescribed"))[0] == "chip.order.none"
    device = at_care("inf.injection.sc", "inf.injection.im", facts=(prescribed("T1-90", day=SUNDAY - 2),))
    device.answer("nature").answer("rx").answer("1").answer("rx:T1-90").see("Choose")
    assert seen(device) == ("chip.order.many", {"count": 2})
    device.answer("other").answer("XVI ch.I art.1").answer("inf.injection.iv").answer("back").see("Choose")
    assert seen(device)[0] == "chip.order.missing"


def test_the_prescription_of_each_act_may_be_another_one() -> None:
    device = at_care("inf.injection.sc", "inf.injection.im", facts=(prescribed("T1-90", day=SUNDAY - 2),))
    device.answer("nature").answer("rx").see("Listing", "order.which").answer("back").see("Choose").answer("nature").answer("rx").answer(
        "1"
    ).see("Listing", "order.title")
    assert [row.answer for row in device.view.rows] == ["again:10002909371", "rx:T1-90", "rx:T1-3", "book"]
    assert [row.tag.key for row in device.view.rows] == ["", "", "order.chosen", ""]
    device.answer("rx:T1-90").see("Choose").answer("nature").answer("rx").answer("0").answer("again:10002909371").see("Choose", "order.new")
    device.answer("next").see("Choose", "care.title").answer("next").answer("next").see("Finished")
    request = [each["prescription"] for each in device.store.rows("invoice")[0]["sessions"]]
    assert sorted(request)[-1] == "T1-90" and "T1-3" not in request


def test_an_act_that_nobody_prescribed_shows_so_until_one_is_named() -> None:
    device = at_care("inf.injection.sc", "inf.injection.im")
    device.answer("other").answer("XVI ch.I art.1").answer("inf.injection.iv").answer("back").see("Choose").answer("nature").answer("rx")
    assert [row.sub.key for row in device.view.rows] == ["order.by", "order.by", "order.none"]


def treated(device: Played, count: int) -> None:
    """So many sessions of low back pain were billed before."""
    request = {"prescriptions": [{"id": "T1-90"}], "visits": [{"date": "2026-10-01", "acts": [{"act": LOW_BACK, "qty": count}]}]}
    totals = {"amount_cents": 0, "amo_cents": 0, "amc_cents": 0, "patient_cents": 0, "due_now_cents": 0}
    invoice = {"invoice": "T1-91"}
    opened = dict(invoice, patient="T1-2", visits=[], mode="secured", replaces="")
    device.desk.record(
        [("invoice.opened", opened), ("invoice.priced", dict(invoice, request=request, answer={"lines": [], "totals": totals}))]
    )
    frozen = dict(invoice, fse_blob="", dre_blob="")
    device.desk.record([("invoice.sealing", dict(frozen, number="000000100", mode="secured", claims=[])), ("invoice.sealed", frozen)])


def at_low_back(count: int) -> Played:
    """A physiotherapist's patient after so many sessions of a series that will need an agreement."""
    device = Played(zone=vitale(INSURED), situations=situation(specialty="26")).unlocked()
    device.desk.record([prescribed("T1-90", acts=[LOW_BACK]), ("series.ordered", {"prescription": "T1-90", "act": LOW_BACK, "count": 30})])
    treated(device, count)
    stop = a_stop("S1", place="practice", acts=[{"act": LOW_BACK, "rx": "T1-90"}])
    device.desk.record([("round.planned", {"day": SUNDAY, "stops": [stop]})])
    return device.insert("vitale").answer("next").see("Choose")


def _stands(device: Played) -> "tuple[str, int]":
    """How the agreement stands, and the sessions left, as the first act's row says."""
    facts = dict(device.view.rows[0].sub.facts)
    return facts["stands"].key, facts["count"]


def test_an_agreement_that_comes_is_told_and_asked() -> None:
    device = at_low_back(13)
    assert _stands(device) == ("agreement.never_asked", 17)
    device.answer("next").see("Price").answer("counsel").see("Explain")
    assert device.view.story.key == "advice.AGREEMENT_SOON"
    device.answer("do").see("Facts4", "agreement.title").answer("asked").see("Facts4")
    assert device.view.rows[0].title.key == "agreement.waiting" and device.view.primary is None
    device.answer("back").see("Price").answer("back").see("Choose")
    assert _stands(device) == ("agreement.waiting", 17)


def test_a_missing_agreement_is_asked_answered_or_silent() -> None:
    device = at_low_back(15).answer("next").see("Refuse", "refusal.DAP_REQUIRED.title").answer("do").see("Facts4", "agreement.title")
    device.answer("asked").answer("refused")
    assert device.view.rows[0].title.key == "agreement.refused" and device.view.primary is not None
    device.answer("back").see("Choose").answer("nature").answer("rx").see("Listing", "order.title").answer("agreement").answer("asked")
    device.answer("back").answer("back").see("Choose")
    assert device.view.primary.live.key == "care.refused"
    device.answer("nature").answer("rx").answer("agreement").answer("accepted").answer("back").answer("back").answer("next").see("Price")


def test_silence_is_agreement() -> None:
    device = at_low_back(15)
    device.desk.record([("agreement.asked", {"prescription": "T1-90", "act": LOW_BACK, "day": SUNDAY - 16})])
    device.answer("place").answer("place").answer("place").see("Choose")
    assert _stands(device)[0] == "agreement.silent" and device.view.primary.live.key == "care.total"


def test_a_physiotherapist_searches_acts_of_the_own_profession() -> None:
    device = at_low_back(0).answer("other").see("Listing", "search.title")
    assert "XIV ch.II art.1A" in [row.answer for row in device.view.rows] and "XVI ch.I art.1" not in [
        row.answer for row in device.view.rows
    ]


def test_images_that_cannot_be_made_are_refused_when_signed_and_not_before() -> None:
    device = at_care().answer("next").see("Price")
    draft = Draft.opened(device.desk, "S1")
    priced = quote(device.desk, draft, draft.answers["care"])
    assessment = priced.parts[0].assessment
    poor = priced.replace(parts=(priced.parts[0].replace(assessment=assessment.replace(answer=dict(assessment.answer, lines=[]))),))
    draw_up(device.desk, draft, poor)
    assert draft.drawn == {}
    refuses("SEAL_FACTS", intents_of, device.desk, draft, poor, "secured")
    draw_up(device.desk, draft, priced)
    ((_, part, images),) = draft.drawn.values()
    intent = intents_of(device.desk, draft, priced, "secured")[0]
    assert part is priced.parts[0] and (intent.fse, intent.dre) == images
