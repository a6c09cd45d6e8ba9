"""A refusal says why in plain words and what to do; what it leads to opens where the fault is."""

from device.exchange.office import claim_moved
from tests.device.played import SUNDAY, Played
from tests.device.test_flows_home import billed
from tests.device.test_flows_office import facts_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def refused(code: str, kind: str = "F", event: str = "reject") -> Played:
    """A device whose claim of that kind was answered with that code."""
    device = billed()
    claim = [row["claim"] for row in device.store.rows("claim") if row["kind"] == kind][0]
    steps = [claim_moved(claim, name, 0, "", "T1-99") for name in (("lot", "send") if event == "refuse" else ())]
    device.desk.record(steps + [claim_moved(claim, event, 0, code + " MOTIF DE LA CAISSE", "T1-99")])
    return device


def looked_at(device: Played) -> Played:
    """The first thing to do, opened."""
    return device.answer("todo").answer("item:0").see("Explain")


def french(row: "Any", name: str) -> str:
    """The French of a sentence of the table."""
    sentence: str = facts_of(row)[name][0]
    return sentence


def test_a_receipt_names_what_to_correct() -> None:
    device = refused("0250", event="refuse").answer("todo")
    assert french(device.view.rows[0].sub, "why") == "Le patient a changé de caisse"
    device.answer("item:0").see("Explain")
    assert french(device.view.sum, "why") == "Le patient a changé de caisse" and facts_of(device.view.sum)["code"] == "0250"
    assert "carte Vitale" in french(device.view.after.title, "fix") and device.view.primary.answer == "redo"
    device.answer("redo").see("Insert", "identify.title")


def test_an_unknown_code_shows_the_label_of_the_fund() -> None:
    device = looked_at(refused("Z999"))
    assert facts_of(device.view.sum)["label"] == "MOTIF DE LA CAISSE" and french(device.view.sum, "why").startswith("L’assurance maladie")


def test_a_wrong_prescription_opens_the_prescriptions() -> None:
    device = looked_at(refused("3301")).answer("redo").insert("vitale").answer("next").see("Listing", "order.title")
    device.answer("back").see("Choose", "care.title").answer("next").see("Price")


def test_a_wrong_date_is_asked_first() -> None:
    device = looked_at(refused("3601")).answer("redo").see("Keypad", "fix.day").answer("back").see("Explain")
    device.answer("redo").answer("191026").see("Keypad", "fix.day.ahead").answer("161026").see("Insert").insert("vitale")
    device.answer("next").see("Choose")
    assert [facts_of(chip.sub)["day"] for chip in device.view.chips if chip.answer == "calendar"] == [SUNDAY - 2]
    invoice = device.store.rows("invoice")[0]["invoice"]
    assert device.row("visit", device.store.rows("visit_open")[0]["visit"])["flow"]["stop"] == "!%s@%d" % (invoice, SUNDAY - 2)
    device.restart().unlocked()
    looked_at(device).answer("redo").answer("161026").see("Choose", "care.title")


def test_what_the_fund_must_settle_is_a_call() -> None:
    device = looked_at(refused("3701"))
    assert device.view.primary.answer == "call" and "redo" in [row.answer for row in device.view.reasons]


def test_what_waits_for_a_document_owes_it() -> None:
    device = looked_at(refused("3305")).answer("document").see("Explain")
    assert [(row["paper"], row["until"]) for row in device.store.rows("paper")] == [("prescription", SUNDAY + 30)]
    device.answer("later").see("Explain").answer("document").see("Explain")
    assert device.store.count("paper") == 1
    device = refused("3305")
    device.clock.advance(40 * 1440)
    looked_at(device).answer("document").see("Explain")
    assert [row["until"] for row in device.store.rows("paper")] == [SUNDAY + 70], "refused late, it has thirty days more"
    device = looked_at(refused("3801")).answer("document").see("Explain")
    assert [row["paper"] for row in device.store.rows("paper")] == ["form"]


def test_what_is_lost_is_given_up_by_a_held_touch() -> None:
    device = looked_at(refused("3203", "D"))
    assert device.view.primary is None and device.view.reasons[0].answer == "give_up"
    device.answer("give_up").see("Text", "final.give_up")


def test_the_next_step_of_an_invoice_is_that_of_its_code() -> None:
    for code, kind, following in (("3601", "F", "correct"), ("3203", "D", "give_up"), ("3305", "F", "document"), ("3204", "D", "wait")):
        device = refused(code, kind).answer("invoices").answer("item:0").see("Facts4")
        part = [row for row in device.view.rows if row.title.key == ("balance.amo" if kind == "F" else "balance.amc")][0]
        assert following in str(part.tag), code
    device = refused("3305").answer("invoices").answer("item:0").answer("next:0").see("Explain")
    assert device.view.primary.answer == "document"
    refused("3601").answer("invoices").answer("item:0").answer("next:0").see("Keypad", "fix.day")
