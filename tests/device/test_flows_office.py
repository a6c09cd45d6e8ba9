"""The office: every invoice by what is to be done with it, one of them with its parts, its lines, its history, and decisions."""

from device.exchange.office import claim_moved
from device.flows.pages import PAGE
from device.outbox.ledger_lists import NAMES, table_of
from tests.device.played import JEANNE, Played, a_stop, vitale
from tests.device.test_flows_home import billed, rejected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def moved(device: Played, kind: str, *events: str, amount: int = 0, reason: str = "") -> Played:
    """The claim of that kind goes through these events."""
    claim = [row["claim"] for row in device.store.rows("claim") if row["kind"] == kind][0]
    for event in events:
        device.desk.record([claim_moved(claim, event, amount, reason, "T1-99")])
    return device


def paid_by_patient() -> Played:
    """A device that billed a patient without a complementary insurer: 9.45 asked of the fund, 6.30 of her."""
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(JEANNE)).unlocked()
    device.answer("start").insert("vitale").answer("next").answer("next").answer("next").see("Finished")
    return device


def facts_of(sentence: "Any") -> "dict[str, Any]":
    """The facts of a sentence."""
    return dict(sentence.facts)


def listed(device: Played) -> "list[tuple[str, int]]":
    """How many invoices each list holds, the empty ones left out."""
    return [(name, device.store.count(table_of(name))) for name in NAMES if device.store.count(table_of(name))]


def test_the_office_has_doors() -> None:
    device = billed().answer("month").answer("office").see("Listing", "office.title")
    assert [row.answer for row in device.view.rows] == ["invoices", "papers", "transfers"]
    assert [row.tone for row in device.view.rows] == ["plain"] * 3
    assert [row.answer for row in device.view.filters] == ["ages", "stick"]
    device.answer("invoices").see("Listing", "invoices.title").answer("back").see("Listing", "office.title")
    device.answer("papers").see("Listing", "papers.none").answer("back").see("Listing", "office.title")
    device.answer("transfers").see("Listing", "transfers.none").answer("back").see("Listing", "office.title")
    device.answer("money").see("Facts4", "till.title").answer("back").see("Listing", "office.title")
    device.answer("back").see("Chart").answer("close").see("Home")


def test_a_number_of_the_month_leads_to_its_invoices() -> None:
    device = rejected().answer("month")
    assert [share.answer for share in device.view.legend] == ["invoices:paid", "invoices:awaited", "invoices:rejected"]
    device.answer("invoices:rejected").see("Listing", "invoices.title")
    assert [(row.title.key, row.on) for row in device.view.filters] == [
        ("invoices.filter.all", False),
        ("invoices.filter.rejected", True),
    ]
    assert [(row.tone, facts_of(row.right)["cents"]) for row in device.view.rows] == [("stop", 1575)]


def test_an_invoice_moves_from_list_to_list() -> None:
    device = billed()
    assert listed(device) == [("send", 1)]
    moved(device, "F", "lot", "send", "acknowledge")
    assert listed(device) == [("send", 1)], "its DRE has not left"
    moved(device, "D", "lot", "send")
    assert listed(device) == [("awaited", 1)]
    moved(device, "F", "pay", amount=945)
    moved(device, "D", "reject", reason="3202 CONTRAT INCONNU")
    assert listed(device) == [("rejected", 1)]
    moved(device, "D", "write_off")
    assert listed(device) == [("paid", 1)]


def test_a_patient_who_owes_keeps_an_invoice_awaited() -> None:
    device = paid_by_patient()
    moved(device, "F", "lot", "send", "acknowledge", "pay", amount=945)
    assert listed(device) == [("awaited", 1)]
    device.answer("collect").answer("cash").see("Finished", "collect.noted")
    assert listed(device) == [("paid", 1)]


def test_what_is_not_finished_is_to_be_taken_up() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(JEANNE)).unlocked()
    device.holding = ("seal",)
    device.answer("start").insert("vitale").answer("next").answer("next").answer("next").see("Wait")
    assert listed(device) == [("correct", 1)]
    invoice = device.store.rows("invoice")[0]["invoice"]
    device.desk.record([("invoice.voided", {"invoice": invoice, "why": "test"})])
    assert listed(device) == []
    device.restart().unlocked().see("Home")
    device.answer("invoices").see("Listing")
    assert facts_of(device.view.rows[0].sub)["stands"].key == "invoices.stands.void"


def test_a_long_list_is_read_page_by_page() -> None:
    device = Played().unlocked()
    for _ in range(PAGE + 3):
        opened = {"invoice": device.desk.fresh(), "patient": "T1-2", "visits": [], "mode": "secured", "replaces": ""}
        device.desk.record([("invoice.opened", opened)])
    device.answer("invoices").see("Listing")
    assert len(device.view.rows) == PAGE and device.view.primary.answer == "older"
    device.answer("older").see("Listing")
    assert len(device.view.rows) == 3 and device.view.primary is None
    device.answer("back").see("Listing")
    assert len(device.view.rows) == PAGE
    device.answer("filter:paid").see("Listing", "invoices.none").answer("back").see("Listing", "office.title")


def test_an_invoice_shows_each_part_and_what_comes_next() -> None:
    device = billed().answer("invoices").answer("item:0").see("Facts4")
    assert [row.title.key for row in device.view.rows] == ["balance.amo", "balance.amc", "invoice.lines"]
    assert [facts_of(row.sub)["missing_cents"] for row in device.view.rows[:2]] == [945, 630]
    assert facts_of(device.view.rows[0].tag) == {"stands": device.view.rows[0].tag.facts[1][1], "days": 8}
    assert device.view.primary.answer == "next:0"
    device.answer("next:0").see("Wait", "sending.title").answer("home").see("Home")
    moved(device, "F", "lot", "send", "acknowledge", "pay", amount=945)
    device.answer("invoices").answer("item:0")
    assert [row.sub.key for row in device.view.rows[:2]] == ["balance.complete", "balance.figures"]
    device.answer("back").see("Listing")


def test_an_invoice_opens_by_its_id() -> None:
    device = rejected()
    invoice = device.store.rows("invoice")[0]["invoice"]
    device.answer("invoice:" + invoice).see("Facts4")
    assert device.view.rows[0].tone == "warn" and device.view.primary.label.key == "next.do.correct"
    device.answer("next:0").see("Insert", "identify.title").answer("back").see("Home")
    device.answer("invoice:" + invoice).answer("part:0").see("Explain").answer("redo").see("Insert").answer("back").see("Home")
    device.answer("invoice:" + invoice).answer("back").see("Listing", "invoices.title")


def test_a_corrected_invoice_names_the_other() -> None:
    device = rejected().answer("todo").answer("item:0").answer("redo").insert("vitale")
    device.answer("next").answer("next").answer("next").see("Finished").answer("next").see("Home").answer("invoices")
    assert [facts_of(row.sub)["stands"].key for row in device.view.rows] == ["invoices.stands.send", "invoices.stands.sealed"]
    device.answer("item:0")
    assert device.view.sub.key == "invoice.replaces" and facts_of(device.view.sub)["invoice"] == "000000100"
    device.answer("back").answer("item:1")
    assert device.view.sub.key == "invoice.replaced_by" and device.view.rows[0].tone == "ok"


def test_lines_and_history() -> None:
    device = paid_by_patient().answer("collect").answer("card").answer("back").answer("next").see("Home")
    device.answer("invoices").answer("item:0").answer("lines").see("Price", "invoice.lines")
    assert [(facts_of(row.title)["letter"], facts_of(row.right)["cents"]) for row in device.view.rows][0] == ("AMI", 1165)
    assert device.view.total == 1575 and device.view.rest == 0 and len(device.view.shares) == 3
    moved(device, "F", "lot", "send", "reject", reason="1 X")
    device.answer("turn").see("Listing", "invoice.history")
    assert [row.title.key for row in device.view.rows] == ["history.F"] * 4 + ["history.money"]
    assert [row.tone for row in device.view.rows] == ["stop", "plain", "plain", "plain", "plain"]
    device.answer("turn").see("Price").answer("back").see("Facts4")


def test_the_lines_of_a_purged_invoice_are_gone() -> None:
    device = billed()
    device.store.purge((device.store.rows("invoice")[0]["fse_blob"],))
    device.answer("invoices").answer("item:0").answer("lines").see("Price")
    assert [row.title.key for row in device.view.rows] == ["invoice.purged"] and device.view.total == 1575


def test_an_invoice_that_was_never_priced_has_no_lines() -> None:
    device = Played().unlocked()
    opened = {"invoice": device.desk.fresh(), "patient": "T1-2", "visits": [], "mode": "secured", "replaces": ""}
    device.desk.record([("invoice.opened", opened)])
    device.answer("invoices").answer("item:0").see("Facts4")
    assert device.view.primary is None
    device.answer("lines").see("Price")
    assert device.view.total == 0
