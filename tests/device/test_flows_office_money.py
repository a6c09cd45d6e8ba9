"""Papers, money in hand, the till of the day, and bank transfers."""

from device.base.refusal import Refusal
from device.exchange.office import lot_moved
from device.flows.pages import PAGE
from simulator.inmemory import MemoryPrinter
from tests.device.played import JEANNE, SUNDAY, Played, a_stop, vitale
from tests.device.test_flows_home import a_lot, billed
from tests.device.test_flows_office import facts_of, paid_by_patient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def owing(device: Played, paper: str = "form", until: int = SUNDAY + 30) -> Played:
    """A device with a printer, whose invoice owes a paper."""
    invoice = device.store.rows("invoice")[0]["invoice"]
    device.ports["printer"] = MemoryPrinter()
    device.desk.record([("paper.owed", {"invoice": invoice, "paper": paper, "until": until})])
    return device


def printed(device: Played) -> "list[tuple[str, list[str]]]":
    """The files written, and the titles of their sheets."""
    printer: "Any" = device.ports["printer"]
    return [(name, [sheet.title for sheet in printer.files[name]]) for name in sorted(printer.files)]


def transferred(device: Played, *entries: "dict[str, Any]", label: str = "VIREMENT") -> str:
    """A return was read, with these entries; its sequence in the journal."""
    mail = {"mail": device.desk.fresh(), "digest": device.desk.fresh(), "sender": "01349@349.01.rss.fr", "description": "", "blob": ""}
    total = sum([entry["paid"] for entry in entries])
    body = {"mail": mail["mail"], "part": 0, "last": True, "paid_on": SUNDAY, "label": label, "total": total}
    events = device.desk.record([("mail.stored", mail), ("return.read", dict(body, entries=list(entries)))])
    return events[1].uid


def entry(claim: str, event: str = "pay", paid: int = 945, why: str = "") -> "dict[str, Any]":
    """One line of a transfer."""
    return {"claim": claim, "invoice": "000000100", "event": event, "paid": paid, "why": why, "reason": ""}


def test_a_form_is_printed_with_its_slip_and_ticked_off() -> None:
    device = owing(billed()).answer("papers").see("Listing", "papers.title")
    assert [(row.sub.key, facts_of(row.tag)["days"], row.tone) for row in device.view.rows] == [("paper.form", 30, "plain")]
    device.answer("print").see("Finished", "papers.printed")
    assert [titles for _, titles in printed(device)] == [["Feuille de soins, facture dégradée", "Bordereau d'envoi de feuilles de soins"]]
    assert device.view.rows[0].sub.key == "papers.where.device"
    device.answer("back").answer("item:0").see("Explain")
    assert device.view.sum.key == "papers.until"
    device.answer("print").see("Finished").answer("back").see("Explain").answer("sent").see("Listing", "papers.none")
    assert device.store.count("todo") == 0 and device.view.primary is None


def without_card() -> Played:
    """A device that billed a second visit on what was read at the first: its paper is owed."""
    device = Played(a_stop("S1", "inf.injection.sc"), a_stop("S2", "inf.injection.sc", minute=600), zone=vitale(JEANNE)).unlocked()
    device.answer("start").insert("vitale").answer("next").answer("next").answer("next").pull("vitale").answer("next")
    device.answer("record").answer("next").answer("next").answer("next").see("Finished").answer("receipt").see("Home")
    device.ports["printer"] = MemoryPrinter()
    return device


def test_what_was_billed_without_a_card_leads_to_its_paper() -> None:
    device = without_card()
    degraded = [row["claim"] for row in device.store.rows("claim") if row["mode"] == "degraded"]
    lot = dict(a_lot(device, degraded), mode="degraded")
    device.desk.record([("lot.sealed", lot), lot_moved(lot["lot"], "send"), lot_moved(lot["lot"], "waive")])
    device.answer("invoices").answer("item:0").see("Facts4")
    assert device.view.rows[0].tag.facts[1][1].key == "next.document"
    device.answer("next:0").see("Listing", "papers.title")


def test_two_forms_for_one_fund_share_a_slip() -> None:
    device = without_card()
    first = device.store.rows("invoice")[0]["invoice"]
    device.desk.record([("paper.owed", {"invoice": first, "paper": "form", "until": SUNDAY + 30})])
    device.answer("papers").answer("print").see("Finished", "papers.printed")
    assert facts_of(device.view.title)["count"] == 3


def test_a_paper_is_reached_from_what_waits() -> None:
    device = owing(billed(), until=SUNDAY - 2).answer("todo").answer("item:0").see("Explain")
    assert device.view.sum.key == "papers.late"
    device.answer("later").see("Listing", "todo.title").answer("item:0").answer("sent").see("Listing", "todo.nothing")


def test_late_papers_and_those_on_their_way() -> None:
    device = owing(billed(), until=SUNDAY - 1)
    row = device.store.rows("paper")[0]
    device.answer("papers")
    assert (device.view.rows[0].tag.key, device.view.rows[0].tone) == ("papers.late", "warn")
    lot = dict(a_lot(device, []), kind="S", mode="scor", papers=[row["key"]])
    device.desk.record([("lot.sealed", lot)])
    device.answer("back").answer("papers")
    assert device.view.rows[0].tag.key == "papers.travels"
    device.answer("print").see("Finished", "papers.nothing")


def test_a_prescription_is_no_form() -> None:
    device = owing(billed(), "prescription").answer("papers").answer("print").see("Finished", "papers.nothing")
    assert printed(device.answer("back")) == []


def test_a_paper_whose_invoice_was_purged_is_not_printed() -> None:
    device = owing(billed())
    device.store.purge((device.store.rows("invoice")[0]["fse_blob"],))
    device.answer("papers").answer("print").see("Finished", "papers.nothing").answer("back").see("Listing")


def test_a_full_stick_is_said() -> None:
    device = owing(billed())
    device.refusing = {"write": [Refusal("MEDIUM_FULL")]}
    device.answer("papers").answer("print").see("Refuse").answer("cancel").see("Listing")
    device.holding = ("write",)
    device.answer("print").see("Wait", "papers.printing").answer("back").see("Listing")


def test_the_patient_pays_in_two_ways_and_gets_a_receipt() -> None:
    device = paid_by_patient()
    device.ports["printer"] = MemoryPrinter()
    assert [row.answer for row in device.view.rows] == ["", "", "collect"]
    device.answer("collect").see("Listing", "collect.title")
    assert [row.answer for row in device.view.rows] == ["cash", "cheque", "card"]
    device.answer("part").see("Keypad", "collect.amount").answer("400").see("Listing").answer("cash").see("Finished", "collect.noted")
    assert facts_of(device.view.sub)["cents"] == 230
    device.answer("receipt").see("Finished", "papers.printed").answer("back").see("Finished", "done.title")
    assert [titles for _, titles in printed(device)] == [["Reçu"]]
    assert facts_of(device.view.rows[2].title)["cents"] == 230
    device.answer("collect").answer("cheque").answer("back").see("Finished", "done.title")
    assert len(device.view.rows) == 2 and facts_of(device.view.sub)["rest_cents"] == 0
    assert [each["means"] for each in device.store.rows("invoice")[0]["money"]] == ["cash", "cheque"]


def test_nothing_is_noted_against_nothing() -> None:
    device = paid_by_patient().answer("collect").answer("part").answer("0").see("Listing", "collect.title")
    assert device.view.rows == ()
    device.answer("part").answer("back").answer("cash").see("Finished", "done.title")
    assert device.store.rows("invoice")[0]["received"] == 0


def test_money_comes_later_from_the_invoice() -> None:
    device = paid_by_patient().answer("next").answer("invoices").answer("item:0").see("Facts4")
    assert [row.title.key for row in device.view.rows] == ["balance.amo", "balance.patient", "invoice.lines"]
    device.answer("part:1").see("Listing", "collect.title").answer("back").see("Facts4").answer("part:1").answer("cash").answer("back")
    assert device.view.rows[1].tone == "ok"
    device.answer("part:1").see("Listing", "collect.nothing")


def test_a_receipt_needs_the_signed_octets() -> None:
    device = paid_by_patient()
    device.store.purge((device.store.rows("invoice")[0]["fse_blob"],))
    device.answer("collect").answer("cash").answer("receipt").see("Finished", "papers.nothing")


def test_the_day_opens_and_closes_with_its_totals() -> None:
    device = paid_by_patient().answer("collect").answer("cash").answer("back").answer("next").answer("money").see("Facts4")
    assert device.view.sub.key == "till.unopened" and facts_of(device.view.title) == {"cents": 630, "day": SUNDAY}
    device.answer("open").see("Keypad", "till.start.ask").answer("2000").see("Facts4")
    assert facts_of(device.view.sub) == {"cents": 2000, "minute": 480}
    assert [facts_of(row.sub)["cents"] for row in device.view.rows[:3]] == [630, 0, 0]
    device.answer("close").see("Keypad", "till.count.ask")
    assert device.view.value == "2630"
    device.answer("2600").see("Listing", "closing.left")
    assert [row.title.key for row in device.view.rows] == ["closing.gap", "closing.unsent"]
    device.answer("back").see("Facts4")
    assert device.view.sub.key == "till.gap" and facts_of(device.view.sub)["missing_cents"] == -30
    device.answer("open").answer("back").see("Facts4")
    assert device.view.sub.key == "till.gap", "going back opens nothing"
    device.answer("open").answer("0").answer("close").answer("back").see("Facts4")
    assert device.view.sub.key == "till.opened", "going back closes nothing"
    device.answer("close").answer("630").see("Listing").answer("sending").see("Wait")
    device.answer("home").answer("money").see("Facts4")
    assert device.view.sub.key == "till.right"


def test_a_day_closed_says_what_is_missing_and_the_next_begins_with_what_was_counted() -> None:
    stops = (a_stop("S1", "inf.injection.sc"), a_stop("S2", "inf.injection.sc", minute=600))
    device = Played(*stops, zone=vitale(JEANNE)).unlocked()
    device.answer("start").insert("vitale").answer("next").answer("next").answer("next").see("Finished").pull("vitale").answer("receipt")
    owing(device)
    device.answer("money").answer("open").answer("1500").answer("close").answer("1500").see("Listing", "closing.left")
    assert [(row.title.key, row.answer) for row in device.view.rows] == [
        ("closing.visits", "home"),
        ("closing.owed", "invoices:awaited"),
        ("closing.papers", "papers"),
        ("closing.unsent", "sending"),
    ]
    assert facts_of(device.view.rows[1].title) == {"cents": 630, "count": 1}
    device.answer("back").see("Facts4").answer("back")
    device.clock.advance(1440)
    device.answer("money").see("Facts4").answer("open")
    assert device.view.value == "1500"
    device.answer("1400")
    device.answer("back")
    device.clock.advance(2 * 1440)
    device.answer("money").see("Facts4")
    assert device.view.sub.key == "till.unclosed" and facts_of(device.view.sub)["day"] == SUNDAY + 1


def test_a_day_that_misses_nothing_says_so() -> None:
    device = Played().unlocked().answer("money").answer("open").answer("0").answer("close").answer("0").see("Listing", "closing.nothing")
    assert device.view.rows == ()


def test_earlier_days_are_looked_at() -> None:
    device = Played().unlocked().answer("money").answer("earlier").see("Facts4")
    assert facts_of(device.view.title)["day"] == SUNDAY - 1 and device.view.primary.answer == "later_day"
    device.answer("later_day").see("Facts4")
    assert facts_of(device.view.title)["day"] == SUNDAY


def test_a_transfer_tells_its_invoices() -> None:
    device = billed()
    claim = [row["claim"] for row in device.store.rows("claim") if row["kind"] == "F"][0]
    transferred(device, entry(claim))
    device.answer("transfers").see("Listing", "transfers.title")
    assert [(row.tone, facts_of(row.right)["cents"]) for row in device.view.rows] == [("ok", 945)]
    device.answer("item:0").see("Listing", "transfers.entries")
    assert device.view.filters[0].title.key == "transfers.all" and facts_of(device.view.rows[0].title)["name"] == JEANNE["name"]
    device.answer("entry:0").see("Facts4").answer("back").see("Listing", "transfers.entries")
    device.answer("entry:0").answer("next:0").see("Wait").answer("home").see("Home")
    device.answer("transfers").answer("item:0").answer("back").see("Listing", "transfers.title")


def test_a_strange_transfer_is_seen_from_what_waits() -> None:
    device = billed()
    transferred(device, entry("", "", 100, "unknown"), entry("", "lump", 5), label=" ")
    device.answer("todo").answer("item:0").see("Listing", "transfers.entries")
    assert device.view.filters[0].title.key == "transfers.some"
    assert [(row.answer, row.tone, row.title.key) for row in device.view.rows] == [
        ("", "warn", "transfers.stranger"),
        ("", "plain", "transfers.stranger"),
    ]
    device.answer("back").see("Listing", "todo.title").answer("back").answer("transfers")
    assert device.view.rows[0].tone == "warn" and facts_of(device.view.rows[0].sub)["label"] == "01349@349.01.rss.fr"


def test_many_transfers_are_read_page_by_page() -> None:
    device = billed()
    for number in range(PAGE + 1):
        transferred(device, entry("", "lump", number + 1), label="V%d" % number)
    device.answer("transfers").answer("older").see("Listing")
    assert len(device.view.rows) == 1
    device.answer("back").see("Listing")
    assert len(device.view.rows) == PAGE
