"""Coverage from a zone, which source holds on the day of care, what it means for the price, and how to bill."""

from device.base.dates import day_of
from device.formats.lunar import DateLunaire
from device.formats.zone import NO_DATE, Group, group
from device.rights import modes, worlds
from device.rights.coverage import ADRI, APCV, CARD, TYPED, Complement, Coverage, Period
from device.rights.decide import complement_on, decide, is_c2s, pricing_facts, situation_on, state_on, unread_on
from device.rights.from_zone import coverage_of
from tests.device.check import refuses

DAY = day_of(2026, 10, 18)
INSURED = group(
    101, card_type="T", serial="900000017", nir="2721975999123", nir_key="60", regime="1", fund="349", centre="9881", management="10"
)
LEA = group(104, name="FICTIVE", given="LEA", nir_key="00", birth="197219010000", rank="1", quality="0", service_start=NO_DATE)
CHILD = group(
    104, name="FICTIVE", given="TOM", nir="1200629999174", nir_key="%02d" % (97 - 1200629999174 % 97), birth="202006100000", quality="6"
)
RIGHTS = group(105, start="202601010000", end="202712310000")
COVER = group(106, start="202601010000", ald="1", situation="100")
INSURER = group(109, number="0029900012", member="12345678", indicator="33", edi="1MA349", start="202601010000", domain="AMC.SIM.FR")


def _card(*groups: Group, source: str = CARD, as_of: int = DAY) -> Coverage:
    return coverage_of((INSURED,) + groups, source, as_of)


def test_a_zone_becomes_a_coverage() -> None:
    accidents = Group(103, ("013499881", "10", "7", "", "", "", "", "", ""))
    read = _card(accidents, LEA, RIGHTS, COVER, INSURER, group(111, text="AUXM,1;"), Group(110, (), b"x"), CHILD)
    assert (read.serial, read.test, read.regime, read.nir_key, read.unknown) == ("900000017", True, "01", 60, 1)
    assert [each.number for each in read.accidents] == ["7"]
    lea, child = read.beneficiaries
    assert (lea.birth, lea.quality_name(), child.quality_name()) == (DateLunaire(1972, 19, 1), "insured", "child")
    assert lea.covers[0].situation == "0100" and lea.covers[0].period == Period(day_of(2026, 1, 1), None)
    assert [(each.kind, each.common) for each in lea.complements] == [("insurer", "AUXM,1;")]
    assert lea.replace(quality=4).quality_name() == "spouse"


def test_a_mutual_has_its_own_periods() -> None:
    mutual = group(107, number="99999997", guarantees="OOOOOOOO", indicator="62", sts="M")
    read = _card(LEA, RIGHTS, mutual, group(108, start="202601010000", end="202601310000")).beneficiaries[0].complements[0]
    assert read.kind == "mutual" and read.is_c2s() and not read.holds(DAY)
    assert Complement("mutual", "1").holds(DAY) and not Complement("mutual", "1", indicator="12").pays_professional()


def test_a_wrong_zone_is_refused() -> None:
    refuses("IDENTIFIER_FALSE", coverage_of, (INSURED.replace(fields=INSURED.fields[:8] + ("61",) + INSURED.fields[9:]), LEA), CARD, DAY)
    refuses("IDENTIFIER_FALSE", _card, group(104, nir="1200629999174", nir_key="1", birth="202006100000"))
    refuses("COVER_TWICE", _card, LEA, group(107, number="1"), INSURER)
    assert refuses("ZONE_MISSING", _card).facts == {"group": 104}
    assert refuses("ZONE_MISSING", coverage_of, (group(1),), CARD, DAY).facts == {"group": 101}


def test_a_mutual_and_an_insurer_may_follow_each_other() -> None:
    mutual = group(107, number="88888888")
    before, after = group(108, end="202512310000"), group(108, start="202701010000")
    person = _card(LEA, mutual, before, INSURER).beneficiaries[0]
    for day, number in ((day_of(2025, 12, 31), "88888888"), (day_of(2026, 1, 1), "0029900012")):
        found = complement_on(person, day)
        assert found is not None and found.number == number
    for periods in ((), (after,), (before, after), (group(108, start="202601010000", end="202601010000"),)):
        refuses("COVER_TWICE", _card, LEA, mutual, *periods, INSURER)


PLACES = (
    ("ZONE_FIELD", (group(104, name="X"),), 104, 12),
    ("ZONE_FIELD", (group(104, birth=NO_DATE),), 104, 12),
    ("ZONE_FIELD", (LEA, group(105, start="202601010000", end="202613310000")), 105, 2),
    ("ZONE_FIELD", (LEA, RIGHTS, group(106, start="202602300000")), 106, 1),
    ("IDENTIFIER_FALSE", (group(104, nir="1200629999174", nir_key="1", birth="202006100000"),), 104, 9),
)


def test_what_a_zone_says_wrongly_is_refused_by_its_group_and_field() -> None:
    for code, groups, number, field in PLACES:
        facts = refuses(code, _card, *groups).facts
        assert (facts["group"], facts["field"]) == (number, field)


def test_unknown_groups_may_stand_before_the_first_one() -> None:
    zone = (Group(60, (), b"x"), INSURED, LEA, RIGHTS)
    assert coverage_of(zone, CARD, DAY).test and coverage_of(zone, CARD, DAY).unknown == 1
    professional = (Group(60, (), b"x"), group(1, card_type="81", name="X"))
    assert worlds.professional_kind(professional) == "cpf" and worlds.is_test_professional(professional)
    for read in (worlds.is_test_professional, worlds.professional_kind):
        assert refuses("ZONE_MISSING", read, (group(2),)).facts == {"group": 1}
    assert refuses("ZONE_MISSING", worlds.is_test_patient, (group(1),)).facts == {"group": 101}


def test_a_card_without_periods_of_rights_has_those_of_its_covers() -> None:
    older = _card(LEA, group(106, start="202001010000", end="202212310000", situation="0100"), COVER).beneficiaries[0]
    assert state_on(older, DAY) == ("holds", None) and state_on(older, day_of(2023, 6, 1)) == ("ended", day_of(2022, 12, 31))
    assert state_on(_card(LEA).beneficiaries[0], DAY) == ("none", None)


UNREAD = (
    (("0", "0100"), ""),
    (("4", "0100"), ""),
    (("0", "0404"), ""),
    (("0", "9020"), "09020"),
    (("1", "0102"), "10102"),
    (("5", "0100"), "50100"),
)


def test_a_cover_code_that_is_not_known_is_told_and_changes_nothing() -> None:
    for (ald, situation), told in UNREAD:
        card = _card(LEA, RIGHTS, group(106, ald=ald, situation=situation))
        assert unread_on(card.beneficiaries[0], DAY) == told
        assert pricing_facts(card, DAY)[1]["ald"] == (ald in ("1", "4"))
    assert unread_on(_card(LEA, RIGHTS).beneficiaries[0], DAY) == ""


def test_of_two_covers_the_one_that_began_last_counts_in_whatever_order() -> None:
    old, new = group(106, start="202001010000", situation="0100"), group(106, start="202601010000", situation="0404")
    for covers in ((old, new), (new, old)):
        assert situation_on(_card(LEA, RIGHTS, *covers).beneficiaries[0], DAY) == "0404"


def test_rights_hold_ended_or_never_were() -> None:
    ended = group(105, start="202401010000", end="202412310000")
    older = group(105, start="202201010000", end="202212310000")
    later = group(105, start="202701010000")
    person = _card(LEA, ended, older, later).beneficiaries[0]
    assert state_on(person, DAY) == ("ended", day_of(2024, 12, 31))
    assert state_on(person, day_of(2024, 6, 1)) == ("holds", day_of(2024, 12, 31))
    assert state_on(person, day_of(2020, 1, 1)) == ("none", None)


def test_the_day_of_care_decides_between_sources() -> None:
    card = _card(LEA, RIGHTS, COVER)
    person = card.beneficiaries[0]
    fresh = _card(LEA, RIGHTS, source=ADRI)
    assert decide((card,), person, DAY).source == CARD
    both = decide((card, fresh), person, DAY)
    assert (both.source, both.state, both.differs) == (ADRI, "holds", ("ald",))
    moved = _card(LEA, RIGHTS, COVER, INSURER, source=APCV).replace(fund="351", regime="02")
    assert decide((card, moved), person, DAY).differs == ("regime", "fund", "complement")


def test_an_adri_answer_about_the_day_is_the_last_word() -> None:
    card = _card(LEA, RIGHTS)
    person = card.beneficiaries[0]
    no = _card(LEA, group(105, start="202401010000", end="202412310000"), source=ADRI)
    said = decide((card, no), person, DAY)
    assert (said.source, said.state, said.differs) == (ADRI, "ended", ("state",))
    assert said.until == day_of(2024, 12, 31)
    assert decide((card, no.replace(as_of=DAY - 30)), person, DAY).source == CARD
    nothing = decide((_card(LEA, source=TYPED),), person, DAY)
    assert nothing.state == "none"


def test_people_are_told_apart_by_birth_rank_and_nir() -> None:
    twin = CHILD.replace(fields=CHILD.fields[:12] + ("2",) + CHILD.fields[13:])
    card = _card(LEA, CHILD, RIGHTS, twin, COVER)
    assert decide((card,), card.beneficiaries[2], DAY).beneficiary.rank == 2
    stranger = card.beneficiaries[1].replace(nir="1521962965185")
    refuses("BENEFICIARY_UNKNOWN", decide, (card,), stranger, DAY)


def test_pricing_gets_its_patient_and_coverage() -> None:
    card = _card(LEA, RIGHTS, COVER, INSURER, CHILD)
    assert pricing_facts(card, DAY) == (
        {"birth_date": "1972-01-01"},
        {"regime": "01", "quality": "insured", "ald": True, "c2s": False, "amc": True},
    )
    child = {"regime": "01", "quality": "child", "ald": False, "c2s": False, "amc": False}
    assert pricing_facts(card, DAY, 1) == ({"birth_date": "2020-06-10"}, child)
    local = group(106, ald="0", situation="0200")
    assert pricing_facts(_card(LEA, local), DAY)[1]["local_scheme"] is True
    unknown = _card(LEA, group(106, ald="0", situation="9020"))
    assert sorted(pricing_facts(unknown, DAY)[1]) == ["ald", "amc", "c2s", "quality", "regime"]
    assert situation_on(card.beneficiaries[1], DAY) == "0100"


def test_solidarity_comes_from_the_service_or_the_insurer() -> None:
    served = LEA.replace(fields=LEA.fields[:14] + ("02",) + LEA.fields[15:])
    assert is_c2s(_card(served).beneficiaries[0], DAY)
    assert is_c2s(_card(LEA, group(109, number="88888888", indicator="62")).beneficiaries[0], DAY)
    assert not is_c2s(_card(LEA).beneficiaries[0], DAY)
    family = group(102, service="01", start="202601010000", end="202612310000")
    assert is_c2s(_card(family, LEA).beneficiaries[0], DAY) and not is_c2s(_card(family, LEA).beneficiaries[0], DAY + 365)
    leaving = LEA.replace(fields=LEA.fields[:14] + ("10",) + LEA.fields[15:])
    assert not is_c2s(_card(family, leaving).beneficiaries[0], DAY)


PRESENT = (
    ((modes.SIGNER, modes.CARD, False), ("secured", "desynchronised", "visit", "degraded")),
    ((modes.SIGNER, modes.APP, True), ("secured", "degraded")),
    ((modes.SIGNER, modes.APP, False), ("degraded",)),
    ((modes.SIGNER, modes.NOTHING, True), ("degraded",)),
    ((modes.SIGNER, modes.NOTHING, True, True), ("without_vitale", "degraded")),
    ((modes.SERVICE, modes.CARD, False), ("desynchronised",)),
    ((modes.SERVICE, modes.NOTHING, True), ()),
    ((modes.NOBODY, modes.CARD, False), ("desynchronised",)),
    ((modes.NOBODY, modes.NOTHING, False), ()),
)


def test_what_is_present_tells_how_to_bill() -> None:
    for present, expected in PRESENT:
        assert tuple(row.mode for row in modes.modes_for(modes.Present(*present))) == expected, present
    (best,) = modes.modes_for(modes.Present(modes.SERVICE, modes.CARD, False))
    assert (best.second, best.paper, best.says) == (True, False, "mode.presigned_service")


def everything_present() -> "list[modes.Present]":
    """Every way cards, app, network and care can be."""
    return [
        modes.Present(professional, patient, network, care)
        for professional in (modes.SIGNER, modes.SERVICE, modes.NOBODY)
        for patient in (modes.CARD, modes.APP, modes.NOTHING)
        for network in (True, False)
        for care in (True, False)
    ]


def test_the_table_is_complete_and_no_row_is_idle() -> None:
    """Whoever may sign always finds a way, whoever may not finds one with the patient's card; each row is taken by somebody."""
    taken = []
    for present in everything_present():
        ways = modes.modes_for(present)
        assert bool(ways) == (present.professional == modes.SIGNER or present.patient == modes.CARD), present
        assert len({way.mode: True for way in ways}) == len(ways)
        taken += [modes.TABLE.index(way) for way in ways]
    assert sorted({row: True for row in taken}) == list(range(len(modes.TABLE)))
    for row in modes.TABLE:
        assert not (row.paper and row.second), "what a paper replaces is not signed later"


def test_cards_of_one_world_that_are_still_valid() -> None:
    for until in ("", NO_DATE, "20261018", "202712310000"):
        worlds.check_card(until, DAY, True, "test")
    assert refuses("CARD_EXPIRED", worlds.check_card, "20261017", DAY, True, "test").facts == {"day": DAY}
    refuses("CARD_TEST", worlds.check_card, "", DAY, True, "production")
    refuses("WORLDS_MIXED", worlds.check_card, "", DAY, False, "test")
    test_card, real_card = (group(1, card_type="80"),), (group(1, card_type="0"),)
    worlds.check_same_world(test_card, (INSURED,))
    refuses("WORLDS_MIXED", worlds.check_same_world, real_card, (INSURED,))


KINDS = (
    ("0", "X", "cps"),
    ("80", "", "cps"),
    ("1", "X", "cpf"),
    ("82", "X", "cpe"),
    ("2", "", "cpe_service"),
    ("3", "", "cpa"),
    ("9", "X", "unknown"),
)


def test_a_professionals_card_is_named() -> None:
    for card_type, name, kind in KINDS:
        assert worlds.professional_kind((group(1, card_type=card_type, name=name),)) == kind


def test_a_card_signs_what_it_says_it_may() -> None:
    own = group(2, billing="75600012", billing_key="3", may_sign_invoice="1", may_sign_lot="0")
    locum = group(2, billing="", practice_mode="4", may_sign_invoice="01", may_sign_lot="1")
    assert worlds.signing_situation((group(1), own, locum), "756000123") == own
    assert worlds.signing_situation((group(1), own, locum), "756000999") == locum
    assert refuses("MAY_NOT_SIGN", worlds.signing_situation, (group(1), own), "756000999").facts == {"kind": "situation"}
    worlds.may_sign(own, "invoice")
    worlds.may_sign(locum, "lot")
    assert refuses("MAY_NOT_SIGN", worlds.may_sign, own, "lot").facts == {"kind": "lot"}
