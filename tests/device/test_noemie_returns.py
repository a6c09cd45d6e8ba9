"""What returns say: paid, partly paid, rejected, deferred, taken back, lump sums; and controls that must agree."""

from device.formats.noemie import entities
from device.formats.noemie_entries import DebtEntry, EndEntry, LumpEntry, NoteEntry, PaidAct, Part, Reject, ReturnEntry, Transfer
from device.formats.noemie_returns import returns
from tests.device.check import refuses
from tests.device.returns_made import act, end, entity, file, head, invoice, part, transfer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PAID = invoice(17) + part("198", 189, "P", 189) + part("199", 126, "P", 126, insurer="99999997") + act(1, 189)
MONEY = Transfer("261020", "VIREMENT 000123", "01349")


def _read(octets: bytes) -> "list[Any]":
    return list(returns(entities([octets])))


def test_an_invoice_paid_by_both() -> None:
    paid, last = _read(file(transfer(), PAID, amount=315))
    assert paid.replace(lines=()) == ReturnEntry(
        "000000017", "012", "F", "261018", "261018", "10", Part(189, "P", 189), Part(126, "P", 126, "0099999997"), (), (), (), (), MONEY
    )
    assert paid.paid() == 315 and paid.acts() == (PaidAct(1, "261018", "AMI", "", 1, 100, 315, 60, 189, 126),)
    assert last == EndEntry(8, 315, ()) and ReturnEntry.from_plain(paid.plain()) == paid


REJECT = {"code": "1234", "label": "DROITS FERMES", "level": "L", "part": "O", "act": "AMI", "day": "261018", "line": 1}
# (entities of one invoice, paid, rejects)
ANSWERS = (
    (part("198", 189, "R", 0) + entity("294", **REJECT), 0, (Reject("1234", "DROITS FERMES", "L", "O", "AMI", 1),)),
    (part("198", 189, "P", 100), 100, ()),
    (part("198", 189, "D", 0) + part("199", 126, "", 0), 0, ()),
    (part("198", 189, "P", -189), -189, ()),
    (part("199", 126, "P", 126), 126, ()),
    (part("198", 1, "R", 0) + entity("290", line=2, code="A1", label="SIGNALEMENT"), 0, (Reject("A1", "SIGNALEMENT", line=2),)),
)


def test_what_became_of_an_invoice() -> None:
    for content, paid, rejects in ANSWERS:
        entry = _read(file(transfer(second="SUITE"), invoice(18, "D"), content, amount=paid))[0]
        assert entry.kind == "D" and entry.paid() == paid and entry.rejects == rejects
        assert entry.transfer.label == "VIREMENT 000123 SUITE"


def test_debts_and_lump_sums() -> None:
    debt = entity("250", line=1, reference="D1", day="260901", kind="IND", recovery="RPR", amount=1000, sign="N", left=500)
    lump = entity("261", code=7, amount=49000) + entity("262", label="FORFAIT FAMI", amount=49000, period="A")
    found = _read(file(transfer(), PAID, entity("081", kind="05"), debt, entity("081", kind="03"), lump, amount=315 - 1000 + 49000))
    assert found[1] == DebtEntry("D1", "260901", "IND", "RPR", -1000, 500, MONEY)
    assert found[2] == LumpEntry("00007", 49000, ("FORFAIT FAMI",), (49000,), MONEY)
    assert found[3].amount == 48315


def test_comments_and_unknown_entities_are_kept_where_they_stand() -> None:
    comment, odd, reject = entity("295", comment="BONJOUR"), b"30050X@", entity("294", **REJECT)
    outside = _read(file(comment, odd, reject, b"30150Y@", odd, amount=0))
    no_money = Transfer()
    assert outside[:3] == [
        NoteEntry("295", "BONJOUR", no_money),
        NoteEntry("300", "30050X@", no_money),
        NoteEntry("294", "1234 DROITS FERMES", no_money),
    ]
    assert outside[-1].unknown == (("300", 2), ("301", 1))
    inside = _read(file(invoice(17), part("198", 1, "P", 1), comment, odd, amount=1))
    assert inside[0].comments == ("BONJOUR",) and inside[0].others == ("30050X@",) and inside[1].unknown == (("300", 1),)


def test_a_file_of_an_establishment() -> None:
    first = entity("100", invoice="000000021") + act(1, 189) + act(2, 100)
    second = entity("100", invoice="000000022") + act(1, 0) + entity("290", line=1, code="A1", label="REJET")
    people = entity("110", nir="2721975999123", nir_key="60", name_kind="U", name="MARTIN", given="CAMILLE") + entity("120", birth="720503")
    lot = (entity("070", day="261020"), entity("080", day="261018", lot=7))
    body = lot + (people, entity("150", nature="AS"), entity("160"), first, second)
    found = _read(head("908") + b"".join(body) + end(14, 289))
    assert (found[0].invoice, found[0].lot, found[0].lot_day, found[0].kind, found[0].nature) == ("000000021", "007", "261018", "", "AS")
    assert found[0].amo == Part(289, "P", 289) and found[1].amo == Part(0, "R", 0) and found[0].transfer == Transfer("261020")


def test_a_stay_is_read() -> None:
    stay = entity(
        "220",
        line=1,
        exoneration="0",
        day="261018",
        unit_price=5000,
        base=5000,
        rate=80,
        paid=4000,
        sign="N",
        code="SNS",
        quantity=1,
        amount=5000,
    )
    entry = _read(file(invoice(17, "B"), stay, amount=-4000))[0]
    assert entry.amo == Part(-4000, "P", -4000) and entry.acts()[0].code == "SNS"


OUTSIDE = (part("198", 1, "P", 1), part("199", 1, "P", 1), act(1, 1), entity("262", period="P", amount=1))


def test_nothing_stands_outside_what_it_belongs_to() -> None:
    for content in OUTSIDE:
        refuses("RECORD_ORDER", _read, file(content, amount=1))


def _control(records: int, amount: int) -> bytes:
    return entity("990", records=records, amount=abs(amount), sign="N" if amount < 0 else "P")


def test_controls_agree_since_any_level() -> None:
    second = PAID.replace(b"000000017", b"000000018")
    for count in (1, 5):
        assert len(_read(file(transfer(), PAID, _control(count, 315), second, _control(count, 315), amount=630))) == 3
    assert _read(file(transfer(), PAID, second, _control(2, 630), amount=630))[-1].amount == 630
    assert _read(file(transfer(), PAID, transfer(), second, _control(13, 630), amount=630))[-1].records == 15
    for wrong in (_control(1, 314), _control(3, 315), _control(1, -315)):
        assert refuses("RECORD_TOTAL", _read, file(transfer(), PAID, wrong, amount=315)).facts["layout"] == "990"


def test_the_end_agrees_with_the_file() -> None:
    for count in (8, 6, 6):
        assert _read(file(transfer(), PAID, amount=315, records=count))[-1].records == 8
    physical = (len(file(transfer(), PAID, amount=315)) + 127) // 128
    assert _read(file(transfer(), PAID, amount=315, records=physical))[-1].records == 8
    assert refuses("RECORD_TOTAL", _read, file(transfer(), PAID, amount=315, records=17)).facts["column"] == 56
    assert refuses("RECORD_TOTAL", _read, file(transfer(), PAID, amount=314)).facts["column"] == 86


def test_a_long_file_is_read_as_it_comes() -> None:
    """The reader holds one invoice, whatever the length of the file."""
    made = {"left": 200}

    def pieces() -> "Any":
        yield head() + transfer()
        while made["left"]:
            made["left"] -= 1
            yield PAID
        yield end(200 * 5 + 3, 200 * 315)

    read = returns(entities(pieces()))
    next(read)
    assert made["left"] > 190
    assert sum([1 for _entry in read]) == 200
