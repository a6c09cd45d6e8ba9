"""An entry of the journal that cannot be read waits for a person: what it was, what it froze, and the decision."""

from device.flows.torn import torn
from device.journal.about import GO_ON, KEPT, frozen, is_frozen
from tests.device.played import Played
from tests.device.test_flows_home import billed
from tests.device.test_flows_office import facts_of


def damaged(kind: str = "invoice.priced") -> Played:
    """A device that billed a visit; the last entry of that kind cannot be read any more."""
    device = billed()
    sequence = [each.sequence() for each in device.store.events() if each.kind == kind][-1]
    device.store.tear(sequence)
    return device.restart().unlocked().see("Home")


def waits(device: Played) -> bool:
    """True when the invoice may not leave."""
    return is_frozen(device.store.rows("claim")[0]["claim"], frozen(device.store))


def test_a_torn_page_stands_among_what_is_to_do() -> None:
    device = damaged()
    assert [facts_of(row.title).get("count") for row in device.view.tiles if row.answer == "todo"] == [1]
    device.answer("todo").see("Listing", "todo.title")
    assert [(row.title.key, row.sub.key, row.tone) for row in device.view.rows] == [("todo.person", "todo.torn", "stop")]
    assert [row.title.key for row in device.view.filters] == ["todo.filter.all", "todo.filter.torn"]
    device.answer("item:0").see("Explain")
    assert device.view.story.key == "torn.what.invoice" and device.view.sum.key == "torn.holds"
    assert [facts_of(each)["invoice"] for each in facts_of(device.view.sum)["whom"]] == ["000000100"]
    device.answer("later").see("Listing")


def test_the_rest_goes_on_once_a_person_says_so() -> None:
    device = damaged()
    assert waits(device)
    device.answer("todo").answer("item:0").answer(GO_ON).see("Text", "torn.sure.send")
    assert device.view.primary.danger
    device.answer("later").see("Explain").answer(GO_ON).answer(GO_ON).see("Listing", "todo.nothing")
    assert torn(device.desk) == [] and not waits(device)


def test_what_is_kept_aside_stays_aside_and_is_asked_no_more() -> None:
    device = damaged()
    device.answer("status").see("Facts4").answer("todo").see("Listing", "todo.title")
    device.answer("item:0").answer(KEPT).answer(KEPT).see("Listing", "todo.nothing").answer("back").answer("status")
    assert [row.sub.key for row in device.view.rows if row.title.key == "status.journal"] == ["status.intact"]
    assert torn(device.desk) == [] and waits(device)
    assert device.store.rows("settled")[0]["decision"] == KEPT


def test_a_page_that_no_invoice_is_about_says_so() -> None:
    device = damaged("user.unlocked")
    device.answer("todo").answer("item:0").see("Explain", "torn.title")
    assert (device.view.story.key, device.view.sum.key) == ("torn.what.device", "torn.nothing")


def test_many_invoices_are_counted() -> None:
    device = billed()
    invoices: "list[str]" = []
    for _ in range(4):
        identity = device.desk.fresh()
        opened = {"invoice": identity, "patient": "T1-2", "visits": [], "mode": "secured", "replaces": ""}
        device.desk.record([("invoice.opened", opened)])
        invoices.append(identity)
    about = [name + "/F" for name in invoices] + [invoices[0] + "/D"]
    device.store.quarantine = lambda: [  # type: ignore[method-assign]
        {"sequence": 9, "kind": "lot.sealed", "reason": "BODY_TORN", "about": about}
    ]
    device.answer("todo").answer("item:0").see("Explain")
    assert device.view.story.key == "torn.what.lot" and device.view.sum.key == "torn.more"
    assert facts_of(device.view.sum)["count"] == 2
