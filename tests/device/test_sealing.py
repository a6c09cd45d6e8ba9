"""Images: what an invoice becomes as B2 records, and that they say what was priced."""

from device.formats.b2 import read_image
from device.sealing.facts import Complement, Patient, Prescriber, Professional
from device.sealing.images import check_back, images
from device.sealing.orders import orders
from tests.device.check import refuses
from tests.device.invoices import FLAT, NURSE, answer, facts, line, request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.formats.b2 import Invoice
    from device.sealing.facts import InvoiceFacts


def _fse(made_from: "InvoiceFacts") -> "Invoice":
    fse, dre = images(made_from)
    check_back((fse, dre), made_from.answer)
    return read_image(fse)


def test_the_octets_of_an_invoice_are_these() -> None:
    fse, _dre = images(facts())
    records = [fse[at : at + 128] for at in range(0, len(fse), 128)]
    assert [record[:1] for record in records] == [b"2", b"4", b"4", b"4", b"4", b"5"]
    common = b"991129768 272197599912360"
    assert records[0] == (
        b"2" + common + b"000" + b"000000017" + b"1" + b"000000000" + b"01" + b"349" + b"9881" + b"3" + b"000000" * 2 + b"000" * 2
        + b"10" + b"0" + b"000000" + b"000000000" + b" " + b"720503" + b"1" + b"261018" * 2 + b"00" + b"00" + b" " * 10
    )  # fmt: skip
    assert records[1] == (
        b"4" + common + b"000" + b"000000017" + b"00" + b"000" + b"991111111" + b"P" + b"0" + b"01" + b"991129768" + b"00" + b"24"
        + b"261018" + b"AMI  " + b"01" + b"000100" + b"01" + b"0000315" + b"0000315" + b"060" + b"0000189" + b"0000315" + b" "
        + b"000126"
    )  # fmt: skip
    assert records[2] == b"4" + common + b"000000017" + b"E01" + b"99700218896" + b" " * 14 + b"99900065279" + b" " * 14 + b" " * 40
    assert records[5] == (
        b"5" + common + b"000" + b"000000017" + b"002" + b"00000000" * 2 + b"00000590" + b"00000354" + b"00000000" * 2
        + b"00000236" + b" " * 17 + b"00000000" + b" " * 6
    )  # fmt: skip


def test_the_complementary_insurer_gets_its_own_image() -> None:
    fse, dre = images(facts())
    assert read_image(fse).kind() == "F" and read_image(fse).asked() == 354 and read_image(fse).amount() == 590
    demand = read_image(dre)
    assert demand.kind() == "D" and demand.asked() == 236 and demand.head.values["insurer"] == "0099999997"
    assert fse[128:] == dre[128:] and fse[:116] == dre[:116]


def test_no_image_for_an_insurer_who_owes_nothing() -> None:
    alone = answer(line(amc_cents=0, patient_cents=126))
    assert images(facts(answer=alone))[1] == b""
    assert images(facts(answer=alone, complement=None))[1] == b""
    invoice = _fse(facts(answer=alone))
    assert invoice.total.values["patient"] == 126


def test_one_fund_may_pay_both_parts() -> None:
    fse, dre = images(facts(complement=Complement("99999997", "89", True)))
    invoice = read_image(fse)
    assert dre == b"" and invoice.kind() == "F" and invoice.head.values["contract"] == "89" and invoice.asked() == 590


MODES = (("without_vitale", "1"), ("visit", "2"), ("secured", "3"), ("desynchronised", "4"), ("degraded", "5"))


def test_the_image_says_how_it_was_secured() -> None:
    for mode, code in MODES:
        assert _fse(facts(mode=mode)).head.values["mode"] == code


# (changes of the line, columns of record 4)
COLUMNS: "tuple[tuple[dict[str, Any], dict[str, Any]], ...]" = (
    ({"rate_pct": 50, "coefficient_x100": 150}, {"coefficient": 75, "quantity": 1}),
    ({"rate_pct": 50, "coefficient_x100": 125}, {"coefficient": 63, "quantity": 1}),
    ({"code": "IK", "quantity": 36}, {"coefficient": 100, "quantity": 36}),
    ({"code": "IK", "quantity": 120}, {"coefficient": 12000, "quantity": 1}),
    ({"code": "IK", "quantity": 120, "rate_pct": 50}, {"coefficient": 6000, "quantity": 1}),
    ({"majoration": "ND", "majoration_cents": 1830, "amount_cents": 2145}, {"complement": "N", "amount": 2145, "base": 2145}),
    ({"majoration": "F", "majoration_cents": 850}, {"complement": "F", "code": "AMI"}),
    ({"free": True, "amount_cents": 0, "amo_cents": 0, "amc_cents": 0}, {"expense": "G", "amount": 0}),
    ({"exo": "4", "amo_rate": 100}, {"exoneration": "4", "rate": 100}),
)


def test_what_a_line_becomes() -> None:
    for changes, columns in COLUMNS:
        values = _fse(facts(answer=answer(line(**changes)))).acts[0].line.values
        assert {name: values[name] for name in columns} == columns, changes


def test_the_header_names_an_exoneration_only_when_all_lines_have_it() -> None:
    for second, shown in (("4", "4"), ("0", "0")):
        asked = request({"act": "inf.injection.sc"})
        asked["visits"].append({"date": "2026-10-17", "acts": [{"act": "inf.injection.sc"}]})
        invoice = _fse(facts(request=asked, answer=answer(line(exo="4"), line(exo=second, date="2026-10-17"))))
        assert invoice.head.values["exoneration"] == shown
        assert (invoice.head.values["entry_day"], invoice.head.values["exit_day"]) == ("261017", "261018")


def test_a_child_of_the_card_has_a_record_of_its_own() -> None:
    invoice = _fse(facts(patient=Patient("201130", "2", "001", "1201175999045", "82")))
    assert [each.values["own_nir"] for each in invoice.more] == ["1201175999045"]
    assert _fse(facts(patient=Patient("720503", own_nir="2721975999123", own_nir_key="60"))).more == ()


def test_a_locum_gives_the_care_and_the_holder_is_paid() -> None:
    locum = Professional("991138769", "99700524806", "VIDAL", "24", "10")
    act = _fse(facts(executant=locum)).acts[0]
    assert act.line.values["biller"] == NURSE.billing and act.line.values["executant"] == locum.billing
    assert act.more[0].values["executant_rpps"] == locum.rpps and act.line.values["zone"] == "10"


AGREEMENTS = (
    ({"answer": "accepted", "received": "2026-10-02"}, "4", "261002"),
    ({"received": "2026-10-02"}, "4", "261002"),
    ({"urgent": True, "received": "2026-10-17"}, "5", "261017"),
    ({"urgent": True}, "5", "000000"),
)


def test_an_agreement_stands_beside_its_act() -> None:
    for agreement, code, day in AGREEMENTS:
        asked = request({"act": "inf.injection.sc", "prior_agreement": agreement})
        more = [each for act in _fse(facts(request=asked)).acts for each in act.more if each.kind == "4S"]
        assert [(each.values["agreement"], each.values["agreement_day"]) for each in more] == [(code, day)]


def test_each_line_finds_its_prescription() -> None:
    asked = request({"act": "a", "qty": 2, "rx": "P2"}, {"act": "b", "rx": "P3"}, {"act": "a"})
    lines = [line(act=act) for act in ("a", "a", "b", "a", "a")] + [line(act=""), line(act="forfait"), line(act="")]
    assert [rx for rx, _agreement in orders(asked, lines)] == ["P2", "P2", "P3", "P1", "P2", "P2", "P2", "P2"]
    bare = {"visits": asked["visits"]}
    assert orders(bare, [line(act="a")]) == [("P2", {})] and orders(bare, [line(act="")]) == [("P2", {})]
    assert orders({"visits": [{"date": "2026-10-18", "acts": [{"act": "a"}]}]}, [line(act="a")]) == [("", {})]


def test_care_without_a_prescription_names_no_prescriber() -> None:
    bare = {"visits": [{"date": "2026-10-18", "acts": [{"act": "inf.injection.sc"}]}]}
    act = _fse(facts(request=bare, prescribers=())).acts[0]
    assert act.line.values["prescriber"] == "000000000" and act.more[0].values["prescriber_rpps"] == ""


WRONG_FACTS: "tuple[tuple[dict[str, Any], str], ...]" = (
    ({"number": "17"}, "number"),
    ({"number": "00000001X"}, "number"),
    ({"number": "000000000"}, "number"),
    ({"mode": "unsecured"}, "mode"),
    ({"answer": answer(line(), refusals=["AGE"])}, "answer"),
    ({"answer": answer()}, "answer"),
    ({"answer": answer(line(), nature="41")}, "accident"),
    ({"complement": None}, "complement"),
    ({"prescribers": ()}, "prescriber"),
    ({"request": {"visits": []}}, "request"),
)


def test_facts_that_make_no_invoice_are_refused() -> None:
    for changes, name in WRONG_FACTS:
        assert refuses("SEAL_FACTS", images, facts(**changes)).facts == {"value": name}
    assert _fse(facts(answer=answer(line(), nature="41"), accident="000260901")).head.values["accident"] == "000260901"
    refuses("RECORD_WIDTH", images, facts(complement=Complement("12345678901")))
    refuses("RECORD_FORM", images, facts(prescribers=(Prescriber("P1", "99111111X", "99700218896", "01"),)))


OTHERS: "tuple[tuple[dict[str, Any], int, str], ...]" = (
    ({"date": "2026-10-17"}, 2, "day"),
    ({"code": "IFI"}, 2, "code"),
    ({"majoration": "F"}, 2, "complement"),
    ({"unit_price_cents": 276}, 2, "unit_price"),
    ({"amo_rate": 70}, 2, "rate"),
    ({"amo_cents": 166}, 2, "amo"),
    ({"amc_cents": 109}, 2, "amc"),
    ({"amount_cents": 276}, 2, "amount"),
    ({"exo": "4"}, 2, "exoneration"),
    ({"coefficient_x100": 101}, 2, "coefficient"),
    ({"quantity": 2}, 2, "coefficient"),
    ({"coefficient_x100": 101, "rate_pct": 50}, 2, "coefficient"),
)


def test_an_image_that_says_something_else_than_the_price_is_refused() -> None:
    made = images(facts())
    for changes, number, column in OTHERS:
        travel = dict(FLAT)
        travel.update(changes)
        other = answer(line(), line(**travel))
        assert refuses("SEAL_MISMATCH", check_back, made, other).facts == {"line": number, "value": column}


def test_totals_that_differ_are_refused() -> None:
    made = images(facts())
    right = answer(line(), line(**FLAT))
    for name, column in (("amount_cents", "amount"), ("amo_cents", "amo"), ("amc_cents", "amc"), ("due_now_cents", "patient")):
        totals = dict(right["totals"])
        totals[name] += 1
        assert refuses("SEAL_MISMATCH", check_back, made, answer(line(), line(**FLAT), totals=totals)).facts["value"] == column
    refuses("SEAL_MISMATCH", check_back, made, answer(line()))
    refuses("SEAL_MISMATCH", check_back, made, answer(line(), line(**FLAT), nature="30"))
    refuses("RECORD_TORN", check_back, (made[0][:-1], b""), right)
    refuses("RECORD_TOTAL", check_back, (made[0].replace(b"0000189", b"0000188"), b""), right)
