"""The tables: what is read, what is refused, and what holds of the ones that are shipped."""

from device.acts import flags
from device.acts.dated import FOREVER
from device.acts.nomenclature import Tables
from device.base import csv
from device.base.dates import day_from_iso
from tests.device.check import refuses
from tests.device.pricing_made import TABLES, text_of

# Day forfaits, and AMX with them, exist since then.
FORFAITS = day_from_iso("2020-01-01")
ACTS = "act_id,discipline,title_fr,key_letter,coefficient_x100,valid_from,valid_to,article,flags\n"
TARIFFS = "code,territory,discipline,cents,valid_from,valid_to,source,certainty\n"
AMI = TARIFFS + "AMI,metropole,inf,315,2020-01-01,,arrêté,F\n"
REMEDIES = text_of("tables/remedies.csv")

BAD_ACTS = (
    ("TABLE_ROW", "inf.a,inf,A,AMI,100,2020-01-01,,XVI\n"),
    ("TABLE_ROW", 'inf.a,inf,"A,AMI,100,2020-01-01,,XVI,\n'),
    ("TABLE_ROW", 'inf.a,inf,"A"b,AMI,100,2020-01-01,,XVI,\n'),
    ("TABLE_VALUE", "inf.a,inf,A,AMI,1.5,2020-01-01,,XVI,\n"),
    ("TABLE_VALUE", "inf.a,ortho,A,AMI,100,2020-01-01,,XVI,\n"),
    ("TABLE_VALUE", "kine.a,inf,A,AMI,100,2020-01-01,,XVI,\n"),
    ("TABLE_VALUE", "inf.a,inf,,AMI,100,2020-01-01,,XVI,\n"),
    ("TABLE_VALUE", "inf.a,inf,A,AMI,100,2020-01-01,,,\n"),
    ("TABLE_DATE", "inf.a,inf,A,AMI,100,2020-02-30,,XVI,\n"),
    ("TABLE_DATE", "inf.a,inf,A,AMI,100,2020-01-01,2019-12-31,XVI,\n"),
    ("TABLE_LETTER", "inf.a,inf,A,XYZ,100,2020-01-01,,XVI,\n"),
    ("TABLE_OVERLAP", "inf.a,inf,A,AMI,100,2020-01-01,2020-06-30,XVI,\ninf.a,inf,A,AMI,110,2020-06-30,,XVI,\n"),
    ("TABLE_GAP", "inf.a,inf,A,AMI,100,2020-01-01,2020-06-30,XVI,\ninf.a,inf,A,AMI,110,2020-07-02,,XVI,\n"),
    ("TABLE_FLAG", "inf.a,inf,A,AMI,100,2020-01-01,,XVI,unheard_of\n"),
)
BAD_TARIFFS = (
    ("TABLE_VALUE", "AMI,mars,inf,315,2020-01-01,,arrêté,F\n"),
    ("TABLE_VALUE", "AMI,metropole,inf,315,2020-01-01,,arrêté,SURE\n"),
    ("TABLE_VALUE", "AMI,metropole,inf,315,2020-01-01,,,F\n"),
    ("TABLE_VALUE", "AMI,metropole,inf,-3,2020-01-01,,arrêté,F\n"),
    ("TABLE_OVERLAP", "AMI,metropole,inf,315,2020-01-01,,arrêté,F\nAMI,metropole,inf,335,2026-01-01,,arrêté,F\n"),
    ("TABLE_GAP", "AMI,metropole,inf,315,2020-01-01,2025-12-30,arrêté,F\nAMI,metropole,inf,335,2026-01-01,,arrêté,F\n"),
)
BAD_FLAGS = (
    "mau=1",
    "max_series",
    "max_series=x",
    "family=",
    "bdk_at=1-10",
    "bdk_at=1-x,30,+20",
    "bdk_at=1-10,0,+20",
    "mau mau",
    "not_day=",
)


def test_rows_are_fields_by_name() -> None:
    read = csv.rows('a,b\r\n1,"x, ""y"""\r\n\r\n,\r\n', ("a", "b"))
    assert read == [(2, {"a": "1", "b": 'x, "y"'}), (4, {"a": "", "b": ""})]
    refuses("TABLE_COLUMNS", csv.rows, "a,c\n", ("a", "b"))


def test_a_fault_in_a_table_is_refused_with_its_code() -> None:
    for code, rows in BAD_ACTS:
        refuses(code, Tables.read, ACTS + rows, AMI, REMEDIES)
    for code, rows in BAD_TARIFFS:
        refuses(code, Tables.read, ACTS, TARIFFS + rows, REMEDIES)
    assert refuses("TABLE_DATE", Tables.read, ACTS + BAD_ACTS[8][1], AMI, REMEDIES).facts["line"] == 2


def test_flags_have_the_kind_their_name_wants() -> None:
    read = flags.read("mau max_series=15 family=insulin not_day=inf.a|inf.b bdk_at=1-10,30,+20", 1)
    assert read["mau"] is True and read["max_series"] == 15 and read["family"] == "insulin"
    assert read["not_day"] == ("inf.a", "inf.b") and read["bdk_at"] == (10, 30, 20)
    assert flags.read("", 1) == {}
    for text in BAD_FLAGS:
        assert refuses("TABLE_FLAG", flags.read, text, 7).facts["line"] == 7


def test_an_act_is_that_of_its_day() -> None:
    before, after = day_from_iso("2026-06-20"), day_from_iso("2026-06-21")
    old, new = TABLES.act("inf.dressing.simple", before), TABLES.act("inf.dressing.simple", after)
    assert old is not None and new is not None
    assert (old.coefficient, new.coefficient, old.order) == (200, 202, new.order)
    assert TABLES.act("inf.dressing.simple", day_from_iso("2001-01-01")) is None
    assert TABLES.act("inf.nothing", after) is None and not TABLES.knows("inf.nothing")
    assert TABLES.title("inf.nothing") == "inf.nothing" and TABLES.title("inf.injection.im") == "Injection intramusculaire"
    assert TABLES.any_row("inf.nothing") is None and TABLES.any_row("inf.dressing.simple") == new


def test_a_price_is_that_of_its_day_and_an_unconfirmed_one_waits() -> None:
    day = day_from_iso("2026-11-09")
    present = TABLES.price("AMI", "metropole", "inf", day, False)
    accepted = TABLES.price("AMI", "metropole", "inf", day, True)
    assert present is not None and accepted is not None
    assert (present.cents, accepted.cents) == (315, 335)
    assert TABLES.price("TMK", "metropole", "kine", day, False) is None
    assert TABLES.price("IFI", "dom", "inf", day, True) is None
    assert TABLES.price("AMI", "metropole", "inf", day_from_iso("1999-01-01"), True) is None


def test_a_practice_enters_a_figure_that_is_missing() -> None:
    day = day_from_iso("2026-03-02")
    tables = TABLES.with_local(TARIFFS + "IFI,dom,inf,275,2024-01-28,,CGSS de La Réunion,LOCAL\n")
    found = tables.price("IFI", "dom", "inf", day, False)
    assert found is not None and (found.cents, found.certainty) == (275, "LOCAL")
    assert TABLES.price("IFI", "dom", "inf", day, False) is None
    refuses("TABLE_OVERLAP", tables.with_local, TARIFFS + "IFI,dom,inf,300,2025-01-01,,CGSS,LOCAL\n")
    refuses("TABLE_OVERLAP", TABLES.with_local, TARIFFS + "AMI,dom,inf,400,2025-01-01,,CGSS,LOCAL\n")
    refuses("LOCAL_FIGURE", TABLES.with_local, TARIFFS + "IFI,dom,inf,0,2025-01-01,,CGSS,LOCAL\n")
    refuses("TABLE_VALUE", TABLES.with_local, TARIFFS + "IFI,dom,inf,275,2025-01-01,,,LOCAL\n")
    refuses("TABLE_VALUE", TABLES.with_local, TARIFFS + "IFI,dom,inf,275,2025-01-01,,CGSS,F\n")


def test_every_act_is_reached_and_every_nurse_act_knows_the_forfait() -> None:
    rows = TABLES.acts()
    assert len(rows) > 200 and [row.order for row in rows] == sorted([row.order for row in rows])
    for row in rows:
        assert TABLES.act(row.act_id, row.start) == row
        if row.discipline == "inf":
            beside = ("bsi_full", "bsi_half", "included_in_bsi", "not_with_bsi", "forfait", "outside_11b")
            assert [name for name in beside if name in row.flags], row.act_id


def test_every_act_of_a_day_has_a_price_or_a_known_gap() -> None:
    text = text_of("tables/known-gaps.csv")
    columns = ("code", "territory", "discipline", "valid_from", "valid_to", "reason")
    known = [tuple([fields[name] for name in columns[:5]]) for _, fields in csv.rows(text, columns)]
    assert all([fields["reason"] for _, fields in csv.rows(text, columns)])
    for code, discipline, start, until in _codes_in_use():
        for territory in ("metropole", "dom"):
            for day in (start, min(until, day_from_iso("2027-12-31"))):
                if TABLES.price(code, territory, discipline, day, False) is None:
                    assert _is_known(known, code, territory, discipline, day), (code, territory, discipline, day)


def _codes_in_use() -> "list[tuple[str, str, int, int]]":
    found = [(row.letter, row.discipline, row.start, row.until) for row in TABLES.acts() if row.letter]
    found += [("AMX", "inf", max(row.start, FORFAITS), row.until) for row in TABLES.acts() if "amx" in row.flags]
    found += [("IFS", "kine", row.start, row.until) for row in TABLES.acts() if "ifs" in row.flags or "ifs_postop" in row.flags]
    found += [(row.flags["travel"], "kine", row.start, row.until) for row in TABLES.acts() if "travel" in row.flags]
    for code in ("IFD", "IFI", "IK", "IKM", "IKS", "N", "ND", "F", "MAU", "MCI", "MIE"):
        found.append((code, "inf", FORFAITS, FOREVER))
    for code in ("IFD", "IK", "IKM", "IKS", "N", "F"):
        found.append((code, "kine", FORFAITS, FOREVER))
    return found


def _is_known(known: "list[tuple[str, ...]]", code: str, territory: str, discipline: str, day: int) -> bool:
    for gap in known:
        until = day_from_iso(gap[4]) if gap[4] else FOREVER
        if gap[:3] == (code, territory, discipline) and day_from_iso(gap[3]) <= day <= until:
            return True
    return False


def test_prices_are_listed_in_order() -> None:
    prices = TABLES.prices()
    keys = [(price.code, price.territory, price.discipline, price.start) for price in prices]
    assert keys == sorted(keys) and len(prices) > 100
