"""Whatever comes from outside is read or refused, never anything else: codes, answers, certificates, seals, card data."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from device.base import wire
from device.base.refusal import Refusal
from device.cards import apcv
from device.cards.apdu import tlv
from device.cards.recognise import known
from device.cards.rsa import is_signature, public_key
from device.formats.datamatrix import AmcAttestation, amc_attestation, amc_octets, ins_identity
from device.formats.identifiers import check_adeli, check_am_number, check_finess, check_ins, check_nir, check_rpps
from device.formats.seals import NO_INVOICE, head_of, seal_records, taken_apart, with_lot_seal
from device.ports import Moment
from tests.cards.desk import TODAY, image, lot
from tests.device.signed import CERTIFICATE
from tests.device.test_datamatrix import TEXT

NOW = Moment(TODAY, 540)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10**15) | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3), max_leaves=4
)
ANSWERS = st.dictionaries(st.sampled_from(["context", "token", "until", "zone", "proofs", "refused", "other"]), PLAIN)
SEALED = image() + seal_records("756000121", "000000042", "S", bytes(256)) + seal_records("756000121", "000000042", "K", CERTIFICATE)


def read(parser: Callable[..., object], *args: object) -> object:
    """What the parser gives, or the refusal that it raised."""
    try:
        return parser(*args)
    except Refusal as refusal:
        return refusal


@given(st.binary(max_size=400))
def test_any_octets(octets: bytes) -> None:
    for parser in (taken_apart, head_of, ins_identity, amc_attestation, tlv, public_key, known):
        read(parser, octets)
    read(apcv.request, octets, "756000121", "24")
    read(apcv.context, octets, NOW)
    read(apcv.proofs, octets)
    read(with_lot_seal, octets, b"")
    assert not is_signature((1 << 2047 | 1, 65537), b"", octets)


@given(ANSWERS)
def test_any_answer_of_the_apps_service(answer: dict[str, object]) -> None:
    for parser in (lambda octets: apcv.context(octets, NOW), apcv.proofs):
        read(parser, wire.write(answer))


@given(st.sampled_from([SEALED, lot(SEALED), TEXT, CERTIFICATE]), st.data())
def test_good_octets_gone_bad(octets: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(octets)))
    to = data.draw(st.integers(at, len(octets)))
    bad = octets[:at] + data.draw(st.binary(max_size=4)) + octets[to:]
    for parser in (taken_apart, ins_identity, public_key, tlv):
        read(parser, bad)


@given(st.text(max_size=16), st.integers(0, 99))
def test_any_number_typed(text: str, key: int) -> None:
    for check in (check_rpps, check_adeli, check_finess, check_am_number):
        read(check, text)
    read(check_nir, text, key)
    read(check_ins, text, key, text)


@given(st.binary(min_size=1, max_size=2000), st.sampled_from("SVKL"))
def test_any_seal_makes_the_round_trip(octets: bytes, kind: str) -> None:
    assert taken_apart(image() + seal_records("756000121", NO_INVOICE, kind, octets)).seals == ((kind, octets),)


WORDS = st.text(st.characters(codec="latin-1", exclude_characters="\x1d:,="), max_size=12)


@given(WORDS, WORDS, st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=4))
def test_any_attestation_makes_the_round_trip(amc: str, member: str, domains: list[tuple[str, str, str]]) -> None:
    made = AmcAttestation(amc, "RO", "94", member, "2026-01-01", "", tuple(domains))
    assert amc_attestation(amc_octets(made)) == made
