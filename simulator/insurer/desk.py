"""SIM: the insurer at work: opens what comes, decides by its own checks and its scenario, enters it in its book, answers when due."""

import datetime
import email
import email.policy
import email.utils
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from simulator.insurer import b2, documents, post, scenario
from simulator.insurer.answers import TAKEN_BACK, Payment, Receipt, returns
from simulator.insurer.book import Book
from simulator.insurer.columns import Unreadable
from simulator.insurer.seals import Judge
from simulator.keys import Pair

ARL, RSP = "SIM/ARL", "SIM/NOEMIE/580"
_DEGRADED = "5"
_DAY = 86400
# SIM: how a receipt names the whole lot.
_WHOLE = "0" * 9
# Where supporting documents are sent, by fund or region. Source: the public table of mailboxes.
_DOCUMENTS = ".scor.rss.fr"
Deliver = Callable[[str, bytes], None]


class Desk:
    """One insurer for every address of its world. `own` gives the pair that answers for an address, `device` the pair of whoever
    bills; `deliver` posts a mail; `now` is the world's local time. What was received and returned is kept in `kept`."""

    def __init__(
        self,
        book: Book,
        kept: Path,
        judge: Judge,
        own: Callable[[str], Pair],
        device: Pair,
        deliver: Deliver,
        now: Callable[[], datetime.datetime],
    ) -> None:
        kept.mkdir(parents=True, exist_ok=True)
        self.book = book
        self._kept = kept
        self._judge = judge
        self._own = own
        self._device = device
        self._deliver = deliver
        self._now = now

    def play(self, rules: dict[str, Any]) -> None:
        """From now on, answer by that scenario; ValueError when it is none."""
        self.book.keep("scenario", scenario.checked(rules))

    def take(self, raw: bytes) -> None:
        """Take a mail: a lot, or documents for the invoices of one. What is neither is kept aside and not answered."""
        message = email.message_from_bytes(raw, policy=email.policy.default)
        recipient, sender = _address(message["To"]), _address(message["From"])
        try:
            octets = post.opened(message, self._own(recipient))
            is_lot = not recipient.endswith(_DOCUMENTS)
            taken = b2.read(octets) if is_lot else documents.read(octets, str(message["Subject"]))
        except Unreadable:
            (self._kept / f"{hashlib.sha256(raw).hexdigest()[:12]}.eml").write_bytes(raw)
            return
        digest = hashlib.sha256(octets).hexdigest()
        with self.book:
            known = self.book.lot(digest)
            if known is not None:
                self.book.copied(digest)
                self._promise_receipts(known)
            elif isinstance(taken, b2.Lot):
                (self._kept / f"lot-{taken.kind}{taken.number:03d}-{digest[:8]}.b2").write_bytes(octets)
                self._enter(taken, digest, recipient, sender)
            else:
                self._file(taken, digest, recipient, sender)

    def tick(self, everything: bool = False) -> int:
        """Send what is due now, or all that was ever promised; how many mails."""
        due = self.book.due(None if everything else int(self._now().timestamp()))
        mails = 0
        for row in [row for row in due if row["kind"] == "arl"]:
            self._send_receipt(row["body"], row["id"])
            self.book.sent([row["id"]])
            mails += 1
        batches: dict[tuple[str, str, str, int], list[dict[str, Any]]] = {}
        for row in [row for row in due if row["kind"] == "rsp"]:
            body = row["body"]
            batches.setdefault((body["insurer"], body["sender"], body["biller"], row["at"] // _DAY), []).append(row)
        for (insurer, sender, biller, _), rows in batches.items():
            self._send_return(insurer, sender, biller, rows)
            mails += 1
        return mails

    # lots

    def _rules(self) -> dict[str, Any]:
        rules: dict[str, Any] = self.book.recall("scenario", scenario.DEFAULT)
        return rules

    def _enter(self, lot: b2.Lot, digest: str, recipient: str, sender: str) -> None:
        rule = self._rule(lot.kind)
        refusal = self._refusal(lot, recipient, rule)
        if not refusal and all(invoice.mode == _DEGRADED for invoice in lot.invoices):
            rule = rule | {"answer": "never"}  # what no card secured gets no receipt but a refusal
        row = self._row(lot, lot.kind, digest, (recipient, sender), refusal, rule)
        if not refusal:
            for invoice in lot.invoices:
                self._admit(invoice, lot, row)
        self._promise_receipts(row)

    def _file(self, message: documents.Message, digest: str, recipient: str, sender: str) -> None:
        """Keep the documents with their invoices."""
        rule = self._rule(documents.KIND)
        refused = rule.get("answer") == "refuse_lot"
        refusal = (_WHOLE, rule.get("code", "0301"), rule.get("label", "PIECES ILLISIBLES")) if refused else None
        for rank, document in enumerate(message.documents, 1):
            (self._kept / f"scor-{message.number:03d}-{rank:02d}-{document.invoice}.pdf").write_bytes(document.octets)
        self._promise_receipts(self._row(message, documents.KIND, digest, (recipient, sender), refusal, rule))

    def _rule(self, kind: str) -> scenario.Rule:
        """What the scenario says of the next lot of that kind."""
        facts = {"kind": kind, "nth": len(self.book.lots()) + 1, "nth_of_kind": self.book.count_lots(kind) + 1}
        return scenario.rule_for(self._rules()["lots"], facts)

    def _row(
        self, lot: b2.Lot | documents.Message, kind: str, digest: str, addresses: tuple[str, str], refusal: object, rule: scenario.Rule
    ) -> dict[str, Any]:
        """Enter a lot in the book, with what will be answered."""
        row = {
            "digest": digest, "biller": lot.biller, "number": lot.number, "kind": kind, "day": lot.day, "insurer": addresses[0],
            "sender": addresses[1], "copies": 1, "refusal": json.dumps(refusal), "rule": json.dumps(rule),
        }  # fmt: skip
        return row | {"id": self.book.add_lot(**row)}

    def _refusal(self, lot: b2.Lot, recipient: str, rule: dict[str, Any]) -> tuple[str, str, str] | None:
        """Invoice number (zeros for the lot), code and label; None when the lot is admitted."""
        if not self._judge.lot(lot):
            return _WHOLE, "0101", "LOT INVERIFIABLE"
        if self.book.open_lot(lot.biller, recipient, lot.kind, lot.number, lot.day):
            return _WHOLE, "0103", "NUMERO DE LOT PRIS"
        if rule.get("answer") == "refuse_lot":
            return _WHOLE, rule.get("code", "0199"), rule.get("label", "LOT REFUSE")
        for rank, invoice in enumerate(lot.invoices, 1):
            reason = self._fault(invoice)
            if lot.kind == "F" and not reason:
                reason = scenario.moved(self._rules()["moved"], invoice.nir, lot.receiver)
            if rule.get("answer") == "refuse_invoice" and rule.get("invoice", 1) == rank:
                reason = (rule.get("code", "0299"), rule.get("label", "FACTURE REFUSEE"))
            if reason:
                return invoice.number, *reason
        return None

    def _fault(self, invoice: b2.Invoice) -> tuple[str, str] | None:
        if not self._judge.invoice(invoice):
            return "0102", "SIGNATURE FAUSSE"
        sums = [sum(getattr(line, name) for line in invoice.lines) for name in ("amount", "amo", "amc")]
        if sums != [invoice.amount, invoice.amo, invoice.amc]:
            return "0104", "MONTANTS INCOHERENTS"
        known = self.book.invoice(invoice.biller, invoice.number, invoice.kind)
        if known and known["digest"] != invoice.digest:
            return "0105", "NUMERO DE FACTURE PRIS"
        return None

    def _promise_receipts(self, row: dict[str, Any]) -> None:
        """The same answer for every copy of a lot."""
        rule = json.loads(row["rule"])
        answer = rule.get("answer", "accept")
        if answer == "never":
            return
        at = int(self._now().timestamp()) + 60 * rule.get("minutes", self._rules()["arl_minutes"])
        for copy in range(2 if answer == "twice" else 1):
            self.book.promise(at + 60 * copy, "arl", {"lot": row["digest"], "badly": answer == "badly_signed"})

    def _send_receipt(self, body: dict[str, Any], rank: int) -> None:
        row = self.book.lot(body["lot"])
        assert row is not None
        invoice, code, label = json.loads(row["refusal"]) or (_WHOLE, "", "")
        receipt = Receipt(
            row["biller"], row["number"], row["kind"], row["day"], f"{self._now():%y%m%d}", not code, row["digest"], invoice, code, label
        )
        octets = post.signed(receipt.octets(), self._device if body["badly"] else self._own(row["insurer"]))
        self._deliver(row["sender"], post.mail(row["insurer"], row["sender"], ARL, "signed-data", octets, f"arl-{rank}"))

    # invoices

    def _admit(self, invoice: b2.Invoice, lot: b2.Lot, row: dict[str, Any]) -> None:
        if self.book.invoice(invoice.biller, invoice.number, invoice.kind):
            return
        facts = {
            "kind": invoice.kind, "number": invoice.number, "nir": invoice.nir, "nth": len(self.book.summary()) + 1,
            "nth_of_kind": self.book.count_invoices(invoice.kind) + 1,
        }  # fmt: skip
        rule = scenario.rule_for(self._rules()["invoices"], facts)
        lines = [asdict(line) for line in invoice.lines]
        shown = {"amount": invoice.amount, "amo": invoice.amo, "amc": invoice.amc, "mode": invoice.mode, "lines": lines}
        identifier = self.book.add_invoice(
            lot=row["id"], biller=invoice.biller, number=invoice.number, kind=invoice.kind, digest=invoice.digest, nir=invoice.nir,
            asked=invoice.asked, paid=0, state="", code="", label="", facts=json.dumps(shown),
        )  # fmt: skip
        self._promise_payment(identifier, invoice, lot, row, rule)

    def _promise_payment(self, identifier: int, invoice: b2.Invoice, lot: b2.Lot, row: dict[str, Any], rule: dict[str, Any]) -> None:
        parties = {name: row[name] for name in ("insurer", "sender", "biller")} | {
            "payer": lot.receiver_type + lot.receiver,
            "id": identifier,
        }
        at = int(self._now().timestamp())
        for days, outcome in scenario.outcomes(rule, self._rules()["rsp_days"]):
            if not invoice.asked and outcome.get("state", "P") == "P":
                continue  # the patient paid all: the patient is paid, and the professional told nothing
            self.book.promise(at + _DAY * days, "rsp", parties | {"payment": asdict(_payment(invoice, lot, outcome))})

    def _send_return(self, insurer: str, sender: str, biller: str, rows: list[dict[str, Any]]) -> None:
        payments = [Payment(**row["body"]["payment"]) for row in rows]
        today = f"{self._now():%y%m%d}"
        label = f"VIREMENT SIM {today}-{rows[0]['id']}"
        octets = returns(biller, rows[0]["body"]["payer"], today, label, payments)
        (self._kept / f"{today}-{rows[0]['id']:05d}.rsp").write_bytes(octets)
        sealed = post.enveloped(post.signed(octets, self._own(insurer)), self._device)
        self._deliver(sender, post.mail(insurer, sender, RSP, "enveloped-data", sealed, f"rsp-{rows[0]['id']}"))
        with self.book:
            for row, payment in zip(rows, payments, strict=True):
                before = self.book.paid(row["body"]["id"]) if payment.state == TAKEN_BACK else 0
                self.book.settle(row["body"]["id"], payment.state, before + payment.paid, payment.code, payment.label)
            self.book.sent([row["id"] for row in rows])


def _address(header: Any) -> str:
    return email.utils.parseaddr(str(header or ""))[1].lower()


def _payment(invoice: b2.Invoice, lot: b2.Lot, outcome: dict[str, Any]) -> Payment:
    """What will be said of that invoice, by the outcome {state, paid, code, label, level}."""
    asked_amo = min(invoice.amo, invoice.asked) if invoice.kind == "F" else 0
    asked_amc = invoice.asked - asked_amo
    state = outcome.get("state", "P")
    paid = outcome.get("paid", invoice.asked) if state in ("P", TAKEN_BACK) else 0
    paid_amo = min(paid, asked_amo)
    return Payment(
        invoice.number, invoice.kind, lot.number, lot.day, invoice.lines[-1].day, invoice.mode == _DEGRADED, invoice.nir, invoice.birth,
        invoice.rank, invoice.nature, invoice.insurer, asked_amo, asked_amc, state, paid_amo, paid - paid_amo,
        tuple(asdict(line) for line in invoice.lines), outcome.get("code", ""), outcome.get("label", ""), outcome.get("level", "F"),
    )  # fmt: skip
