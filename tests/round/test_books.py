"""The comparison of the three books sees every kind of difference."""

from typing import Any

from tests.device.played import JEANNE, Played, a_stop, vitale
from ui.cli import books

OTHERS = 8  # patients of the hand-written book whom this device never saw


def billed() -> Played:
    """A device with the invoice of the story's first patient, its claims sent."""
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(dict(JEANNE, insurer="0029900012"))).unlocked()
    return device.answer("start").insert("vitale").answer("next").answer("next").answer("next").see("Finished")


def theirs(device: Played, **changes: Any) -> list[dict[str, Any]]:
    """What an insurer that received both claims would hold, `changes` in the FSE."""
    (row,) = books.journal(device.store)
    lines = [
        {"code": line["code"] + line["majoration"], "amount": line["amount_cents"], "amo": line["amo_cents"]}
        for line in row["answer"]["lines"]
    ]
    both = {"invoice": row["number"], "amount": 1575, "amo": 945, "amc": 630, "paid": 0, "state": "admitted", "lines": lines}
    return [dict(both, kind="F", asked=945) | changes, dict(both, kind="D", asked=630)]


def differences(device: Played, insurer: list[dict[str, Any]]) -> list[str]:
    """What differs, but for the patients this device never saw and for claims still queued."""
    found = books.compare(device.store, insurer).differences
    return [each for each in found if "0 invoices stand" not in each and "queued on the device" not in each]


def test_books_that_agree() -> None:
    device = billed()
    assert differences(device, theirs(device)) == []
    assert sum("0 invoices stand" in each for each in books.compare(device.store, []).differences) == OTHERS


def test_a_cent_that_differs_is_seen() -> None:
    device = billed()
    for name, value in (("amount", 1576), ("amo", 944), ("amc", 631), ("asked", 946), ("paid", 1)):
        assert [each for each in differences(device, theirs(device, **{name: value})) if f" {name} " in each or name in each], name


def test_a_line_that_differs_is_seen() -> None:
    device = billed()
    rows = theirs(device)
    rows[0] = dict(rows[0], lines=rows[0]["lines"][:-1])
    assert any("lines" in each for each in differences(device, rows))


def test_a_claim_lost_or_doubled_or_strange_is_seen() -> None:
    device = billed()
    rows = theirs(device)
    assert any("never admitted" in each for each in books.compare(device.store, rows[:1]).differences)
    assert any("twice" in each for each in differences(device, [*rows, rows[0]]))
    assert any("unknown to the device" in each for each in differences(device, [*rows, dict(rows[0], invoice="000000999")]))


def test_a_fate_that_differs_is_seen() -> None:
    device = billed()
    found = books.compare(device.store, theirs(device, state="rejected")).differences
    assert any("rejected by the insurers" in each for each in found)


def test_the_table_names_nobody() -> None:
    device = billed()
    table = "\n".join(books.table(books.compare(device.store, theirs(device))))
    assert "15,75" in table and "J••• M•••" in table and "MORVAN" not in table
