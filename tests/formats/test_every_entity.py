"""Returns as others write them: every entity of the norm, in one order or another, with strangers among them, is read, told and counted."""

import json

import pytest

from device.formats.noemie import LAYOUTS, entities
from device.formats.noemie_entries import EndEntry, ReturnEntry
from device.formats.noemie_returns import returns
from tests.device import returns_made as made
from ui.cli import show

# The twenty-seven of the norm.
NORM = "000 010 020 040 070 071 080 081 100 102 103 110 120 150 160 198 199 210 220 250 261 262 290 294 295 990 999".split()
STAY = {
    "exoneration": "0", "day": "261018", "end_day": "261020", "unit_price": 1000, "base": 1000, "rate": 80, "code": "PJ",
    "quantity": 1, "coefficient": 100, "amount": 1000,
}  # fmt: skip
STRANGER = b"30105OF ANOTHER INSURER@"
WHO = (
    made.entity("103", nir="2721975999123", nir_key="60", birth="720503", twin="1", name="MARTIN", given="CAMILLE"),
    made.entity("110", nir="2721975999123", nir_key="60", name_kind="P", name="MARTIN", given="CAMILLE"),
    made.entity("120", birth="720503", twin="1", name="MARTIN", given="CAMILLE", unit="0001"),
    made.entity("150", nature="AS"),
    made.entity("160", archive="12345678901234567"),
)
ACT, AMO, AMC = made.act(1, 189), made.part("198", 189, "P", 189), made.part("199", 126, "R", 0, insurer="99999997")
REJECTS = (
    made.entity("294", code="3202", label="CONTRAT INCONNU", level="F", part="C", day="261018"),
    made.entity("290", line=1, code="S1", label="SIGNALEMENT"),
    made.entity("295", comment="VU"),
)
OPENING = (
    made.entity("010", insurer="9999999", insurer_key="7"),
    made.entity("020"),
    made.entity("040"),
    made.entity("070", day="261020"),
    made.transfer(),
)
MONEY = (
    made.entity("250", line=1, reference="000000021", day="260901", kind="IND", recovery="RPR", amount=100, sign="N", left=0),
    made.entity("261", code=7, amount=49000),
    made.entity("262", label="FORFAIT", amount=49000, period="A"),
)
LOT = (made.entity("081", kind="01"), made.entity("080", day="261018", lot="012"))
HEAD_102 = made.entity("102", invoice="000000017", lot="012", lot_day="261018", kind="F", day="261018", nature="10")
HEAD_100 = made.entity("100", invoice="000000021")
# The same facts of one invoice in the orders that different writers have.
ORDERS = {
    "parts, acts, rejects": (AMO, AMC, ACT, *REJECTS),
    "acts, parts, rejects": (ACT, AMO, AMC, *REJECTS),
    "rejects first": (*REJECTS, ACT, AMC, AMO),
    "a stranger in between": (AMO, STRANGER, ACT, AMC, STRANGER, *REJECTS),
}


def _file(order: tuple[bytes, ...], standard: str = "580") -> bytes:
    """A file of every entity, whose second invoice is an establishment's."""
    stay = made.entity("220", line=1, paid=800, sign="P", **STAY)
    body = (*OPENING, *LOT, HEAD_102, *WHO, *order, *WHO[1:], HEAD_100, stay, *MONEY)
    total = 189 + 800 - 100 + 49000
    joined = b"".join(body)
    control = made.entity("990", records=2, amount=total, sign="P")
    return made.head(standard) + joined + control + made.end(joined.count(b"@") + 3, total)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("standard", ["580", "908"])
def test_every_entity_is_read_in_any_order(order: str, standard: str) -> None:
    octets = _file(ORDERS[order], standard)
    assert sorted({each.kind for each in entities((octets,)) if each.layout is not None}) == sorted(LAYOUTS) == NORM
    *found, end = list(returns(entities((octets,))))
    first, second = (each for each in found if isinstance(each, ReturnEntry))
    assert (first.invoice, first.paid(), second.invoice, second.paid()) == ("000000017", 189, "000000021", 800)
    assert first.amc is not None and first.amc.state == "R" and [each.code for each in first.rejects] == ["3202", "S1"]
    assert len(first.acts()) == 1 and first.comments == ("VU",)
    assert isinstance(end, EndEntry) and end.amount == 49889


def test_strangers_are_kept_counted_and_shown() -> None:
    octets = _file(ORDERS["a stranger in between"])
    *found, end = list(returns(entities((octets,))))
    first = next(each for each in found if isinstance(each, ReturnEntry))
    assert first.others == (STRANGER.decode(), STRANGER.decode())
    assert isinstance(end, EndEntry) and end.unknown == (("301", 2),)
    printed = "\n".join(show.rendered(octets, False))
    assert "2 entités inconnues" in printed and "entité inconnue 301 : 2" in printed and "ANOTHER INSURER" not in printed


@pytest.mark.parametrize("standard", ["580", "908"])
def test_show_tells_a_file_of_every_entity(standard: str) -> None:
    octets = _file(ORDERS["parts, acts, rejects"], standard)
    printed = "\n".join(show.rendered(octets, True))
    for said in (
        "Virement du 20/10/26 : VIREMENT 000123",
        "Facture 000000017 (FSE, lot 012 du 18/10/26) : payé 1,89 €",
        "AMC rejeté",
        "Rejet 3202 CONTRAT INCONNU",
        "La complémentaire ne connaît pas ce contrat à cette date",
        "Facture 000000021 (établissement, lot 012 du 18/10/26) : payé 8,00 €",
        "Retenue 000000021",
        "Forfait 00007 : 490,00 €",
        "FORFAIT : 490,00 €",
        "Commentaire : VU",
    ):
        assert said in printed.replace("\u00a0", " "), said
    told = json.loads(json.dumps(show.told(octets, False)))
    assert sorted({each["entity"] for each in told["entities"]}) == NORM
    assert "MARTIN" not in json.dumps(told) and "2721975999123" not in json.dumps(told)


def test_line_ends_between_entities_are_passed_over() -> None:
    octets = _file(ORDERS["parts, acts, rejects"])
    broken = octets[:128] + b"\r\n" + octets[128:].replace(b"@", b"@\n", 20)
    assert [each.kind for each in entities((broken,))] == [each.kind for each in entities((octets,))]
