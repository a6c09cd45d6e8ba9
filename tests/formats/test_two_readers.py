"""The insurer's reader and writer share nothing with ours: what one writes the other reads alike, field by field."""

from device.formats import arl, b2, noemie_returns
from device.formats.noemie import entities
from device.formats.noemie_entries import EndEntry, ReturnEntry
from device.formats.seals import taken_apart
from simulator.insurer import answers
from simulator.insurer import b2 as theirs
from tests.device.test_arl import ACCEPTED, REFUSED
from tests.device.test_b2 import sealed
from tests.formats import files


def test_a_lot_reads_alike() -> None:
    ours, found = b2.read(files.LOT).lots[0], theirs.read(files.LOT)
    head = ours.head.values
    assert (found.number, found.day, found.biller) == (head["lot"], head["day"], head["biller"])
    assert len(found.invoices) == len(ours.invoices) == 2
    for invoice, read in zip(ours.invoices, found.invoices, strict=True):
        values, total = invoice.head.values, invoice.total.values
        for name in ("biller", "nir", "mode", "contract", "insurer", "nature", "birth"):
            assert getattr(read, name) == values[name]
        assert (read.number, read.kind, read.rank) == (values["invoice"], invoice.kind(), values["twin"])
        assert (read.amount, read.amo, read.amc, read.asked) == (invoice.amount(), total["amo"], total["amc"], invoice.asked())
        for act, line in zip(invoice.acts, read.lines, strict=True):
            for name in ("quantity", "coefficient", "day", "rate", "amount", "amo", "amc"):
                assert getattr(line, name) == act.line.values[name]
            assert line.code.replace(" ", "") == (act.line.values["code"] + act.line.values["complement"])
    parts = taken_apart(sealed(17))
    assert found.invoices[0].plain == parts.body and found.invoices[0].seals == dict(parts.seals)


def test_a_receipt_reads_alike() -> None:
    for receipt in (ACCEPTED, REFUSED):
        assert arl.read(answers.Receipt(**receipt.plain()).octets()) == receipt


def _payment(number: str, kind: str, state: str, paid: int) -> answers.Payment:
    line = {"amo": 189, "amc": 126, "code": "AMI N", "day": "261018", "amount": 315, "rate": 60, "quantity": 1, "coefficient": 100}
    amo, amc = (paid, 0) if kind == "F" else (0, paid)
    code, label = ("1234", "DROITS FERMES") if state == "R" else ("", "")
    return answers.Payment(
        number, kind, 12, "261018", "261018", number == "000000019", "2721975999123", "720503", "1", "10", "0099999997", 189, 126, state,
        amo, amc, (line,), code, label,
    )  # fmt: skip


def test_a_return_reads_alike() -> None:
    payments = [
        _payment("000000017", "F", "P", 189), _payment("000000018", "F", "R", 0), _payment("000000019", "F", "P", 100),
        _payment("000000020", "D", "P", 126),
    ]  # fmt: skip
    octets = answers.returns("991129768", "CT00000000001349", "261020", "VIREMENT 000123", payments)
    *entries, last = noemie_returns.returns(entities([octets]))
    assert isinstance(last, EndEntry) and last.amount == 415 and last.unknown == ()
    for payment, entry in zip(payments, entries, strict=True):
        assert isinstance(entry, ReturnEntry)
        assert (entry.invoice, entry.lot, entry.lot_day, entry.day) == (payment.invoice, "012", "261018", "261018")
        assert entry.kind == ("B" if payment.degraded else payment.kind) and entry.paid() == payment.paid_amo + payment.paid_amc
        part = entry.amo if payment.kind == "F" else entry.amc
        assert part is not None and (part.state, part.asked) == (payment.state, 189 if payment.kind == "F" else 126)
        assert [(reject.code, reject.label) for reject in entry.rejects] == ([("1234", "DROITS FERMES")] if payment.code else [])
        (act,) = entry.acts()
        assert (act.code, act.complement, act.quantity, act.coefficient, act.amount) == ("AMI", "N", 1, 100, 315)
        assert (entry.transfer.day, entry.transfer.label, entry.transfer.payer) == ("261020", "VIREMENT 000123", "0000001349")
