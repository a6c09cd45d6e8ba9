"""What an answer means and what to do: the shipped table, and what is refused of a wrong one."""

from device.acts.remedies import ACTIONS, COLUMNS, Remedies
from device.base.dates import day_of
from tests.device.check import refuses
from tests.device.pricing_made import TABLES, text_of

TEXT = text_of("tables/remedies.csv")
HEAD = ",".join(COLUMNS) + "\n"
TODAY = day_of(2026, 10, 18)
ROW = "return,9999,O,2026-01-01,%s,pourquoi,comment,why,how,%s,%s,%s,F\n"


def test_a_code_says_why_and_what_to_do() -> None:
    remedy = TABLES.remedies.of("receipt", "0250", "O", TODAY)
    assert (remedy.action, remedy.field) == ("correct", "rights")
    assert remedy.why == ("Le patient a changé de caisse", "The patient has moved to another fund") and "Vitale" in remedy.fix[0]
    assert TABLES.remedies.of("return", "3501", "C", TODAY).action == "give_up"
    assert TABLES.remedies.of("debt", "IND", "O", TODAY).action == "call"


def test_an_unknown_code_has_the_general_remedy_of_its_part() -> None:
    for answer, part, said in (
        ("receipt", "O", "La caisse n’a pas pris cet envoi"),
        ("receipt", "C", "La caisse n’a pas pris cet envoi"),
        ("return", "O", "L’assurance maladie n’a pas payé cette facture"),
        ("return", "C", "La complémentaire n’a pas payé sa part"),
        ("debt", "O", "La caisse a repris une somme déjà payée"),
    ):
        assert TABLES.remedies.of(answer, "?", part, TODAY).why[0] == said
    assert TABLES.remedies.of("receipt", "0250", "O", 0).code == "*", "a row counts from its first day"


def test_every_row_is_worded_and_every_action_is_used() -> None:
    rows = TABLES.remedies.rows()
    assert sorted({row.action: True for row in rows}) == sorted(ACTIONS)
    assert not [row.code for row in rows if "’" not in row.why[0] + row.fix[0] and "'" in row.why[0] + row.fix[0]]
    assert not [row.code for row in rows if max(len(text) for text in row.why + row.fix) > 90], "it must fit the screen"


def test_a_wrong_table_is_refused() -> None:
    for code, row in (
        ("TABLE_VALUE", ROW % ("", "pray", "", "x")),
        ("TABLE_VALUE", ROW % ("", "call", "hat", "x")),
        ("TABLE_VALUE", ROW % ("", "call", "", "")),
        ("TABLE_DATE", ROW % ("2025-01-01", "call", "", "x")),
        ("TABLE_OVERLAP", ROW % ("", "call", "", "x") * 2),
    ):
        refuses(code, Remedies.read, TEXT + row)
    refuses("TABLE_GAP", Remedies.read, HEAD + ROW % ("", "call", "", "x"))
