"""Countdowns and ages on the screen: what must leave, by when; what is awaited, since when."""

from tests.device.played import SUNDAY, Played
from tests.device.test_flows_home import a_lot, billed
from tests.device.test_flows_office import facts_of, moved


def test_sending_counts_the_working_days_down() -> None:
    device = billed().answer("sending").see("Wait")
    row = device.view.rows[0]
    assert (row.title.key, facts_of(row.title)) == ("sending.until", {"day": SUNDAY + 10, "days": 8}) and row.tone == "plain"
    device.answer("home").clock.advance(9 * 1440)
    device.answer("sending")
    assert (device.view.rows[0].sub.key, device.view.rows[0].tone) == ("sending.pressing", "warn")
    assert facts_of(device.view.rows[0].sub)["count"] == 2
    device.answer("home").clock.advance(3 * 1440)
    device.answer("sending")
    assert (device.view.rows[0].title.key, facts_of(device.view.rows[0].title)["days"]) == ("sending.late", 2)
    empty = Played().unlocked().answer("sending").see("Wait")
    assert empty.view.rows == ()


def test_two_rows_have_room_under_the_places() -> None:
    device = billed()
    device.desk.record([("paper.owed", {"invoice": device.store.rows("invoice")[0]["invoice"], "paper": "form", "until": SUNDAY})])
    first = [row["claim"] for row in device.store.rows("claim") if row["kind"] == "F"]
    for number, claims, papers in ((1, first, []), (2, [], [device.store.rows("paper")[0]["key"]])):
        device.desk.record([("lot.sealed", dict(a_lot(device, claims), number=number, papers=papers))])
    device.answer("sending").see("Wait")
    assert [row.title.key for row in device.view.rows] == ["lot.title", "sending.until"]


def test_what_is_late_among_what_is_to_do_says_so() -> None:
    device = billed()
    invoice = device.store.rows("invoice")[0]["invoice"]
    device.desk.record([("paper.owed", {"invoice": invoice, "paper": "form", "until": SUNDAY - 2})])
    device.answer("todo").see("Listing")
    assert (device.view.rows[0].tag.key, facts_of(device.view.rows[0].tag)["days"]) == ("papers.late", 2)


def test_money_is_counted_by_its_age() -> None:
    device = moved(billed(), "F", "lot", "send")
    device.clock.advance(40 * 1440)
    device.answer("month").answer("office").answer("ages").see("Listing", "ages.title")
    assert [(facts_of(row.sub)["count"], row.tone) for row in device.view.rows] == [(0, "plain"), (2, "warn"), (0, "plain"), (0, "plain")]
    assert facts_of(device.view.rows[1].right)["cents"] == 1575
    device.answer("back").see("Listing", "office.title").answer("ages").answer("invoices:awaited").see("Listing")
