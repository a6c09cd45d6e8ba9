"""Whatever comes from outside is read or refused, never anything else, and a refusal names nobody: files, returns, receipts, imports.

Cards, codes and seals have theirs in `tests/cards`. The long form of all of them: `make cards-long`.
"""

import hashlib
import io
import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from device.base import wire
from device.base.refusal import Refusal
from device.formats import arl, b2, b2_lot, bank, noemie, noemie_returns, office_import
from tests.formats.files import DRE, FSE, LOT, NEGATIVE, RECEIPT, RETURN
from ui.cli import archive

SECRETS = ("DURAND", "MARTIN", "FICTIVE")
TODAY = 20782
PATIENTS = ",".join(office_import.PATIENTS) + '\nA1,DURAND,LEA,1972-19-01,2721975999123,60,1,0,"1 RUE DES ESSAIS"\n'
PRESCRIPTIONS = ",".join(office_import.PRESCRIPTIONS) + "\nA1,99700218896,991129768,MARTIN,01,2026-10-05,2026-10-06,,X,daily\n"
STATEMENT = "date;label;amount;reference\n18/10/2026;VIR CPAM DURAND;1 234,50;R1\n2026-10-19;AUTRE;-5,00;\n"
REFS = ["A1"]


def returned(octets: bytes, size: int = 1 << 20) -> list[object]:
    """A return as the device reads it, its octets in pieces of `size`."""
    pieces = [octets[at : at + size] for at in range(0, len(octets), size)]
    return list(noemie_returns.returns(noemie.entities(pieces)))


def outcome(parser: Callable[..., object], *args: object) -> object:
    """What the parser gives, or its refusal as text, which names nobody."""
    said = ""
    try:
        return parser(*args)
    except Refusal as refusal:
        said = str(refusal)
    assert not any(secret in said for secret in SECRETS)
    return said


FILES = (b2.read, b2.read_image, b2_lot.sealed_images, arl.read, returned, wire.read, lambda octets: archive.summary(io.BytesIO(octets)))
SAMPLES = (FSE, DRE, LOT, RECEIPT, NEGATIVE, RETURN, wire.write({"a": [1, "é", None, True]}))


@given(st.binary(max_size=600))
def test_any_octets(octets: bytes) -> None:
    for parser in FILES:
        outcome(parser, octets)


@given(st.sampled_from(SAMPLES), st.data())
def test_a_good_file_gone_bad(octets: bytes, data: st.DataObject) -> None:
    """Octets changed, cut out, repeated or put in anywhere; a return reads the same in pieces of any size."""
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(octets)))
        to = data.draw(st.integers(at, min(len(octets), at + 300)))
        octets = octets[:at] + data.draw(st.binary(max_size=8)) + octets[data.draw(st.sampled_from([at, to])) :]
    for parser in FILES:
        outcome(parser, octets)
    assert outcome(returned, octets) == outcome(returned, octets, data.draw(st.integers(1, 200)))


@given(st.sampled_from((b"2", b"4", b"5", b"000", b"999", b"930", b"199")), st.binary(max_size=256))
def test_a_record_that_begins_well(head: bytes, rest: bytes) -> None:
    for parser in FILES:
        outcome(parser, (head + rest).ljust(128))


@given(st.one_of(st.text(max_size=60), st.integers(0, 3000).map(lambda deep: "[" * deep)))
def test_a_text_with_the_right_digest(text: str) -> None:
    """Whoever writes the head may write anything behind it."""
    body = text.encode()
    outcome(wire.read, b"T1 %d %s\n" % (len(body), hashlib.sha256(body).hexdigest()[:16].encode()) + body)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3), max_leaves=3
)


@given(st.lists(st.dictionaries(st.sampled_from(["archive", "event", "original", "end", "kind"]), PLAIN, max_size=3), max_size=4))
def test_any_lines_of_an_archive(lines: list[dict[str, object]]) -> None:
    outcome(lambda octets: archive.summary(io.BytesIO(octets)), b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def test_the_good_ones_are_good() -> None:
    assert (
        len(office_import.patients(PATIENTS, TODAY))
        == len(office_import.prescriptions(PRESCRIPTIONS, REFS, bool))
        == len(bank.statement(STATEMENT).lines)
        == 1
    )
    assert len(b2.read(LOT).lots) == 1 and len(returned(RETURN)) > 5 and b2.read_image(FSE).kind() == "F"
    assert not isinstance(outcome(arl.read, RECEIPT), str)


@given(st.sampled_from((PATIENTS, PRESCRIPTIONS, STATEMENT)), st.data())
def test_a_good_list_gone_bad(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(text)))
        to = data.draw(st.integers(at, min(len(text), at + 30)))
        text = text[:at] + data.draw(st.text(max_size=6)) + text[to:]
    outcome(office_import.patients, text, TODAY)
    outcome(office_import.prescriptions, text, REFS, lambda act: act == "X")
    outcome(bank.statement, text)


@given(st.text(max_size=200))
def test_any_list(text: str) -> None:
    outcome(office_import.patients, text, TODAY)
    outcome(office_import.prescriptions, text, REFS, bool)
    outcome(bank.statement, text)
