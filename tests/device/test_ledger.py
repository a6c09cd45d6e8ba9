"""The ledger: what each fact makes of the rows, alike when it happens and when everything is projected again."""

from device.journal.events import KINDS
from device.outbox.ledger import PROJECTIONS, project
from device.outbox.sheet import Sheet, id_text, name_text
from device.outbox.tally import already_billed, bill, sessions_of, tally_of
from device.signals import NetworkChanged, Ticked
from simulator.inmemory import MemoryStore
from tests.device.check import refuses
from tests.device.office import BILLING, SUNDAY, Office

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DATE = "2026-10-18"
TABLES = (
    "user", "patient", "rights", "prescriber", "prescription", "session", "counter", "setting", "round", "visit", "visit_open",
    "invoice", "invoice_number", "claim", "claim_queued", "claim_unsent", "claim_due", "claim_open", "lot", "lot_open",
    "lot_number", "lot_digest", "mail", "mail_digest", "mail_unread", "transfer", "transfer_known", "takings", "billed",
    "travelled", "paper", "todo",
)  # fmt: skip


def office() -> Office:
    desk = Office()
    desk.begin()
    return desk


def tables(store: "Any") -> "dict[str, list[Any]]":
    """Everything derived."""
    return {table: store.rows(table, limit=9999) for table in TABLES}


def test_every_kind_of_fact_is_projected() -> None:
    assert sorted(PROJECTIONS) == sorted(KINDS)


def test_projecting_everything_again_gives_the_same_rows() -> None:
    desk = office()
    desk.sealed()
    old = desk.sealed(mode="degraded")
    desk.record([("paper.owed", {"invoice": old, "paper": "form", "until": SUNDAY + 30})])
    desk.wait(10)
    desk.run(Ticked())
    for lot in desk.lots():
        desk.deliver(desk.receipt(lot, positive=lot["kind"] == "D"), sender=lot["destination"])
    desk.run(NetworkChanged(True))
    desk.wait(10)
    desk.run(Ticked())
    again = MemoryStore(project)
    blobs = tuple(desk.store._blobs.values())
    for event in desk.store.events():
        again.append((event,), blobs)
    assert tables(again) == tables(desk.store)
    assert len([table for table in TABLES if tables(again)[table]]) > 15


def test_the_texts_that_lists_are_sorted_by_have_one_width() -> None:
    desk = office()
    desk.sealed()
    desk.wait(10)
    desk.run(Ticked())
    for table in ("invoice", "claim", "claim_open", "lot", "lot_open", "patient", "takings"):
        assert len({len(row["sort"]) for row in desk.store.rows(table)}) == 1, table
    assert (id_text("T0042-17"), id_text("T0042-17/F")) == ("T0042-000000017", "T0042-000000017/F")
    assert name_text("Le Goff") == "LE GOFF" + " " * 17


# people


def test_people_and_settings() -> None:
    desk = office()
    desk.record([
        ("user.unlocked", {"billing": BILLING}),
        ("rights.read", {"patient": "T0042-900", "source": "card", "zone_blob": "", "serial": "1", "beneficiary": 0, "until": 0}),
        ("bsi.known", {"patient": "T0042-900", "level": "BSB", "start": SUNDAY, "until": SUNDAY + 90}),
        ("prescriber.known", {"rpps": "99700218896", "am_number": "991111111", "name": "DUVAL", "specialty": "01"}),
        ("session.opened", {"holder": BILLING, "locum": "99", "start": SUNDAY, "until": SUNDAY + 7}),
        ("setting.chosen", {"name": "language", "value": "en"}),
    ])  # fmt: skip
    assert desk.row("user", BILLING)["unlocked"] == SUNDAY
    assert desk.row("rights", "T0042-900")["day"] == SUNDAY
    assert desk.row("patient", "T0042-900")["bsi"]["level"] == "BSB"
    assert desk.row("setting", "language")["value"] == "en"
    assert desk.row("session", BILLING + "/99")["closed"] == 0
    desk.record([("session.closed", {"holder": BILLING, "locum": "99", "unsent": 2})])
    assert [desk.row("session", BILLING + "/99")[name] > 0 for name in ("closed", "unsent")] == [True, True]


def test_a_prescription_keeps_its_agreements_and_counts_its_sessions() -> None:
    desk = office()
    body = {
        "prescription": "P1", "patient": "T0042-900", "prescriber": "99700218896", "day": SUNDAY - 9, "care_start": SUNDAY, "end": 0,
        "acts": [{"act": "inf.injection.sc", "count": 10}], "flags": [],
    }  # fmt: skip
    body["prescription"] = "T0042-901"
    desk.record([
        ("prescription.known", body),
        ("agreement.asked", {"prescription": "T0042-901", "act": "inf.injection.sc", "day": SUNDAY - 5}),
        ("agreement.answered", {"prescription": "T0042-901", "act": "inf.injection.sc", "answer": "accepted", "day": SUNDAY - 1}),
    ])  # fmt: skip
    row = desk.row("prescription", "T0042-901")
    assert row["agreements"] == {"inf.injection.sc": {"asked": SUNDAY - 5, "answer": "accepted", "day": SUNDAY - 1}}
    assert row["done"] == {}


def test_a_second_range_does_not_give_again_what_was_used() -> None:
    desk = office()
    desk.intend()
    desk.record([("range.given", {"billing": BILLING, "kind": "invoice", "first": 10, "last": 2000})])
    assert desk.row("counter", BILLING + "/invoice")["next"] == 18
    desk.record([("range.given", {"billing": BILLING, "kind": "invoice", "first": 5000, "last": 6000})])
    assert desk.row("counter", BILLING + "/invoice")["next"] == 5000


# the round


def test_a_visit_closed_ticks_its_stop_unless_abandoned() -> None:
    desk = office()
    desk.record([("round.planned", {"day": SUNDAY, "stops": [{"stop": "s1"}, {"stop": "s2"}, {"stop": "s3"}]})])
    for rank, reason in enumerate(("billed", "abandoned", "billed")):
        visit = desk.fresh()
        desk.record([("visit.opened", {"visit": visit, "patient": "", "flow": {"stop": ("s1", "s2", "s1")[rank]}})])
        desk.record([("visit.answered", {"visit": visit, "step": "care", "value": {"acts": []}})])
        assert desk.store.rows("visit_open")[0]["answers"] == {"care": {"acts": []}}
        desk.record([("visit.closed", {"visit": visit, "reason": reason})])
        assert desk.store.rows("visit_open") == []
    desk.record([("round.planned", {"day": SUNDAY, "stops": [{"stop": "s1"}, {"stop": "s9"}]})])
    assert desk.store.rows("round")[0]["done"] == ["s1"]


# invoices


def test_an_intent_uses_its_number_for_ever() -> None:
    desk = office()
    invoice = desk.intend()
    row = desk.row("invoice", invoice)
    assert (row["state"], row["number"]) == ("sealing", "000000017")
    assert desk.store.rows("claim") == []
    desk.record([("invoice.to_complete", {"invoice": invoice, "why": "vitale"})])
    body = {name: row[name] for name in ("invoice", "mode", "fse_blob", "dre_blob")}
    again = dict(body, claims=row["intended"], number="000000018")
    refuses("NUMBER_CHANGED", desk.record, [("invoice.sealing", again)])
    desk.record([("invoice.sealing", dict(again, number="000000017"))])
    desk.record([("invoice.voided", {"invoice": invoice, "why": "card gone"})])
    other = desk.intend()
    assert desk.row("invoice", other)["number"] == "000000018"
    opened = {"invoice": desk.fresh(), "patient": "T0042-900", "visits": [], "mode": "secured", "replaces": ""}
    answer = {"lines": [], "totals": {"due_now_cents": 0}}
    priced = {"invoice": opened["invoice"], "request": {"visits": []}, "answer": answer}
    desk.record([("invoice.opened", opened), ("invoice.priced", priced)])
    refuses("NUMBER_TWICE", desk.record, [("invoice.sealing", dict(again, invoice=opened["invoice"], number="000000017"))])


def test_a_sealed_invoice_queues_its_claims_and_counts_what_it_bills() -> None:
    desk = office()
    invoice = desk.sealed()
    row = desk.row("invoice", invoice)
    assert row["parts"] == {
        "F": {"state": "queued", "expected": 354, "received": 0, "travelled": False},
        "D": {"state": "queued", "expected": 236, "received": 0, "travelled": False},
    }  # fmt: skip
    assert already_billed(desk.store, "T0042-900", BILLING, DATE) == {
        "date": DATE, "codes": {"AMI": 1, "IFD": 1}, "acts": {"inf.injection.sc": 1}, "km": 0, "tll_travels": 0,
    }  # fmt: skip
    assert already_billed(desk.store, "T0042-900", BILLING, DATE, (invoice,))["codes"] == {}
    assert already_billed(desk.store, "T0042-901", BILLING, DATE)["codes"] == {}
    assert desk.row("takings", "%06d" % SUNDAY)["waiting"] == 590
    refuses("FATE", desk.record, [("invoice.sealed", {"invoice": invoice, "fse_blob": "", "dre_blob": ""})])


def test_a_presigned_invoice_waits_for_the_second_signature() -> None:
    desk = office()
    invoice = desk.intend()
    row = desk.row("invoice", invoice)
    blobs = {name: row[name] for name in ("invoice", "fse_blob", "dre_blob")}
    desk.record([("invoice.presigned", blobs)])
    assert [claim["state"] for claim in desk.store.rows("claim")] == ["presigned", "presigned"]
    desk.record([("invoice.sealed", blobs)])
    assert [claim["state"] for claim in desk.store.rows("claim_queued")] == ["queued", "queued"]


def test_an_invoice_is_cancelled_before_its_lot() -> None:
    desk = office()
    invoice = desk.sealed()
    desk.record([("invoice.cancelled", {"invoice": invoice, "why": "error"})])
    assert [claim["state"] for claim in desk.store.rows("claim")] == ["cancelled", "cancelled"]
    assert already_billed(desk.store, "T0042-900", BILLING, DATE)["codes"] == {}
    assert desk.row("takings", "%06d" % SUNDAY)["waiting"] == 0
    opened = {"invoice": desk.fresh(), "patient": "T0042-900", "visits": [], "mode": "secured", "replaces": ""}
    desk.record([("invoice.opened", opened), ("invoice.cancelled", {"invoice": opened["invoice"], "why": "error"})])
    sent = desk.sealed()
    desk.wait(10)
    desk.run(Ticked())
    refuses("FATE", desk.record, [("invoice.cancelled", {"invoice": sent, "why": "too late"})])
    assert desk.state(sent + "/F") == "sent"


def test_papers_and_money_in_hand() -> None:
    desk = office()
    invoice = desk.sealed(complement=False)
    desk.record([
        ("paper.owed", {"invoice": invoice, "paper": "form", "until": SUNDAY + 30}),
        ("money.received", {"invoice": invoice, "cents": 100, "means": "cash"}),
    ])  # fmt: skip
    todo = desk.store.rows("todo")[0]
    assert (todo["kind"], todo["until"], todo["patient"], todo["number"]) == ("paper", SUNDAY + 30, "T0042-900", "000000017")
    assert desk.row("invoice", invoice)["received"] == 100
    assert desk.row("takings", "%06d" % SUNDAY)["paid"] == 100
    desk.record([("paper.sent", {"invoice": invoice, "paper": "form"})])
    assert desk.store.rows("todo") == []
    refuses("LEDGER_UNKNOWN", desk.record, [("paper.sent", {"invoice": invoice, "paper": "form"})])


def test_kilometres_travels_and_sessions_are_counted() -> None:
    visit = {"date": DATE, "place": "telecare_site", "acts": [{"act": "a"}, {"act": "b", "rx": "P2", "qty": 2}]}
    request = {"prescriptions": [{"id": "P1"}, {"id": "P2"}], "visits": [visit]}
    lines = [{"date": DATE, "code": code, "act": "", "quantity": count} for code, count in (("IFD", 1), ("IK", 22), ("IK", 5))]
    assert tally_of(request, {"lines": lines}) == [{"date": DATE, "codes": {"IFD": 1, "IK": 27}, "acts": {}, "km": 27, "tll": 1}]
    assert sessions_of(request) == [{"prescription": "P1", "act": "a", "count": 1}, {"prescription": "P2", "act": "b", "count": 2}]
    assert sessions_of({"visits": []}) == []


def test_sessions_are_counted_on_their_prescription() -> None:
    desk = office()
    body = {"patient": "T0042-900", "prescriber": "1", "day": SUNDAY, "care_start": SUNDAY, "end": 0, "acts": [], "flags": []}
    row = {"patient": "T0042-900", "executant": BILLING, "tally": [], "sessions": [{"prescription": "T-1", "act": "a", "count": 2}]}
    desk.record([("prescription.known", dict(body, prescription="T-1"))])
    sheet = Sheet(desk.store.row)
    bill(sheet, row, 1)
    assert sheet.get("prescription", "T-1")["done"] == {"a": 2}


# lots


def test_an_open_lot_number_is_not_used_again() -> None:
    desk = office()
    desk.sealed(complement=False)
    desk.wait(10)
    desk.run(Ticked())
    lot = desk.lots()[0]
    claim = desk.sealed(complement=False) + "/F"
    names = KINDS["lot.sealed"][1]
    body = dict({name: lot[name] for name in names}, lot=desk.fresh(), claims=[claim])
    refuses("NUMBER_TWICE", desk.record, [("lot.sealed", body)])
    assert desk.state(claim) == "queued"


def test_a_lot_in_which_money_came_first() -> None:
    """A receipt after the payment moves the lot, not the claim; a claim that is in another lot is left alone."""
    desk = office()
    invoice = desk.sealed(complement=False)
    desk.wait(10)
    desk.run(Ticked())
    lot = desk.lots()[0]["lot"]
    paid = {"claim": invoice + "/F", "event": "pay", "amount": 354, "reason": "", "source": "test"}
    desk.record([("claim.moved", paid)])
    desk.record([("lot.moved", {"lot": lot, "event": "reject", "reason": "0101 FAUX", "source": "test"})])
    assert desk.state(invoice + "/F") == "paid"
    desk.record([("claim.moved", paid)])
    assert desk.row("claim", invoice + "/F")["received"] == 354


# the sheet


def test_a_sheet_reads_what_it_changed() -> None:
    sheet = Sheet(lambda table, key: {"n": 1, "sort": "a"} if key == "there" else None)
    refuses("LEDGER_UNKNOWN", sheet.get, "t", "absent")
    sheet.update("t", "there", n=2)
    sheet.put("t", "new", "b", {"n": 3})
    sheet.drop("t", "there")
    sheet.drop("t", "absent")
    assert sheet.find("t", "there") is None
    assert sheet.get("t", "new") == {"n": 3, "sort": "b"}
    assert [(change.key, change.row) for change in sheet.changes()] == [("there", None), ("new", {"n": 3, "sort": "b"})]
