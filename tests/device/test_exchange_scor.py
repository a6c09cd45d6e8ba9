"""SCOR: the documents that invoices owe go to the mailbox of the right fund and are followed like any lot."""

from device.exchange import scor
from device.signals import NetworkChanged, Ticked
from tests.device.check import refuses
from tests.device.office import SUNDAY, Office

ADDRESS = "01.349@01.scor.rss.fr"
PDF = b"%PDF-1.7 invented"


def owing(kept: bool = True) -> Office:
    """An office whose degraded invoice owes its form, scanned or not."""
    desk = Office()
    desk.vault = desk.vault_of(ADDRESS)
    desk.begin()
    invoice = desk.sealed(complement=False, mode="degraded")
    desk.record([("paper.owed", {"invoice": invoice, "paper": "form", "until": SUNDAY + 30})])
    if kept:
        keep(desk, invoice)
    return desk


def keep(desk: Office, invoice: str) -> None:
    """The form is scanned."""
    desk.record([("document.kept", {"invoice": invoice, "paper": "form", "name": "form.pdf", "blob": desk.digest(PDF)})], (PDF,))


def test_each_fund_has_its_mailbox() -> None:
    assert scor.mailbox("01", "291", "") == "01.291@01.scor.rss.fr"
    assert scor.mailbox("02", "353", "53") == "02.53@02.scor.rss.fr"
    assert len(scor.FUNDS) == len(set(scor.FUNDS)) == 134
    refuses("SCOR_UNKNOWN", scor.mailbox, "01", "000", "53")
    refuses("SCOR_UNKNOWN", scor.mailbox, "02", "353", "")
    refuses("SCOR_UNKNOWN", scor.mailbox, "77", "353", "53")


def test_a_document_travels_and_is_ticked_off_when_it_is_received() -> None:
    desk = owing()
    assert [row["kind"] for row in desk.store.rows("todo")] == ["paper"]
    desk.run(Ticked())
    lot = desk.lots()[0]
    assert (lot["kind"], lot["state"], lot["destination"], lot["until"], lot["description"]) == (
        "S",
        "handed_over",
        ADDRESS,
        SUNDAY + 30,
        "SCOR",
    )
    assert desk.store.rows("todo") == []
    documents = scor.documents(desk.store.blob(lot["lot_blob"]) or b"")
    assert documents == [("000000017", "form", "form.pdf", PDF)]
    desk.deliver(desk.receipt(lot), sender=ADDRESS)
    desk.run(NetworkChanged(True))
    assert desk.lots()[0]["state"] == "acked"
    assert desk.store.rows("paper") == []


def test_a_refused_message_is_made_again_under_another_number() -> None:
    desk = owing()
    desk.run(Ticked())
    desk.deliver(desk.receipt(desk.lots()[0], positive=False), sender=ADDRESS)
    desk.run(NetworkChanged(True))
    assert [(lot["number"], lot["state"]) for lot in desk.lots() if lot["kind"] == "S"] == [(1, "rejected"), (2, "handed_over")]


def test_what_cannot_be_read_waits_for_another_picture() -> None:
    desk = owing()
    desk.run(Ticked())
    desk.deliver(desk.receipt(desk.lots()[0], positive=False, code="0301", label="PIECES ILLISIBLES"), sender=ADDRESS)
    desk.run(NetworkChanged(True))
    assert [lot["state"] for lot in desk.lots()] == ["rejected"] and desk.store.count("paper_ready") == 0
    paper = desk.store.rows("paper")[0]
    assert (paper["refused"], paper["blob"]) == (1, "") and [row["kind"] for row in desk.store.rows("todo")] == ["paper"]
    keep(desk, paper["invoice"])
    desk.run(Ticked())
    assert [(lot["number"], lot["state"]) for lot in desk.lots()] == [(1, "rejected"), (2, "handed_over")]


def test_a_message_refused_too_often_is_not_sent_again_by_itself() -> None:
    desk = owing()
    for _ in range(4):
        desk.run(Ticked())
        for lot in [each for each in desk.lots() if each["state"] == "handed_over"]:
            desk.deliver(desk.receipt(lot, positive=False), sender=ADDRESS)
        desk.wait(30)
        desk.run(NetworkChanged(True))
    messages = [lot["state"] for lot in desk.lots() if lot["kind"] == scor.KIND]
    assert messages == ["rejected"] * 3 and desk.store.rows("paper")[0]["refused"] == 3


def test_a_paper_ticked_off_by_hand_is_forgotten() -> None:
    desk = owing()
    desk.run(Ticked())
    invoice = desk.store.rows("invoice")[0]["invoice"]
    desk.record([("paper.sent", {"invoice": invoice, "paper": "form"})])
    desk.deliver(desk.receipt(desk.lots()[0]), sender=ADDRESS)
    desk.run(NetworkChanged(True))
    assert desk.store.rows("paper") == []


def test_what_has_no_document_or_no_mailbox_waits() -> None:
    desk = owing(kept=False)
    desk.run(Ticked())
    assert desk.lots() == []
    address, papers = scor.ready(desk.store)
    assert (address, papers) == ("", [])
    invoice = desk.store.rows("invoice")[0]["invoice"]
    claim = desk.row("claim", invoice + "/F")
    keep(desk, invoice)
    assert len(scor.ready(desk.store)[1]) == 1
    elsewhere = Altered(desk, dict(claim, receiver="02353"))
    assert scor.ready(elsewhere) == ("", [])  # type: ignore[arg-type]
    assert scor.ready(Altered(desk, None)) == ("", [])  # type: ignore[arg-type]


def test_a_message_that_cannot_be_made_leaves_no_trace() -> None:
    desk = owing()
    desk.vault = Office().vault
    desk.run(Ticked())
    assert desk.lots() == []
    desk = owing()
    desk.store.purge((desk.digest(PDF),))
    desk.run(Ticked())
    assert desk.lots() == []
    assert [row["kind"] for row in desk.store.rows("todo")] == ["paper"]


class Altered:
    """A store in which one claim is another, or is gone."""

    def __init__(self, desk: Office, claim: "dict[str, object] | None") -> None:
        self._desk = desk
        self._claim = claim

    def row(self, table: str, key: str) -> "dict[str, object] | None":
        """As the store has it, but for the claim."""
        found: dict[str, object] | None = self._claim if table == "claim" else self._desk.store.row(table, key)
        return found

    def rows(self, table: str, limit: int) -> "list[dict[str, object]]":
        """As the store has them."""
        found: list[dict[str, object]] = self._desk.store.rows(table, limit=limit)
        return found
