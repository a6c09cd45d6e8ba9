"""The bank's statement: what comes in, which transfer each line is, and what the screens say of it."""

from device.exchange import bank
from device.exchange.accounts import accounts_of, month_of
from device.exchange.bank import Taken, late, line_of, stands, take_statement
from device.formats.bank import COLUMNS, statement
from tests.device.check import refuses
from tests.device.played import SUNDAY, Played
from tests.device.test_flows_home import billed
from tests.device.test_flows_office import facts_of
from tests.device.test_flows_office_money import entry, transferred

HEAD = ",".join(COLUMNS) + "\n"


def came(device: Played, cents: int, label: str = "VIR CPAM", day: int = SUNDAY + 2, reference: str = "") -> Played:
    """A credit on the statement."""
    line = "%d|%d|%s" % (day, cents, label)
    device.desk.record([("bank.line", {"line": line, "day": day, "label": label, "cents": cents, "reference": reference})])
    return device


def announced(*amounts: int, label: str = "VIREMENT 000123") -> Played:
    """A device to which transfers of these amounts were announced."""
    device = billed()
    for cents in amounts:
        transferred(device, entry("", "lump", cents), label=label)
    return device


def at_bank(device: Played, today: int = SUNDAY) -> "list[str]":
    """How each announced transfer stands."""
    return [stands(device.store, row, today) for row in device.store.rows("announced")]


def row_of(device: Played) -> "tuple[str, str]":
    """Tag and tone of the first row shown below the month's."""
    assert device.view.rows[0].title.key == "bank.month"
    row = device.view.rows[1]
    return row.tag.key, row.tone


# the file


def test_a_statement_is_read_in_either_writing() -> None:
    read = statement(HEAD + '2026-10-20,Vir. Sécu,94500,REF1\n20/10/2026,VIR,"1 234,50",\n2026-10-20,LOYER,-65000,\n')
    assert [(line["day"], line["label"], line["cents"], line["reference"]) for line in read.lines] == [
        (SUNDAY + 2, "VIR. SECU", 94500, "REF1"),
        (SUNDAY + 2, "VIR", 123450, ""),
    ]
    assert read.others == 1
    french = statement(HEAD.replace(",", ";") + "20/10/2026;VIR. SECU;945,00;REF1\n20/10/2026;VIR. SECU;+945,00;REF1\n")
    assert [line["line"] for line in french.lines] == [read.lines[0]["line"]], "the same line twice is one"


def test_a_wrong_statement_names_line_and_column() -> None:
    for column, line in (
        ("date", "2026-02-30,A,1,"),
        ("date", "20/13/2026,A,1,"),
        ("label", "2026-10-20, ,1,"),
        ("amount", "2026-10-20,A,1.5,"),
        ("amount", '2026-10-20,A,"1,5",'),
        ("amount", "2026-10-20,A,,"),
        ("amount", "2026-10-20,A,123456789012,"),
        ("label", "2026-10-20,A\x1bB,1,"),
        ("label", "2026-10-20," + "A" * 201 + ",1,"),
        ("reference", "2026-10-20,A,1,R\x00"),
    ):
        assert refuses("IMPORT_VALUE", statement, HEAD + "2026-10-20,A,1,\n" + line).facts == {"line": 3, "value": column}
    refuses("IMPORT_FORM", statement, "date,label\n")


def test_a_statement_is_taken_once() -> None:
    device = billed()
    text = HEAD + "2026-10-20,VIR,94500,\n2026-10-20,LOYER,-65000,\n"
    assert take_statement(device.desk, text) == Taken(1, 0, 1)
    assert take_statement(device.desk, text + "2026-10-21,VIR,100,\n") == Taken(1, 1, 1)
    assert take_statement(device.desk, text) == Taken(0, 1, 1) and device.store.count("bank_line") == 2


# the matching


def test_a_line_is_the_transfer_of_its_amount() -> None:
    device = came(announced(945), 945)
    assert at_bank(device) == ["arrived"] and device.store.count("announced_open") == device.store.count("bank_unknown") == 0
    found = line_of(device.store, device.store.rows("announced")[0])
    assert found is not None and found["day"] == SUNDAY + 2
    assert device.row("banked", "202610") == {"announced": 945, "arrived": 945, "unknown": 0, "sort": "202610"}


def test_the_same_line_twice_is_one() -> None:
    device = came(came(announced(945), 945), 945)
    assert device.store.count("bank_line") == 1 and device.row("banked", "202610")["arrived"] == 945


def test_a_line_may_come_before_its_return() -> None:
    device = came(billed(), 945)
    assert device.store.count("bank_unknown") == 1
    transferred(device, entry("", "lump", 945))
    assert at_bank(device) == ["arrived"] and device.store.count("bank_unknown") == 0


def test_a_transfer_told_in_two_parts_is_one_sum() -> None:
    device = came(announced(500, label="LOT A1234"), 945, "RSP LOT A1234")
    assert at_bank(device) == ["differs"]
    transferred(device, entry("", "lump", 445), label="LOT A1234")
    assert at_bank(device) == ["arrived"] and device.row("banked", "202610")["arrived"] == 945


def test_of_two_alike_the_label_decides() -> None:
    device = announced(945, label="CPAM AAA111")
    transferred(device, entry("", "lump", 945), label="CPAM BBB222")
    came(device, 945, "VIR/BBB222")
    rows = {row["label"]: row["line"] for row in device.store.rows("announced")}
    assert rows["CPAM BBB222"] and not rows["CPAM AAA111"]


def test_another_amount_under_the_same_name_is_told() -> None:
    device = came(announced(945), 900, "VIR SEPA", reference="000123")
    assert at_bank(device) == ["differs"]
    device.answer("transfers").see("Listing", "transfers.title")
    assert row_of(device) == ("bank.differs", "warn")
    device.answer("item:0").see("Listing")
    assert facts_of(device.view.filters[1].title) == {"cents": 900, "day": SUNDAY + 2}


def test_too_far_away_is_another_one() -> None:
    device = came(announced(945), 945, day=SUNDAY + 16)
    assert at_bank(device) == ["awaited"] and device.store.count("bank_unknown") == 1
    device = came(announced(945), 945, "OTHER 000123", day=SUNDAY - 3)
    assert at_bank(device) == ["awaited"]


def test_a_transfer_of_nothing_is_not_awaited() -> None:
    device = came(announced(0), 100)
    assert at_bank(device) == [bank.NONE] and stands(device.store, None, SUNDAY) == bank.NONE


# the clock


def test_what_has_not_arrived_in_time_is_late_once_statements_are_read() -> None:
    device = announced(945)
    assert late(device.store, SUNDAY + 60) == [] and at_bank(device) == [bank.NONE], "nobody knows without a statement"
    came(device, 100, "AUTRE")
    for day, count in ((SUNDAY + 7, 0), (SUNDAY + 8, 1)):
        assert len(late(device.store, day)) == count, "five working days"
    for _ in range(205):
        transferred(device, entry("", "lump", 7), label="L%s" % device.desk.fresh())
    assert len(late(device.store, SUNDAY + 60)) == 206


def test_the_screens_tell_late_and_unannounced() -> None:
    device = came(announced(945), 100, "AUTRE")
    device.clock.advance(8 * 1440)
    device.answer("month").answer("office")
    assert [(row.sub.key, row.tone) for row in device.view.rows if row.answer == "transfers"] == [("office.transfers.late", "warn")]
    device.answer("transfers").see("Listing", "transfers.title")
    assert row_of(device) == ("bank.late", "warn")
    assert [row.title.key for row in device.view.filters] == ["bank.filter.all", "bank.filter.late", "bank.filter.unknown"]
    device.answer("item:0").see("Listing")
    assert device.view.filters[1].title.key == "bank.late"
    device.answer("back").answer("filter:late").see("Listing")
    assert (row_of(device), facts_of(device.view.rows[1].tag)["days"]) == (("bank.since", "warn"), 8)
    device.answer("late:0").see("Text", "bank.call")
    assert facts_of(device.view.paragraphs[0])["label"] == "VIREMENT 000123"
    device.answer("back").see("Listing", "transfers.title")
    device.answer("filter:unknown")
    assert row_of(device) == ("bank.unknown", "plain")
    device.answer("filter:all")
    assert row_of(device)[0] == "bank.late"
    device.answer("back").see("Listing", "office.title")


# the accounts


def test_the_accounts_of_a_month_hold_invoices_and_transfers() -> None:
    device = came(came(announced(945), 945), 100, "AUTRE", SUNDAY + 14)
    made = accounts_of(device.store, *month_of(SUNDAY), SUNDAY)
    assert [line.number for line in made.lines] == ["000000100"] and made.name() == "2026-10"
    assert [(move.day, move.announced, move.came, move.arrived, move.stands) for move in made.moves] == [
        (SUNDAY, 945, SUNDAY + 2, 945, "arrived"),
    ]
    assert made.sheets()[1].rows == (("2026-10-18", "VIREMENT 000123", "9,45", "2026-10-20", "9,45", "arrivé"),)
    made = accounts_of(device.store, *month_of(SUNDAY + 14), SUNDAY)
    assert [(move.label, move.announced, move.arrived, move.stands) for move in made.moves] == [("AUTRE", 0, 100, "unknown")]
    made = accounts_of(announced(945).store, SUNDAY, SUNDAY, SUNDAY)
    assert [(move.came, move.stands) for move in made.moves] == [(0, "")] and made.name() == "2026-10-18"
    (name, _), (moves, octets) = made.tables()
    assert (name, moves) == ("comptes-2026-10-18.csv", "virements-2026-10-18.csv")
    assert octets.decode("utf-8").split("\r\n")[1] == "2026-10-18;01349@349.01.rss.fr;VIREMENT 000123;9,45;;;"
    assert [sheet.title for sheet in made.sheets()] == ["Comptes du 2026-10-18", "Virements du 2026-10-18"]


def test_accounts_are_read_page_by_page() -> None:
    device = billed()
    for _ in range(205):
        came(device, 100, "L%s" % device.desk.fresh())
    assert len(accounts_of(device.store, *month_of(SUNDAY), SUNDAY).moves) == 205
